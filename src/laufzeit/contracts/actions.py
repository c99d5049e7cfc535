"""What the pages, the API and the console do with contracts: load and lock, decide, append and write letters, commit.

Everything runs inside ``acting_for(vendor)`` and therefore in one transaction: a decision is stored with all that
follows from it, or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from laufzeit.catalogue.store import catalogue_of
from laufzeit.contracts import store
from laufzeit.contracts.chain import Break, breaks
from laufzeit.contracts.commands import Book, CancelBooking, Command, Conclude
from laufzeit.contracts.consequences import Consequences, consequences
from laufzeit.contracts.contract import Contract, folded, steps_of
from laufzeit.contracts.decide import decide
from laufzeit.contracts.declaration import Channel, Declaration
from laufzeit.contracts.events import Event
from laufzeit.contracts.jobs import carry_out_due, put_into_outbox
from laufzeit.contracts.letters import letters_of
from laufzeit.contracts.models import BookingDetail
from laufzeit.contracts.refusal import Code, Refused, refuse
from laufzeit.contracts.store import Held
from laufzeit.contracts.timeline import Timeline, timeline
from laufzeit.contracts.writing import store as writing
from laufzeit.messages import facts
from laufzeit.vendors.tenancy import acting_vendor_id


@dataclass(frozen=True, slots=True)
class Preview:
    """A decision that is not stored."""

    events: tuple[Event, ...]
    before: Timeline
    after: Held
    consequences: Consequences


def preview(held: Held, command: Command, declaration: Declaration) -> Preview:
    """What ``carry_out`` would store for the same command on the same day. Raises ``Refused``."""
    events = decide(held.contract, command, declaration, held.catalogue)
    after = Held(held.row, steps_of(held.contract, events)[-1], held.catalogue)
    found = consequences(held.contract, after.contract, events, held.catalogue, declaration.today)
    return Preview(events, held.timeline, after, found)


def carry_out(
    contract_id: UUID,
    command: Command,
    declaration: Declaration,
    now: datetime,
    *,
    seen_version: int | None = None,
    form_key: UUID | None = None,
    locked: Held | None = None,
) -> Held:
    """Decide and store. ``seen_version`` is the version that the deciding person was shown, ``form_key`` the name of
    the form: one that is sent again changes nothing and gives the contract as it is. ``locked`` is what
    ``store.locked`` gave for this contract in this transaction, where nothing was written to it since.

    Raises ``Refused``; then nothing was changed.
    """
    assert locked is None or locked.row.id == contract_id  # what was locked is what is decided about
    before = locked or store.locked(contract_id)
    if form_key is not None and store.form_was_sent(form_key):
        return before
    if seen_version is not None and seen_version != before.contract.version:
        raise refuse(Code.CHANGED_MEANWHILE, seen=seen_version, version=before.contract.version)
    events = decide(before.contract, command, declaration, before.catalogue)
    steps = steps_of(before.contract, events)
    after = Held(before.row, steps[-1], before.catalogue)
    writing.append(before, after, events, declaration, now, form_key)
    _write_letters(before.contract, after, events, steps, declaration, now)
    carry_out_due([after], declaration.today, now)
    return after


def carry_out_many(
    wanted: Sequence[tuple[Held, Command]],
    declaration: Declaration,
    now: datetime,
    *,
    links: Mapping[UUID, str] | None = None,
) -> list[Held | Refused]:
    """``carry_out`` for contracts that ``store.locked_many`` gave, each once, in few round trips. Gives what became of
    each in the same order: the contract, or why it was refused; then nothing was changed of it, and the others were.
    ``links`` stand in the letters in the place of the addresses of the contracts' pages."""
    results: list[Held | Refused] = []
    decisions, steps = list[writing.Written](), list[tuple[Contract, ...]]()
    for before, command in wanted:
        try:
            events = decide(before.contract, command, declaration, before.catalogue)
        except Refused as refusal:
            results.append(refusal)
            continue
        steps.append(steps_of(before.contract, events))
        decisions.append(writing.Written(before, Held(before.row, steps[-1][-1], before.catalogue), events))
        results.append(decisions[-1].after)
    writing.append_all(decisions, declaration, now)
    _write_all_letters(decisions, steps, declaration, now, links or {})
    carry_out_due([one.after for one in decisions], declaration.today, now)
    return results


