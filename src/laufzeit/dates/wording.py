"""Days, spans and notice rules in German and English words, as letters and pages state them."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from laufzeit.dates.notice import KeyDate, NoticeRule
from laufzeit.dates.span import Span, Unit

Language = Literal["de", "en"]

MONTHS: Final[dict[Language, tuple[str, ...]]] = {
    "de": ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
           "Dezember"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December"),
}  # fmt: skip

# singular, plural, plural in the dative ("mit einer Frist von 3 Monaten"); the singular's dative is like its nominative
_GERMAN_UNITS: Final = {
    Unit.DAYS: ("Tag", "Tage", "Tagen"),
    Unit.WEEKS: ("Woche", "Wochen", "Wochen"),
    Unit.MONTHS: ("Monat", "Monate", "Monaten"),
    Unit.YEARS: ("Jahr", "Jahre", "Jahren"),
}
_KEYS: Final[dict[Language, dict[KeyDate, str]]] = {
    "de": {
        KeyDate.MONTH_END: "zum Monatsende",
        KeyDate.QUARTER_END: "zum Quartalsende",
        KeyDate.HALF_YEAR_END: "zum Halbjahresende",
        KeyDate.YEAR_END: "zum Jahresende",
        KeyDate.TERM_END: "zum Ende der Laufzeit",
    },
    "en": {
        KeyDate.MONTH_END: "to the end of a month",
        KeyDate.QUARTER_END: "to the end of a quarter",
        KeyDate.HALF_YEAR_END: "to the end of a half-year",
        KeyDate.YEAR_END: "to the end of a year",
        KeyDate.TERM_END: "to the end of the term",
    },
}
_ANY_TIME: Final[dict[Language, str]] = {"de": "jederzeit", "en": "at any time"}


def day_in_digits(day: date, language: Language) -> str:
    """The day as it stands in a text or a table.

    >>> day_in_digits(date(2021, 6, 30), "de"), day_in_digits(date(2021, 6, 30), "en")
    ('30.06.2021', '30 June 2021')
    """
    return f"{day:%d.%m.%Y}" if language == "de" else day_in_words(day, language)


def day_in_words(day: date, language: Language) -> str:
    """The day with the month's name.

    >>> day_in_words(date(2021, 3, 1), "de"), day_in_words(date(2021, 3, 1), "en")
    ('1. März 2021', '1 March 2021')
    """
    month = MONTHS[language][day.month - 1]
    return f"{day.day}. {month} {day.year}" if language == "de" else f"{day.day} {month} {day.year}"


def span_in_words(span: Span, language: Language, *, dative: bool = False) -> str:
    """The span; ``dative`` for the German case after "von", "mit", "nach".

    >>> span_in_words(Span.parse("3 months"), "de"), span_in_words(Span.parse("3 months"), "de", dative=True)
    ('3 Monate', '3 Monaten')
    """
    if language == "en":
        return str(span)
    singular, plural, dative_plural = _GERMAN_UNITS[span.unit]
    if span.count == 1:
        return f"1 {singular}"
    return f"{span.count} {dative_plural if dative else plural}"


def rule_in_words(rule: NoticeRule, language: Language) -> str:
    """The rule in short.

    >>> rule = NoticeRule.parse("3 months to quarter end")
    >>> rule_in_words(rule, "de"), rule_in_words(rule, "en")
    ('3 Monate zum Quartalsende', '3 months to the end of a quarter')
    """
    lead = None if rule.lead is None else span_in_words(rule.lead, language)
    return _joined(lead, rule.key, language)


def notice_in_words(rule: NoticeRule, language: Language) -> str:
    """The rule as the part of a sentence that follows "can be ended" or "kündbar".

    >>> rule = NoticeRule.parse("3 months to quarter end")
    >>> notice_in_words(rule, "de")
    'mit einer Frist von 3 Monaten zum Quartalsende'
    >>> notice_in_words(rule, "en")
    "with 3 months' notice to the end of a quarter"
    """
    if rule.lead is None:
        return _joined(None, rule.key, language)
    if language == "de":
        return _joined(f"mit einer Frist von {span_in_words(rule.lead, 'de', dative=True)}", rule.key, language)
    genitive = f"{rule.lead}'s" if rule.lead.count == 1 else f"{rule.lead}'"
    return _joined(f"with {genitive} notice", rule.key, language)


def _joined(lead: str | None, key: KeyDate, language: Language) -> str:
    if key is KeyDate.ANY_DAY:
        return lead or _ANY_TIME[language]
    return f"{lead} {_KEYS[language][key]}" if lead else _KEYS[language][key]
