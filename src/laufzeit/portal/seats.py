"""Who joins a customer takes a seat, where the seats of its contract belong to people with a name."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from laufzeit.contracts import store
from laufzeit.contracts.actions import carry_out
from laufzeit.contracts.commands import AddUser
from laufzeit.contracts.declaration import Actor, Channel, Declaration, Role, Side
from laufzeit.contracts.refusal import Refused
from laufzeit.contracts.store import Held
from laufzeit.customers.models import User
from laufzeit.customers.refusal import Code, refuse
from laufzeit.vendors.models import new_id


def named_contract(organisation_id: UUID, now: datetime) -> Held | None:
    """The customer's running contract whose seats belong to people with a name."""
    for held in store.held_of_organisation(organisation_id):
        phase = held.timeline.phase_on(now.date())
        if phase is not None and held.catalogue.terms(phase.terms).seats.named:
            return held
    return None


def take_seat(user: User, invited_by: UUID | None, now: datetime) -> None:
    """A new member gets a seat from today on; whoever invited it has declared that.

    Raises the customers' ``Refused`` with NO_SEAT where the contract says no; then nobody joins.
    """
    held = named_contract(user.organisation_id, now) if user.organisation_id else None
    phase = held.timeline.phase_on(now.date()) if held else None
    if held is None or phase is None or user.id in phase.users:
        return
    actor = Actor(Side.CUSTOMER, Role.MAIN if invited_by else Role.PROGRAM, invited_by)
    try:
        carry_out(held.row.id, AddUser(new_id(), user.id), Declaration(now.date(), actor, Channel.PORTAL), now)
    except Refused as refused:
        raise refuse(Code.NO_SEAT, reason=refused.code.value) from refused
