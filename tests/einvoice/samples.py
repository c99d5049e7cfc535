"""Documents of every sort, small enough to read, for all who render, send, show, collect or book them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from laufzeit.catalogue.model import PriceBasis
from laufzeit.dates.period import Period
from laufzeit.einvoice.brand import Brand
from laufzeit.invoices.document import (
    Allowance,
    Debit,
    Document,
    DocumentKind,
    Line,
    Party,
    Reference,
    TaxCategory,
    Transfer,
)
from laufzeit.invoices.totals import totals
from laufzeit.money.amount import MICROS, Currency
from laufzeit.money.rounding import micros_to_minor

SPACE = UUID("018f0000-0000-7000-8000-00000000e1e1")
CONTRACT = uuid5(SPACE, "contract")
MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))
YEAR = Period(date(2026, 3, 16), date(2027, 3, 16))

SELLER = Party(
    name="RED connect Beispiel GmbH",
    street="Musterallee 12",
    postcode="10115",
    city="Berlin",
    country="DE",
    vat_id="DE999999995",
    tax_number="37/123/45678",
    email="rechnung@red-connect.example",
    phone="+49 30 23125 100",
    contact="Rechnungswesen",
    register="Amtsgericht Charlottenburg, HRB 999999 B",
    managers=("Mira Beispiel",),
)
BUYER = Party(
    name="Praxis Dr. Jürgen Groß & Partner",
    street="Lindenstraße 3",
    postcode="20095",
    city="Hamburg",
    country="DE",
    address_extra="Hinterhaus, 2. OG",
    number="K-10023",
    email="buchhaltung@praxis-gross.example",
    contact="Änne Öztürk",
)
BUSINESS_IN_FRANCE = Party(
    name="Cabinet Élodie Lefèvre SARL",
    street="12 rue de l'Hôpital",
    postcode="75013",
    city="Paris",
    country="FR",
    number="K-20001",
    vat_id="FR83404833048",
    email="compta@lefevre.example",
)
CONSUMER_IN_FRANCE = replace(BUSINESS_IN_FRANCE, name="Élodie Lefèvre", vat_id="", number="K-20002")
BUSINESS_IN_SWITZERLAND = Party(
    name="Zürcher Ärztehaus AG",
    street="Bahnhofstrasse 1",
    postcode="8001",
    city="Zürich",
    country="CH",
    number="K-30001",
    vat_id="CHE-123.456.788 MWST",
    email="kreditoren@aerztehaus.example",
)
TRANSFER = Transfer("RED connect Beispiel GmbH", "DE89370400440532013000", "COBADEFFXXX")
DEBIT = Debit("RC-1-2026", "DE98ZZZ09999999999", "DE02120300000000202051", date(2026, 4, 15))
BRAND = Brand("RED connect", "#b3122b", "#ffffff")

REVERSE_CHARGE = "Steuerschuldnerschaft des Leistungsempfängers (§ 3a Abs. 2 UStG, Art. 196 Richtlinie 2006/112/EG)."
SMALL_BUSINESS = "Steuerfrei nach § 19 UStG (Kleinunternehmer)."
OUTSIDE = "In Deutschland nicht steuerbar: Leistungsort ist der Sitz des Empfängers (§ 3a Abs. 2 UStG)."
REASONS = {
    TaxCategory.REVERSE_CHARGE: REVERSE_CHARGE,
    TaxCategory.EXEMPT: SMALL_BUSINESS,
    TaxCategory.OUTSIDE: OUTSIDE,
}


def line(text: str, quantity: str = "1", price: str = "19.00", currency: str = "EUR", **more: Any) -> Line:
    """A position; ``price`` in major units. What ``quantity`` × ``price`` is, it has to be exactly."""
    count, micros = Decimal(quantity), int(Decimal(price) * MICROS)
    exact = count * micros
    assert exact == int(exact)
    amount = micros_to_minor(int(exact), Currency.of(currency))
    facts: dict[str, Any] = {
        "contract": CONTRACT,
        "contract_number": "RC-1",
        "item": "plus@2020/fee",
        "period": MARCH,
        "service": MARCH,
        "explanation": "",
        "unit": "C62",
        "category": TaxCategory.STANDARD,
        "rate": 1900,
    }
    return Line(text=text, quantity=count, unit_price=micros, amount=amount, net=amount, **{**facts, **more})


def document(lines: Sequence[Line], *, prices: PriceBasis = PriceBasis.NET, **more: Any) -> Document:
    """A document of these lines with the totals that the house computes."""
    found = totals(lines, prices, REASONS)
    until = max(one.service.end or date.max for one in lines)
    facts: dict[str, Any] = {
        "id": uuid5(SPACE, "document"),
        "kind": DocumentKind.INVOICE,
        "number": "RE-2026-000123",
        "issued_on": date(2026, 4, 1),
        "due_on": date(2026, 4, 15),
        "currency": "EUR",
        "language": "de",
        "seller": SELLER,
        "buyer": BUYER,
        "organisation": uuid5(SPACE, "organisation"),
        "service": Period(min(one.service.start for one in lines), until),
        "contract": CONTRACT,
        "payment": TRANSFER,
        "gross_prices": prices is PriceBasis.GROSS,
    }
    computed: dict[str, Any] = {
        "lines": found.lines, "taxes": found.taxes, "net": found.net, "tax": found.tax, "gross": found.gross,
    }  # fmt: skip
    return Document(**{**facts, **computed, **more})


def plain() -> Document:
    return document(
        [
            line(
                "RED connect plus", "4", "19.00", explanation="4 Benutzer × € 19,- pro Monat", unit="C62",
            ),
            line("SMS-Versand", "137", "0.10", explanation="€ 0,10 pro SMS-Versand", item="plus@2020/sms"),
        ],
    )  # fmt: skip


def discounted() -> Document:
    """A percentage and an amount off, on two lines."""
    return document(
        [
            line("RED connect plus", "4", "19.00", allowances=(Allowance(760, "Treuerabatt", 1000),)),
            line("Einrichtung", "1", "250.00", allowances=(Allowance(5000, "Messeangebot"),), item="extra/1"),
        ]
    )


def minimum() -> Document:
    """A line that fills up to the minimum of the period."""
    return document(
        [
            line("Datenübertragung", "12.5", "0.80", unit="E34", item="data@1/volume"),
            line("Aufstockung auf den Mindestumsatz", "1", "15.00", item="data@1/volume/minimum",
                 explanation="Mindestumsatz € 25,- pro Monat"),
        ]
    )  # fmt: skip


def usage() -> Document:
    """A price far below a cent."""
    return document([line("API-Aufrufe", "120000", "0.0005", explanation="120.000 Aufrufe × € 0,0005")])


def several_periods() -> Document:
    """What was due late, what is due in advance, and a part of a month; of two contracts."""
    february = Period(date(2026, 2, 1), date(2026, 3, 1))
    return document(
        [
            line("RED connect basis", "1", "60.00", service=YEAR, period=YEAR, explanation="12 Monate im Voraus"),
            line("SMS-Versand", "31", "0.10", service=february, period=february),
            line("RED connect plus", "1", "9.19", service=Period(date(2026, 3, 17), date(2026, 4, 1)),
                 contract=uuid5(SPACE, "other"), contract_number="RC-2", explanation="anteilig für 15 von 31 Tagen"),
        ],
        contract=None,
        payment=DEBIT,
    )  # fmt: skip


def correction() -> Document:
    """Two users fewer for a part of what was invoiced."""
    return document(
        [line("RED connect plus", "-2", "9.19", explanation="2 Benutzer weniger seit dem 17.03.2026")],
        kind=DocumentKind.CORRECTION,
        number="RK-2026-000007",
        references=(Reference("RE-2026-000101", date(2026, 3, 1)),),
    )


def cancellation() -> Document:
    return document(
        [
            line("RED connect plus", "-4", "19.00", allowances=(Allowance(-760, "Treuerabatt", 1000),)),
            line("SMS-Versand", "-137", "0.10", item="plus@2020/sms"),
        ],
        kind=DocumentKind.CANCELLATION,
        number="RK-2026-000008",
        references=(Reference("RE-2026-000123", date(2026, 4, 1)),),
    )


def correction_of_two() -> Document:
    return replace(
        correction(),
        references=(Reference("RE-2026-000101", date(2026, 3, 1)), Reference("RE-2026-000055", date(2026, 2, 1))),
    )


def prepaid() -> Document:
    return replace(plain(), prepaid=5000)


def paid_already() -> Document:
    whole = plain()
    return replace(whole, prepaid=whole.gross)


def debited() -> Document:
    return replace(plain(), payment=DEBIT)


def two_rates() -> Document:
    return document(
        [line("Software", "3", "12.35"), line("Handbuch als E-Book", "1", "7.50", rate=700, item="book@1/fee")]
    )


def zero_rated() -> Document:
    return document([line("Leistung zum Nullsatz", "2", "50.00", category=TaxCategory.ZERO, rate=0)])


def reverse_charge() -> Document:
    free = {"category": TaxCategory.REVERSE_CHARGE, "rate": 0}
    return document([line("RED connect plus", "4", "19.00", **free)], buyer=BUSINESS_IN_FRANCE)


def small_business() -> Document:
    seller = replace(SELLER, name="Mira Beispiel Software", vat_id="", register="", managers=())
    return document([line("RED connect plus", "1", "19.00", category=TaxCategory.EXEMPT, rate=0)], seller=seller)


def outside() -> Document:
    free = {"category": TaxCategory.OUTSIDE, "rate": 0, "currency": "CHF"}
    return document(
        [line("RED connect plus", "4", "19.00", **free)],
        buyer=BUSINESS_IN_SWITZERLAND,
        currency="CHF",
        payment=TRANSFER,
    )


def one_stop_shop() -> Document:
    """A consumer in France, prices with tax."""
    return document(
        [
            line("RED connect plus", "3", "19.00", rate=2000, allowances=(Allowance(570, "Neukundenrabatt", 1000),)),
            line("SMS-Versand", "7", "0.10", rate=2000, item="plus@2020/sms"),
        ],
        prices=PriceBasis.GROSS,
        buyer=CONSUMER_IN_FRANCE,
        language="en",
        notes=("The VAT of France is declared in the one-stop shop.",),
    )


def consumer() -> Document:
    """Prices with tax at home, collected."""
    return document(
        [line("RED connect basis", "1", "9.99"), line("SMS-Versand", "3", "0.10", item="basis@2020/sms")],
        prices=PriceBasis.GROSS,
        buyer=replace(BUYER, name="Jürgen Groß", contact="", address_extra=""),
        payment=DEBIT,
    )


def gross_cancellation() -> Document:
    return document(
        [line("RED connect plus", "-3", "19.00", rate=2000, allowances=(Allowance(-570, "Neukundenrabatt", 1000),))],
        prices=PriceBasis.GROSS,
        buyer=CONSUMER_IN_FRANCE,
        kind=DocumentKind.CANCELLATION,
        number="RK-2026-000009",
        references=(Reference("RE-2026-000124", date(2026, 4, 1)),),
        language="en",
    )


def no_decimals() -> Document:
    return document(
        [line("RED connect plus", "4", "3000", currency="JPY", allowances=(Allowance(1200, "Rabatt", 1000),))],
        currency="JPY",
    )


def three_decimals() -> Document:
    """Amounts in dinars whose third digit is zero."""
    return document([line("RED connect plus", "4", "5.750", currency="KWD", rate=1000)], currency="KWD")


def english() -> Document:
    return replace(debited(), language="en")


SAMPLES = {
    make.__name__: make()
    for make in (
        plain, discounted, minimum, usage, several_periods, correction, cancellation, correction_of_two, prepaid,
        paid_already, debited, two_rates, zero_rated, reverse_charge, small_business, outside, one_stop_shop, consumer,
        gross_cancellation, no_decimals, three_decimals, english,
    )
}  # fmt: skip
