"""Every way of pricing is explained in both languages, and what is said adds up to what is charged."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.catalogue.priced import MICROS, any_steps, prices, quantities
from tests.catalogue.samples import example, small

from laufzeit.catalogue.explanation import explained
from laufzeit.catalogue.model import Charge, Due, Meter, Quantity, TermsRef
from laufzeit.catalogue.quote import quote
from laufzeit.catalogue.reading import read
from laufzeit.catalogue.steps import (
    NoPrice,
    Steps,
    flat,
    graduated,
    included,
    package,
    per_unit,
    stairs,
    volume,
)
from laufzeit.catalogue.texts import Texts
from laufzeit.catalogue.words import explanation
from laufzeit.dates.span import Span
from laufzeit.dates.wording import Language
from laufzeit.money.amount import EUR, Money

TERMS = replace(
    read(small()).terms(TermsRef("one", "2020")),
    seats=replace(
        read(small()).terms(TermsRef("one", "2020")).seats, plurals=Texts.of({"de": "Benutzer", "en": "users"})
    ),
)
METERS = {
    "mails": Meter("mails", Texts.of({"de": "E-Mail", "en": "e-mail"}), Texts.of({"de": "E-Mails", "en": "e-mails"})),
    "sales": Meter("sales", Texts.of({"de": "Umsatz", "en": "sales"})),
}
NAMES = Texts.of({"de": "Basispreis", "en": "base price"})


def euro(amount: str) -> int:
    return int(Decimal(amount) * MICROS)


def charge(steps: Steps, per: str = "seat", *, minimum: int = 0, maximum: int | None = None) -> Charge:
    quantity = {"seat": Quantity.SEATS, "member": Quantity.MEMBERS, "contract": Quantity.FLAT}.get(per, Quantity.METER)
    meter = per if quantity is Quantity.METER else None
    month = Span.parse("1 month")
    return Charge("x", NAMES, quantity, steps, month, Due.ARREARS, meter, minimum=minimum, maximum=maximum)


def percent(steps: Steps, **bounds: int) -> Charge:
    return charge(replace(steps, percent=True), "sales", **bounds)


FLAT = charge(flat(euro("50")), "contract")
EACH = charge(per_unit(euro("19")))
MEMBERS = charge(per_unit(euro("19"), free_above=50), "member")
BASE = charge(included(euro("600"), includes=5, each=euro("72"), free_above=400))
GIGABYTES = charge(included(euro("50"), includes=10, each=euro("0.5"), free_above=400), "mails")
TIERS = charge(graduated([(10, 0, euro("2")), (1000, euro("5"), euro("1")), (None, 0, euro("0.5"))]))
CLOSED = charge(graduated([(10, 0, euro("2")), (20, 0, 0), (30, 0, euro("1"))]))
VOLUME = charge(volume([(10, 0, euro("2")), (5000, euro("3"), euro("1.5")), (None, 0, euro("1"))]))
STAIRS = charge(stairs([(10, 0), (50, euro("100")), (None, euro("300"))]))
PACKAGES = charge(package(euro("5"), size=1000), "mails")
FINE = charge(per_unit(500), "mails")
LEAST = charge(per_unit(euro("0.10")), "mails", minimum=euro("50"))
SHARE = percent(per_unit(25_000))
CAPPED = percent(included(euro("10"), includes=1000, each=30_000, free_above=5000))
BOUNDED = percent(per_unit(30_000), minimum=euro("5"), maximum=euro("50"))
SHARES = percent(graduated([(1000, 0, 30_000), (None, 0, 12_500)]))

SAID: list[tuple[Charge, int | Decimal, str, str]] = [
    (FLAT, 1, "50,00 € Basispreis", "€50.00 base price"),
    (charge(flat(0), "contract"), 1, "0,00 € Basispreis", "€0.00 base price"),
    (EACH, 4, "4 × 19,00 €", "4 × €19.00"),
    (EACH, 0, "0 × 19,00 €", "0 × €19.00"),
    (EACH, Decimal("1.50"), "1,5 × 19,00 €", "1.5 × €19.00"),
    (charge(per_unit(0)), 3, "3 × 0,00 €", "3 × €0.00"),
    (MEMBERS, 50, "50 × 19,00 €", "50 × €19.00"),
    (MEMBERS, 51, "50 × 19,00 € (FLAT ab 51 Benutzer)", "50 × €19.00 (flat from 51 users)"),
    (BASE, 0, "600,00 € Basispreis inkl. 5 Benutzer", "€600.00 base price incl. 5 users"),
    (BASE, 29, "600,00 € Basispreis inkl. 5 Benutzer + 24 × 72,00 €", "€600.00 base price incl. 5 users + 24 × €72.00"),
    (BASE, 400, "600,00 € Basispreis inkl. 5 Benutzer + 395 × 72,00 €",
     "€600.00 base price incl. 5 users + 395 × €72.00"),
    (BASE, 1401, "600,00 € Basispreis inkl. 5 Benutzer + 395 × 72,00 € (FLAT ab 401 Benutzer)",
     "€600.00 base price incl. 5 users + 395 × €72.00 (flat from 401 users)"),
    (GIGABYTES, Decimal("12.25"), "50,00 € Basispreis inkl. 10 E-Mails + 2,25 × 0,50 €",
     "€50.00 base price incl. 10 e-mails + 2.25 × €0.50"),
    (GIGABYTES, Decimal("400.1"), "50,00 € Basispreis inkl. 10 E-Mails + 390 × 0,50 € (über 400 E-Mails hinaus frei)",
     "€50.00 base price incl. 10 e-mails + 390 × €0.50 (free beyond 400 e-mails)"),
    (TIERS, 10, "10 × 2,00 €", "10 × €2.00"),
    (TIERS, 12, "10 × 2,00 € + 5,00 € Basispreis + 2 × 1,00 €", "10 × €2.00 + €5.00 base price + 2 × €1.00"),
    (TIERS, 1200, "10 × 2,00 € + 5,00 € Basispreis + 990 × 1,00 € + 200 × 0,50 €",
     "10 × €2.00 + €5.00 base price + 990 × €1.00 + 200 × €0.50"),
    (CLOSED, 25, "10 × 2,00 € + 10 × 0,00 € + 5 × 1,00 €", "10 × €2.00 + 10 × €0.00 + 5 × €1.00"),
    (VOLUME, 10, "10 × 2,00 € (Staffel bis 10 Benutzer)", "10 × €2.00 (tier up to 10 users)"),
    (VOLUME, 2500, "3,00 € Basispreis + 2.500 × 1,50 € (Staffel über 10 bis 5.000 Benutzer)",
     "€3.00 base price + 2,500 × €1.50 (tier over 10 up to 5,000 users)"),
    (VOLUME, 5001, "5.001 × 1,00 € (Staffel über 5.000 Benutzer)", "5,001 × €1.00 (tier over 5,000 users)"),
    (STAIRS, 4, "0,00 € Basispreis (Staffel bis 10 Benutzer)", "€0.00 base price (tier up to 10 users)"),
    (STAIRS, 11, "100,00 € Basispreis (Staffel über 10 bis 50 Benutzer)",
     "€100.00 base price (tier over 10 up to 50 users)"),
    (PACKAGES, 2001, "3 Pakete zu je 1.000 E-Mails × 5,00 €", "3 packages of 1,000 e-mails × €5.00"),
    (PACKAGES, 1, "1 Paket zu 1.000 E-Mails × 5,00 €", "1 package of 1,000 e-mails × €5.00"),
    (PACKAGES, 0, "0 Pakete zu je 1.000 E-Mails × 5,00 €", "0 packages of 1,000 e-mails × €5.00"),
    (FINE, Decimal("1500.5"), "1.500,5 × 0,0005 €", "1,500.5 × €0.0005"),
    (LEAST, 500, "500 × 0,10 €", "500 × €0.10"),
    (LEAST, 4, "Mindestbetrag 50,00 € (statt 4 × 0,10 €)", "minimum €50.00 (instead of 4 × €0.10)"),
    (SHARE, Decimal("1200"), "2,5 % von 1.200,00 €", "2.5% of €1,200.00"),
    (SHARE, Decimal("0.125"), "2,5 % von 0,125 €", "2.5% of €0.125"),
    (SHARE, 0, "2,5 % von 0,00 €", "2.5% of €0.00"),
    (CAPPED, 400, "10,00 € Basispreis inkl. 1.000,00 €", "€10.00 base price incl. €1,000.00"),
    (CAPPED, 5001, "10,00 € Basispreis inkl. 1.000,00 € + 3 % von 4.000,00 € (über 5.000,00 € hinaus frei)",
     "€10.00 base price incl. €1,000.00 + 3% of €4,000.00 (free beyond €5,000.00)"),
    (BOUNDED, 100, "Mindestbetrag 5,00 € (statt 3 % von 100,00 €)", "minimum €5.00 (instead of 3% of €100.00)"),
    (BOUNDED, 1000, "3 % von 1.000,00 €", "3% of €1,000.00"),
    (BOUNDED, 2000, "Höchstbetrag 50,00 € (statt 3 % von 2.000,00 €)", "maximum €50.00 (instead of 3% of €2,000.00)"),
    (SHARES, 1200, "3 % von 1.000,00 € + 1,25 % von 200,00 €", "3% of €1,000.00 + 1.25% of €200.00"),
]  # fmt: skip


@pytest.mark.parametrize(("charged", "quantity", "german", "english"), SAID, ids=lambda value: str(value)[:40])
def test_said(charged: Charge, quantity: int | Decimal, german: str, english: str) -> None:
    assert explained(charged, quantity, TERMS, METERS, "de") == german
    assert explained(charged, quantity, TERMS, METERS, "en") == english
    for language, text in (("de", german), ("en", english)):
        assert counted_up(text, language) * MICROS == charged.amount(quantity)


def test_currencies_with_other_decimals() -> None:
    yen = replace(TERMS, currency="JPY")
    assert explained(EACH, 4, yen, METERS, "de") == "4 × 19 ¥"
    assert explained(FINE, 4, yen, METERS, "en") == "4 × ¥0.0005"
    assert explained(BASE, 6, replace(TERMS, currency="KWD"), METERS, "de") == (
        "600,000 KWD Basispreis inkl. 5 Benutzer + 1 × 72,000 KWD"
    )


def test_what_has_no_price_is_not_explained() -> None:
    with pytest.raises(NoPrice):
        explained(CLOSED, 31, TERMS, METERS, "de")
    with pytest.raises(KeyError):
        explained(PACKAGES, 1, TERMS, {}, "de")


def counted_up(text: str, language: Language) -> Decimal:
    """The amount of an explanation in major units, reckoned from its words as a reader would."""
    bounded = re.fullmatch(r"(?:Mindestbetrag|Höchstbetrag|minimum|maximum) (.*?) \(.*\)", text)
    parts = [bounded[1]] if bounded else text.partition(" (")[0].split(" + ")
    return sum((_part(part, language) for part in parts), Decimal(0))


def _part(part: str, language: Language) -> Decimal:
    plain = part.replace(".", "").replace(",", ".") if language == "de" else part.replace(",", "")
    if of := re.fullmatch(r"([\d.]+) ?% (?:von|of) €?([\d.]+)(?: €)?", plain):
        return Decimal(of[1]) * Decimal(of[2]) / 100
    if times := re.fullmatch(r"([\d.]+)(?: \D+\d+ \S+)? × €?([\d.]+)(?: €)?", plain):
        return Decimal(times[1]) * Decimal(times[2])
    flat_part = re.match(r"€?([\d.]+)", plain)
    assert flat_part is not None, part
    return Decimal(flat_part[1])


@given(any_steps(), quantities, st.sampled_from(["de", "en"]), st.just(0) | prices, st.none() | prices)
def test_what_is_said_adds_up_to_what_is_charged(
    steps: Steps, quantity: int | Decimal, language: Language, minimum: int, most: int | None
) -> None:
    maximum = None if most is None else minimum + most
    per = "contract" if steps == flat(steps.rows[0].fixed) else "sales" if steps.percent else "mails"
    charged = charge(steps, per, minimum=minimum, maximum=maximum)
    text = explained(charged, quantity, TERMS, METERS, language)
    fractions_of_a_micro = len(steps.rows)
    assert abs(counted_up(text, language) * MICROS - charged.amount(quantity)) <= fractions_of_a_micro


@given(any_steps(), quantities, prices, prices)
def test_an_amount_lies_between_its_bounds(steps: Steps, quantity: int | Decimal, minimum: int, more: int) -> None:
    charged = charge(steps, minimum=minimum, maximum=minimum + more)
    assert minimum <= charged.amount(quantity) <= minimum + more
    if minimum <= steps.amount(quantity) <= minimum + more:
        assert charged.amount(quantity) == steps.amount(quantity)


def test_a_quote_has_the_bounds_and_says_so() -> None:
    catalogue = example("gapteq")
    terms = catalogue.terms(TermsRef("pay-per-use", "2023"))
    terms = replace(terms, charges=(replace(terms.charges[0], minimum=euro("60")),))
    (line,) = quote(terms, 1, {"active-users": 6}).lines
    assert line.amount == Money(60_00, EUR)
    assert explanation(line, terms, catalogue.meters, "de") == (
        "Mindestbetrag 60,00 € (statt 50,00 € Basispreis inkl. 5 aktive User + 1 × 6,00 €)"
    )
