"""German letters about notice: confirmed, revoked, given by the vendor, reminded of."""

from __future__ import annotations

from typing import assert_never

from laufzeit.messages.facts import Side
from laufzeit.messages.kinds import (
    CancellationReceived,
    CancellationSort,
    NoticeConfirmed,
    NoticeKind,
    NoticeReminder,
    NoticeRevoked,
    RevocationReminder,
    VendorNotice,
)
from laufzeit.messages.letter import Body, Paragraph, facts
from laufzeit.messages.wording.german.common import (
    FULL_USE,
    KEPT_BY_LAW,
    contract_link,
    export_until,
    revocable,
)
from laufzeit.messages.wording.say import Say


def body(kind: NoticeKind, say: Say) -> Body:
    match kind:
        case NoticeConfirmed():
            return _confirmed(kind, say)
        case NoticeRevoked():
            return _revoked(kind, say)
        case VendorNotice():
            return _by_vendor(kind, say)
        case CancellationReceived():
            return _cancellation(kind, say)
        case RevocationReminder():
            return _revocation_reminder(kind, say)
        case NoticeReminder():
            return _notice_reminder(kind, say)
        case _:
            assert_never(kind)


def _confirmed(kind: NoticeConfirmed, say: Say) -> Body:
    return Body.of(
        f"Bestätigung Ihrer Kündigung zum {say.day(kind.last_day)}",
        f"wir bestätigen den Eingang Ihrer Kündigung. Ihr Vertrag {kind.plan} endet zum {say.day(kind.last_day)}."
        f" {FULL_USE}",
        facts(
            ("Vertrag", say.contract(kind.contract)),
            ("Eingang Ihrer Kündigung", say.receipt(kind.receipt)),
            ("Vertragsende", say.day(kind.last_day)),
            ("Daten herunterladen bis", say.maybe_day(kind.export_until)),
            ("Widerruf möglich bis", say.maybe_day(kind.revocable_until)),
        ),
        export_until(kind.export_until, say),
        f"Danach löschen wir Ihre Daten, wie Sie es gewünscht haben. {KEPT_BY_LAW}" if kind.erase else None,
        revocable(kind.revocable_until, "Ihre Kündigung", say),
        contract_link(kind.link),
    )


def _revoked(kind: NoticeRevoked, say: Say) -> Body:
    goes_on = f"Ihr Vertrag {kind.plan} läuft unverändert weiter; er endet nicht zum {say.day(kind.last_day)}."
    match kind.by:
        case Side.CUSTOMER:
            subject, first, when = (
                "Bestätigung: Ihre Kündigung ist widerrufen",
                f"wir bestätigen den Widerruf Ihrer Kündigung. {goes_on}",
                ("Eingang Ihres Widerrufs", say.receipt(kind.receipt)),
            )
        case Side.VENDOR:
            subject, first, when = (
                "Wir nehmen unsere Kündigung zurück",
                f"wir nehmen unsere Kündigung zurück. {goes_on}",
                ("Rücknahme vom", say.day(kind.receipt.on)),
            )
        case _:
            assert_never(kind.by)
    return Body.of(
        subject,
        first,
        facts(("Vertrag", say.contract(kind.contract)), when, ("Ihr Vertrag", kind.plan)),
        _counts_anew(kind.by),
        contract_link(kind.link),
    )


def _counts_anew(by: Side) -> Paragraph | None:
    if by is Side.VENDOR:
        return None
    return Paragraph(
        "Auch die Kündigungsfrist ist damit zurückgesetzt: Für eine spätere Kündigung zählt der Tag, an dem sie bei uns"
        " eingeht."
    )


def _by_vendor(kind: VendorNotice, say: Say) -> Body:
    return Body.of(
        f"Kündigung Ihres Vertrags zum {say.day(kind.last_day)}",
        f"hiermit kündigen wir Ihren Vertrag {kind.plan} zum {say.day(kind.last_day)}. {FULL_USE}",
        kind.reason,
        facts(
            ("Vertrag", say.contract(kind.contract)),
            ("Vertragsende", say.day(kind.last_day)),
            ("Daten herunterladen bis", say.maybe_day(kind.export_until)),
        ),
        export_until(kind.export_until, say),
        contract_link(kind.link),
    )


