"""German letters about other terms that the vendor offers.

An offer is worded as one: the customer is free to accept it or not, and is told what happens in either case
(LG Köln, 15 May 2025, 6 S 114/23; § 7 UWG: nothing is advertised).
"""

from __future__ import annotations

from datetime import timedelta
from typing import assert_never

from laufzeit.messages.kinds import (
    AcceptanceReminder,
    OfferExtended,
    OfferKind,
    OfferWithdrawn,
    TermsAccepted,
    TermsDeclined,
    TermsOffered,
)
from laufzeit.messages.letter import Body, Facts, Items, Link, facts
from laufzeit.messages.wording.german.common import FULL_USE, agreements, contract_link, prices
from laufzeit.messages.wording.say import Say

_Open = TermsOffered | AcceptanceReminder | OfferExtended
"""Letters about an offer that can be answered."""


def body(kind: OfferKind, say: Say) -> Body:
    match kind:
        case TermsOffered():
            return _offered(kind, say)
        case AcceptanceReminder():
            return _reminder(kind, say)
        case OfferExtended():
            return _extended(kind, say)
        case OfferWithdrawn():
            return _withdrawn(kind, say)
        case TermsAccepted():
            return _accepted(kind, say)
        case TermsDeclined():
            return _declined(kind, say)
        case _:
            assert_never(kind)


def _offered(kind: TermsOffered, say: Say) -> Body:
    subject = f"Angebot: neue Konditionen für Ihren Vertrag {kind.plan} ab dem {say.day(kind.first_day)}"
    first = f"für Ihren Vertrag {kind.plan} bieten wir Ihnen ab dem {say.day(kind.first_day)} neue Konditionen an."
    if kind.notice_last_day is not None and kind.gives_notice:
        last_day = say.day(kind.notice_last_day)
        subject = f"Kündigung Ihres Vertrags {kind.plan} zum {last_day} und Angebot, ihn fortzuführen"
        first = (
            f"hiermit kündigen wir Ihren Vertrag {kind.plan} zum {last_day}, dem Ende der Vertragslaufzeit. Damit"
            " verlängert er sich nicht mehr automatisch. Zugleich bieten wir Ihnen an, ihn zu neuen Konditionen"
            " fortzuführen."
        )
    return Body.of(
        subject,
        first,
        _comparison(kind, say),
        prices("Neue Preise", kind.new_prices),
        Items("Was sich außerdem ändert", kind.changes),
        "Ob Sie das Angebot annehmen oder ablehnen, entscheiden Sie frei.",
        *_either_way(kind, say),
        "Das Angebot gilt für den oben genannten Vertrag. Haben Sie mehrere Verträge, entscheiden Sie bitte über jeden"
        " einzeln.",
        Link("Angebot ansehen und entscheiden", kind.link),
    )


def _comparison(kind: _Open, say: Say) -> Facts:
    until = say.day(kind.first_day - timedelta(days=1))
    return facts(
        ("Vertrag", say.contract(kind.contract)),
        ("Ende des Vertrags ohne Annahme", say.maybe_day(kind.notice_last_day)),
        ("Annahme möglich bis", say.day(kind.accept_until)),
        (f"Bis {until}" if _once_more(kind) else "Bisher", say.maybe_cost(kind.cost_before)),
        (f"Ab {say.day(kind.first_day)}", say.maybe_cost(kind.cost_after)),
    )


def _once_more(kind: _Open) -> bool:
    """Whether, accepted, the contract is renewed at the old terms before the new ones begin."""
    return kind.notice_last_day is not None and kind.first_day > kind.notice_last_day + timedelta(days=1)


def _either_way(kind: _Open, say: Say) -> tuple[str, str]:
    by_this_notice = isinstance(kind, TermsOffered) and kind.gives_notice
    return (
        f"Wenn Sie annehmen: {_if_accepted(kind, by_this_notice, say)}",
        f"Wenn Sie nicht annehmen: {_if_not(kind, by_this_notice, say)}",
    )


def _if_accepted(kind: _Open, by_this_notice: bool, say: Say) -> str:
    how = f"Bitte nehmen Sie das Angebot bis einschließlich {say.day(kind.accept_until)} im Kundenportal an."
    first_day = say.day(kind.first_day)
    if kind.notice_last_day is None:
        return f"{how} Die neuen Konditionen gelten ab dem {first_day}; bis dahin gelten die bisherigen."
    averted = f"Ihr Vertrag endet damit nicht zum {say.day(kind.notice_last_day)}."
    if by_this_notice:
        averted = "Unsere Kündigung ist damit gegenstandslos."
    renewed = ""
    if _once_more(kind):
        until = say.day(kind.first_day - timedelta(days=1))
        renewed = f" Ihr Vertrag verlängert sich zu den bisherigen Konditionen noch bis zum {until}."
    return (
        f"{how} {averted}{renewed} Ab dem {first_day} läuft {kind.plan} zu den neuen Konditionen weiter; Sie müssen"
        " nichts weiter tun."
    )


