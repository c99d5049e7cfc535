"""Plans and the dated editions of their terms, in a catalogue file."""

from __future__ import annotations

from collections.abc import Mapping

from laufzeit.catalogue.faults import meant
from laufzeit.catalogue.model import (
    AfterTrial,
    ChangeMoment,
    ChangePath,
    Charge,
    Due,
    Grant,
    Meter,
    Periods,
    Plan,
    Proration,
    Quantity,
    SeatPolicy,
    Seats,
    Terms,
    TermsRef,
    Trial,
)
from laufzeit.catalogue.places import Path
from laufzeit.catalogue.prices import money, read_currency, read_steps
from laufzeit.catalogue.table import Table, is_name, kind_of
from laufzeit.catalogue.texts import NO_TEXTS
from laufzeit.dates.notice import KeyDate, NoticeRule
from laufzeit.dates.span import Span, Unit
from laufzeit.dates.term import Renewal
from laufzeit.money.vat import VatCategory

_ANY_TIME = NoticeRule(None, KeyDate.ANY_DAY)
_A_MONTH = Span(1, Unit.MONTHS)
_CONTRACT = "contract"
_WITHOUT_METER = {_CONTRACT: Quantity.FLAT, "seat": Quantity.SEATS, "member": Quantity.MEMBERS}
RESERVED_METERS = frozenset(_WITHOUT_METER)
"""What a charge can be multiplied by without a meter: a meter of that name could not be meant."""


def read_plans(root: Table, currency: str, meters: Mapping[str, Meter]) -> Mapping[str, Plan]:
    return {key: _read_plan(key, table, currency, meters) for key, table in root.named("plan")}


def _read_plan(key: str, table: Table, currency: str, meters: Mapping[str, Meter]) -> Plan:
    names, descriptions = table.texts("name"), table.texts("description", NO_TEXTS)
    editions = tuple(_read_terms(key, terms, currency, meters) for terms in table.tables("terms", required=True))
    if "terms" in table and not editions and not table.report.faulty(table.at("terms")):
        table.fault("terms", "is empty", "a plan has at least one edition of terms")
    table.done()
    return Plan(key, names, descriptions, editions)


def _read_terms(plan: str, table: Table, currency: str, meters: Mapping[str, Meter]) -> Terms:
    term = _term(table)
    by_customer, by_vendor = _notice(table)
    revocable_by_customer, revocable_by_vendor = _revocable(table)
    terms = Terms(
        ref=TermsRef(plan, _edition(table)),
        sold_from=table.day("sold_from"),
        sold_until=table.day("sold_until", required=False) if "sold_until" in table else None,
        charges=tuple(_read_charge(charge, meters) for charge in table.tables("charge")),
        term=term,
        renewal=_renewal(table, term),
        notice_by_customer=by_customer,
        notice_by_vendor=by_vendor,
        seats=_read_seats(table.below("seats")),
        grants=_read_grants(table),
        changes=tuple(_read_change(change) for change in table.tables("change")),
        agreements=tuple(word for _, word in table.words("agreements")),
        trial=_read_trial(table.below("trial")) if "trial" in table else None,
        revocable_by_customer=revocable_by_customer,
        revocable_by_vendor=revocable_by_vendor,
        switch_notice=table.parsed("switch_notice", Span.parse, _A_MONTH),
        export_days=table.whole("export_days", 30, most=3650),
        reminder_days=_reminder_days(table),
        price_notes=table.texts("price_note", NO_TEXTS),
        currency=read_currency(table, currency),
    )
    table.done()
    return terms


def _edition(table: Table) -> str:
    edition = table.text("edition")
    if edition and not is_name(edition):
        table.fault("edition", f'"{edition}" is not a name', 'such as "2023" or "2023-02"')
    return edition


def _term(table: Table) -> Span | None:
    """``term = "indefinite"`` is a contract without a fixed end; it has to be said."""
    text = table.text("term")
    if not text or text == Renewal.INDEFINITE:
        return None
    return table.parse_at(table.at("term"), text, Span.parse, _A_MONTH)


def _renewal(table: Table, term: Span | None) -> Span | Renewal:
    if "renewal" not in table:
        if term is not None:
            table.fault("renewal", "is missing", 'a fixed term is followed by "none", "indefinite" or a span')
        return Renewal.INDEFINITE
    text = table.text("renewal")
    if term is None and not table.report.faulty(table.at("term")):
        table.fault("renewal", "cannot follow an indefinite term", "leave it out")
    words = {renewal.value: renewal for renewal in Renewal}
    if not text or text in words:
        return words.get(text, Renewal.INDEFINITE)
    return table.parse_at(table.at("renewal"), text, Span.parse, _A_MONTH)


