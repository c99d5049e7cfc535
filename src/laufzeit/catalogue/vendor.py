"""The vendor's own facts in a catalogue file: who it is, where, in which currency, and how its pages look."""

from __future__ import annotations

import base64
import re
from decimal import Decimal
from zoneinfo import ZoneInfo

from stdnum.de import stnr
from stdnum.eu import vat

from laufzeit.catalogue.billing import NO_BILLING, Billing
from laufzeit.catalogue.faults import meant
from laufzeit.catalogue.files import Files, read_beside
from laufzeit.catalogue.model import Address, Law, PriceBasis, VendorFacts
from laufzeit.catalogue.prices import read_currency
from laufzeit.catalogue.table import Table, is_name
from laufzeit.catalogue.vendor_billing import read_billing
from laufzeit.money.amount import Currency

MAX_LOGO_BYTES = 64_000
LEAST_CONTRAST = Decimal("4.5")
"""WCAG 2.2, 1.4.3 (AA): text against its background."""

_FLARE = Decimal("0.05")
_WEIGHTS = (Decimal("0.2126"), Decimal("0.7152"), Decimal("0.0722"))
"""Red, green, blue."""

_LANGUAGES = ("de", "en")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(?:\.{_LABEL})*\Z")
_EMAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\".]+\Z")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
_LOGO_TYPES = {".svg": "image/svg+xml", ".png": "image/png"}


def read_vendor(table: Table, files: Files) -> VendorFacts:
    """The ``[vendor]`` table."""
    languages = table.languages = _languages(table)
    address, currency = _address(table.below("address")), read_currency(table)
    facts = VendorFacts(
        key=_key(table),
        name=table.text("name"),
        legal_name=table.text("legal_name", table.values.get("name", "")),
        address=address,
        email=_matching(table, "email", _EMAIL, "an e-mail address"),
        phone=table.text("phone", ""),
        vat_id=_vat_id(table),
        tax_number=_tax_number(table),
        currency=currency,
        prices=table.choice("prices", PriceBasis),
        time_zone=_time_zone(table),
        languages=languages,
        brand=_matching(table, "brand", _COLOUR, 'a colour such as "#1f4e79"', "#1f4e79"),
        brand_ink=_matching(table, "brand_ink", _COLOUR, 'a colour such as "#ffffff"', "#ffffff"),
        logo=_logo(table, files),
        hosts=_hosts(table),
        laws=_laws(table),
        register=table.text("register", ""),
        managers=tuple(word for _, word in table.words("managers")),
        billing=_billing(table, currency, address.country),
    )
    _check_contrast(table, facts)
    table.done()
    return facts


def _billing(table: Table, currency: str, country: str) -> Billing:
    if "billing" not in table:
        return NO_BILLING
    return read_billing(table.below("billing"), Currency.of(currency or "EUR"), country)


def _key(table: Table) -> str:
    key = table.text("key")
    if key and not is_name(key):
        table.fault("key", f'"{key}" is not a name', "small letters, digits and hyphens, at most 60")
    return key


def _languages(table: Table) -> tuple[str, ...]:
    words = table.words("languages", required=True)
    for path, word in words:
        if word not in _LANGUAGES:
            table.report.add(path, f'the pages do not speak "{word}"', meant(word, _LANGUAGES))
    if not words:
        table.fault("languages", "is empty", f"known: {', '.join(_LANGUAGES)}")
    return tuple(word for _, word in words if word in _LANGUAGES)


def _address(table: Table) -> Address:
    country = table.text("country")
    state = table.text("state", "")
    known = _states_by_country()
    if country and country not in known:
        table.fault("country", f'"{country}" is not a country', 'two capital letters by ISO 3166-1, such as "DE"')
    elif state and state not in known.get(country, []):
        table.fault("state", f'"{state}" is not a state of {country}', meant(state, known.get(country, [])))
    address = Address(table.text("street"), table.text("postcode"), table.text("city"), country, state)
    table.done()
    return address


