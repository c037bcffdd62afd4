"""The five-bit code of text telephones (ITA2 with the figures of TIA-825-A), and the shifts between its two halves."""

import unicodedata

LETTERS_SHIFT, FIGURES_SHIFT = 0x1F, 0x1B
_SPACE = 0x04
_BOTH = {0x02: "\n", 0x04: " ", 0x08: "\r"}
_LETTERS = "\0E\0A\0SIU\0DRJNFCKTZLWHYPQOBG\0MXV\0"
_FIGURES = "\x003\0-\0\x0787\0$4',!:(5\")2=6019?+\0./;\0"
_LETTER_CODES = {sign: code for code, sign in enumerate(_LETTERS) if sign != "\0"}
_FIGURE_CODES = {sign: code for code, sign in enumerate(_FIGURES) if sign not in "\0\x07"}
_BOTH_CODES = {sign: code for code, sign in _BOTH.items()}
# What the code has no sign for, said otherwise; accents are dropped.
_INSTEAD = str.maketrans(
    {
        "&": " AND ", "@": " AT ", "%": " PERCENT", "#": "NO. ", "*": " STAR ", "’": "'", "‘": "'", "“": '"', "”": '"',
        "–": "-", "—": "-", "…": "...", "·": "-", "[": "(", "]": ")", "\n": "\r\n",
    }
)  # fmt: skip


def codes_of(text: str) -> list[int]:
    """Return the codes of a text with the shifts that it needs; signs that cannot be sent are left out.

    The shift to figures is sent anew after each space: many machines go back to letters there.
    """
    plain = text.replace("\r\n", "\n").translate(_INSTEAD).upper()
    signs = [sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign)]
    codes = [LETTERS_SHIFT, LETTERS_SHIFT]
    shift = LETTERS_SHIFT
    for sign in signs:
        if sign in _BOTH_CODES:
            codes.append(_BOTH_CODES[sign])
            continue
        wanted, table = (
            (LETTERS_SHIFT, _LETTER_CODES) if sign in _LETTER_CODES else (FIGURES_SHIFT, _FIGURE_CODES)
        )
        if sign not in table:
            continue
        if shift != wanted or (wanted == FIGURES_SHIFT and codes[-1] == _SPACE):
            codes.append(wanted)
            shift = wanted
        codes.append(table[sign])
    return codes


class Reader:
    """Turns codes into text."""

    def __init__(self, *, unshifts_on_space: bool) -> None:
        """With `unshifts_on_space` a space brings the letters back, as on machines that send no shift for that."""
        self._unshifts_on_space = unshifts_on_space
        self._table = _LETTERS

    def read(self, code: int) -> str:
        """Return the sign of the next code; "" for shifts and what is not printed."""
        if code in (LETTERS_SHIFT, FIGURES_SHIFT):
            self._table = _LETTERS if code == LETTERS_SHIFT else _FIGURES
            return ""
        if code == _SPACE and self._unshifts_on_space:
            self._table = _LETTERS
        return _BOTH.get(code) or self._table[code].strip("\0\x07")
