"""The rates of the member states."""

from __future__ import annotations

import doctest
from datetime import date, timedelta
from decimal import Decimal

import pytest

import laufzeit.money.allocation
import laufzeit.money.vat_eu
from laufzeit.money.vat import NoRate, VatCategory, rate_on
from laufzeit.money.vat_eu import MEMBER_STATES, REDUCED, STANDARD, rate_in


@pytest.mark.parametrize("module", [laufzeit.money.vat_eu, laufzeit.money.allocation])
def test_the_examples_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


def test_all_member_states_are_there() -> None:
    """Art. 52 TEU, without the United Kingdom."""
    assert len(MEMBER_STATES) == 27
    assert set(REDUCED) <= MEMBER_STATES


@pytest.mark.parametrize(
    ("country", "last_day_of_the_old", "old", "new"),
    [
        ("RO", date(2015, 12, 31), 2400, 2000),
        ("GR", date(2016, 5, 31), 2300, 2400),
        ("RO", date(2016, 12, 31), 2000, 1900),
        ("DE", date(2020, 6, 30), 1900, 1600),
        ("IE", date(2020, 8, 31), 2300, 2100),
        ("DE", date(2020, 12, 31), 1600, 1900),
        ("IE", date(2021, 2, 28), 2100, 2300),
        ("LU", date(2022, 12, 31), 1700, 1600),
        ("LU", date(2023, 12, 31), 1600, 1700),
        ("EE", date(2023, 12, 31), 2000, 2200),
        ("FI", date(2024, 8, 31), 2400, 2550),
        ("SK", date(2024, 12, 31), 2000, 2300),
        ("EE", date(2025, 6, 30), 2200, 2400),
        ("RO", date(2025, 7, 31), 1900, 2100),
    ],
)
def test_a_change_counts_from_its_day_on(country: str, last_day_of_the_old: date, old: int, new: int) -> None:
    next_day = last_day_of_the_old + timedelta(days=1)
    assert rate_in(country, VatCategory.STANDARD, last_day_of_the_old) == old
    assert rate_in(country, VatCategory.STANDARD, next_day) == new


PUBLISHED = """
AT 20 BE 21 BG 20 CY 19 CZ 21 DE 19 DK 25 EE 24 ES 21 FI 25.5 FR 20 GR 24 HR 25 HU 27 IE 23 IT 22 LT 21 LU 17
LV 21 MT 18 NL 21 PL 23 PT 23 RO 21 SE 25 SI 22 SK 23
"""
"""The rates after August 2025, read from another publication than the table (calculariva.app, "VAT 2025")."""


def test_another_publication_says_the_same() -> None:
    words = PUBLISHED.split()
    expected = {country: int(Decimal(rate) * 100) for country, rate in zip(words[::2], words[1::2], strict=True)}
    assert {country: rate_in(country, VatCategory.STANDARD, date(2025, 12, 31)) for country in STANDARD} == expected


@pytest.mark.parametrize("table", [STANDARD, REDUCED])
def test_rates_ascend_in_time_and_are_within_the_directive(table: dict[str, tuple[object, ...]]) -> None:
    """Art. 97: the standard rate is 15 % at least; Art. 98 and Annex III allow the reduced one to be lower."""
    for rows in table.values():
        days = [row.since for row in rows]  # type: ignore[attr-defined]
        assert days == sorted(set(days))
        assert all((1500 if table is STANDARD else 1) <= row.rate <= 2700 for row in rows)  # type: ignore[attr-defined]


@pytest.mark.parametrize("category", list(VatCategory))
def test_germany_has_one_table(category: VatCategory) -> None:
    for day in (date(2015, 1, 1), date(2020, 7, 1), date(2020, 12, 31), date(2026, 1, 1)):
        assert rate_in("DE", category, day) == rate_on(category, day)


@pytest.mark.parametrize(
    ("country", "category", "day"),
    [
        ("CH", VatCategory.STANDARD, date(2026, 1, 1)),
        ("EL", VatCategory.STANDARD, date(2026, 1, 1)),
        ("FR", VatCategory.STANDARD, date(2014, 12, 31)),
        ("FR", VatCategory.REDUCED, date(2026, 1, 1)),
        ("AT", VatCategory.REDUCED, date(2021, 6, 1)),
        ("NL", VatCategory.REDUCED, date(2019, 12, 31)),
    ],
)
def test_what_is_not_known_raises(country: str, category: VatCategory, day: date) -> None:
    with pytest.raises(NoRate):
        rate_in(country, category, day)
