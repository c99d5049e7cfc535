"""Every way of writing a price has its words, in both languages."""

from __future__ import annotations

import pytest
from tests.catalogue.samples import small

from laufzeit.catalogue.model import Catalogue, TermsRef
from laufzeit.catalogue.reading import read
from laufzeit.catalogue.words import price_lines

FEE = 'price = "10.00"\nper = "seat"\nevery = "1 month"'

GRADUATED = """\
graduated = [{ up_to = 10, each = 2 }, { up_to = 50, each = 1, flat = 5 }, { each = 0.5 }]
per = "seat"
every = "1 month"
"""

PRICES = [
    ("flat", 'price = 10\nevery = "1 month"', ["€ 10,- Gebühr pro Monat"], ["€10 fee per month"]),
    ("once", 'price = 99.5\nevery = "once"', ["€ 99,50 Gebühr einmalig"], ["€99.50 fee once"]),
    ("cap", 'price = 10\nfree_above = 50\nper = "seat"\nevery = "1 month"',
     ["€ 10,- Gebühr pro Monat und Benutzer", "€ 0,- pro Monat und Benutzer über 50 hinaus"],
     ["€10 fee per month and user", "€0 per month and user beyond 50"]),
    ("included", 'base = 600\nincludes = 5\neach = 72\nper = "seat"\nevery = "12 months"',
     ["€ 600,- Gebühr für 12 Monate inkl. 5 Benutzer", "€ 72,- pro Benutzer über 5 hinaus für 12 Monate"],
     ["€600 fee for 12 months incl. 5 users", "€72 per user beyond 5 for 12 months"]),
    ("graduated", GRADUATED,
     ["€ 2,- Gebühr pro Monat und Benutzer bis 10", "€ 5,- Gebühr pro Monat bei über 10 Benutzer",
      "€ 1,- pro Monat und Benutzer über 10 bis 50", "€ 0,50 pro Monat und Benutzer über 50 hinaus"],
     ["€2 fee per month and user up to 10", "€5 fee per month with over 10 users",
      "€1 per month and user over 10 up to 50", "€0.50 per month and user beyond 50"]),
    ("volume", 'volume = [{ up_to = 10, each = 2 }, { each = 1 }]\nper = "seat"\nevery = "1 month"',
     ["€ 2,- Gebühr pro Monat und Benutzer bei bis 10", "€ 1,- pro Monat und Benutzer bei über 10"],
     ["€2 fee per month and user with up to 10", "€1 per month and user with over 10"]),
    ("stairs", 'stairs = [{ up_to = 10, price = 100 }, { price = 300 }]\nper = "seat"\nevery = "1 year"',
     ["€ 100,- Gebühr pro Jahr bei bis 10 Benutzer", "€ 300,- Gebühr pro Jahr bei über 10 Benutzer"],
     ["€100 fee per year with up to 10 users", "€300 fee per year with over 10 users"]),
    ("package", 'price = 5\npackage = 100\nper = "sms"\nevery = "1 month"',
     ["€ 5,- je angefangene 100 SMS"], ["€5 per 100 text messages begun"]),
    ("members", 'price = 10\nper = "member"\nevery = "1 month"\nperiods = "calendar"',
     ["€ 10,- Gebühr pro Kalendermonat und Benutzer"], ["€10 fee per calendar month and user"]),
    ("quarters", 'price = 10\nevery = "3 months"\nperiods = "calendar"',
     ["€ 10,- Gebühr pro Kalenderquartal"], ["€10 fee per calendar quarter"]),
    ("year", 'price = 10\nper = "seat"\nevery = "1 year"\nperiods = "calendar"',
     ["€ 10,- Gebühr pro Kalenderjahr und Benutzer"], ["€10 fee per calendar year and user"]),
    ("third", 'price = 10\nper = "seat"\nevery = "4 months"\nperiods = "calendar"',
     ["€ 10,- Gebühr pro Benutzer für 4 Kalendermonate"], ["€10 fee per user for 4 calendar months"]),
    ("bounds", 'price = 0.1\nper = "sms"\nevery = "1 month"\nminimum = 50\nmaximum = "1200.5"',
     ["€ 0,10 pro SMS", "€ 50,- Mindestbetrag Gebühr pro Monat", "€ 1.200,50 Höchstbetrag Gebühr pro Monat"],
     ["€0.10 per text message", "€50 minimum for fee per month", "€1,200.50 maximum for fee per month"]),
    ("percent", 'base = 10\nincludes = 1000\npercent = 2.5\nfree_above = 20000\nper = "sms"\nevery = "1 month"',
     ["€ 10,- Gebühr pro Monat inkl. € 1.000,-", "2,5 % auf SMS über € 1.000,- hinaus",
      "0 % auf SMS über € 20.000,- hinaus"],
     ["€10 fee per month incl. €1,000", "2.5% on text messages beyond €1,000",
      "0% on text messages beyond €20,000"]),
    ("percentages", 'volume = [{ up_to = 1000, percent = 3 }, { percent = 1.25 }]\nper = "sms"\nevery = "1 month"',
     ["3 % Gebühr auf SMS bei bis € 1.000,-", "1,25 % auf SMS bei über € 1.000,-"],
     ["3% fee on text messages with up to €1,000", "1.25% on text messages with over €1,000"]),
    ("fine", 'price = 0.0005\nper = "sms"\nevery = "1 month"', ["€ 0,0005 pro SMS"], ["€0.0005 per text message"]),
]  # fmt: skip


def catalogue_with(price: str) -> Catalogue:
    seat = 'named = true, name = { de = "Benutzer", en = "user" }'
    return read(
        small(
            (FEE, price),
            (seat.removeprefix("named = true, "), f'{seat}, plural = {{ de = "Benutzer", en = "users" }}'),
            ('en = "text message"', 'en = "text message"\nplural = { de = "SMS", en = "text messages" }'),
        )
    )


@pytest.mark.parametrize(
    ("price", "german", "english"), [case[1:] for case in PRICES], ids=[case[0] for case in PRICES]
)
def test_price_list(price: str, german: list[str], english: list[str]) -> None:
    catalogue = catalogue_with(price)
    terms = catalogue.terms(TermsRef("one", "2020"))
    for language, expected in (("de", german), ("en", english)):
        lines = price_lines(terms, catalogue.meters, language)
        assert [f"{line.amount} {line.text}" for line in lines] == expected
