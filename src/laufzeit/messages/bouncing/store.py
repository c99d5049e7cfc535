"""Which letters came back, in the rows of the acting vendor."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from enum import StrEnum
from typing import Final

from laufzeit.messages.bouncing.report import Returned
from laufzeit.messages.models import Message
from laufzeit.messages.sending.mail import NotAnAddress, address
from laufzeit.messages.state import State

MOST_MARKS: Final = 50
"""Reports about one letter that are remembered, the latest of them."""


class Fate(StrEnum):
    BOUNCED = "bounced"
    """The letter is marked now."""
    KNOWN = "known"
    """It had been marked before, by this report or by another one."""


def settle(reports: Sequence[Returned]) -> list[Fate | None]:
    """Mark the letters that came back; what became of each report, in their order. ``None``: it is about no letter of
    the vendor's, or about one that was not sent, or to somebody else, and changes nothing."""
    ids = {report.letter for report in reports if report.letter}
    rows = {row.id: row for row in Message.objects.select_for_update().filter(id__in=ids).order_by("id")}
    return [_settle_one(report, rows.get(report.letter)) for report in reports]


def _is_about(report: Returned, row: Message) -> bool:
    """Whether it is that letter, on its way to that recipient. What was erased has none, and nothing comes back."""
    if row.message_id != report.message_id or not row.email:
        return False
    return not report.recipients or not report.recipients.isdisjoint(_forms(row.email))


def _forms(email: str) -> set[str]:
    """An address as people write it, and as it goes over the wire."""
    forms = {email.strip().lower()}
    with suppress(NotAnAddress):
        forms.add(address(email).addr_spec.lower())
    return forms


def _settle_one(report: Returned, row: Message | None) -> Fate | None:
    if row is None or not _is_about(report, row):
        return None
    if report.mark in row.returns:
        return Fate.KNOWN
    state = State(row.state)
    if state not in (State.SENT, State.UNCLEAR, State.BOUNCED):
        return None
    row.returns = [*row.returns, report.mark][-MOST_MARKS:]
    fields = ["returns"]
    if state is not State.BOUNCED:
        # Without the claim: a sender that is still waiting for the server's answer writes nothing any more.
        row.state, row.last_error, row.claim, row.claimed_until = State.BOUNCED, report.said, None, None
        fields += ["state", "last_error", "claim", "claimed_until"]
    row.save(update_fields=fields)
    return Fate.KNOWN if state is State.BOUNCED else Fate.BOUNCED
