"""The phone line: one dialogue, and gateways that carry it over SIP, TwiML, TTY and a terminal."""
