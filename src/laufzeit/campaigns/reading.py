"""A campaign's TOML file as a plan, or all of its faults with line, place and reason (docs/reference/campaigns.md)."""

from __future__ import annotations

import tomllib
from typing import Any, Final

from laufzeit.campaigns.plan import (
    Assumption,
    By,
    Cohort,
    EndingBefore,
    Plan,
    Replacement,
    Seats,
    Way,
)
from laufzeit.catalogue.faults import Fault, Report
from laufzeit.catalogue.model import TermsRef
from laufzeit.catalogue.places import locate
from laufzeit.catalogue.table import Table, is_name
from laufzeit.contracts.commands import JudgedBy

MAX_BYTES: Final = 1_000_000
FORMAT: Final = 1
MOST_SEATS: Final = 10_000_000


class PlanFaults(ValueError):
    """A file is no campaign; ``faults`` has all reasons, in the order of the lines."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


def read(text: str) -> Plan:
    """The plan of a file. Raises ``PlanFaults`` with everything that is wrong."""
    if len(text.encode()) > MAX_BYTES:
        raise PlanFaults((Fault(1, "", f"the file is larger than {MAX_BYTES:,} bytes"),))
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise PlanFaults((Fault(1, "", f"this is not TOML: {fault}"),)) from fault
    report = Report(locate(text))
    plan = plan_of(values, report)
    if report.found:
        raise PlanFaults(report.faults())
    return plan


def plan_of(values: dict[str, Any], report: Report) -> Plan:
    """The plan that tables describe; what is wrong with them is added to ``report``."""
    root = Table(values, (), report)
    if root.whole("format", FORMAT) != FORMAT:
        root.fault("format", "is not known", f"expected {FORMAT}")
    plan = _campaign(root.below("campaign"), _cohort(root.below("cohort", required=False)), _assumptions(root))
    root.done()
    return plan


def _campaign(table: Table, cohort: Cohort, assumptions: tuple[Assumption, ...]) -> Plan:
    key = table.text("key", limit=60)
    if key and not is_name(key):
        table.fault("key", f'"{key}" is not a name', "small letters, digits and hyphens, at most 60")
    way = table.choice("way", Way, Way.NOTICE_AND_OFFER)
    announce_on = table.day("announce_on")
    needed = way is not Way.NOTICE
    plan = Plan(
        key=key,
        name=table.text("name", key, limit=200),
        way=way,
        replacements=_replacements(table, offering=needed),
        announce_on=announce_on,
        accept_until=table.day("accept_until", announce_on, required=needed),
        cut_over=table.day("cut_over", announce_on, required=needed),
        cohort=cohort,
        ending_before=table.choice("ending_before", EndingBefore, EndingBefore.ONCE_MORE),
        judged_by=table.choice("judged_by", JudgedBy, JudgedBy.FIRST_DAY),
        reminders=_days(table, "reminders", (30, 7)),
        by=table.choice("by", By, By.MAIL),
        letters_an_hour=table.whole("letters_an_hour", 0, most=10_000_000) or None,
        post_days=table.whole("post_days", 3, most=14),
        threshold=table.whole("threshold_percent", 50, most=10_000) * 100,
        assumptions=assumptions,
    )
    table.done()
    return plan


def _replacements(table: Table, *, offering: bool) -> tuple[Replacement, ...]:
    found: list[Replacement] = []
    for one in table.tables("replace", required=True):
        old = _ref(one, "old")
        new = _ref(one, "new") if offering or "new" in one else None
        if old is not None and old in (known.old for known in found):
            one.fault("old", f'"{old}" is replaced twice')
        elif old is not None:
            found.append(Replacement(old, new))
        one.done()
    if not found and not table.report.faulty(table.at("replace")):
        table.fault("replace", "is empty", "expected at least one edition that is to be replaced")
    return tuple(found)


def _ref(table: Table, key: str) -> TermsRef | None:
    text = table.text(key, limit=130)
    plan, _, edition = text.partition("@")
    if text and not (is_name(plan) and is_name(edition)):
        table.fault(key, f'"{text}" names no edition of a plan', 'expected a plan and an edition, such as "plus@2023"')
        return None
    return TermsRef(plan, edition) if text else None


def _cohort(table: Table) -> Cohort:
    cohort = Cohort(
        seats=_seats(table),
        countries=_texts(table, "countries"),
        postcodes=_texts(table, "postcodes"),
        only=_texts(table, "only"),
        without=_texts(table, "without"),
    )
    table.done()
    return cohort


def _assumptions(root: Table) -> tuple[Assumption, ...]:
    found: list[Assumption] = []
    for one in root.tables("assume"):
        found.append(
            Assumption(
                name=one.text("name", limit=60),
                accepting=one.whole("accepting_percent", most=100) * 100,
                plans=_texts(one, "plans"),
                seats=_seats(one),
                countries=_texts(one, "countries"),
            )
        )
        one.done()
    return tuple(found)


def _seats(table: Table) -> Seats:
    inner = table.below("seats", required=False)
    least = inner.whole("from", 0, most=MOST_SEATS)
    most = inner.whole("to", MOST_SEATS, most=MOST_SEATS)
    if most < least:
        inner.fault("to", f"is {most}, less than {least}, where it begins")
    inner.done()
    return Seats(least, None if most == MOST_SEATS else most)


def _texts(table: Table, key: str) -> tuple[str, ...]:
    return tuple(word.strip() for _, word in table.words(key))


def _days(table: Table, key: str, default: tuple[int, ...]) -> tuple[int, ...]:
    if key not in table:
        return default
    days: list[int] = []
    for path, value in table.items_of(key):
        if type(value) is not int or not 1 <= value <= 365:
            table.report.add(path, f"is {value}, expected a number of days from 1 to 365")
        else:
            days.append(value)
    return tuple(sorted(set(days), reverse=True))
