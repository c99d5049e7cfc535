"""Texts in the languages of a vendor: small, frozen, hashable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Texts:
    """One text in one or several languages, by language code (``de``, ``en``).

    >>> name = Texts.of({"de": "Videotermine", "en": "video appointments"})
    >>> name.text("de"), name.text("fr")
    ('Videotermine', 'Videotermine')
    """

    by_language: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> Texts:
        return cls(tuple(texts.items()))

    def text(self, language: str) -> str:
        """The text in ``language``; where it has not been written, in the first language of the vendor."""
        for code, text in self.by_language:
            if code == language:
                return text
        return self.by_language[0][1] if self.by_language else ""

    def languages(self) -> tuple[str, ...]:
        return tuple(code for code, _ in self.by_language)

    def __bool__(self) -> bool:
        return bool(self.by_language)


NO_TEXTS = Texts(())