def _states_by_country() -> dict[str, list[str]]:
    """Countries and their states whose holidays are known."""
    import holidays  # here, because it is large and only reading a catalogue needs the list

    return dict(holidays.list_supported_countries())


def _matching(table: Table, key: str, pattern: re.Pattern[str], expected: str, default: str | None = None) -> str:
    text = table.text(key, default)
    if text and not pattern.match(text):
        table.fault(key, f'"{text}" is not {expected}')
        return default or ""
    return text


def _vat_id(table: Table) -> str:
    number = table.text("vat_id", "")
    if number and not vat.is_valid(number):
        table.fault("vat_id", f'"{number}" is not a VAT id', "its check digit or its form is wrong")
    return number


def _tax_number(table: Table) -> str:
    number = table.text("tax_number", "")
    german = table.values.get("address", {})
    if number and isinstance(german, dict) and german.get("country") == "DE" and not stnr.is_valid(number):
        table.fault("tax_number", f'"{number}" is not a German tax number', 'such as "37/123/45678"')
    return number


def _time_zone(table: Table) -> str:
    name = table.text("time_zone")
    try:
        ZoneInfo(name or "UTC")
    except (ValueError, OSError, LookupError):
        table.fault("time_zone", f'"{name}" is not a time zone', 'such as "Europe/Berlin"')
    return name


def _hosts(table: Table) -> tuple[str, ...]:
    words = table.words("hosts")
    for path, word in words:
        if not _HOST.match(word):
            table.report.add(path, f'"{word}" is not a host name', "small letters, without scheme, port and path")
    return tuple(word for _, word in words)


def _laws(table: Table) -> tuple[Law, ...]:
    known = {law.value: law for law in Law}
    words = table.words("laws")
    for path, word in words:
        if word not in known:
            table.report.add(path, f'"{word}" is not a body of law that is known here', meant(word, known))
    return tuple(known[word] for _, word in words if word in known)


def _logo(table: Table, files: Files) -> str:
    """The logo as a ``data:`` address, so that it is applied together with the catalogue."""
    name = table.text("logo", "")
    if not name:
        return ""
    media = next((media for end, media in _LOGO_TYPES.items() if name.endswith(end)), None)
    if media is None:
        table.fault("logo", f'"{name}" is not a picture', f"expected a file in {' or '.join(_LOGO_TYPES)}")
        return ""
    content = read_beside(files, name, MAX_LOGO_BYTES, table.report, table.at("logo"))
    return f"data:{media};base64,{base64.b64encode(content).decode()}" if content else ""


def _check_contrast(table: Table, facts: VendorFacts) -> None:
    if table.report.faulty(table.at("brand")) or table.report.faulty(table.at("brand_ink")):
        return
    ratio = contrast(facts.brand, facts.brand_ink)
    if ratio < LEAST_CONTRAST:
        table.fault(
            "brand_ink",
            f"{facts.brand_ink} on {facts.brand} has a contrast of {ratio:.1f}:1",
            f"at least {LEAST_CONTRAST}:1, so that everybody can read it (WCAG 1.4.3)",
        )


def contrast(one: str, other: str) -> Decimal:
    """The contrast of two colours by WCAG, from 1 to 21.

    >>> f"{contrast('#ffffff', '#000000'):.1f}"
    '21.0'
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + _FLARE) / (darker + _FLARE)


def _luminance(colour: str) -> Decimal:
    """Relative luminance of an sRGB colour (WCAG 2.2, glossary), from 0 to 1."""
    parts = [Decimal(int(colour[place : place + 2], 16)) / 255 for place in (1, 3, 5)]
    return sum((weight * _linear(part) for weight, part in zip(_WEIGHTS, parts, strict=True)), Decimal(0))


def _linear(part: Decimal) -> Decimal:
    if part <= Decimal("0.04045"):
        return part / Decimal("12.92")
    return ((part + Decimal("0.055")) / Decimal("1.055")) ** Decimal("2.4")
