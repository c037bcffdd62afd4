"""The outbox: every email, text message and letter is a row here before it is sent."""