def _write_all_letters(
    decisions: Sequence[writing.Written],
    steps: Sequence[tuple[Contract, ...]],
    declaration: Declaration,
    now: datetime,
    links: Mapping[UUID, str],
) -> None:
    everybody = store.circumstances([one.after for one in decisions])
    receipt = receipt_of(declaration, now)
    letters = []
    for decision, after in zip(decisions, steps, strict=True):
        known, before = everybody[decision.after.row.id], decision.before
        if decision.after.row.id in links:
            known = known.leading_to(links[decision.after.row.id])
        posts = letters_of(
            tuple(decision.events), before.contract if before else None, after, receipt, declaration, known
        )
        letters += [(decision.after, post) for post in posts]
    put_into_outbox(letters, everybody, now)


def conclude(
    organisation_id: UUID,
    command: Conclude,
    declaration: Declaration,
    now: datetime,
    *,
    number: str = "",
    label: str = "",
    form_key: UUID | None = None,
) -> Held:
    """A new contract of a customer. Without ``number`` the vendor's next one is taken. Raises ``Refused``."""
    if form_key is not None and store.form_was_sent(form_key):
        return store.held(command.id)
    events = decide(None, command, declaration, catalogue_of(acting_vendor_id()))
    steps = steps_of(None, events)
    after = writing.new_contract(
        steps[-1], organisation_id=organisation_id, number=number, label=label, today=declaration.today, now=now
    )
    writing.append(None, after, events, declaration, now, form_key)
    if declaration.channel is not Channel.IMPORT:
        _write_letters(None, after, events, steps, declaration, now)
    carry_out_due([after], declaration.today, now)
    return after


def book(
    contract_id: UUID,
    command: Book,
    title: str,
    declaration: Declaration,
    now: datetime,
    *,
    form_key: UUID | None = None,
) -> Held:
    """Book a feature for a day, under a title that is kept beside the log. Raises ``Refused``."""
    already = form_key is not None and store.form_was_sent(form_key)
    after = carry_out(contract_id, command, declaration, now, form_key=form_key)
    if not already:
        BookingDetail.objects.create(id=command.id, contract_id=contract_id, title=title[:200])
    return after


def cancel(contract_id: UUID, command: CancelBooking, declaration: Declaration, now: datetime) -> Held:
    """Cancel a booking. Raises ``Refused``."""
    return carry_out(contract_id, command, declaration, now)


def _write_letters(
    before: Contract | None,
    after: Held,
    events: tuple[Event, ...],
    steps: tuple[Contract, ...],
    declaration: Declaration,
    now: datetime,
) -> None:
    everybody = store.circumstances([after])
    posts = letters_of(events, before, steps, receipt_of(declaration, now), declaration, everybody[after.row.id])
    put_into_outbox([(after, post) for post in posts], everybody, now)


def receipt_of(declaration: Declaration, now: datetime) -> facts.Receipt:
    """When and how a declaration was received; the instant is known where it came in electronically."""
    electronic = declaration.channel in (Channel.PORTAL, Channel.PUBLIC_PAGE, Channel.API)
    channel = facts.Channel(declaration.channel.value)
    return facts.Receipt(channel, declaration.today, now if electronic else None)


def verify(contract_id: UUID) -> tuple[Break, ...]:
    """Where the log's chain of hashes does not hold, and whether state and phases are those that it tells of."""
    found = list(breaks(store.entries(contract_id)))
    logged = store.log(contract_id)
    replayed = folded(line.event for line in logged)
    stored = store.held(contract_id)
    if replayed != stored.contract or (logged and logged[-1].hash != stored.row.head):
        found.append(Break(stored.row.version, "the stored state is not that of the log"))
    if store.stored_phases(contract_id) != store.phases_as_stored(
        timeline(replayed or stored.contract, stored.catalogue)
    ):
        found.append(Break(stored.row.version, "the stored phases are not those of the log"))
    return tuple(found)
