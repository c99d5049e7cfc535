"""The entries of a contract's log in German."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, assert_never

from laufzeit.contracts.commands import SwitchTarget
from laufzeit.contracts.declaration import Channel, Side
from laufzeit.contracts.events import (
    Booked,
    BookingCancelled,
    Concluded,
    DiscountEnded,
    DiscountGranted,
    Event,
    ExtraCancelled,
    ExtraCharged,
    Moved,
    NoticeGiven,
    OfferExtended,
    OfferWithdrawn,
    PlanChanged,
    Revoked,
    SeatsChanged,
    SwitchCompleted,
    SwitchExtended,
    SwitchRequested,
    TermsAccepted,
    TermsDeclined,
    TermsOffered,
    UserAdded,
    UserRemoved,
)
from laufzeit.contracts.saying import Context, Said
from laufzeit.money.wording import percentage

CHANNELS: Final[Mapping[Channel, str]] = {
    Channel.PORTAL: "im Portal",
    Channel.OFFICE: "durch die Verwaltung",
    Channel.LETTER: "per Brief",
    Channel.MAIL: "per E-Mail",
    Channel.PUBLIC_PAGE: "auf der öffentlichen Kündigungsseite",
    Channel.API: "über die Programmschnittstelle",
    Channel.IMPORT: "aus einem früheren System",
}
_TARGETS: Final[Mapping[SwitchTarget, str]] = {
    SwitchTarget.OTHER_PROVIDER: "den Wechsel zu einem anderen Anbieter",
    SwitchTarget.ON_PREMISES: "den Wechsel auf eigene Rechner",
    SwitchTarget.ERASE: "die Löschung aller Daten",
}


def sentence(said: Said, context: Context) -> str:
    """ "Anna Sommer hat am 10.02.2021 den Wechsel zu RED connect basis zum 30.06.2021 erklärt (im Portal)." """
    declared = said.declaration
    way = _way(said, context)
    done = _done(said.event, declared.today, context)
    return f"{context.who(declared.actor)} hat am {context.day(declared.today)} {done}{way}."


def _way(said: Said, context: Context) -> str:
    """On which way the declaration came; a vendor's own needs no saying."""
    declared = said.declaration
    received = _received(said.event, declared.today, context)
    if declared.actor.side is Side.VENDOR and declared.channel is Channel.OFFICE:
        return f" ({received})" if received else ""
    return f" ({', '.join(filter(None, (CHANNELS[declared.channel], received)))})"


def _received(event: Event, recorded: date, context: Context) -> str:
    match event:
        case NoticeGiven() | SwitchRequested() if event.received_on != recorded:
            own = isinstance(event, NoticeGiven) and event.by is Side.VENDOR
            return f"{'Zugang am' if own else 'zugegangen am'} {context.day(event.received_on)}"
        case _:
            return ""


def _done(event: Event, today: date, context: Context) -> str:
    match event:
        case Concluded() | PlanChanged() | SeatsChanged() | UserAdded() | UserRemoved() | Moved():
            return _about_what_is_used(event, today, context)
        case NoticeGiven() | Revoked() | SwitchRequested() | SwitchExtended() | SwitchCompleted():
            return _about_the_end(event, today, context)
        case TermsOffered():
            until, cut_over = context.day(event.accept_until), context.day(event.cut_over)
            return (
                f"{context.plan(event.to)} zu neuen Bedingungen ab dem {cut_over} angeboten, annehmbar bis zum {until}"
            )
        case TermsAccepted():
            taken_back = " und damit die Kündigung abgewendet" if event.takes_back else ""
            return f"die neuen Bedingungen ab dem {context.day(event.effective_on)} angenommen{taken_back}"
        case TermsDeclined():
            return "die neuen Bedingungen abgelehnt"
        case OfferExtended():
            return f"die Frist des Angebots bis zum {context.day(event.accept_until)} verlängert"
        case OfferWithdrawn():
            return "das Angebot neuer Bedingungen zurückgezogen"
        case Booked():
            return f"{context.feature(event.feature)} für den {context.day(event.day)} um {event.at:%H:%M} Uhr gebucht"
        case BookingCancelled():
            return f"{_booking(event, context)} abgesagt"
        case DiscountGranted() | DiscountEnded() | ExtraCharged() | ExtraCancelled():
            return _beside_the_prices(event, today, context)
        case _:
            assert_never(event)


def _about_what_is_used(
    event: Concluded | PlanChanged | SeatsChanged | UserAdded | UserRemoved | Moved, today: date, context: Context
) -> str:
    first_day = "sofort" if event.effective_on == today else f"ab dem {context.day(event.effective_on)}"
    match event:
        case Concluded():
            trial = f", mit Testzeitraum bis zum {context.last_day(event.trial_until)}" if event.trial_until else ""
            return (
                f"den Vertrag {context.plan(event.terms)} ab dem {context.day(event.effective_on)} geschlossen{trial}"
            )
        case PlanChanged() if event.effective_on > today:
            return f"den Wechsel zu {context.plan(event.to)} zum {context.last_day(event.effective_on)} erklärt"
        case PlanChanged():
            return f"zu {context.plan(event.to)} gewechselt"
        case SeatsChanged():
            term = " und die Laufzeit damit neu begonnen" if event.extends_term else ""
            return f"die Zahl der Plätze {first_day} auf {event.seats} geändert{term}"
        case UserAdded():
            return f"{context.user(event.user)} {first_day} als Benutzer hinzugefügt"
        case UserRemoved():
            return f"{context.user(event.user)} {first_day} als Benutzer entfernt"
        case Moved():
            return f"damit die angenommenen Bedingungen auf den {context.day(event.effective_on)} verschoben"
        case _:
            assert_never(event)


