"""Whether a line of usage may be recorded: its contract, its meter, its day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import NamedTuple

from laufzeit.catalogue.model import Aggregate, Meter
from laufzeit.dates.period import Period
from laufzeit.usage.aggregate import MICROS
from laufzeit.usage.faults import Code, Fact, Fault
from laufzeit.usage.line import Faults, Line, shown


@dataclass(frozen=True, slots=True)
class Contract:
    """What has to be known of a contract: its id (the bytes of the UUID, which is how it is sent to the database) and
    its life as far as is decided."""

    id: bytes
    life: Period


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What lines are held against. ``contracts`` by what lines call them; ``zone`` is the vendor's."""

    contracts: Mapping[str, Contract]
    meters: Mapping[str, Meter]
    zone: tzinfo
    today: date


class Entry(NamedTuple):
    """A line that may be recorded (a tuple, as lines are)."""

    number: int
    contract: bytes
    meter: bytes
    day: date
    at: datetime | None
    quantity: int
    subject: str
    sender_id: str


def judged(line: Line, known: Knowledge) -> Entry | Faults:
    """The line as it is recorded, or all that stands against it."""
    contract, meter = known.contracts.get(line.contract), known.meters.get(line.meter)
    day = line.day or _day_of(line.at, known)
    summed = meter is not None and meter.aggregate is Aggregate.SUM
    if (
        contract is None
        or meter is None
        or day > known.today
        or not contract.life.contains(day)
        or line.quantity is None
        or not (summed or (line.quantity >= 0 and meter.aggregate is not Aggregate.DISTINCT))
    ):
        return _looked_at(line, contract, meter, day, known)
    # Who it was is kept only where it is counted.
    return Entry(line.number, contract.id, meter.key.encode(), day, line.at, line.quantity, "", line.sender_id)


def _day_of(at: datetime | None, known: Knowledge) -> date:
    assert at is not None, "a line says its day or its instant"
    return at.astimezone(known.zone).date()


def _looked_at(
    line: Line, contract: Contract | None, meter: Meter | None, day: date, known: Knowledge
) -> Entry | Faults:
    """The same for a line that is not plainly right. Of different subjects each counts once, whatever its quantity."""
    found: list[Fault] = []

    def add(column: str, code: Code, **facts: Fact) -> None:
        found.append(Fault(line.number, column, code, facts))

    distinct = meter is not None and meter.aggregate is Aggregate.DISTINCT
    quantity = MICROS if distinct and line.quantity is None else line.quantity
    if contract is None:
        add("contract", Code.CONTRACT_UNKNOWN, contract=shown(line.contract))
    elif day < contract.life.start:
        add("day", Code.BEFORE_START, day=day, start=contract.life.start)
    elif contract.life.last_day is not None and day > contract.life.last_day:
        add("day", Code.AFTER_END, day=day, last_day=contract.life.last_day)
    if day > known.today:
        add("day", Code.IN_FUTURE, day=day, today=known.today)
    if meter is None:
        add("meter", Code.METER_UNKNOWN, meter=shown(line.meter))
    elif quantity is None:
        add("quantity", Code.MISSING)
    elif quantity < 0 and meter.aggregate is not Aggregate.SUM:
        add("quantity", Code.NEGATIVE, meter=meter.key)
    if distinct and not line.subject:
        add("subject", Code.SUBJECT_MISSING, meter=line.meter)
    if found or contract is None or meter is None or quantity is None:
        return tuple(found)
    subject = line.subject if distinct else ""
    return Entry(line.number, contract.id, meter.key.encode(), day, line.at, quantity, subject, line.sender_id)
