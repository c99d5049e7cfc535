"""The sentences behind each code of refusal, in German and English: what stands in the way, and what can be done.

In braces stand the facts of the refusal, as ``wording.py`` writes them: days as letters state them, plans, features and
people by their names.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from laufzeit.contracts import refusal_words_extras as extras
from laufzeit.contracts.refusal import Code

Sentences = tuple[str, str]
"""What was wrong, and what to do. The second is empty where nothing can be done."""

GERMAN: Final[Mapping[Code, Sentences]] = {
    Code.NO_CONTRACT: ("Es gibt noch keinen Vertrag.", "Bitte schließen Sie zuerst einen Vertrag ab."),
    Code.ALREADY_CONCLUDED: (
        "Dieser Vertrag ist schon geschlossen; er beginnt am {start}.",
        "Für einen weiteren Vertrag beginnen Sie bitte einen neuen Abschluss.",
    ),
    Code.BEFORE_START: (
        "Der Vertrag beginnt erst am {start}; am {today} ist das noch nicht möglich.",
        "Bitte wählen Sie einen Tag ab dem {start}.",
    ),
    Code.CONTRACT_ENDED: (
        "Der Vertrag ist beendet; sein letzter Tag war der {last_day}.",
        "Bitte schließen Sie einen neuen Vertrag, wenn Sie weitermachen möchten.",
    ),
    Code.MAY_NOT_DECIDE: (
        "Darüber können Sie mit Ihrer Anmeldung nicht entscheiden.",
        "Es entscheidet die Seite, die es betrifft: für den Kunden die Hauptnutzerin oder der Hauptnutzer.",
    ),
    Code.UNKNOWN_PLAN: ("Einen Tarif {plan} gibt es nicht.", "Bitte wählen Sie einen der angebotenen Tarife."),
    Code.UNKNOWN_EDITION: (
        "Den Tarif {plan} gibt es in der Fassung {edition} nicht.",
        "Bitte wählen Sie eine vorhandene Fassung.",
    ),
    Code.NOT_ON_SALE: (
        "Der Tarif {plan} wird zum {day} nicht angeboten.",
        "Bitte wählen Sie einen anderen Tarif oder einen anderen Tag.",
    ),
    Code.CHANGE_NOT_OFFERED: (
        "Ein Wechsel von {plan} zu {to} wird nicht angeboten.",
        "Bitte wählen Sie einen der möglichen Wechsel oder wenden Sie sich an uns.",
    ),
    Code.SAME_PLAN: ("{plan} ist bereits Ihr Tarif.", "Bitte wählen Sie einen anderen Tarif."),
    Code.TRIAL_NOT_OFFERED: (
        "Der Tarif {plan} hat keinen Testzeitraum.",
        "Sie können ihn ohne Testzeitraum abschließen.",
    ),
    Code.CONSENT_MISSING: (
        "Ihre Zustimmung zu {agreement} (Fassung {edition}) fehlt.",
        "Bitte lesen Sie den Text und setzen Sie das Häkchen.",
    ),
    Code.CONSENT_OUTDATED: (
        "Der Text {agreement}, dem Sie zugestimmt haben, gilt nicht mehr; jetzt gilt die Fassung {edition}.",
        "Bitte lesen Sie die neue Fassung und stimmen Sie ihr zu.",
    ),
    Code.CHANGE_PENDING: (
        "Es ist bereits ein Tarifwechsel zum {last_day} vorgemerkt.",
        "Sie können ihn widerrufen und sich danach neu entscheiden.",
    ),
    Code.SEATS_PENDING: (
        "Eine Änderung der Plätze ab dem {effective_on} ist bereits vorgemerkt.",
        "Sie können sie widerrufen und sich danach neu entscheiden.",
    ),
    Code.ACCEPTANCE_PENDING: (
        "Sie haben neue Bedingungen angenommen, die ab dem {effective_on} gelten.",
        "Bis zum Ende der Annahmefrist können Sie sie widerrufen; sonst ist das ab dem {effective_on} möglich.",
    ),
    Code.NOTICE_PENDING: (
        "Der Vertrag ist bereits zum {last_day} gekündigt.",
        "Wird die Kündigung widerrufen, ist dies wieder möglich.",
    ),
    Code.SWITCH_PENDING: (
        "Es läuft bereits ein Anbieterwechsel; der Vertrag endet mit dem {last_day}.",
        "Solange er läuft, ist dies nicht möglich.",
    ),
    Code.OFFER_OPEN: (
        "Es liegt ein Angebot neuer Bedingungen vor, das bis zum {last_day} angenommen werden kann.",
        "Bitte nehmen Sie das Angebot zuerst an oder lehnen Sie es ab.",
    ),
    Code.NOT_REVOCABLE: (
        "Diese Erklärung kann nach dem Vertrag nicht widerrufen werden; sie wirkt ab dem {effective_on}.",
        "Bitte wenden Sie sich an uns, wenn Sie den Vertrag fortsetzen möchten.",
    ),
    Code.NOTHING_TO_REVOKE: (
        "Es gibt nichts, was widerrufen werden könnte.",
        "Vielleicht wurde es schon widerrufen; bitte laden Sie die Seite neu.",
    ),
    Code.REVOCATION_TOO_LATE: (
        "Ein Widerruf ist nicht mehr möglich; die Frist dafür ist vorüber.",
        "Es bleibt bei dem, was ab dem {effective_on} gilt. Bitte entscheiden Sie von dort aus neu.",
    ),
    Code.NOT_YOUR_DECLARATION: (
        "Diese Erklärung kommt von der anderen Seite ({by}); nur sie kann sie widerrufen.",
        "Bitte wenden Sie sich an die andere Seite.",
    ),
    Code.TOO_MANY_SEATS: (
        "Der Tarif hat höchstens {maximum} Plätze; gewünscht sind {seats}.",
        "Bitte wählen Sie weniger Plätze oder einen größeren Tarif.",
    ),
    Code.TOO_FEW_SEATS: (
        "Der Tarif hat mindestens {minimum} Plätze; gewünscht sind {seats}.",
        "Bitte wählen Sie mehr Plätze.",
    ),
    Code.SAME_SEATS: ("Der Vertrag hat bereits {seats} Plätze.", "Bitte geben Sie eine andere Zahl an."),
    Code.SEATS_FIXED: (
        "In diesem Tarif lässt sich die Zahl der Plätze so nicht ändern.",
        "Ein Wechsel des Tarifs kann helfen.",
    ),
    Code.SEATS_ARE_NAMED: (
        "In diesem Tarif gehört jeder Platz einer benannten Person; eine bloße Zahl lässt sich nicht ändern.",
        "Bitte fügen Sie Benutzer hinzu oder entfernen Sie welche.",
    ),
    Code.SEATS_NOT_NAMED: (
        "In diesem Tarif gibt es eine Zahl von Plätzen, aber keine benannten Benutzer.",
        "Bitte ändern Sie die Zahl der Plätze.",
    ),
    Code.USER_ALREADY_THERE: ("{user} gehört schon zum Vertrag.", "Bitte wählen Sie eine andere Person."),
    Code.USER_UNKNOWN: (
        "Nicht Benutzer dieses Vertrags: {users}.",
        "Bitte wählen Sie unter den Benutzern des Vertrags.",
    ),
    Code.MAIN_USER_STAYS: (
        "{user} ist Hauptnutzerin oder Hauptnutzer und bleibt, solange der Vertrag besteht.",
        "Bitte bestimmen Sie zuerst eine andere Person oder kündigen Sie den Vertrag.",
    ),
    Code.EXTENDS_BEYOND_END: (
        "Weitere Plätze würden die Laufzeit verlängern, der Vertrag endet aber mit dem {last_day}.",
        "Bitte widerrufen Sie zuerst die Kündigung, oder lassen Sie die Zahl der Plätze, wie sie ist.",
    ),
    Code.AFTER_THE_END: (
        "Das würde erst ab dem {effective_on} gelten, der Vertrag endet aber mit dem {last_day}.",
        "Bitte schließen Sie für die Zeit danach einen neuen Vertrag.",
    ),
    Code.RECEIVED_IN_FUTURE: (
        "Der Tag des Zugangs ({received_on}) liegt nach dem heutigen Tag ({today}).",
        "Bitte geben Sie den Tag an, an dem die Erklärung zugegangen ist.",
    ),
    Code.FEATURE_UNKNOWN: ("Eine Funktion {feature} gibt es nicht.", "Bitte wählen Sie eine vorhandene Funktion."),
    Code.FEATURE_NOT_BOOKABLE: (
        "{feature}: Diese Funktion wird nicht für einen Tag gebucht.",
        "Sie können sie nutzen, ohne zu buchen, wenn Ihr Tarif sie enthält.",
    ),
    Code.FEATURE_NOT_INCLUDED: (
        "{feature}: Am {day} enthält Ihr Vertrag diese Funktion nicht.",
        "Bitte wählen Sie einen früheren Tag oder widerrufen Sie den Wechsel oder die Kündigung.",
    ),
    Code.BOOKING_IN_PAST: ("Der {day} ist schon vorüber.", "Bitte wählen Sie einen Tag ab dem {today}."),
    Code.BOOKING_UNKNOWN: (
        "Diesen Termin gibt es nicht.",
        "Vielleicht wurde er schon abgesagt; bitte laden Sie die Seite neu.",
    ),
    Code.BOOKING_EXISTS: ("Dieser Termin ist schon gebucht.", "Sie müssen nichts weiter tun."),
    Code.TOO_MANY_BOOKINGS: (
        "Mehr als {maximum} künftige Termine sind nicht möglich.",
        "Bitte sagen Sie Termine ab, die Sie nicht brauchen.",
    ),
    Code.NO_OFFER: ("Es liegt kein Angebot neuer Bedingungen vor.", ""),
    Code.OFFER_EXPIRED: (
        "Die Frist des Angebots ist mit dem {accept_until} abgelaufen.",
        "Bitte wenden Sie sich an uns, wenn Sie weitermachen möchten.",
    ),
    Code.OFFER_DECIDED: ("Über dieses Angebot ist schon entschieden.", "Sie müssen nichts weiter tun."),
    Code.OFFER_WITHDRAWN: ("Dieses Angebot wurde zurückgezogen.", "Sie müssen nichts weiter tun."),
    Code.OFFER_NOT_LONGER: (
        "Das Angebot kann schon bis zum {accept_until} angenommen werden.",
        "Bitte wählen Sie einen späteren Tag, an dem der Vertrag noch läuft (letzter Tag: {last_day}).",
    ),
    Code.REMINDERS_OUT_OF_RANGE: (
        "So kann an ein Angebot nicht erinnert werden.",
        "Bitte geben Sie höchstens {most} Erinnerungen an, jede 0 bis {longest} Tage vor Ablauf der Frist.",
    ),
    Code.NO_SWITCHING_RIGHT: (
        "Für diesen Tarif gilt das Recht zum Anbieterwechsel nach dem Data Act nicht.",
        "Sie können den Vertrag mit seiner Frist kündigen.",
    ),
    Code.EXTENSION_TOO_LONG: (
        "Der Übergang lässt sich nicht bis zum {until} verlängern.",
        "Jede Seite kann ihn einmal auf einen späteren Tag verlängern, der Anbieter höchstens bis zum {latest}.",
    ),
    Code.SWITCH_UNKNOWN: ("Diesen Anbieterwechsel gibt es nicht.", "Bitte erklären Sie zuerst den Wechsel."),
    Code.DAY_OUT_OF_RANGE: (
        "Der {day} liegt außerhalb dessen, was möglich ist.",
        "Bitte wählen Sie einen Tag zwischen dem {first} und dem {last}.",
    ),
    Code.CHANGED_MEANWHILE: (
        "Inzwischen hat jemand anders über diesen Vertrag entschieden.",
        "Bitte sehen Sie sich den Vertrag noch einmal an, bevor Sie entscheiden.",
    ),
    **extras.GERMAN,
}

ENGLISH: Final[Mapping[Code, Sentences]] = {
    Code.NO_CONTRACT: ("There is no contract yet.", "Please conclude a contract first."),
    Code.ALREADY_CONCLUDED: (
        "This contract has been concluded already; it starts on {start}.",
        "Begin a new conclusion for a further contract.",
    ),
    Code.BEFORE_START: (
        "The contract does not start before {start}; on {today} this is not possible yet.",
        "Please choose a day from {start} on.",
    ),
    Code.CONTRACT_ENDED: (
        "The contract has ended; its last day was {last_day}.",
        "Please conclude a new contract if you want to go on.",
    ),
    Code.MAY_NOT_DECIDE: (
        "You cannot decide this with your sign-in.",
        "The side that it concerns decides: for the customer, the main user.",
    ),
    Code.UNKNOWN_PLAN: ("There is no plan {plan}.", "Please choose one of the plans on offer."),
    Code.UNKNOWN_EDITION: (
        "The plan {plan} has no edition {edition}.",
        "Please choose an edition that exists.",
    ),
    Code.NOT_ON_SALE: (
        "The plan {plan} is not on offer for {day}.",
        "Please choose another plan or another day.",
    ),
    Code.CHANGE_NOT_OFFERED: (
        "A change from {plan} to {to} is not offered.",
        "Please choose one of the possible changes, or contact us.",
    ),
    Code.SAME_PLAN: ("{plan} is your plan already.", "Please choose another plan."),
    Code.TRIAL_NOT_OFFERED: ("The plan {plan} has no trial.", "You can conclude it without a trial."),
    Code.CONSENT_MISSING: (
        "Your consent to {agreement} (edition {edition}) is missing.",
        "Please read the text and tick the box.",
    ),
    Code.CONSENT_OUTDATED: (
        "The text of {agreement} that you agreed to is no longer in force; the edition {edition} is.",
        "Please read the new edition and agree to it.",
    ),
    Code.CHANGE_PENDING: (
        "A change of plan after {last_day} is pending already.",
        "You can revoke it and then decide anew.",
    ),
    Code.SEATS_PENDING: (
        "A change of the seats from {effective_on} on is pending already.",
        "You can revoke it and then decide anew.",
    ),
    Code.ACCEPTANCE_PENDING: (
        "You have accepted new terms that apply from {effective_on} on.",
        "You can revoke the acceptance until the offer's deadline; otherwise this is possible from {effective_on} on.",
    ),
    Code.NOTICE_PENDING: (
        "Notice has already been given; the contract ends on {last_day}.",
        "This is possible again once the notice has been revoked.",
    ),
    Code.SWITCH_PENDING: (
        "A switch to another provider is under way; the contract ends on {last_day}.",
        "This is not possible as long as it is under way.",
    ),
    Code.OFFER_OPEN: (
        "There is an offer of new terms that can be accepted until {last_day}.",
        "Please accept or decline the offer first.",
    ),
    Code.NOT_REVOCABLE: (
        "By the contract, this declaration cannot be revoked; it takes effect from {effective_on} on.",
        "Please contact us if you want the contract to go on.",
    ),
    Code.NOTHING_TO_REVOKE: (
        "There is nothing that could be revoked.",
        "Perhaps it was revoked already; please reload the page.",
    ),
    Code.REVOCATION_TOO_LATE: (
        "It can no longer be revoked; the time for that is over.",
        "What applies from {effective_on} on stands. Please decide anew from there.",
    ),
    Code.NOT_YOUR_DECLARATION: (
        "This was declared by the other side ({by}); only that side can revoke it.",
        "Please contact the other side.",
    ),
    Code.TOO_MANY_SEATS: (
        "The plan has at most {maximum} seats; {seats} are asked for.",
        "Please choose fewer seats or a larger plan.",
    ),
    Code.TOO_FEW_SEATS: (
        "The plan has at least {minimum} seats; {seats} are asked for.",
        "Please choose more seats.",
    ),
    Code.SAME_SEATS: ("The contract has {seats} seats already.", "Please give another number."),
    Code.SEATS_FIXED: (
        "In this plan the number of seats cannot be changed that way.",
        "A change of plan may help.",
    ),
    Code.SEATS_ARE_NAMED: (
        "In this plan each seat belongs to a named person; a mere number cannot be changed.",
        "Please add or remove users.",
    ),
    Code.SEATS_NOT_NAMED: (
        "This plan has a number of seats, but no named users.",
        "Please change the number of seats.",
    ),
    Code.USER_ALREADY_THERE: ("{user} is a user of the contract already.", "Please choose another person."),
    Code.USER_UNKNOWN: ("Not a user of this contract: {users}.", "Please choose among the contract's users."),
    Code.MAIN_USER_STAYS: (
        "{user} is the main user and stays for as long as the contract.",
        "Please name another main user first, or give notice of the contract.",
    ),
    Code.EXTENDS_BEYOND_END: (
        "More seats would extend the term, but the contract ends on {last_day}.",
        "Please revoke the notice first, or leave the number of seats as it is.",
    ),
    Code.AFTER_THE_END: (
        "That would apply from {effective_on} on, but the contract ends on {last_day}.",
        "Please conclude a new contract for the time after it.",
    ),
    Code.RECEIVED_IN_FUTURE: (
        "The day of receipt ({received_on}) lies after today ({today}).",
        "Please give the day on which the declaration was received.",
    ),
    Code.FEATURE_UNKNOWN: ("There is no feature {feature}.", "Please choose a feature that exists."),
    Code.FEATURE_NOT_BOOKABLE: (
        "{feature}: this feature is not booked for a day.",
        "You can use it without booking if your plan includes it.",
    ),
    Code.FEATURE_NOT_INCLUDED: (
        "{feature}: on {day} your contract does not include this feature.",
        "Please choose an earlier day, or revoke the change or the notice.",
    ),
    Code.BOOKING_IN_PAST: ("{day} has gone by.", "Please choose a day from {today} on."),
    Code.BOOKING_UNKNOWN: (
        "There is no such booking.",
        "Perhaps it was cancelled already; please reload the page.",
    ),
    Code.BOOKING_EXISTS: ("This is booked already.", "There is nothing more to do."),
    Code.TOO_MANY_BOOKINGS: (
        "More than {maximum} bookings to come are not possible.",
        "Please cancel bookings that you do not need.",
    ),
    Code.NO_OFFER: ("There is no offer of new terms.", ""),
    Code.OFFER_EXPIRED: (
        "The offer could be accepted until {accept_until}.",
        "Please contact us if you want to go on.",
    ),
    Code.OFFER_DECIDED: ("This offer has been decided on already.", "There is nothing more to do."),
    Code.OFFER_WITHDRAWN: ("This offer has been withdrawn.", "There is nothing more to do."),
    Code.OFFER_NOT_LONGER: (
        "The offer can be accepted until {accept_until} already.",
        "Please choose a later day on which the contract still runs (its last day: {last_day}).",
    ),
    Code.REMINDERS_OUT_OF_RANGE: (
        "An offer cannot be reminded of like this.",
        "Please give at most {most} reminders, each 0 to {longest} days before the deadline.",
    ),
    Code.NO_SWITCHING_RIGHT: (
        "The Data Act's right to switch does not apply to this plan.",
        "You can give notice of the contract by its rule.",
    ),
    Code.EXTENSION_TOO_LONG: (
        "The transition cannot be extended until {until}.",
        "Each side can extend it once, to a day after its end so far; the provider until {latest} at most.",
    ),
    Code.SWITCH_UNKNOWN: ("There is no such switch.", "Please declare the switch first."),
    Code.DAY_OUT_OF_RANGE: (
        "{day} lies outside of what is possible.",
        "Please choose a day between {first} and {last}.",
    ),
    Code.CHANGED_MEANWHILE: (
        "Somebody else has decided about this contract in the meantime.",
        "Please look at the contract once more before you decide.",
    ),
    **extras.ENGLISH,
}
