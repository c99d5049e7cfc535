"""Rules, spans and days in real German and English."""

from __future__ import annotations

from datetime import date
from typing import Literal

import pytest
from babel.dates import format_date

from laufzeit.dates.notice import NoticeRule
from laufzeit.dates.span import Span
from laufzeit.dates.wording import day_in_digits, day_in_words, notice_in_words, rule_in_words, span_in_words

RULES = {
    "3 months to quarter end": (
        "3 Monate zum Quartalsende", "mit einer Frist von 3 Monaten zum Quartalsende",
        "3 months to the end of a quarter", "with 3 months' notice to the end of a quarter"),
    "1 month to month end": (
        "1 Monat zum Monatsende", "mit einer Frist von 1 Monat zum Monatsende",
        "1 month to the end of a month", "with 1 month's notice to the end of a month"),
    "6 weeks to half-year end": (
        "6 Wochen zum Halbjahresende", "mit einer Frist von 6 Wochen zum Halbjahresende",
        "6 weeks to the end of a half-year", "with 6 weeks' notice to the end of a half-year"),
    "2 months to year end": (
        "2 Monate zum Jahresende", "mit einer Frist von 2 Monaten zum Jahresende",
        "2 months to the end of a year", "with 2 months' notice to the end of a year"),
    "3 months to term end": (
        "3 Monate zum Ende der Laufzeit", "mit einer Frist von 3 Monaten zum Ende der Laufzeit",
        "3 months to the end of the term", "with 3 months' notice to the end of the term"),
    "30 days": ("30 Tage", "mit einer Frist von 30 Tagen", "30 days", "with 30 days' notice"),
    "half-year end": (
        "zum Halbjahresende", "zum Halbjahresende", "to the end of a half-year", "to the end of a half-year"),
    "any time": ("jederzeit", "jederzeit", "at any time", "at any time"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "words"), RULES.items(), ids=RULES)
def test_rules_in_words(text: str, words: tuple[str, str, str, str]) -> None:
    rule = NoticeRule.parse(text)
    assert words == (
        rule_in_words(rule, "de"), notice_in_words(rule, "de"), rule_in_words(rule, "en"), notice_in_words(rule, "en")
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "german", "dative"),
    [
        ("1 day", "1 Tag", "1 Tag"), ("2 days", "2 Tage", "2 Tagen"), ("1 week", "1 Woche", "1 Woche"),
        ("2 weeks", "2 Wochen", "2 Wochen"), ("1 month", "1 Monat", "1 Monat"), ("2 months", "2 Monate", "2 Monaten"),
        ("1 year", "1 Jahr", "1 Jahr"), ("2 years", "2 Jahre", "2 Jahren"),
    ],
)  # fmt: skip
def test_spans_in_german(text: str, german: str, dative: str) -> None:
    span = Span.parse(text)
    assert (span_in_words(span, "de"), span_in_words(span, "de", dative=True)) == (german, dative)
    assert span_in_words(span, "en") == text


@pytest.mark.parametrize("language", ["de", "en"])
def test_days_are_written_as_in_the_unicode_locale_data(language: Literal["de", "en"]) -> None:
    locale = {"de": "de_DE", "en": "en_GB"}[language]
    for month in range(1, 13):
        day = date(2021, month, 1)
        assert day_in_words(day, language) == format_date(day, "long", locale)
    assert day_in_digits(date(2021, 6, 3), "de") == format_date(date(2021, 6, 3), "medium", "de_DE")
    assert day_in_digits(date(2021, 6, 3), "en") == "3 June 2021"
