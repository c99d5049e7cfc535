"""What is typed into a search field, as words whose beginnings are looked for. Words are folded as in the database
(``office_folded``, ``office_words`` in the first migration): without accents, in small letters, "ß" as "ss"."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MOST_WORDS: Final = 6
LONGEST: Final = 60
LAST: Final = "\U0010ffff"
"""Sorts after everything that a word can go on with."""

_MARKS: Final = re.compile("[\u0300-\u036f]")
_BETWEEN: Final = re.compile(r"""[][\s@.,;:/()&+"'_|]+""")


def folded(text: str) -> str:
    """
    >>> folded("Café Müßig")
    'cafe mussig'
    """
    return _MARKS.sub("", unicodedata.normalize("NFKD", text)).replace("ß", "ss").lower()


def words(text: str) -> tuple[str, ...]:
    """The words to look for, at most six, each once.

    >>> words("Praxis Dr. Sommer, V-10001")
    ('praxis', 'dr', 'sommer', 'v-10001')
    >>> words("anna.sommer@praxis.example")
    ('anna', 'sommer', 'praxis', 'example')
    """
    found = (word.strip("-")[:LONGEST] for word in _BETWEEN.split(folded(text.replace("\x00", " "))))
    return tuple(dict.fromkeys(word for word in found if word))[:MOST_WORDS]


def rarest(typed: tuple[str, ...]) -> str:
    """The word that probably finds the fewest: a number before all others, then the longest.

    >>> rarest(("praxis", "59877"))
    '59877'
    """
    return max(typed, key=lambda word: (any(map(str.isdigit, word)), len(word)))
