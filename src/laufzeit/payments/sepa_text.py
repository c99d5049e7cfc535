"""Texts as every bank in SEPA takes them.

Only these characters are safe: letters and digits of the Latin alphabet and ``/ - ? : ( ) . , ' +`` and the space
(EPC217-08, "SEPA Requirements for an Extended Character Set"; Anlage 3 of the DFÜ agreement, chapter 2). German
letters are written out, accents are dropped, Greek and Bulgarian letters go as that paper's table says, and what has no
meaning in it becomes a point.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_PLAIN: Final = re.compile(r"[A-Za-z0-9/\-?:().,'+ ]*")
_NO_IDENTIFIER: Final = re.compile(r"[^A-Za-z0-9/\-?:().,'+]")

_LETTERS: Final = {
    "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "oe", "å": "a", "ð": "d", "đ": "d",
    "þ": "th", "ł": "l", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n", "ĸ": "k",
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l",
    "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f",
    "χ": "ch", "ψ": "ps", "ω": "o",
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ъ": "a", "ь": "y", "ю": "yu", "я": "ya",
}  # fmt: skip
_SIGNS: Final = {
    "&": "+", "@": "(at)", "€": "EUR", "_": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "’": "'", "‘": "'", "`": "'",
    "´": "'", "„": "'", "“": "'", "”": "'", '"': "'", "«": "'", "»": "'", "[": "(", "]": ")", "{": "(", "}": ")",
    ";": ",", "\\": "/", "|": "/", "…": "...", "\u00a0": " ", "\t": " ", "\n": " ", "\r": " ",
}  # fmt: skip
_TABLE: Final = {**_LETTERS, **{letter.upper(): plain.capitalize() for letter, plain in _LETTERS.items()}, **_SIGNS}


def plain(text: str) -> str:
    """``text`` in the safe characters, with single spaces.

    >>> plain("Bäckerei Groß & Söhne, Łódź"), plain("Ærø ApS"), plain("株式会社")
    ('Baeckerei Gross + Soehne, Lodz', 'Aeroe ApS', '....')
    """
    if not _PLAIN.fullmatch(text):
        text = "".join(_plain_character(character) for character in unicodedata.normalize("NFC", text))
    return " ".join(text.split())


def _plain_character(character: str) -> str:
    if _PLAIN.fullmatch(character):
        return character
    if character in _TABLE:
        return _TABLE[character]
    decomposed = unicodedata.normalize("NFKD", character)
    if unicodedata.combining(character):
        return ""
    kept = "".join(_TABLE.get(part, part) for part in decomposed if not unicodedata.combining(part))
    return kept if kept and _PLAIN.fullmatch(kept) else "."


def shortened(text: str, longest: int) -> str:
    """``plain`` text of at most so many characters, without a space at its end.

    >>> shortened("Rechnung RE-2026-000123 vom 22.11.2026", 24)
    'Rechnung RE-2026-000123'
    """
    return plain(text)[:longest].rstrip()


def identifier(text: str) -> str:
    """``text`` as a reference: no spaces, and no slash at an end or twice, which banks refuse there.

    >>> identifier("RE 2026/000123/"), identifier("Größe//7")
    ('RE2026/000123', 'Groesse/7')
    """
    return re.sub(r"/{2,}", "/", _NO_IDENTIFIER.sub("", plain(text))).strip("/")


def is_identifier(text: str) -> bool:
    """Whether ``text`` can stand as a reference as it is, and has at most 35 characters."""
    return 0 < len(text) <= 35 and identifier(text) == text
