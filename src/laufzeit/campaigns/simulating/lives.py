"""The three lives that a contract may have with a campaign, by the decisions themselves: as it stands, accepted at
once, and never accepted. The scalar reference of ``mass``, and the way of contracts that have more behind them than
their conclusion.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from laufzeit.campaigns.aiming import Addressee, Aim, Ids, aim, command, declaration
from laufzeit.campaigns.plan import Plan
from laufzeit.campaigns.simulating.when import When
from laufzeit.catalogue.model import Catalogue
from laufzeit.contracts.commands import AcceptTerms
from laufzeit.contracts.contract import Contract, evolve
from laufzeit.contracts.decide import decide
from laufzeit.contracts.declaration import Actor, Channel, Declaration, Role, Side
from laufzeit.contracts.refusal import Refused
from laufzeit.contracts.timeline import timeline
from laufzeit.dates.day import ONE_DAY
from laufzeit.invoices.forecast import expected
from laufzeit.rating.owed import Account

_REACHED = Addressee(decides=True, mail=True, post=True, consumer=False)


@dataclass(frozen=True, slots=True)
class Lives:
    """``accepted`` and ``declined`` are the contract as it is where the campaign does not touch it (``aim`` is left
    out, or ``None`` where it is not meant)."""

    aim: Aim | None
    today: Contract
    accepted: Contract
    declined: Contract


def lives_of(contract: Contract, plan: Plan | None, catalogue: Catalogue, when: When, ids: Ids) -> Lives:
    """The lives of a contract; ``plan`` is ``None`` where the campaign does not mean it."""
    if plan is None:
        return Lives(None, contract, contract, contract)
    found = aim(plan, contract, _REACHED, catalogue, when.today, when.received, ids)
    if found.left_out:
        return Lives(found, contract, contract, contract)
    wanted = command(plan, found.new, ids, when.today, when.received)
    declined = contract
    for event in decide(contract, wanted, declaration(when.today, None), catalogue):
        declined = evolve(declined, event)
    accepted = declined
    if plan.offers:
        consenting = Declaration(when.today, Actor(Side.CUSTOMER, Role.STAFF), Channel.OFFICE)
        try:
            for event in decide(declined, AcceptTerms(ids.offer, ids.offer), consenting, catalogue):
                accepted = evolve(accepted, event)
        except Refused:
            accepted = declined
    return Lives(found, contract, accepted, declined)


def dues(contract: Contract, catalogue: Catalogue, first: date, through: date) -> Mapping[date, int]:
    """What falls due by month (its first day), in minor units, without what meters count."""
    phases = timeline(contract, catalogue).phases
    account = Account(phases, contract.discounts, contract.extras)
    sums: dict[date, int] = {}
    for one in expected(account, catalogue, first - ONE_DAY, through):
        month = one.due_on.replace(day=1)
        sums[month] = sums.get(month, 0) + one.amount
    return sums
