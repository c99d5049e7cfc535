"""Mails that came back are read, and the letters that they are about are marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final
from uuid import UUID

from laufzeit.messages.bouncing.report import Returned, read
from laufzeit.messages.bouncing.store import Fate, settle
from laufzeit.vendors.store import acting_for

BATCH: Final = 200
"""Mails that are settled in one transaction of each vendor."""


@dataclass(frozen=True, slots=True)
class Bounced:
    """A letter that was marked. ``said``: why, in words without addresses."""

    vendor: UUID
    letter: UUID
    said: str


@dataclass(slots=True)
class Found:
    """What the mails were. ``unknown``: a mail came back, but no letter that was sent to that recipient."""

    mails: int = 0
    bounced: list[Bounced] = field(default_factory=list)
    known: int = 0
    unknown: int = 0
    not_bounces: int = 0


def read_in(vendors: Sequence[UUID], mails: Iterable[bytes]) -> Found:
    """Mark the letters of ``vendors`` that came back, by the reports among ``mails``; outside of ``acting_for``.
    Reading the same mails again changes nothing more, also when a letter was sent again in between."""
    found = Found()
    waiting = iter(mails)
    while batch := list(islice(waiting, BATCH)):
        reports = [report for mail in batch if (report := read(mail))]
        found.mails += len(batch)
        found.not_bounces += len(batch) - len(reports)
        _settle(vendors, reports, found)
    return found


def _settle(vendors: Sequence[UUID], reports: list[Returned], found: Found) -> None:
    """Each report is asked for with one vendor after the other, until one of them knows its letter."""
    for vendor in vendors:
        if not any(report.letter for report in reports):
            break
        with acting_for(vendor):
            fates = settle(reports)
        told = list(zip(reports, fates, strict=True))
        found.bounced += [
            Bounced(vendor, report.letter, report.said)
            for report, fate in told
            if fate is Fate.BOUNCED and report.letter
        ]
        found.known += fates.count(Fate.KNOWN)
        reports = [report for report, fate in told if fate is None]
    found.unknown += len(reports)
