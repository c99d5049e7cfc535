"""Bookings that another statement had already: a notification (camt.054) says again what a statement (camt.053) says,
and files for overlapping days say the same days twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from laufzeit.payments.statement import Entry

Key = tuple[str, int, date]
Plain = tuple[date, int, str, str, str]


@dataclass(frozen=True, slots=True)
class Before:
    """An entry of another statement. ``waiting``: a person has yet to look at it."""

    id: UUID
    booking: Key
    plain: Plain
    whole: bool
    waiting: bool


class Known(StrEnum):
    """Whether an entry is taken: yes; not, since it is there; only as a question, since it may be there."""

    NEW = "new"
    KNOWN = "known"
    DOUBTFUL = "doubtful"


def plain(entry: Entry) -> Plain:
    """By what two entries without a reference of the bank's look the same."""
    return (entry.booked_on, entry.amount, entry.end_to_end, entry.remittance, entry.iban)


def sorted_out(entries: Sequence[Entry], before: Iterable[Before]) -> tuple[list[Known], list[UUID]]:
    """For each entry whether it is taken; and the entries of before of which these are the single transactions."""
    by_booking: dict[Key, list[Before]] = {}
    looks: set[Plain] = set()
    for one in before:
        if one.booking[0]:
            by_booking.setdefault(one.booking, []).append(one)
        else:
            looks.add(one.plain)
    parts: dict[Key, list[Entry]] = {}
    for entry in entries:
        parts.setdefault(entry.booking, []).append(entry)
    detailed = {key: whole for key, found in by_booking.items() if (whole := _taken_apart(found, parts.get(key, [])))}
    return [_known(entry, by_booking, detailed, looks) for entry in entries], list(detailed.values())


def _taken_apart(before: Sequence[Before], parts: Sequence[Entry]) -> UUID | None:
    """The sum that nobody knew what to do with, when its parts come."""
    alone = before[0] if len(before) == 1 else None
    return alone.id if alone is not None and alone.whole and alone.waiting and len(parts) > 1 else None


def _known(entry: Entry, by_booking: Mapping[Key, object], detailed: Mapping[Key, object], looks: set[Plain]) -> Known:
    if entry.bank_reference:
        return Known.KNOWN if entry.booking in by_booking and entry.booking not in detailed else Known.NEW
    return Known.DOUBTFUL if plain(entry) in looks else Known.NEW