def _cancellation(kind: CancellationReceived, say: Say) -> Body:
    sorts = {
        CancellationSort.ORDINARY: "ordentliche Kündigung",
        CancellationSort.EXTRAORDINARY: "außerordentliche Kündigung",
    }
    return Body.of(
        f"Bestätigung Ihrer Kündigung vom {say.instant(kind.received_at)}",
        f"wir bestätigen den Eingang Ihrer Kündigung. {_ends(kind, say)}",
        facts(
            ("Eingang", say.instant(kind.received_at)),
            ("Der Vertrag endet zum", say.maybe_day(kind.last_day)),
        ),
        "Inhalt Ihrer Erklärung:",
        facts(
            ("Art der Kündigung", sorts[kind.sort]),
            ("Kündigungsgrund", kind.reason),
            ("Name", kind.person),
            ("Vertrag", kind.contract_as_named),
            ("Gewünschtes Vertragsende", say.maybe_day(kind.wished_last_day) or "zum nächstmöglichen Zeitpunkt"),
            ("Bestätigung an", kind.email),
        ),
        "Bitte bewahren Sie diese Bestätigung auf.",
    )


def _ends(kind: CancellationReceived, say: Say) -> str:
    if kind.last_day is not None:
        return f"Der Vertrag endet durch Ihre Kündigung zum {say.day(kind.last_day)}."
    return (
        "Welchen Vertrag Sie meinen, konnten wir aus Ihren Angaben noch nicht eindeutig bestimmen. Wir klären das und"
        " teilen Ihnen umgehend mit, zu welchem Tag er endet. Für die Kündigungsfrist zählt der unten genannte Eingang."
    )


def _revocation_reminder(kind: RevocationReminder, say: Say) -> Body:
    until, last_day = say.day(kind.revocable_until), say.day(kind.last_day)
    if kind.next_plan is None:
        what, subject = (
            f"Ihr Vertrag {kind.plan} endet zum {last_day}.",
            f"Ihr Vertrag {kind.plan} endet zum {last_day}",
        )
        taken_back = "Ihre Kündigung"
    else:
        what = f"Ihr Vertrag {kind.plan} endet zum {last_day}; danach verwenden Sie {kind.next_plan}."
        subject, taken_back = f"Ihr Vertragswechsel zu {kind.next_plan} steht bevor", "den Vertragswechsel"
    return Body.of(
        subject,
        f"wir erinnern Sie an Ihre Entscheidung: {what}",
        f"Bleibt es dabei, müssen Sie nichts tun. Noch bis einschließlich {until} können Sie {taken_back} im"
        " Kundenportal widerrufen.",
        facts(
            ("Vertrag", say.contract(kind.contract)),
            (f"Letzter Tag {kind.plan}", last_day),
            ("Widerruf möglich bis", until),
        ),
        contract_link(kind.link),
    )


def _notice_reminder(kind: NoticeReminder, say: Say) -> Body:
    until = say.day(kind.notice_until)
    if kind.renewal_last_day is None:
        then = "läuft er danach auf unbestimmte Zeit weiter"
    else:
        then = f"verlängert er sich bis zum {say.day(kind.renewal_last_day)}"
    return Body.of(
        f"Ihr Vertrag {kind.plan}: Kündigung zum {say.day(kind.term_last_day)} möglich bis {until}",
        f"die Laufzeit Ihres Vertrags {kind.plan} endet am {say.day(kind.term_last_day)}. Wird er nicht gekündigt,"
        f" {then}.",
        f"Möchten Sie ihn zum Ende der Laufzeit beenden, muss Ihre Kündigung bis einschließlich {until} bei uns"
        " eingehen. Soll er weiterlaufen, müssen Sie nichts tun.",
        facts(
            ("Vertrag", say.contract(kind.contract)),
            ("Ende der Laufzeit", say.day(kind.term_last_day)),
            ("Kündigungsfrist", kind.notice),
            ("Letzter Tag für den Eingang", until),
        ),
        contract_link(kind.link),
    )
