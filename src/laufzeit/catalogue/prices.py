"""The ways in which a file writes prices, read into steps. A charge is written in exactly one of them:

``price`` · ``price`` with ``package`` · ``base``/``includes``/``each`` · ``graduated`` · ``volume`` · ``stairs``;
``free_above`` caps the first and the third. Where a meter counts an amount of money, ``percent`` stands in the place of
``each`` (and of ``price``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from laufzeit.catalogue import steps as build
from laufzeit.catalogue.faults import meant
from laufzeit.catalogue.places import Path
from laufzeit.catalogue.steps import Steps
from laufzeit.catalogue.table import Table, kind_of
from laufzeit.money.amount import CURRENCIES, MICROS, AmountFault, Currency, Money, parse_micros

MAX_PRICE = 10_000_000
"""In major units: with it, a million seats still fit into 64 bits of micros."""

LARGEST_AMOUNT = 1_000_000
"""In major units: fees and bounds of one customer."""

_FORMS = ("price", "base", "includes", "percent", "each", "graduated", "volume", "stairs")
_TOGETHER = {
    "price": {"package", "free_above"},
    "base": {"includes", "each", "percent", "free_above"},
    "includes": {"base", "each", "percent", "free_above"},
    "each": {"base", "includes", "free_above"},
    "percent": {"base", "includes", "free_above"},
}
_WAYS = "price = …, base/includes/each = …, percent = …, graduated = […], volume = […] or stairs = […]"
_FLAT = "contract"


def read_steps(charge: Table) -> Steps:
    """The steps of a charge table, whichever way they are written."""
    written = [form for form in _FORMS if form in charge]
    if not written:
        charge.fault("price", "is missing", f"write {_WAYS}")
        return build.flat(0)
    form = written[0]
    allowed = {form} | _TOGETHER.get(form, set())
    for other in (*_FORMS, "package", "free_above"):
        if other in charge and other not in allowed:
            charge.fault(other, f"cannot stand beside {form}", "a charge has one price")
    if form != "price" and charge.values.get("per", _FLAT) == _FLAT:
        charge.fault(form, "needs a quantity", 'write per = "seat" or per = "<meter>"')
    readers: dict[str, Callable[[Table], Steps]] = {
        "price": _price,
        "graduated": lambda table: _tiered(table, "graduated", build.graduated),
        "volume": lambda table: _tiered(table, "volume", build.volume),
        "stairs": _stairs,
    }
    return readers.get(form, _included)(charge)


def _price(charge: Table) -> Steps:
    price = money(charge, "price")
    if "package" in charge:
        if "free_above" in charge:
            charge.fault("free_above", "cannot stand beside package", "a charge has one price")
        return build.package(price, size=charge.whole("package", least=2))
    if charge.values.get("per", _FLAT) == _FLAT:
        if "free_above" in charge:
            charge.fault("free_above", "needs a quantity", 'write per = "seat" or per = "<meter>"')
        return build.flat(price)
    return build.per_unit(price, free_above=_cap(charge, 0))


def _included(charge: Table) -> Steps:
    includes = charge.whole("includes", 0)
    base = money(charge, "base", 0)
    steps = build.included(base, includes=includes, each=_each(charge), free_above=_cap(charge, includes))
    return replace(steps, percent="percent" in charge)


def _cap(charge: Table, includes: int) -> int | None:
    if "free_above" not in charge:
        return None
    return charge.whole("free_above", least=includes + 1)


def _tiered(charge: Table, key: str, builder: Callable[[list[build.Tier]], Steps]) -> Steps:
    """Graduated or volume prices. Either all of their tiers have prices for each, or all have percentages."""
    tiers: list[build.Tier] = []
    rates = ""
    for tier, up_to in _ascending(charge, key):
        rate = next((word for word in ("percent", "each") if word in tier), "")
        if "flat" not in tier and not rate:
            tier.fault("each", "is missing", "a tier has a price for each, a flat part, or both")
        if rate and rates and rate != rates:
            tier.fault(rate, f"cannot stand beside {rates} in the tiers before", "a charge has one price")
        rates = rates or rate
        tiers.append((up_to, money(tier, "flat", 0), _each(tier, 0)))
        tier.done()
    return replace(builder(tiers or [(None, 0, 0)]), percent=rates == "percent")


def _each(table: Table, default: int | None = None) -> int:
    """The price for each in micros, or the percentage as micros for each unit of what it is taken of: 2.5 % are
    25,000."""
    if "percent" not in table:
        return money(table, "each", default)
    if "each" in table:
        table.fault("each", "cannot stand beside percent", "a charge has one price")
    micros = _micros_at(table, table.at("percent"), table.values["percent"], "a percentage", most=100)
    if micros % 100:
        table.fault("percent", f"is {table.values['percent']}", "a percentage has at most four decimals")
    return micros // 100


def _stairs(charge: Table) -> Steps:
    stairs: list[tuple[int | None, int]] = []
    for stair, up_to in _ascending(charge, "stairs"):
        stairs.append((up_to, money(stair, "price")))
        stair.done()
    return build.stairs(stairs or [(None, 0)])


def _ascending(charge: Table, key: str) -> list[tuple[Table, int | None]]:
    """The tiers of a list with their upper bounds, which ascend; only the last may have none. Where they do not
    ascend, a stand-in does, so that the reading can go on."""
    tables = list(charge.tables(key, required=True))
    if not tables:
        charge.fault(key, "is empty", "a price needs at least one step")
    found: list[tuple[Table, int | None]] = []
    over = 0
    for number, table in enumerate(tables, 1):
        if "up_to" not in table:
            if number < len(tables):
                table.fault("up_to", "is missing", "only the last step may have no end")
                over += 1
            found.append((table, None if number == len(tables) else over))
            continue
        up_to = table.whole("up_to", least=1)
        if up_to <= over and not table.report.faulty(table.at("up_to")):
            message = f"is {up_to}, and the step before reaches to {over}"
            table.fault("up_to", message, "steps ascend and do not overlap")
        over = max(up_to, over + 1)
        found.append((table, over))
    return found


def read_currency(table: Table, default: str | None = None) -> str:
    """The ISO 4217 code of a currency."""
    code = table.text("currency", default)
    if code and code not in CURRENCIES:
        table.fault("currency", f'"{code}" is not a currency that is known here', meant(code, CURRENCIES))
        return "EUR"
    return code


def money(table: Table, key: str, default: int | None = None) -> int:
    """A price of a file in micros: ``"19.00"``, ``19.00`` or ``19``; at most six decimals, never negative."""
    if key not in table:
        if default is None:
            table.fault(key, "is missing", 'expected a price such as "19.00"')
        return default or 0
    return _micros_at(table, table.at(key), table.values[key], "a price", most=MAX_PRICE)


def amount(table: Table, key: str, currency: Currency, default: int | None = None) -> int:
    """An amount of a file in minor units of a currency, which it has no more decimals than; never negative."""
    if key not in table:
        if default is None:
            table.fault(key, "is missing", 'expected an amount such as "5.00"')
        return default or 0
    text = _number(table, table.at(key), table.values[key], "an amount")
    if text is None:
        return 0
    try:
        money = Money.parse(text, currency)
    except AmountFault as fault:
        table.fault(key, str(fault))
        return 0
    if not 0 <= money.minor <= LARGEST_AMOUNT * currency.per_major:
        table.fault(key, f"is {text}", f"an amount lies between 0 and {LARGEST_AMOUNT:,}")
        return 0
    return money.minor


def _micros_at(table: Table, path: Path, value: object, what: str, *, most: int) -> int:
    text = _number(table, path, value, what)
    if text is None:
        return 0
    try:
        micros = parse_micros(text)
    except AmountFault as fault:
        table.report.add(path, str(fault))
        return 0
    if not 0 <= micros <= most * MICROS:
        table.report.add(path, f"is {text}", f"{what} lies between 0 and {most:,}")
        return 0
    return micros


def _number(table: Table, path: Path, value: object, what: str) -> str | None:
    """A number as it is written, in quotation marks or without; ``None`` with a fault where it is none."""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        table.report.add(path, f"is {kind_of(value)}, expected {what}", 'such as "19.00"')
        return None
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
