"""What would be collected by direct debit: it is done, looked at, and taken back in the same transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction

from laufzeit.dates.wording import Language
from laufzeit.money.amount import EUR
from laufzeit.payments.collecting.actions import Collected, NotCollected, Run, Written, collect
from laufzeit.payments.collecting.store import candidates
from laufzeit.payments.words import sentence
from laufzeit.portal.billing import money

MOST: Final = 5_000
"""Invoices up to which a file or letters are made while somebody waits for the page; of more, the console does it."""
SHOWN: Final = 100
"""Lines that are listed of what would be done; all are counted."""


class _TakenBack(Exception):
    """Ends a transaction whose results nobody keeps."""


@contextmanager
def taken_back() -> Iterator[None]:
    """What is done inside is done for real, and undone at the end."""
    try:
        with transaction.atomic():
            yield
            raise _TakenBack
    except _TakenBack:
        pass


@dataclass(frozen=True, slots=True)
class Missed:
    """An invoice that cannot be collected, and why."""

    document: UUID
    number: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Collection:
    """What would be collected. ``too_many``: so many invoices that nobody waits for it here."""

    count: int = 0
    total: str = ""
    first_day: date | None = None
    last_day: date | None = None
    letters: int = 0
    missed: tuple[Missed, ...] = ()
    missed_count: int = 0
    too_many: int = 0
    print: str = ""


def collection(vendor_id: UUID, run: Run, language: Language) -> Collection:
    """What a run would collect. Raises ``Refused``."""
    waiting = len(candidates(run.through, unannounced=run.unannounced))
    if waiting > MOST:
        return Collection(too_many=waiting)
    done = Collected()
    with taken_back():
        done = collect(vendor_id, run)
    return collection_of(done, language)


def collection_of(done: Collected, language: Language) -> Collection:
    """What was done, or would be, in words."""
    files = done.files
    return Collection(
        count=sum(file.count for file in files),
        total=money(sum(file.total for file in files), EUR.code, language),
        first_day=min((file.first_day for file in files), default=None),
        last_day=max((file.last_day for file in files), default=None),
        letters=done.letters,
        missed=tuple(_missed(one, language) for one in done.not_collected[:SHOWN]),
        missed_count=len(done.not_collected),
        print=print_of(done),
    )


def _missed(one: NotCollected, language: Language) -> Missed:
    return Missed(one.document, one.number, sentence(one.fault, language))


def print_of(done: Collected) -> str:
    """A print of what is collected: by it a form says what was seen."""
    said = [*map(_said, done.files), *(f"{one.document}:{one.fault.code}" for one in done.not_collected)]
    return hashlib.sha256("\n".join([*said, str(done.letters)]).encode()).hexdigest()


def _said(file: Written) -> str:
    return f"{file.count} {file.total} {file.first_day} {file.last_day}"
