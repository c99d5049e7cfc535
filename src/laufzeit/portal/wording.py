"""The language of a page, and the words that several pages share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import get_language

from laufzeit.catalogue.model import Meter, Terms
from laufzeit.catalogue.quote import Quote
from laufzeit.catalogue.words import PriceLine, explanation, interval_words, price_lines
from laufzeit.contracts.declaration import Channel
from laufzeit.contracts.history_english import CHANNELS as ENGLISH_CHANNELS
from laufzeit.contracts.history_german import CHANNELS as GERMAN_CHANNELS
from laufzeit.dates.wording import MONTHS, Language
from laufzeit.money.wording import in_full


def language() -> Language:
    """The language of the page: one that the domain's wordings speak."""
    return "de" if (get_language() or "").startswith("de") else "en"


def short_month(day: date) -> str:
    """Jan 2021: where months stand side by side."""
    return f"{MONTHS[language()][day.month - 1][:3]} {day.year}"


def channel_word(channel: Channel) -> str:
    return (GERMAN_CHANNELS if language() == "de" else ENGLISH_CHANNELS)[channel]


@dataclass(frozen=True, slots=True)
class CostCard:
    """What a plan costs for the seats that it has: an amount a line, how it comes about, and what is charged by use."""

    plan: str
    lines: tuple[PriceLine, ...]
    further: tuple[PriceLine, ...]


def cost_card(plan: str, quoted: Quote, terms: Terms, meters: dict[str, Meter]) -> CostCard:
    """``quoted`` in words: "76,00 €", "pro Monat (4 × 19,00 €)"."""
    spoken = language()
    lines = []
    for line in quoted.lines:
        words = interval_words(line.interval, spoken, line.charge.periods)
        if line.amount.minor:
            words = f"{words} ({explanation(line, terms, meters, spoken)})"
        lines.append(PriceLine(in_full(line.amount, spoken), words))
    by_use = price_lines(replace(terms, charges=quoted.uncounted), meters, spoken)
    return CostCard(plan, tuple(lines), by_use)
