"""Trying the phone line without a phone: a page with a keypad, for this machine alone."""
