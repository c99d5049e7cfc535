"""Concluding a contract, with or without a trial."""

from __future__ import annotations

from laufzeit.catalogue.model import Catalogue, Plan, Terms
from laufzeit.contracts.commands import Conclude
from laufzeit.contracts.deciding.bounds import require_sane_day, require_seats
from laufzeit.contracts.declaration import Declaration, Role
from laufzeit.contracts.events import Concluded, Event
from laufzeit.contracts.refusal import Code, refuse


def conclude(command: Conclude, declaration: Declaration, catalogue: Catalogue) -> tuple[Event, ...]:
    """A contract begins on ``command.start`` at the terms on sale on that day.

    Staff and imports may name an earlier edition: a contract that was concluded on paper keeps what was agreed.
    """
    if declaration.actor.role in (Role.MEMBER, Role.PUBLIC):
        raise refuse(Code.MAY_NOT_DECIDE, role=declaration.actor.role.value)
    require_sane_day(command.start)
    terms = _terms(command, declaration, catalogue)
    users = tuple(user for user in dict.fromkeys(command.users) if user != command.main_user)
    seats = 1 + len(users) if terms.seats.named else command.seats
    require_seats(seats, terms)
    trial = terms.trial if command.trial else None
    if command.trial and trial is None:
        raise refuse(Code.TRIAL_NOT_OFFERED, plan=command.plan)
    return (
        Concluded(
            id=command.id,
            effective_on=command.start,
            terms=terms.ref,
            seats=seats,
            main_user=command.main_user,
            users=users if terms.seats.named else (),
            trial_until=trial.length.after(command.start) if trial else None,
            after_trial=trial.then if trial else None,
        ),
    )


def _terms(command: Conclude, declaration: Declaration, catalogue: Catalogue) -> Terms:
    plan = catalogue.plans.get(command.plan)
    if plan is None:
        raise refuse(Code.UNKNOWN_PLAN, plan=command.plan)
    on_sale = plan.sold_on(command.start)
    if command.edition is None:
        if on_sale is None:
            raise refuse(Code.NOT_ON_SALE, plan=command.plan, day=command.start)
        return on_sale
    return _named_edition(command, declaration, plan, on_sale)


def _named_edition(command: Conclude, declaration: Declaration, plan: Plan, on_sale: Terms | None) -> Terms:
    named = next((terms for terms in plan.editions if terms.ref.edition == command.edition), None)
    if named is None:
        raise refuse(Code.UNKNOWN_EDITION, plan=command.plan, edition=command.edition)
    if named != on_sale and declaration.actor.role not in (Role.STAFF, Role.PROGRAM):
        raise refuse(Code.NOT_ON_SALE, plan=command.plan, day=command.start)
    return named
