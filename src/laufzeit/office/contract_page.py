"""Which ways are open from a contract's page: what staff can record for the customer, or declare for the vendor."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from laufzeit.contracts.declaration import Side
from laufzeit.contracts.ending import switching_notice
from laufzeit.contracts.pending import Pending, PendingKind
from laufzeit.dates.wording import day_in_digits
from laufzeit.office.wording import PENDING
from laufzeit.portal.shown import Shown


@dataclass(frozen=True, slots=True)
class PendingRow:
    """Something pending, with its name and what it will do."""

    pending: Pending
    word: str
    sentence: str


def pending_rows(shown: Shown) -> list[PendingRow]:
    """All that is decided and not yet in effect, in words."""
    return [PendingRow(one, str(PENDING[one.kind]), _sentence(one, shown)) for one in shown.pending]


def _sentence(one: Pending, shown: Shown) -> str:
    following = shown.phase_after(one.effective_on)
    said = {
        "last": day_in_digits(one.last_day, shown.language),
        "first": day_in_digits(one.effective_on, shown.language),
        "plan": shown.name_of(following.terms) if following else "",
        "seats": shown.seats_in_words(following) if following else "",
    }
    match one.kind:
        case PendingKind.NOTICE_BY_CUSTOMER | PendingKind.NOTICE_BY_VENDOR:
            return _("The contract ends on %(last)s.") % said
        case PendingKind.SWITCH:
            return _("The contract ends on %(last)s at the latest.") % said
        case PendingKind.OFFER:
            return _("It can be accepted until %(last)s.") % said
        case _ if following is None:
            return _("It would take effect on %(first)s, after the end of the contract.") % said
        case PendingKind.SEATS:
            return _("From %(first)s on: %(seats)s.") % said
        case _:
            return _("From %(first)s on: %(plan)s, %(seats)s.") % said


@dataclass(frozen=True, slots=True)
class Ways:
    """What can be begun today. Whether it is carried out is for ``decide`` to say."""

    notice: bool
    erase: bool
    vendor_notice: bool
    changes: tuple[tuple[str, str], ...]
    """Plans by key and name."""
    seats: bool
    switch: bool
    open_switch: UUID | None
    offer: bool
    revocable: tuple[UUID, ...]
    """What the customer can take back."""
    revocable_by_vendor: tuple[UUID, ...]


def ways(shown: Shown) -> Ways:
    """What can be begun on this contract."""
    alive = not shown.ended and not shown.upcoming
    kinds = {one.kind for one in shown.pending}
    switch = shown.of_kind(PendingKind.SWITCH)
    return Ways(
        notice=not shown.ended and PendingKind.NOTICE_BY_CUSTOMER not in kinds,
        erase=not shown.ended,
        vendor_notice=not shown.ended and PendingKind.NOTICE_BY_VENDOR not in kinds,
        changes=_changes(shown) if alive else (),
        seats=alive and not shown.terms.seats.named,
        switch=alive and switching_notice(shown.terms, shown.catalogue) is not None and switch is None,
        open_switch=switch.item if switch is not None and alive else None,
        offer=alive,
        revocable=_revocable(shown, Side.CUSTOMER),
        revocable_by_vendor=_revocable(shown, Side.VENDOR),
    )


def _changes(shown: Shown) -> tuple[tuple[str, str], ...]:
    plans = shown.catalogue.plans
    return tuple(
        (path.to, plans[path.to].names.text(shown.language))
        for path in shown.terms.changes
        if plans[path.to].sold_on(shown.today) is not None
    )


def _revocable(shown: Shown, side: Side) -> tuple[UUID, ...]:
    return tuple(one.item for one in shown.pending if one.by is side and one.revocable_until is not None)
