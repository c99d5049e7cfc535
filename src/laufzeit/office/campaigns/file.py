"""A plan as the file that says it (docs/reference/campaigns.md): what ``reading.read`` makes the same plan of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from laufzeit.campaigns.plan import Assumption, Cohort, Plan, Seats
from laufzeit.campaigns.reading import FORMAT

_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def as_file(plan: Plan) -> str:
    """The text of the file, with all that differs from the defaults."""
    parts = [[f"format = {FORMAT}"], list(_campaign(plan))]
    parts += [list(_table("[[campaign.replace]]", old=str(one.old), new=_text(one.new))) for one in plan.replacements]
    cohort = list(_cohort(plan.cohort))
    parts += [["[cohort]", *cohort]] if cohort else []
    parts += [list(_assumption(one)) for one in plan.assumptions]
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _campaign(plan: Plan) -> Iterator[str]:
    yield from _table("[campaign]", key=plan.key, name=plan.name, way=plan.way.value, announce_on=plan.announce_on)
    if plan.offers:
        yield from _lines(accept_until=plan.accept_until, cut_over=plan.cut_over)
        yield from _lines(ending_before=plan.ending_before.value, judged_by=plan.judged_by.value)
    yield f"reminders = [{', '.join(map(str, plan.reminders))}]"
    yield from _lines(by=plan.by.value, letters_an_hour=plan.letters_an_hour, post_days=plan.post_days)
    yield f"threshold_percent = {plan.threshold // 100}"


def _cohort(cohort: Cohort) -> Iterator[str]:
    yield from _seats(cohort.seats)
    for name in ("countries", "postcodes", "only", "without"):
        yield from _list(name, getattr(cohort, name))


def _assumption(one: Assumption) -> Iterator[str]:
    yield from _table("[[assume]]", name=one.name, accepting_percent=one.accepting // 100)
    yield from _list("plans", one.plans)
    yield from _seats(one.seats)
    yield from _list("countries", one.countries)


def _table(head: str, **values: str | int | date | None) -> Iterator[str]:
    yield head
    yield from _lines(**values)


def _lines(**values: str | int | date | None) -> Iterator[str]:
    for name, value in values.items():
        if value is not None:
            yield f"{name} = {_value(value)}"


def _list(name: str, texts: Iterable[str]) -> Iterator[str]:
    if said := ", ".join(_value(one) for one in texts):
        yield f"{name} = [{said}]"


def _seats(seats: Seats) -> Iterator[str]:
    bounds = [f"from = {seats.least}"] if seats.least else []
    bounds += [f"to = {seats.most}"] if seats.most is not None else []
    if bounds:
        yield f"seats = {{ {', '.join(bounds)} }}"


def _value(value: str | int | date) -> str:
    match value:
        case str():
            return f'"{"".join(_escaped(letter) for letter in value)}"'
        case _:
            return str(value)


def _escaped(letter: str) -> str:
    code = ord(letter)
    return _ESCAPES.get(letter, f"\\u{code:04x}" if code < 32 or code == 127 else letter)


def _text(value: object | None) -> str | None:
    return None if value is None else str(value)
