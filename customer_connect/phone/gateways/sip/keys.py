"""Typed keys become answers, as customer_connect/phone/turns.py says."""

from customer_connect.phone.turns import Ask


class KeyCollector:
    """Collects the keys of one answer."""

    def __init__(self, ask: Ask) -> None:
        self._digits = ask.digits
        self._typed = ""

    @property
    def is_waiting(self) -> bool:
        """Tell whether some keys were typed and more may come."""
        return bool(self._typed)

    def take(self, key: str) -> str:
        """Take in one key, and return the complete answer, or "" while there is none."""
        if self._digits is None:
            return "" if key == "#" else key
        if key == "#":
            return self.finish()
        if key == "*":
            was_typed, self._typed = self._typed, ""
            return "" if was_typed else "*"
        if not key.isdecimal():
            return ""
        self._typed += key
        return self.finish() if len(self._typed) >= self._digits[1] else ""

    def finish(self) -> str:
        """Return what was typed so far: no more keys came in time."""
        typed, self._typed = self._typed, ""
        return typed
