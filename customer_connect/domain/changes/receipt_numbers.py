"""Receipt numbers: random, short enough to be read over the phone, without letters that look or sound alike."""

import re
import secrets

# No vowels, so no words; no 0 O 1 I L 2 Z 5 S 8 B; of the letters that rhyme (B C D E G P T V) only one.
_ALPHABET = "CFHJKMNQRWX34679"
_GROUPS = 3
_GROUP = 4
_WRITTEN = re.compile("-".join([f"[{_ALPHABET}]{{{_GROUP}}}"] * _GROUPS))


def draw_receipt_number() -> str:
    """Return a number such as `C4QX-77KM-R3NW`: 48 bits, so that nobody guesses another person's."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def is_receipt_number(text: str) -> bool:
    """Tell whether the text is written like a receipt number."""
    return _WRITTEN.fullmatch(text) is not None
