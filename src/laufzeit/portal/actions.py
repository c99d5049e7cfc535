"""Receiving a cancellation over the public page (§ 312k BGB): stored, carried out if it can be, confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from laufzeit.contracts.actions import carry_out
from laufzeit.contracts.commands import GiveNotice
from laufzeit.contracts.declaration import Actor, Channel, Declaration, Role, Side
from laufzeit.contracts.models import Contract
from laufzeit.contracts.refusal import Refused
from laufzeit.messages.actions import enqueue
from laufzeit.messages.kinds import CancellationReceived, CancellationSort
from laufzeit.messages.outgoing import Recipient
from laufzeit.portal import store
from laufzeit.portal.models import PublicCancellation, Sort
from laufzeit.vendors.models import new_id
from laufzeit.vendors.tenancy import acting_vendor_id


@dataclass(frozen=True, slots=True)
class Cancelling:
    """What a consumer declares; exactly the particulars of § 312k (2) S. 3 No. 1 BGB."""

    sort: Sort
    reason: str
    person: str
    contract: str
    wished_last_day: date | None
    email: str


def receive_cancellation(
    said: Cancelling, *, today: date, now: datetime, language: str, form_key: UUID | None
) -> PublicCancellation:
    """Store the declaration, give notice where it names a contract without doubt, and confirm it by mail.

    A form that is sent again gives the declaration that it has made.
    """
    earlier = store.by_form(form_key)
    if earlier is not None:
        return earlier
    contract, last_day = _carried_out(said, today, now)
    row = PublicCancellation.objects.create(
        received_at=now,
        received_on=today,
        sort=said.sort,
        reason=said.reason,
        person=said.person,
        contract_as_named=said.contract,
        wished_last_day=said.wished_last_day,
        email=said.email,
        language=language,
        contract=contract,
        last_day=last_day,
        form_key=form_key,
    )
    _confirm(row, now)
    return row


def _carried_out(said: Cancelling, today: date, now: datetime) -> tuple[Contract | None, date | None]:
    """The contract and its last day; nothing where staff have to look: for good cause, unclear, or refused."""
    contract = store.contract_named(said.contract, said.email) if said.sort == Sort.ORDINARY else None
    if contract is None:
        return None, None
    declaration = Declaration(today, Actor(Side.CUSTOMER, Role.PUBLIC), Channel.PUBLIC_PAGE)
    try:
        with transaction.atomic():
            held = carry_out(contract.id, GiveNotice(new_id(), not_before=said.wished_last_day), declaration, now)
    except Refused:
        return None, None
    return contract, held.timeline.last_day()


def _confirm(row: PublicCancellation, now: datetime) -> None:
    """The confirmation in text form, at once (§ 312k (4) BGB). It goes to the address that was given: what it says
    about a contract only that contract's own customer gets to read."""
    enqueue(
        acting_vendor_id(),
        key=f"cancellation/{row.id}",
        kind_value=CancellationReceived(
            person=row.person,
            email=row.email,
            contract_as_named=row.contract_as_named,
            sort=CancellationSort(row.sort),
            reason=row.reason,
            wished_last_day=row.wished_last_day,
            received_at=row.received_at,
            last_day=row.last_day,
        ),
        to=Recipient(row.email, row.person, organisation=row.contract.organisation_id if row.contract else None),
        language=row.language,
        now=now,
        contract=row.contract_id,
    )
