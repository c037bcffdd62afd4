"""How a Spanish word sounds, in the phones of American English that the recogniser knows (CMUdict's).

Spanish is written as it is spoken, so rules do it. Each word gets a few pronunciations: American and Castilian c and z,
both English vowels that lie near the Spanish e and o, and r as an English r or as a tap, which English has only as a d.
"""

import re
import unicodedata
from itertools import product

_STRONG = "aeo"
_WEAK = "iu"
_DIPHTHONGS = {
    "ai": "AY", "ay": "AY", "ei": "EY", "ey": "EY", "oi": "OY", "oy": "OY", "au": "AW", "eu": "E UW", "ou": "O UW",
    "ia": "Y AA", "ie": "Y E", "io": "Y O", "iu": "Y UW", "ua": "W AA", "ue": "W E", "uo": "W O", "ui": "W IY",
    "uy": "W IY",
}  # fmt: skip
# Longest first. E and O stand for the vowels that are settled at the end, TH for the c and z of Spain.
_SOUNDS = {
    **_DIPHTHONGS,
    "ch": "CH", "ll": "Y", "rr": "R", "qu": "K", "gü": "G W",
    "a": "AA", "e": "E", "i": "IY", "o": "O", "u": "UW",
    # Written accents and hyphens' neighbours: a vowel of its own.
    "á": "AA", "é": "E", "í": "IY", "ó": "O", "ú": "UW", "ü": "W",
    "b": "B", "v": "B", "d": "D", "f": "F", "g": "G", "h": "", "j": "HH", "k": "K", "l": "L", "m": "M", "n": "N",
    "ñ": "N Y", "p": "P", "r": "R", "s": "S", "t": "T", "w": "W", "x": "K S", "y": "Y", "z": "TH",
}  # fmt: skip
# á and ó glide like their plain letters; í and ú do not: "día", "baúl".
_GLIDING = str.maketrans("áéó", "aeo")
_RULES: list[tuple[re.Pattern[str], str]] = [
    (re.compile(pattern), sounds)
    for pattern, sounds in [
        ("gu(?=[eéií])", "G"),
        ("c(?=[eéií])", "TH"),
        ("g(?=[eéií])", "HH"),
        ("(?<=[aeiouáéíóú])d(?=[aeiouáéíóú])", "DH"),
        ("cc(?=[eéií])", "K TH"),
        ("c(?!h)", "K"),
        ("y$", "IY"),
        ("y(?=[^aeiouáéíóú])", "IY"),
    ]
]
_BEGINS_WITH_Y = re.compile("y[aeiouáéíóú]")  # "ayuda": the y belongs to what follows


def pronunciations(word: str) -> list[str]:
    """Return how a word may sound, likeliest first: "pagos" -> ["P AA G OW S", …]. "" for what holds no letters."""
    sounds = _spelled(unicodedata.normalize("NFC", word.casefold()))
    if not sounds:
        return []
    first, *others = sounds
    variants = [
        " ".join(
            [{"E": e, "O": o, "TH": th}.get(first, first)]
            + [{"E": e, "O": o, "TH": th, "R": r}.get(sound, sound) for sound in others]
        )
        for th, r, e, o in product(("S", "TH"), ("R", "D"), ("EH", "EY"), ("OW", "AO"))
    ]
    return list(dict.fromkeys(variants))


def _spelled(word: str) -> list[str]:
    sounds: list[str] = []
    place = 0
    while place < len(word):
        for pattern, found in _RULES:
            if match := pattern.match(word, place):
                sounds += found.split()
                place = match.end()
                break
        else:
            pair, letter = word[place : place + 2].translate(_GLIDING), word[place]
            if pair in _SOUNDS and not _BEGINS_WITH_Y.match(word, place + 1):
                sounds += _SOUNDS[pair].split()
                place += 2
            else:
                sounds += _SOUNDS.get(letter, "").split()
                place += 1
    return sounds
