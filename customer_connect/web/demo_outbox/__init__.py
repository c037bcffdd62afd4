"""What the demo sent: emails, text messages and letters, on one page of this machine alone."""
