"""A letter as a value: what it says, before it is plain text or HTML. Both are written from the same ``Letter``."""

from __future__ import annotations

from dataclasses import dataclass

from laufzeit.dates.wording import Language
from laufzeit.messages.letterhead import Head


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """A table of names and values; a row without a value is left out by ``facts``."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list under a title; ``note`` stands below it in small type."""

    title: str
    items: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


Block = Paragraph | Facts | Items | Link


def facts(*rows: tuple[str, str | None]) -> Facts:
    """The rows that have a value.

    >>> facts(("Vertrag", "RC-1"), ("Widerruf möglich bis", None)).rows
    (('Vertrag', 'RC-1'),)
    """
    return Facts(tuple((name, value) for name, value in rows if value))


@dataclass(frozen=True, slots=True)
class Body:
    """Subject and blocks of a letter, as ``wording`` writes them; ``None`` blocks and empty ones are left out."""

    subject: str
    blocks: tuple[Block, ...]

    @classmethod
    def of(cls, subject: str, *blocks: Block | str | None) -> Body:
        """Blocks in their order; a text is a paragraph."""
        whole = (Paragraph(block) if isinstance(block, str) else block for block in blocks)
        return cls(subject, tuple(block for block in whole if block is not None and _says_something(block)))


def _says_something(block: Block) -> bool:
    match block:
        case Paragraph(text):
            return bool(text)
        case Facts(rows):
            return bool(rows)
        case Items(_, items, _):
            return bool(items)
        case Link(_, url):
            return bool(url)


@dataclass(frozen=True, slots=True)
class Letter:
    """``closing`` are the lines of the farewell, ``imprint`` the particulars of the vendor at the foot."""

    language: Language
    head: Head
    subject: str
    salutation: str
    blocks: tuple[Block, ...]
    closing: tuple[str, ...]
    imprint: tuple[str, ...]
