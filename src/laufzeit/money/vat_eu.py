"""The VAT rates of all member states by date: for consumers elsewhere in the EU (OSS), and for vendors at home there.

Known from 2015 on, when electronic services to consumers began to be taxed where the consumer lives (Art. 58 Directive
2006/112/EC), as of ``AS_OF``: of days after it the table says what was law then. Rates are in basis points.

Sources of the standard rates: European Commission, DG TAXUD, "VAT rates applied in the Member States of the European
Union", edition of June 2021, section VIII; from then on the Commission's Taxes in Europe Database (TEDB), as published
in github.com/vatnode/eu-vat-rates-data on ``AS_OF``. Germany's, with 2020: ``vat.py``.

The reduced rate is that of books and newspapers sent electronically, which member states may reduce since Directive
(EU) 2018/1713. It is given only where one rate holds for all of them and a source was found (vatupdate.com, 6 May
2020, after Taxamo; for Austria boersenblatt.net, December 2021). Where books and the press differ, as in France,
Belgium or Poland, or where the rate is zero, as in Ireland and Czechia, there is none here, and asking for it raises.

Territories with rates of their own are not known: Madeira and the Azores, the French departments overseas, Corsica's
reductions, the Canary Islands, Ceuta and Melilla, Livigno, Campione, Mount Athos, Åland, Büsingen, Heligoland,
Jungholz and Mittelberg.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import Final

from laufzeit.money.vat import RATES, DatedRate, NoRate, VatCategory

AS_OF: Final = date(2026, 9, 23)
"""The day of the publication that the table was compared with."""

SINCE: Final = date(2015, 1, 1)
"""The table begins here; a rate that began earlier is dated with this day."""


def _since(rate: int, *changes: tuple[date, int]) -> tuple[DatedRate, ...]:
    """The rate at the table's beginning and what came after it."""
    return (DatedRate(SINCE, rate), *(DatedRate(day, later) for day, later in changes))


STANDARD: Final[dict[str, tuple[DatedRate, ...]]] = {
    "AT": _since(2000),
    "BE": _since(2100),
    "BG": _since(2000),
    "CY": _since(1900),
    "CZ": _since(2100),
    "DE": RATES[VatCategory.STANDARD],
    "DK": _since(2500),
    "EE": _since(2000, (date(2024, 1, 1), 2200), (date(2025, 7, 1), 2400)),
    "ES": _since(2100),
    "FI": _since(2400, (date(2024, 9, 1), 2550)),
    "FR": _since(2000),
    "GR": _since(2300, (date(2016, 6, 1), 2400)),
    "HR": _since(2500),
    "HU": _since(2700),
    "IE": _since(2300, (date(2020, 9, 1), 2100), (date(2021, 3, 1), 2300)),
    "IT": _since(2200),
    "LT": _since(2100),
    "LU": _since(1700, (date(2023, 1, 1), 1600), (date(2024, 1, 1), 1700)),
    "LV": _since(2100),
    "MT": _since(1800),
    "NL": _since(2100),
    "PL": _since(2300),
    "PT": _since(2300),
    "RO": _since(2400, (date(2016, 1, 1), 2000), (date(2017, 1, 1), 1900), (date(2025, 8, 1), 2100)),
    "SE": _since(2500),
    "SI": _since(2200),
    "SK": _since(2000, (date(2025, 1, 1), 2300)),
}

REDUCED: Final[dict[str, tuple[DatedRate, ...]]] = {
    "AT": (
        DatedRate(date(2022, 1, 1), 1000),
    ),  # 5 % for books in 2021, for the press not: nothing is known before 2022
    "DE": RATES[VatCategory.REDUCED],
    "ES": (DatedRate(date(2020, 4, 23), 400),),
    "LU": (DatedRate(date(2019, 5, 1), 300),),
    "MT": (DatedRate(date(2019, 1, 1), 500),),
    "NL": (DatedRate(date(2020, 1, 1), 900),),
    "PT": (DatedRate(date(2019, 1, 1), 600),),
    "SE": (DatedRate(date(2019, 7, 1), 600),),
    "SI": (DatedRate(date(2020, 1, 1), 500),),
}

MEMBER_STATES: Final = frozenset(STANDARD)
"""ISO 3166-1 codes; Greece is GR, though its VAT ids begin with EL. The United Kingdom left for services at the end of
2020 and is not in the table for any day; Northern Ireland (XI) stayed for goods only."""


def rate_in(country: str, category: VatCategory, day: date) -> int:
    """The rate in basis points that a member state has for a supply performed on ``day``. Raises ``NoRate`` for a
    country that the table does not hold and for a day before it begins.

    >>> [rate_in("EE", VatCategory.STANDARD, date(2025, month, 30)) for month in (6, 7)]
    [2200, 2400]
    >>> rate_in("CH", VatCategory.STANDARD, date(2026, 1, 1))
    Traceback (most recent call last):
    laufzeit.money.vat.NoRate: no standard rate is known for CH
    """
    rows = (STANDARD if category is VatCategory.STANDARD else REDUCED).get(country)
    if rows is None:
        raise NoRate(f"no {category} rate is known for {country}")
    found = bisect_right(rows, day, key=lambda row: row.since)
    if found == 0:
        raise NoRate(f"the {category} rate of {country} is known from {rows[0].since} on, not for {day}")
    return rows[found - 1].rate
