"""Reminders: a letter for each customer and level, each level of an invoice once, with the vendor's fee."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, Final
from uuid import UUID

from laufzeit.catalogue.billing import DunningLevel
from laufzeit.catalogue.model import Catalogue
from laufzeit.catalogue.store import catalogue_of
from laufzeit.messages import actions as outbox
from laufzeit.messages.facts import OverdueInvoice
from laufzeit.messages.kinds import PaymentReminder
from laufzeit.messages.outgoing import Outgoing
from laufzeit.money.amount import Currency, Money
from laufzeit.payments import store
from laufzeit.payments.booking import store as booking
from laufzeit.payments.booking.actions import set_off_corrections
from laufzeit.payments.booking.store import Booking
from laufzeit.payments.dunning import Overdue, level_due
from laufzeit.payments.ledger import EntryKind
from laufzeit.payments.models import DunningStep
from laufzeit.payments.post.store import Addressee, addressees, pay_to, portal_link
from laufzeit.payments.reminding import store as reminding
from laufzeit.payments.standing import Standing
from laufzeit.vendors.store import acting_for
from laufzeit.vendors.tenancy import acting_vendor_id

SLICE: Final = 500
"""Customers of one transaction."""

DAYS_TO_PAY: Final = 10


@dataclass(frozen=True, slots=True)
class Dunned:
    """What a run did: reminders by level, letters, fees by currency, and customers that nobody can write to."""

    levels: Mapping[int, int] = field(default_factory=dict)
    letters: int = 0
    fees: Mapping[str, int] = field(default_factory=dict)
    unreachable: tuple[UUID, ...] = ()

    def __add__(self, other: Dunned) -> Dunned:
        return Dunned(
            _summed(self.levels, other.levels),
            self.letters + other.letters,
            _summed(self.fees, other.fees),
            (*self.unreachable, *other.unreachable),
        )


def _summed(first: Mapping[Any, int], second: Mapping[Any, int]) -> dict[Any, int]:
    return {key: first.get(key, 0) + second.get(key, 0) for key in {**first, **second}}


def dun(
    vendor_id: UUID, *, today: date, now: datetime, by: UUID | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Dunned:  # fmt: skip
    """Remind of all that is overdue, a slice of customers a transaction. A second run on the same day finds nothing."""
    with acting_for(vendor_id):
        catalogue = catalogue_of(vendor_id)
        levels = catalogue.vendor.billing.dunning
        if not levels:
            return Dunned()
        set_off_corrections(today=today, now=now)
        waiting = reminding.overdue(today, levels[0].days, len(levels))
    done, left, count = Dunned(), iter(waiting.items()), 0
    while slice_ := dict(islice(left, SLICE)):
        with acting_for(vendor_id):
            done += _dun(slice_, catalogue, today, now, by)
        count += len(slice_)
        if progress is not None:
            progress(count, len(waiting))
    return done


@dataclass(frozen=True, slots=True)
class _Due:
    """An invoice with the level that it is due for."""

    item: Standing
    level: int


def _dun(
    waiting: Mapping[UUID, Sequence[UUID]], catalogue: Catalogue, today: date, now: datetime, by: UUID | None
) -> Dunned:
    """One slice, alone: what has been paid or reminded of meanwhile is left out."""
    store.alone()
    levels = catalogue.vendor.billing.dunning
    due = _due([document for documents in waiting.values() for document in documents], levels, today)
    people = addressees({one.item.organisation for one in due})
    groups: dict[tuple[UUID, int, str], list[_Due]] = {}
    for one in due:
        if one.item.organisation in people:
            groups.setdefault((one.item.organisation, one.level, one.item.currency), []).append(one)
    done = Dunned(unreachable=tuple(sorted({one.item.organisation for one in due} - set(people))))
    steps: list[DunningStep] = []
    fees: list[Booking] = []
    letters = []
    for (organisation, level, currency), invoices in groups.items():
        person, fee = people[organisation], _fee(levels[level - 1], currency, catalogue)
        key = f"reminder/{organisation}/{level}/{currency}/{today.isoformat()}/{invoices[0].item.document}"
        steps += _steps(invoices, key, fee, today, now, by)
        fees += [_booking(invoices[0], fee, today)] if fee else []
        letters.append(Outgoing(key, _letter(invoices, person, catalogue, fee, today), person.to, person.language))
        done += Dunned({level: len(invoices)}, 1, {currency: fee} if fee else {})
    DunningStep.objects.bulk_create(steps, batch_size=2000)
    booking.book(fees, by=by, now=now)
    outbox.enqueue_many(acting_vendor_id(), letters, now=now)
    return done


def _due(documents: Sequence[UUID], levels: Sequence[DunningLevel], today: date) -> list[_Due]:
    standings = store.standings(documents)
    reached = reminding.reached(documents)
    found = []
    for item in standings.values():
        level, on = reached.get(item.document, (0, None))
        late = Overdue(item.open, item.due_on, item.disputed, item.collecting(today), level, on)
        next_level = level_due(late, levels, today)
        if next_level is not None:
            found.append(_Due(item, next_level))
    return found


def _fee(level: DunningLevel, currency: str, catalogue: Catalogue) -> int:
    """Fees are in the vendor's currency; invoices in another one are reminded of without."""
    return level.fee if currency == catalogue.vendor.currency else 0


def _steps(
    invoices: Sequence[_Due], key: str, fee: int, today: date, now: datetime, by: UUID | None
) -> list[DunningStep]:
    """The invoices of a letter; its fee stands at the oldest one."""
    first = invoices[0].item
    return [
        DunningStep(
            document=one.item.document, organisation=one.item.organisation, level=one.level, on=today, recorded_at=now,
            by=by, fee=fee if one.item is first else 0, letter=key,
        )
        for one in invoices
    ]  # fmt: skip


def _booking(oldest: _Due, fee: int, today: date) -> Booking:
    item = oldest.item
    return Booking(
        item.document, item.organisation, EntryKind.FEE, fee, item.currency, today,
        f"fee/reminder/{item.document}/{oldest.level}",
    )  # fmt: skip


def _letter(
    invoices: Sequence[_Due], person: Addressee, catalogue: Catalogue, fee: int, today: date
) -> PaymentReminder:
    levels, level = catalogue.vendor.billing.dunning, invoices[0].level
    currency = Currency.of(invoices[0].item.currency)
    total = sum(one.item.open for one in invoices) + fee
    listed = tuple(
        OverdueInvoice(one.item.number, one.item.issued_on, one.item.due_on, Money(one.item.open, currency))
        for one in invoices
    )
    return PaymentReminder(
        level=level,
        last_level=len(levels),
        organisation=person.organisation,
        invoices=listed,
        fee=Money(fee, currency) if fee else None,
        total=Money(total, currency),
        sentence=levels[level - 1].texts.text(person.language),
        pay_until=today + timedelta(days=DAYS_TO_PAY),
        pay_to=pay_to(catalogue),
        link=portal_link(catalogue),
    )
