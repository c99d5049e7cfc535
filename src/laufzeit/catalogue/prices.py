"""The ways in which a file writes prices, read into steps. A charge is written in exactly one of them:

``price`` · ``price`` with ``package`` · ``base``/``includes``/``each`` · ``graduated`` · ``volume`` · ``stairs``;
``free_above`` caps the first and the third.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from laufzeit.catalogue import steps as build
from laufzeit.catalogue.faults import meant
from laufzeit.catalogue.places import Path
from laufzeit.catalogue.steps import Steps
from laufzeit.catalogue.table import Table, kind_of
from laufzeit.money.amount import CURRENCIES, MICROS, AmountFault, parse_micros

MAX_PRICE = 10_000_000
"""In major units: with it, a million seats still fit into 64 bits of micros."""

_FORMS = ("price", "base", "includes", "each", "graduated", "volume", "stairs")
_TOGETHER = {
    "price": {"package", "free_above"},
    "base": {"includes", "each", "free_above"},
    "includes": {"base", "each", "free_above"},
    "each": {"base", "includes", "free_above"},
}
_WAYS = "price = …, base/includes/each = …, graduated = […], volume = […] or stairs = […]"


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
    readers: dict[str, Callable[[Table], Steps]] = {
        "price": _price,
        "graduated": lambda table: build.graduated(_tiers(table, "graduated")),
        "volume": lambda table: build.volume(_tiers(table, "volume")),
        "stairs": _stairs,
    }
    return readers.get(form, _included)(charge)


def _price(charge: Table) -> Steps:
    price = money(charge, "price")
    if "package" in charge:
        if "free_above" in charge:
            charge.fault("free_above", "cannot stand beside package", "a charge has one price")
        return build.package(price, size=charge.whole("package", least=2))
    if charge.values.get("per", "contract") == "contract":
        if "free_above" in charge:
            charge.fault("free_above", "needs a quantity", 'write per = "seat" or per = "<meter>"')
        return build.flat(price)
    return build.per_unit(price, free_above=_cap(charge, 0))


def _included(charge: Table) -> Steps:
    includes = charge.whole("includes", 0)
    base = money(charge, "base", 0)
    each = money(charge, "each")
    return build.included(base, includes=includes, each=each, free_above=_cap(charge, includes))


def _cap(charge: Table, includes: int) -> int | None:
    if "free_above" not in charge:
        return None
    return charge.whole("free_above", least=includes + 1)


def _tiers(charge: Table, key: str) -> list[build.Tier]:
    tiers: list[build.Tier] = []
    for tier, up_to in _ascending(charge, key):
        if "flat" not in tier and "each" not in tier:
            tier.fault("each", "is missing", "a tier has a price for each, a flat part, or both")
        tiers.append((up_to, money(tier, "flat", 0), money(tier, "each", 0)))
        tier.done()
    return tiers or [(None, 0, 0)]


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
            table.fault("up_to", f"is {up_to}, which is not above {over}", "steps ascend")
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
    return _read_money(table, table.at(key), table.values[key])


def _read_money(table: Table, path: Path, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        table.report.add(path, f"is {kind_of(value)}, expected a price", 'such as "19.00"')
        return 0
    text = value if isinstance(value, str) else f"{value:f}"
    try:
        micros = parse_micros(text)
    except AmountFault as fault:
        table.report.add(path, str(fault))
        return 0
    if not 0 <= micros <= MAX_PRICE * MICROS:
        table.report.add(path, f"is {text}", f"a price lies between 0 and {MAX_PRICE:,}")
        return 0
    return micros