def _if_not(kind: _Open, by_this_notice: bool, say: Say) -> str:
    if kind.notice_last_day is None:
        return "Ihr Vertrag läuft zu den bisherigen Konditionen weiter."
    last_day = say.day(kind.notice_last_day)
    ends = f"Ihr Vertrag endet zum {last_day}."
    if by_this_notice:
        ends = f"Unsere Kündigung wird zum {last_day} wirksam."
    return f"{ends} {FULL_USE} Danach können Sie {kind.plan} nicht mehr nutzen."


def _reminder(kind: AcceptanceReminder, say: Say) -> Body:
    until = say.day(kind.accept_until)
    return Body.of(
        f"Unser Angebot für Ihren Vertrag {kind.plan} gilt bis zum {until}",
        f"wir haben Ihnen neue Konditionen für Ihren Vertrag {kind.plan} angeboten. Bis einschließlich {until} können"
        " Sie entscheiden, ob Sie das Angebot annehmen.",
        _comparison(kind, say),
        *_either_way(kind, say),
        Link("Angebot ansehen und entscheiden", kind.link),
    )


def _extended(kind: OfferExtended, say: Say) -> Body:
    until = say.day(kind.accept_until)
    return Body.of(
        f"Unser Angebot für Ihren Vertrag {kind.plan}: Frist verlängert bis zum {until}",
        f"wir haben die Frist unseres Angebots neuer Konditionen für Ihren Vertrag {kind.plan} verlängert. Bis"
        f" einschließlich {until} können Sie entscheiden, ob Sie es annehmen.",
        _comparison(kind, say),
        "Ob Sie das Angebot annehmen oder ablehnen, entscheiden Sie frei.",
        *_either_way(kind, say),
        Link("Angebot ansehen und entscheiden", kind.link),
    )


def _withdrawn(kind: OfferWithdrawn, say: Say) -> Body:
    what, subject = "unser Angebot neuer Konditionen", f"Wir ziehen unser Angebot für {kind.plan} zurück"
    if kind.notice_last_day is not None:
        what += f" und unsere Kündigung zum {say.day(kind.notice_last_day)}"
        subject = f"Wir nehmen unsere Kündigung zurück: {kind.plan}"
    if kind.last_day is None:
        then = f"Ihr Vertrag {kind.plan} läuft zu den bisherigen Konditionen weiter; Sie müssen nichts tun."
    else:
        then = f"Ihr Vertrag {kind.plan} endet unabhängig davon zum {say.day(kind.last_day)}. {FULL_USE}"
    return Body.of(
        subject,
        f"wir nehmen {what} zurück. {then}",
        facts(
            ("Vertrag", say.contract(kind.contract)),
            ("Vertragsende", say.maybe_day(kind.last_day)),
        ),
        contract_link(kind.link),
    )


def _accepted(kind: TermsAccepted, say: Say) -> Body:
    notice = " Unsere Kündigung ist damit gegenstandslos." if kind.notice_withdrawn else ""
    return Body.of(
        f"Bestätigung: neue Konditionen für Ihren Vertrag {kind.plan} ab dem {say.day(kind.first_day)}",
        f"wir bestätigen, dass Sie unser Angebot angenommen haben.{notice} Die neuen Konditionen gelten ab"
        f" dem {say.day(kind.first_day)}; bis dahin läuft Ihr Vertrag {kind.plan} unverändert weiter.",
        facts(
            ("Vertrag", say.contract(kind.contract)),
            ("Eingang Ihrer Annahme", say.receipt(kind.receipt)),
            (f"Ab {say.day(kind.first_day)}", say.maybe_cost(kind.cost_after)),
        ),
        prices("Neue Preise", kind.new_prices),
        agreements(kind.agreements),
        contract_link(kind.link),
    )


def _declined(kind: TermsDeclined, say: Say) -> Body:
    if kind.last_day is None:
        then = f"Ihr Vertrag {kind.plan} läuft zu den bisherigen Konditionen weiter."
    else:
        then = f"Ihr Vertrag {kind.plan} endet zum {say.day(kind.last_day)}. {FULL_USE}"
    return Body.of(
        f"Bestätigung: Sie haben unser Angebot für {kind.plan} abgelehnt",
        f"wir bestätigen, dass Sie unser Angebot abgelehnt haben. {then}",
        facts(
            ("Vertrag", say.contract(kind.contract)),
            ("Eingang Ihrer Ablehnung", say.receipt(kind.receipt)),
            ("Vertragsende", say.maybe_day(kind.last_day)),
        ),
        contract_link(kind.link),
    )
