"""The currency in which a contract reckons on a day: that of the edition of terms that it is bound to."""

from __future__ import annotations

from datetime import date

from laufzeit.catalogue.model import Catalogue
from laufzeit.contracts.timeline import Timeline
from laufzeit.money.amount import Currency


def currency_on(life: Timeline, catalogue: Catalogue, day: date) -> Currency:
    """The currency of the phase of ``day``; before the start that of the first phase, after the end of the last."""
    phase = life.phase_on(day) or (life.phases[0] if day < life.start else life.phases[-1])
    return Currency.of(catalogue.terms(phase.terms).currency)
