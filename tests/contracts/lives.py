"""Random lives of contracts: what people could ask for, in any order, on any day, on three catalogues.

A wish is a kind and a handful of small numbers; what it asks for in detail follows from the contract as it stands, so
that most wishes make sense and some do not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

from hypothesis import strategies as st

from laufzeit.catalogue.model import Catalogue, Terms
from laufzeit.catalogue.reading import read
from laufzeit.contracts.commands import (
    AddUser,
    Book,
    ChangePlan,
    ChangeSeats,
    ChargeExtra,
    Conclude,
    GiveNotice,
    GrantDiscount,
    JudgedBy,
    OfferTerms,
    RemoveUser,
    RequestSwitch,
    SwitchTarget,
)
from laufzeit.contracts.contract import Contract
from laufzeit.contracts.declaration import Channel
from laufzeit.contracts.events import Event
from laufzeit.contracts.refusal import Refused
from laufzeit.contracts.timeline import timeline
from laufzeit.money.vat import VatCategory
from laufzeit.stories.life import Life
from laufzeit.stories.model import (
    AcceptThat,
    CancelThat,
    CancelThatExtra,
    CompleteThat,
    DeclineThat,
    Deed,
    EndThat,
    ExtendThat,
    ExtendThatOffer,
    RevokeThat,
    Sentence,
    Story,
    Thing,
    WithdrawThatOffer,
)
from laufzeit.stories.naming import KINDS
from laufzeit.stories.sentences import id_of, user_id

ROOT = Path(__file__).parents[2]
FILES = {
    "red-connect": ROOT / "examples" / "red-connect.toml",
    "gapteq": ROOT / "examples" / "gapteq.toml",
    "kontor": ROOT / "stories" / "catalogues" / "kontor.toml",
}
MAIN = "Anna"
OTHERS = ("Max", "Lea", "Tom", "Eva", "Ben", "Ida")
FIRST_DAY = date(2020, 1, 1)


@cache
def catalogue(name: str) -> Catalogue:
    path = FILES[name]
    return read(path.read_text("utf-8"), lambda file: (path.parent / file).read_bytes())


def new_life(name: str, today: date) -> Life:
    story = Story("", "", "Praxis Dr. Sommer", MAIN, "en", (), ())
    life = Life(story, catalogue(name), {user_id(one): one for one in (MAIN, *OTHERS)})
    life.today = today
    return life


@dataclass(frozen=True, slots=True)
class Wish:
    """``after``: days that pass before it. The numbers choose the details."""

    after: int
    kind: str
    numbers: tuple[int, ...]


@dataclass
class Attempt:
    """What came of a wish; ``before`` is the contract before it."""

    sentence: Sentence
    before: Contract
    events: tuple[Event, ...] = ()
    refused: Refused | None = None


@dataclass
class Chooser:
    """Takes one number after the other to choose with."""

    life: Life
    numbers: tuple[int, ...]
    taken: int = field(default=0)

    def number(self, below: int) -> int:
        chosen = self.numbers[self.taken % len(self.numbers)] % below
        self.taken += 1
        return chosen

    def among(self, *things: object) -> object:
        return things[self.number(len(things))]

    @property
    def terms(self) -> Terms:
        assert self.life.contract is not None
        life = timeline(self.life.contract, self.life.catalogue)
        phase = life.phase_on(self.life.today) or life.phases[-1]
        return self.life.catalogue.terms(phase.terms)

    @property
    def seats(self) -> int:
        assert self.life.contract is not None
        phase = timeline(self.life.contract, self.life.catalogue).phase_on(self.life.today)
        return phase.seats if phase else 1

    def plan(self) -> str:
        """A plan that the terms offer a change to, or any."""
        paths = [path.to for path in self.terms.changes]
        return str(self.among(*paths, *paths, *self.life.catalogue.plans))

    def user(self) -> UUID:
        """Anybody, and rather somebody who uses the contract."""
        assert self.life.contract is not None
        phase = timeline(self.life.contract, self.life.catalogue).phase_on(self.life.today)
        present = phase.users if phase else ()
        chosen = self.among(*OTHERS, *(self.life.name(user) for user in (*present, *present)))
        return user_id(str(chosen))

    def users(self, most: int) -> tuple[UUID, ...]:
        return tuple(user_id(name) for name in OTHERS[: self.number(most + 1)])

    def day(self, *, back: int = 0, ahead: int = 400) -> date:
        return self.life.today + timedelta(days=self.number(back + ahead) - back)

    def earlier(self) -> date | None:
        return None if self.number(3) else self.day(back=60, ahead=2)


def _conclude(choose: Chooser, wish: UUID) -> Deed:
    plan = str(choose.among(*choose.life.catalogue.plans))
    seats = 1 + choose.number(8)
    start = choose.day(back=20, ahead=40)
    return Conclude(wish, plan, start, user_id(MAIN), choose.users(3), seats, trial=choose.number(3) == 0)


def _change_plan(choose: Chooser, wish: UUID) -> Deed:
    return ChangePlan(wish, choose.plan(), choose.users(2) if choose.number(3) == 0 else ())


def _change_seats(choose: Chooser, wish: UUID) -> Deed:
    return ChangeSeats(wish, choose.seats + int(str(choose.among(-2, -1, 0, 1, 2, 9))))


def _add_user(choose: Chooser, wish: UUID) -> Deed:
    return AddUser(wish, choose.user())


def _remove_user(choose: Chooser, wish: UUID) -> Deed:
    return RemoveUser(wish, choose.user())


def _notice(choose: Chooser, wish: UUID) -> Deed:
    not_before = choose.day(back=30, ahead=800) if choose.number(4) == 0 else None
    return GiveNotice(wish, choose.earlier(), not_before, erase=choose.number(4) == 0)


def _revoke(choose: Chooser, wish: UUID) -> Deed:
    """Anything, and rather something that is pending."""
    assert choose.life.contract is not None
    waiting = [
        thing
        for event in choose.life.contract.standing
        for thing, kinds in KINDS.items()
        if event.effective_on > choose.life.today and isinstance(event, kinds)
    ]
    return RevokeThat(wish, Thing(str(choose.among(*waiting, *waiting, *waiting, *Thing))))


def _offer(choose: Chooser, wish: UUID) -> Deed:
    editions = [terms.ref for plan in choose.life.catalogue.plans.values() for terms in plan.editions]
    to = editions[choose.number(len(editions))]
    accept_until, cut_over = choose.day(back=2, ahead=120), choose.day(back=30, ahead=400)
    judged_by = list(JudgedBy)[choose.number(2)]
    if choose.number(3) == 0:
        return OfferTerms(wish, to, accept_until, cut_over, judged_by)
    received = choose.day(back=3, ahead=16) if choose.number(2) else None
    reminders = tuple(choose.number(40) for _ in range(choose.number(3))) if choose.number(2) else None
    return OfferTerms(wish, to, accept_until, cut_over, judged_by, id_of("notice", wish), received, reminders)


def _switch(choose: Chooser, wish: UUID) -> Deed:
    return RequestSwitch(wish, list(SwitchTarget)[choose.number(3)], choose.earlier())


def _book(choose: Chooser, wish: UUID) -> Deed:
    bookable = [key for key, feature in choose.life.catalogue.features.items() if feature.bookable]
    feature = str(choose.among(*bookable, *bookable, *bookable, *choose.life.catalogue.features, "nothing"))
    return Book(wish, feature, choose.day(back=2, ahead=400), time(9 + choose.number(9)), choose.user())


def _cancel(choose: Chooser, wish: UUID) -> Deed:
    bookings = choose.life.contract.bookings if choose.life.contract else ()
    if not bookings:
        return CancelThat(wish, "room", choose.life.today, None)
    booking = bookings[choose.number(len(bookings))]
    return CancelThat(wish, booking.feature, booking.day, booking.at)


def _grant(choose: Chooser, wish: UUID) -> Deed:
    """Mostly one that can be granted: a part of all prices, or something off one."""
    charges = [charge.key for charge in choose.terms.charges]
    charge = str(choose.among(*charges, *charges, "nothing")) if choose.number(2) else None
    percent = choose.number(10_050) if choose.number(3) else None
    amount = choose.number(5_000) if percent is None or not choose.number(9) else None
    until = choose.day(back=20, ahead=500) if choose.number(3) == 0 else None
    periods = choose.number(14) if choose.number(3) == 0 else None
    return GrantDiscount(wish, choose.day(back=40, ahead=90), percent, amount, charge, until, periods, "Loyalty")


def _end_discount(choose: Chooser, wish: UUID) -> Deed:
    return EndThat(wish, "Loyalty", choose.day(back=20, ahead=200))


def _charge(choose: Chooser, wish: UUID) -> Deed:
    vat = list(VatCategory)[choose.number(2)]
    return ChargeExtra(wish, choose.day(back=40, ahead=380), choose.number(20_000) - 8_000, "Training", vat)


WISHES: dict[str, Callable[[Chooser, UUID], Deed]] = {
    "change plan": _change_plan,
    "change seats": _change_seats,
    "add user": _add_user,
    "remove user": _remove_user,
    "notice": _notice,
    "revoke": _revoke,
    "offer": _offer,
    "accept": lambda _, wish: AcceptThat(wish),
    "decline": lambda _, wish: DeclineThat(wish),
    "extend offer": lambda choose, wish: ExtendThatOffer(wish, choose.day(back=2, ahead=150)),
    "withdraw offer": lambda _, wish: WithdrawThatOffer(wish),
    "switch": _switch,
    "extend": lambda choose, wish: ExtendThat(wish, choose.day(back=2, ahead=300)),
    "complete": lambda choose, wish: CompleteThat(wish, choose.day(back=2, ahead=60)),
    "book": _book,
    "cancel": _cancel,
    "grant": _grant,
    "end discount": _end_discount,
    "charge": _charge,
    "cancel extra": lambda _, wish: CancelThatExtra(wish, "Training"),
}
OFTEN = (
    *sorted(WISHES),
    *["change plan", "change seats", "add user", "remove user", "revoke", "accept", "book"] * 3,
    *["offer"] * 3,
)
"""Kinds to choose from: the endings less often than what goes before them."""

_ONLY_VENDOR = frozenset({"offer", "extend offer", "withdraw offer", "grant", "end discount", "charge", "cancel extra"})
_BY_VENDOR = _ONLY_VENDOR | {"notice", "revoke", "extend", "complete"}


def conclude(life: Life, numbers: tuple[int, ...]) -> Refused | None:
    try:
        life.declare(Sentence(MAIN, _conclude(Chooser(life, numbers), id_of("conclusion")), Channel.PORTAL))
    except Refused as refused:
        return refused
    return None


def begun(name: str, today: date, numbers: tuple[int, ...]) -> Life:
    """A contract as ``numbers`` choose it; where that is refused, the simplest one."""
    life = new_life(name, today)
    if conclude(life, numbers) is not None:
        plan, terms = next((key, one) for key, plan in life.catalogue.plans.items() if (one := plan.sold_on(today)))
        simplest = Conclude(id_of("conclusion"), plan, today, user_id(MAIN), seats=terms.seats.minimum)
        life.declare(Sentence(MAIN, simplest, Channel.PORTAL))
    return life


def attempt(life: Life, wish: Wish) -> Attempt:
    """Lets time pass and declares the wish. Everything but a refusal is a fault of the program."""
    life.reach(life.today + timedelta(days=wish.after))
    assert life.contract is not None
    choose = Chooser(life, wish.numbers)
    deed = WISHES[wish.kind](choose, id_of("wish", life.contract.version, life.today, wish.kind, *wish.numbers))
    by_vendor = wish.kind in _BY_VENDOR and (wish.kind in _ONLY_VENDOR or choose.number(3) == 0)
    who = "" if by_vendor else MAIN if choose.number(8) else "Max"
    channel = Channel.OFFICE if by_vendor else (Channel.PORTAL, Channel.LETTER)[choose.number(4) == 0]
    result = Attempt(Sentence(who, deed, channel), life.contract)
    try:
        result.events = life.declare(result.sentence)
    except Refused as refused:
        result.refused = refused
    return result


_PASSING = st.sampled_from((0, 0, 0, 0, 0, 1, 1, 1, 7, 28, 31, 59, 181))
NUMBERS = st.lists(st.integers(0, 999), min_size=3, max_size=6).map(tuple)
wishes = st.builds(Wish, _PASSING, st.sampled_from(OFTEN), NUMBERS)


@st.composite
def lives(draw: st.DrawFn, *, most: int = 12) -> Life:
    """A contract after some wishes, of which the refused ones left no trace."""
    today = FIRST_DAY + timedelta(days=draw(st.integers(60, 1500)))
    life = begun(draw(st.sampled_from(sorted(FILES))), today, draw(NUMBERS))
    for wish in draw(st.lists(wishes, max_size=most)):
        attempt(life, wish)
    return life
