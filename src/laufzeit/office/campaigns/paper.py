"""The letters of a campaign that go out on paper, in files that somebody can print and carry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from laufzeit.campaigns.models import Campaign
from laufzeit.campaigns.paper.pdf import LETTERS, files_of
from laufzeit.campaigns.paper.sheet import Addressed
from laufzeit.campaigns.posting.store import letters_on_paper
from laufzeit.campaigns.watching.store import listed
from laufzeit.catalogue.model import VendorFacts
from laufzeit.catalogue.store import catalogue_of

MOST_ON_PAPER: Final = 2_000
"""Letters that are composed while somebody waits for the page; of more, the console makes the files."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file: its number, and which letters it has, by their places in the postal order."""

    number: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Bundle:
    """``letters`` in postal order; ``without`` are the numbers of contracts without a complete address. ``too_many``:
    so many that the page leaves them to the console."""

    letters: Sequence[Addressed]
    without: Sequence[str]
    too_many: bool
    title: str
    facts: VendorFacts

    @property
    def parts(self) -> list[Part]:
        count = len(self.letters)
        return [
            Part(begin // LETTERS + 1, begin + 1, min(begin + LETTERS, count)) for begin in range(0, count, LETTERS)
        ]

    def pdf(self, number: int) -> bytes:
        """The file of that number."""
        some = self.letters[(number - 1) * LETTERS : number * LETTERS]
        address = self.facts.address
        sender = f"{self.facts.legal_name} · {address.street} · {address.postcode} {address.city}"
        return next(files_of(some, sender, self.facts.brand, self.title))


def bundle(row: Campaign, today: date, vendor_id: UUID) -> Bundle:
    """Letters that were meant for the post, and those whose mail came back or was refused."""
    facts = catalogue_of(vendor_id).vendor
    count = sum(len(listed(row, today, which=which, limit=MOST_ON_PAPER + 1)) for which in ("posted", "bounced"))
    if count > MOST_ON_PAPER:
        return Bundle((), (), too_many=True, title=row.name, facts=facts)
    letters, without = letters_on_paper(row, today, facts.address.country)
    ordered = sorted(letters, key=lambda one: one.order)
    return Bundle(ordered, without, too_many=False, title=row.name, facts=facts)
