"""Taking back what is pending.

A notice is a one-sided declaration that cannot be taken back after receipt (§ 130 (1) S. 2 BGB); the vendor agrees in
advance, by its terms, that the contract goes on when it is revoked until its last day. The notice stays in the log, and
a later one counts anew from its own day.
"""

from __future__ import annotations

from laufzeit.contracts.commands import Revoke
from laufzeit.contracts.events import Concluded, Event, Revoked
from laufzeit.contracts.refusal import Code, refuse
from laufzeit.contracts.situation import Situation


def revoke(command: Revoke, situation: Situation) -> tuple[Event, ...]:
    """What is pending under ``command.item`` is taken back by the side that declared it."""
    situation.require_decider()
    standing = situation.standing(command.item)
    if standing is None or isinstance(standing, Concluded):
        raise refuse(Code.NOTHING_TO_REVOKE, item=command.item)
    found = next((one for one in situation.pending if one.item == command.item), None)
    if found is None:
        if standing.effective_on <= situation.today:
            raise refuse(Code.REVOCATION_TOO_LATE, item=command.item, effective_on=standing.effective_on)
        situation.require_running()
        raise refuse(Code.NOTHING_TO_REVOKE, item=command.item)
    if found.by is not situation.declaration.actor.side:
        raise refuse(Code.NOT_YOUR_DECLARATION, item=command.item, by=found.by.value)
    if found.revocable_until is None:
        raise refuse(Code.NOT_REVOCABLE, item=command.item, effective_on=found.effective_on)
    if situation.today > found.revocable_until:
        raise refuse(Code.REVOCATION_TOO_LATE, item=command.item, effective_on=found.effective_on)
    return (Revoked(command.id, situation.today, command.item),)
