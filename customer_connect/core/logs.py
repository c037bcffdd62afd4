"""What stays out of the log."""

import logging
import re

# What is logged in others' words: Django's on requests, the SIP stack's on callers.
_LOGGERS = ("django.", "baresip")
# Tokens: links for choosing a password, sounds of a call.
_SECRET = re.compile(r"[^/\s]{32,}|\d{4,}")


class StrikeNumbersOfPeople(logging.Filter):
    """Strikes long numbers and tokens: paths hold numbers of cases, payments and receipts, SIP addresses callers'."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record, and let it pass."""
        if record.name.startswith(_LOGGERS) and isinstance(record.args, tuple):
            record.args = tuple(_SECRET.sub("*", arg) if isinstance(arg, str) else arg for arg in record.args)
        return True
