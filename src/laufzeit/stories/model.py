"""A story as plain values: a header, scenes, and in each scene declarations and questions by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from laufzeit.contracts.commands import ChargeExtra, Command, GrantDiscount
from laufzeit.contracts.declaration import Channel, Side
from laufzeit.dates.wording import Language


class Thing(StrEnum):
    """What a sentence can refer to by its kind: the latest of it counts."""

    CHANGE = "change"
    SEATS = "seats"
    NOTICE = "notice"
    ACCEPTANCE = "acceptance"
    SWITCH = "switch"


@dataclass(frozen=True, slots=True)
class RevokeThat:
    """``of``: whose notice is meant; without it, one's own before the other side's."""

    id: UUID
    thing: Thing
    of: Side | None = None


@dataclass(frozen=True, slots=True)
class AcceptThat:
    id: UUID


@dataclass(frozen=True, slots=True)
class DeclineThat:
    id: UUID


@dataclass(frozen=True, slots=True)
class ExtendThat:
    id: UUID
    until: date


@dataclass(frozen=True, slots=True)
class CompleteThat:
    id: UUID
    last_day: date


@dataclass(frozen=True, slots=True)
class CancelThat:
    id: UUID
    feature: str
    day: date
    at: time | None


@dataclass(frozen=True, slots=True)
class ExtendThatOffer:
    id: UUID
    until: date


@dataclass(frozen=True, slots=True)
class WithdrawThatOffer:
    id: UUID


@dataclass(frozen=True, slots=True)
class GrantThat:
    """A discount of ``amount`` in major units of the contract's currency."""

    id: UUID
    discount: GrantDiscount
    amount: Decimal


@dataclass(frozen=True, slots=True)
class ChargeThat:
    """A one-off charge, or a credit, of ``amount`` in major units of the contract's currency."""

    id: UUID
    extra: ChargeExtra
    amount: Decimal


@dataclass(frozen=True, slots=True)
class EndThat:
    id: UUID
    reason: str
    day: date


@dataclass(frozen=True, slots=True)
class CancelThatExtra:
    id: UUID
    text: str


Deed = (
    Command
    | RevokeThat
    | AcceptThat
    | DeclineThat
    | ExtendThat
    | CompleteThat
    | CancelThat
    | ExtendThatOffer
    | WithdrawThatOffer
    | GrantThat
    | ChargeThat
    | EndThat
    | CancelThatExtra
)
"""A command, or one that names what it refers to by its kind and gets the id when it is told; amounts become whole
minor units then."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """What is agreed to: everything that is needed (the default), nothing, or one edition of one text."""

    everything: bool = True
    agreement: str = ""
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """``who`` is a person's name, or empty for the vendor; ``names`` are all that are named. ``title`` is a booking's,
    which is no part of the contract."""

    who: str
    deed: Deed
    channel: Channel
    agreed: Agreed = Agreed()
    title: str = ""
    names: tuple[str, ...] = ()


class Topic(StrEnum):
    """Questions that need no further words than a day."""

    TIMELINE = "timeline"
    PENDING = "pending"
    BOOKINGS = "bookings"
    LETTERS = "letters"
    EFFECTS = "effects"
    DISCOUNTS = "discounts"
    EXTRAS = "extras"
    REFUSALS = "refusals"


@dataclass(frozen=True, slots=True)
class Ask:
    topic: Topic


@dataclass(frozen=True, slots=True)
class AskTerms:
    """The terms (Laufzeiten) that begin on or before ``through``, each with its price."""

    through: date


@dataclass(frozen=True, slots=True)
class AskEntitlements:
    on: date


@dataclass(frozen=True, slots=True)
class AskPrice:
    """What one period costs, with what the meters counted."""

    on: date
    meters: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class AskOwed:
    """What is owed until a day, if the meters counted so much in each billing period."""

    through: date
    meters: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class AskBill:
    """A billing run today for what is owed until a day; its documents are remembered by the next one."""

    through: date
    meters: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class AskHistory:
    language: Language


@dataclass(frozen=True, slots=True)
class AskPreview:
    sentence: Sentence


Question = Ask | AskTerms | AskEntitlements | AskPrice | AskOwed | AskBill | AskHistory | AskPreview


@dataclass(frozen=True, slots=True)
class Declared:
    """Somebody declares something. ``said`` is the line without what is expected of it."""

    line: int
    day: date
    sentence: Sentence
    said: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question; the lines ``line + 1 … last_line`` hold the answer that is expected."""

    line: int
    day: date
    question: Question
    last_line: int


Step = Declared | Asked


@dataclass(frozen=True, slots=True)
class Scene:
    """One contract's life, from nothing on. ``cases`` are the ids of the documented cases that it shows."""

    title: str
    cases: tuple[str, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """``lines`` is the whole file; lines count from 1 everywhere."""

    title: str
    catalogue: str
    customer: str
    main_user: str
    language: Language
    scenes: tuple[Scene, ...]
    lines: tuple[str, ...]

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody who is named, the main user first."""
        steps = (step for scene in self.scenes for step in scene.steps)
        named = (name for step in steps for name in _names(step))
        return tuple(dict.fromkeys((self.main_user, *named)))

    @property
    def cases(self) -> tuple[str, ...]:
        return tuple(case for scene in self.scenes for case in scene.cases)


def _names(step: Step) -> tuple[str, ...]:
    if isinstance(step, Declared):
        return step.sentence.names
    return step.question.sentence.names if isinstance(step.question, AskPreview) else ()
