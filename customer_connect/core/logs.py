"""What stays out of the log."""

import logging
import re

_LONG_NUMBER = re.compile(r"\d{4,}")


class StrikeNumbersOfPeople(logging.Filter):
    """Strikes long numbers from what Django logs of requests: paths hold numbers of cases, payments and receipts."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record, and let it pass."""
        if record.name.startswith("django.") and isinstance(record.args, tuple):
            record.args = tuple(
                _LONG_NUMBER.sub("*", arg) if isinstance(arg, str) else arg for arg in record.args
            )
        return True
