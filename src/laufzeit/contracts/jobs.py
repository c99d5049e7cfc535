"""What happens by itself, carried out: exactly once each, after any downtime, in the order of its days.

A tick takes the contracts on which something is due, in slices of one transaction each. Within it, an effect is claimed
by its key, its letters are put into the outbox, and the next moment is noted; a process that is killed leaves either
all of a slice or nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from laufzeit.contracts import store
from laufzeit.contracts.correspondence import Circumstances, Person, Post
from laufzeit.contracts.effect_letters import Happened, kept_by_law, letters_of, users_without_access
from laufzeit.contracts.effects import Effect, EffectKind, due, effects
from laufzeit.contracts.models import Erasure
from laufzeit.contracts.store import Held
from laufzeit.contracts.writing import store as writing
from laufzeit.customers.actions import end_access, erase_organisation
from laufzeit.messages import actions as outbox
from laufzeit.messages.kinds import ErasureDone
from laufzeit.messages.outgoing import Outgoing, Recipient
from laufzeit.vendors.store import acting_for
from laufzeit.vendors.tenancy import acting_vendor_id

SLICE: Final = 200
"""Contracts of one transaction: few enough to be done within a second, many enough for few round trips."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """What a tick did."""

    contracts: int = 0
    effects: int = 0
    letters: int = 0

    def __add__(self, other: Ticked) -> Ticked:
        return Ticked(self.contracts + other.contracts, self.effects + other.effects, self.letters + other.letters)


def tick(vendor_id: UUID, today: date, now: datetime, *, progress: Callable[[Ticked], None] | None = None) -> Ticked:
    """Carry out all that is due for a vendor until ``today``. May run beside other ticks."""
    done = Ticked()
    while True:
        with acting_for(vendor_id):
            slice_of_due = store.locked_due(today, SLICE)
            if not slice_of_due:
                return done
            done += carry_out_due(slice_of_due, today, now)
            writing.set_next_moments(slice_of_due, today)
        if progress is not None:
            progress(done)


def carry_out_due(held_ones: Sequence[Held], today: date, now: datetime) -> Ticked:
    """Carry out what is due on these locked contracts."""
    moments = [
        (one, effect)
        for one in held_ones
        for effect in due(effects(one.contract, one.timeline, one.catalogue, today), today)
    ]
    new = writing.claim(((one.row, effect, _lapsed(effect, today)) for one, effect in moments), now)
    wanted = [(one, effect) for one, effect in moments if (one.row.id, effect.key) in new]
    if not wanted:
        return Ticked(contracts=len(held_ones))
    known = store.circumstances([one for one, _ in wanted])
    happened = [
        (one, Happened(effect, one.contract, one.timeline, known[one.row.id]))
        for one, effect in wanted
        if not _lapsed(effect, today)
    ]
    letters = [(one, post) for one, moment in happened for post in letters_of(moment)]
    put_into_outbox(letters, known, now)
    _change_people(happened, today)
    for one, moment in happened:
        if moment.effect.kind is EffectKind.ERASURE:
            _erase(one, moment, now)
    return Ticked(len(held_ones), len(wanted), len(letters))


def put_into_outbox(letters: Sequence[tuple[Held, Post]], known: Mapping[UUID, Circumstances], now: datetime) -> None:
    """Hand letters over to the outbox, in this transaction. Whoever was erased meanwhile gets no more letters."""
    if not letters:
        return
    addressed = ((one, post, known[one.row.id].people.get(post.to)) for one, post in letters)
    outgoing = [_outgoing(one, post, person) for one, post, person in addressed if person is not None]
    outbox.enqueue_many(acting_vendor_id(), outgoing, now=now)


def _outgoing(one: Held, post: Post, person: Person) -> Outgoing:
    to = Recipient(person.email, person.name, user=person.id, organisation=one.row.organisation_id)
    return Outgoing(f"{one.row.id}/{post.key}", post.letter, to, person.language, contract=one.row.id)


def _lapsed(effect: Effect, today: date) -> bool:
    return effect.until is not None and effect.until < today


def _change_people(happened: Sequence[tuple[Held, Happened]], today: date) -> None:
    """Named users without a seat lose their access, unless they have one in this or another contract by now."""
    leaving = {user: moment.effect.on for _, moment in happened for user in users_without_access(moment)}
    seated = store.seated_on({one.row.organisation_id for one, _ in happened}, today) if leaving else set()
    by_day: dict[date, list[UUID]] = {}
    for user, day in leaving.items():
        if user not in seated:
            by_day.setdefault(day, []).append(user)
    for day, users in by_day.items():
        end_access(sorted(users), ends_on=day)


def _erase(one: Held, happened: Happened, now: datetime) -> None:
    """Personal data goes; what the law keeps stays with pseudonyms until its day, and a record remains.

    A customer with another running contract keeps its account: then only what belongs to this contract goes.
    """
    row, erased_on = one.row, happened.effect.on
    titles = writing.forget_titles(row.id)
    erased = {"booking titles": titles}
    number = f"L-{writing.next_number('erasure', 1001)}"
    kept = kept_by_law(happened.timeline, happened.language)
    if store.living_contracts(row.organisation_id, erased_on) == 0:
        _tell_of_erasure(one, happened, ErasureDone(row.organisation.name, erased_on, kept, number), now)
        erased |= {"letters": outbox.erase_for_organisation(row.organisation_id)}
        erased |= {"people": len(erase_organisation(row.organisation_id, now)), "organisations": 1}
    Erasure.objects.create(
        contract=row,
        organisation=row.organisation_id,
        number=number,
        erased_on=erased_on,
        erased_at=now,
        erased=erased,
        kept=[{"what": one.what, "until": one.until.isoformat(), "rule": one.rule} for one in kept],
    )


def _tell_of_erasure(one: Held, happened: Happened, letter: ErasureDone, now: datetime) -> None:
    """The last letter: it goes to an address that the account no longer has when it is sent."""
    main = one.contract.main_user
    person = store.persons([main]).get(main)
    if person is None:
        return
    to = Recipient(person.email, person.name)
    outgoing = Outgoing(f"{one.row.id}/{happened.effect.key}", letter, to, person.language)
    outbox.enqueue_many(acting_vendor_id(), [outgoing], now=now)