def _about_the_end(
    event: NoticeGiven | Revoked | SwitchRequested | SwitchExtended | SwitchCompleted, today: date, context: Context
) -> str:
    match event:
        case NoticeGiven(erase=True):
            return (
                f"den Vertrag zum {context.last_day(event.effective_on)} gekündigt und die Löschung der Daten verlangt"
            )
        case NoticeGiven():
            return f"den Vertrag zum {context.last_day(event.effective_on)} gekündigt"
        case Revoked():
            return f"{_revoked(context.earlier.get(event.item), context)} widerrufen"
        case SwitchRequested():
            last_day = context.last_day(event.effective_on)
            return f"nach dem Data Act {_TARGETS[event.target]} verlangt; der Vertrag endet spätestens am {last_day}"
        case SwitchExtended():
            return f"den Übergang beim Anbieterwechsel bis zum {context.last_day(event.effective_on)} verlängert"
        case SwitchCompleted():
            return f"den Anbieterwechsel zum {context.last_day(event.effective_on)} abgeschlossen"
        case _:
            assert_never(event)


def _revoked(event: Event | None, context: Context) -> str:
    match event:
        case PlanChanged():
            return f"den Wechsel zu {context.plan(event.to)} zum {context.last_day(event.effective_on)}"
        case NoticeGiven():
            whose = " des Anbieters" if event.by is Side.VENDOR else ""
            return f"die Kündigung{whose} zum {context.last_day(event.effective_on)}"
        case SeatsChanged() | UserRemoved() | UserAdded():
            return f"die Änderung der Plätze ab dem {context.day(event.effective_on)}"
        case TermsAccepted():
            return "die Annahme der neuen Bedingungen"
        case SwitchRequested():
            return "den Anbieterwechsel"
        case _:
            return "eine frühere Erklärung"


def _booking(event: BookingCancelled, context: Context) -> str:
    booked = context.earlier.get(event.booking)
    if not isinstance(booked, Booked):
        return "einen Termin"
    return f"{context.feature(booked.feature)} am {context.day(booked.day)} um {booked.at:%H:%M} Uhr"


def _beside_the_prices(
    event: DiscountGranted | DiscountEnded | ExtraCharged | ExtraCancelled, today: date, context: Context
) -> str:
    match event:
        case DiscountGranted():
            return _granted(event, context)
        case DiscountEnded():
            return _discount_ended(event, context)
        case ExtraCharged():
            return _charged(event, today, context)
        case ExtraCancelled():
            return _extra_cancelled(event, context)
        case _:
            assert_never(event)


def _granted(event: DiscountGranted, context: Context) -> str:
    measure = percentage(event.percent, "de") if event.percent is not None else ""
    if event.amount is not None:
        measure = f"{context.money(event.amount, event.effective_on)} je Abrechnungszeitraum"
    charge = f"„{context.charge(event.charge)}“" if event.charge is not None else "alle wiederkehrenden Preise"
    periods = ""
    if event.periods is not None:
        periods = ", für 1 Abrechnungszeitraum" if event.periods == 1 else f", für {event.periods} Abrechnungszeiträume"
    until = f", längstens bis zum {context.last_day(event.until)}" if event.until is not None else ""
    first_day = context.day(event.effective_on)
    return f"den Rabatt „{event.reason}“ gewährt: {measure} auf {charge} ab dem {first_day}{periods}{until}"


def _discount_ended(event: DiscountEnded, context: Context) -> str:
    granted = context.earlier.get(event.discount)
    reason = f"den Rabatt „{granted.reason}“" if isinstance(granted, DiscountGranted) else "einen Rabatt"
    return f"{reason} für Abrechnungszeiträume ab dem {context.day(event.effective_on)} beendet"


def _charged(event: ExtraCharged, today: date, context: Context) -> str:
    amount = context.money(abs(event.amount), event.effective_on)
    day = "" if event.effective_on == today else f" zum {context.day(event.effective_on)}"
    verb = "berechnet" if event.amount > 0 else "gutgeschrieben"
    return f"einmalig {amount}{day} {verb}: „{event.text}“"


def _extra_cancelled(event: ExtraCancelled, context: Context) -> str:
    charged = context.earlier.get(event.extra)
    if not isinstance(charged, ExtraCharged):
        return "eine einmalige Berechnung zurückgenommen"
    what = "die einmalige Berechnung" if charged.amount > 0 else "die einmalige Gutschrift"
    return f"{what} von {context.money(abs(charged.amount), charged.effective_on)} („{charged.text}“) zurückgenommen"