def _notice(table: Table) -> tuple[NoticeRule, NoticeRule]:
    """``notice = "…"`` is the same for both sides; otherwise ``notice = {customer = "…", vendor = "…"}``."""
    if isinstance(table.values.get("notice"), str):
        rule = table.parsed("notice", NoticeRule.parse, _ANY_TIME) or _ANY_TIME
        return rule, rule
    sides = table.below("notice")
    if "notice" not in table.values:
        return _ANY_TIME, _ANY_TIME
    by_customer = sides.parse_at(sides.at("customer"), sides.text("customer"), NoticeRule.parse, _ANY_TIME)
    by_vendor = sides.parse_at(sides.at("vendor"), sides.text("vendor"), NoticeRule.parse, _ANY_TIME)
    sides.done()
    return by_customer, by_vendor


def _revocable(table: Table) -> tuple[bool, bool]:
    """``revocable = true`` holds for both sides; otherwise ``revocable = {customer = true, vendor = false}``."""
    if isinstance(table.values.get("revocable"), bool):
        both = table.truth("revocable", default=False)
        return both, both
    sides = table.below("revocable", required=False)
    by_customer, by_vendor = sides.truth("customer", default=False), sides.truth("vendor", default=False)
    sides.done()
    return by_customer, by_vendor


def _read_seats(table: Table) -> Seats:
    minimum = table.whole("minimum", 1)
    maximum = table.whole("maximum", least=1) if "maximum" in table else None
    if maximum is not None and minimum > maximum:
        table.fault("minimum", f"is {minimum}, more than the maximum of {maximum}")
    seats = Seats(
        names=table.texts("name"),
        minimum=minimum,
        maximum=maximum,
        named=table.truth("named", default=False),
        increase=table.choice("increase", SeatPolicy, SeatPolicy.NEVER),
        decrease=table.choice("decrease", SeatPolicy, SeatPolicy.NEVER),
        plurals=table.texts("plural", NO_TEXTS),
    )
    table.done()
    return seats


def _read_grants(table: Table) -> tuple[Grant, ...]:
    """``features = ["video", { feature = "sms", limit = 100 }]``."""
    return tuple(_read_grant(table, path, item) for path, item in table.items_of("features"))


def _read_grant(table: Table, path: Path, item: object) -> Grant:
    if isinstance(item, str):
        return Grant(item)
    if not isinstance(item, dict):
        table.report.add(path, f"is {kind_of(item)}, expected the name of a feature")
        return Grant("")
    limited = Table(item, path, table.report, table.languages)
    grant = Grant(limited.text("feature"), limited.whole("limit", least=1))
    limited.done()
    return grant


def _read_change(table: Table) -> ChangePath:
    agreements = tuple(word for _, word in table.words("agree"))
    path = ChangePath(table.text("to"), table.choice("when", ChangeMoment), agreements)
    table.done()
    return path


def _read_trial(table: Table) -> Trial:
    length = table.parse_at(table.at("length"), table.text("length"), Span.parse, _A_MONTH)
    trial = Trial(length, table.choice("then", AfterTrial))
    table.done()
    return trial


def _reminder_days(table: Table) -> tuple[int, ...]:
    """Days before a deadline, the farthest first."""
    days: list[int] = []
    for path, item in table.items_of("reminder_days"):
        if type(item) is not int or not 1 <= item <= 366:
            table.report.add(path, f"is {item}, expected a number of days from 1 to 366")
        elif days and item >= days[-1]:
            table.report.add(path, f"is {item}, which is not nearer than {days[-1]}", "the farthest comes first")
        else:
            days.append(item)
    return tuple(days)


def _read_charge(table: Table, meters: Mapping[str, Meter]) -> Charge:
    quantity, meter = _quantity(table, meters)
    charge = Charge(
        key=table.text("key"),
        names=table.texts("name"),
        quantity=quantity,
        steps=read_steps(table),
        interval=_interval(table),
        due=table.choice("in", Due, Due.ARREARS if meter else Due.ADVANCE),
        meter=meter,
        proration=table.choice("proration", Proration, Proration.WHOLE if meter else Proration.DAYS),
        minimum=money(table, "minimum", 0),
        periods=table.choice("periods", Periods, Periods.CONTRACT),
        vat=table.choice("vat", VatCategory, VatCategory.STANDARD),
        maximum=money(table, "maximum") if "maximum" in table else None,
    )
    if charge.key and not is_name(charge.key):
        table.fault("key", f'"{charge.key}" is not a name', "small letters, digits and hyphens, at most 60")
    if meter and charge.due is Due.ADVANCE:
        table.fault("in", "cannot be advance", "what a meter counts is known afterwards")
    table.done()
    return charge


def _quantity(table: Table, meters: Mapping[str, Meter]) -> tuple[Quantity, str | None]:
    per = table.text("per", _CONTRACT)
    if per in _WITHOUT_METER:
        return _WITHOUT_METER[per], None
    if per not in meters:
        table.fault("per", f'there is no meter "{per}"', meant(per, [*_WITHOUT_METER, *meters]))
    return Quantity.METER, per


def _interval(table: Table) -> Span | None:
    """``every = "once"`` is a price that is asked once."""
    text = table.text("every")
    if not text or text == "once":
        return None
    return table.parse_at(table.at("every"), text, Span.parse, _A_MONTH)
