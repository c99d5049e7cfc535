"""Campaigns in words, German and English: stages, steps, states, findings, and why something is not possible.

In braces stand facts; days are written as letters state them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from laufzeit.campaigns.aiming import Finding
from laufzeit.campaigns.faults import Flaw, PlanFault
from laufzeit.campaigns.life import CannotStep, Obstacle, Stage, StepKind
from laufzeit.contracts.refusal import Fact
from laufzeit.dates.wording import Language, day_in_digits

Words = Mapping[Language, str]

STAGES: Final[Mapping[Stage, Words]] = {
    Stage.DRAFT: {"de": "Entwurf", "en": "draft"},
    Stage.CHECKED: {"de": "geprüft", "en": "checked"},
    Stage.ANNOUNCED: {"de": "angekündigt", "en": "announced"},
    Stage.PAUSED: {"de": "angehalten", "en": "paused"},
    Stage.WITHDRAWN: {"de": "zurückgenommen", "en": "withdrawn"},
    Stage.CLOSED: {"de": "abgeschlossen", "en": "closed"},
}

STEPS: Final[Mapping[StepKind, Words]] = {
    StepKind.DRAFTED: {"de": "Plan geschrieben", "en": "plan written"},
    StepKind.CHECKED: {"de": "Verträge geprüft", "en": "contracts checked"},
    StepKind.ANNOUNCED: {"de": "Ankündigung begonnen", "en": "announcement begun"},
    StepKind.PAUSED: {"de": "angehalten", "en": "paused"},
    StepKind.RESUMED: {"de": "fortgesetzt", "en": "resumed"},
    StepKind.EXTENDED: {"de": "Frist für alle verlängert", "en": "deadline extended for all"},
    StepKind.EXTENDED_ONE: {"de": "Frist für einen Vertrag verlängert", "en": "deadline extended for one contract"},
    StepKind.ACCEPTED_LATE: {"de": "Annahme von Hand eingetragen", "en": "acceptance recorded by hand"},
    StepKind.REMINDED: {"de": "erinnert", "en": "reminded"},
    StepKind.WITHDRAWN: {"de": "zurückgenommen", "en": "withdrawn"},
    StepKind.CLOSED: {"de": "abgeschlossen", "en": "closed"},
}

STANDINGS: Final[Mapping[str, Words]] = {
    "meant": {"de": "gemeint", "en": "meant"},
    "left_out": {"de": "ausgelassen", "en": "left out"},
    "prepared": {"de": "vorbereitet", "en": "prepared"},
    "written": {"de": "angeschrieben", "en": "written to"},
    "sent": {"de": "per E-Mail versandt", "en": "sent by mail"},
    "posted": {"de": "per Post", "en": "by post"},
    "bounced": {"de": "unzustellbar", "en": "bounced"},
    "opened": {"de": "im Portal angesehen", "en": "opened in the portal"},
    "accepted": {"de": "angenommen", "en": "accepted"},
    "declined": {"de": "abgelehnt", "en": "declined"},
    "silent": {"de": "ohne Antwort", "en": "silent"},
    "ended": {"de": "beendet", "en": "ended"},
    "withdrawn": {"de": "zurückgenommen", "en": "withdrawn"},
    "overtaken": {"de": "überholt", "en": "overtaken"},
}
"""The numbers of a funnel. *Overtaken*: the customer has given notice or changed the plan."""

SIMULATED: Final[Mapping[str, Words]] = {
    "today": {"de": "wie es steht", "en": "as it stands"},
    "all_accept": {"de": "alle nehmen an", "en": "all accept"},
    "nobody_accepts": {"de": "niemand nimmt an", "en": "nobody accepts"},
    "expected": {"de": "wie angenommen", "en": "as assumed"},
}
"""The lines of a simulation."""

FINDINGS: Final[Mapping[Finding, Words]] = {
    Finding.NOTICE_TOO_LATE: {
        "de": "Die Kündigungsfrist des Anbieters reicht nicht mehr für das Ende der laufenden Laufzeit: Der Vertrag"
        " verlängert sich noch einmal zu den bisherigen Konditionen und wird zum nächsten Ende gekündigt.",
        "en": "The vendor's period of notice can no longer be kept for the end of the running term: the contract renews"
        " once more at the old terms, and notice is given to its next end.",
    },
    Finding.DEARER: {
        "de": "Der Preis steigt um mehr als die gesetzte Schwelle.",
        "en": "The price rises by more than the threshold.",
    },
    Finding.CHEAPER: {"de": "Der Preis sinkt.", "en": "The price falls."},
    Finding.NO_FIXED_PRICE: {
        "de": "Der Preis hängt davon ab, was gezählt wird; im Brief stehen die Preise je Einheit.",
        "en": "The price depends on what is counted; the letter states the prices per unit.",
    },
    Finding.NO_PRICE: {
        "de": "Für die Menge dieses Vertrags haben die neuen Konditionen keinen Preis. Er wird ausgelassen.",
        "en": "The new terms have no price for this contract's quantity. It is left out.",
    },
    Finding.CONSUMER: {
        "de": "Verbraucherin oder Verbraucher: Schweigen ist keine Zustimmung, das Angebot muss neutral sein"
        " (LG Köln, 6 S 114/23).",
        "en": "A consumer: silence is not consent, and the offer has to be neutral (LG Köln, 6 S 114/23).",
    },
    Finding.NO_MAIL: {
        "de": "Es gibt keine erreichbare E-Mail-Adresse: Der Brief geht per Post.",
        "en": "There is no mail address that works: the letter goes by post.",
    },
    Finding.NO_ADDRESS: {
        "de": "Weder E-Mail noch Post würde ankommen. Der Vertrag wird ausgelassen.",
        "en": "Neither mail nor post would arrive. The contract is left out.",
    },
    Finding.NOBODY_DECIDES: {
        "de": "Es gibt niemanden, der annehmen dürfte. Der Vertrag wird ausgelassen.",
        "en": "There is nobody who may accept. The contract is left out.",
    },
    Finding.ENDING: {
        "de": "Der Vertrag ist schon gekündigt. Er wird ausgelassen.",
        "en": "Notice has been given already. The contract is left out.",
    },
    Finding.CHANGING: {
        "de": "Ein Wechsel steht bevor und geht vor. Der Vertrag wird ausgelassen.",
        "en": "A change is pending and goes first. The contract is left out.",
    },
    Finding.REFUSED: {
        "de": "Dem Vertrag können die neuen Konditionen nicht angeboten werden. Er wird ausgelassen.",
        "en": "The new terms cannot be offered to the contract. It is left out.",
    },
}

FLAWS: Final[Mapping[Flaw, Words]] = {
    Flaw.ANNOUNCED_IN_PAST: {
        "de": "Die Ankündigung, {announce_on}, liegt in der Vergangenheit. Bitte einen Tag ab dem {today} wählen.",
        "en": "The announcement, {announce_on}, lies in the past. Choose a day from {today} on.",
    },
    Flaw.DEADLINE_IN_PAST: {
        "de": "Die Frist zur Annahme ist mit dem {accept_until} schon abgelaufen. Bitte einen späteren Tag wählen.",
        "en": "The deadline to accept, {accept_until}, has passed. Choose a later day.",
    },
    Flaw.DEADLINE_BEFORE_ANNOUNCEMENT: {
        "de": "Die Frist zur Annahme ({accept_until}) endet vor der Ankündigung ({announce_on}).",
        "en": "The deadline to accept ({accept_until}) ends before the announcement ({announce_on}).",
    },
    Flaw.CUT_OVER_BEFORE_ANNOUNCEMENT: {
        "de": "Die Umstellung ({cut_over}) muss nach der Ankündigung ({announce_on}) liegen.",
        "en": "The cut-over ({cut_over}) has to come after the announcement ({announce_on}).",
    },
    Flaw.UNKNOWN_EDITION: {
        "de": "Die Fassung {edition} gibt es im Katalog nicht. Bitte zuerst den Katalog ergänzen.",
        "en": "The catalogue has no edition {edition}. Add it to the catalogue first.",
    },
    Flaw.SAME_EDITION: {
        "de": "{old} soll durch sich selbst ersetzt werden.",
        "en": "{old} is to be replaced by itself.",
    },
    Flaw.OTHER_CURRENCY: {
        "de": "{old} und {new} haben verschiedene Währungen.",
        "en": "{old} and {new} have different currencies.",
    },
    Flaw.OTHER_SEATS: {
        "de": "{old} zählt Plätze anders als {new}: einmal namentlich, einmal nicht.",
        "en": "{old} counts seats in another way than {new}: one by names, the other not.",
    },
    Flaw.EMPTY_COHORT: {
        "de": "Kein Vertrag ist gemeint: Am {day} passt keiner zu Fassungen und Auswahl.",
        "en": "No contract is meant: on {day} none fits the editions and the selection.",
    },
    Flaw.OVERLAPS: {
        "de": "Verträge gehören schon zu einer laufenden Kampagne ({campaigns}): {contracts}. Bitte diese zuerst"
        " abschließen oder die Verträge ausnehmen.",
        "en": "Contracts belong to another running campaign ({campaigns}): {contracts}. Close that one first, or leave"
        " these contracts out.",
    },
}

OBSTACLES: Final[Mapping[Obstacle, Words]] = {
    Obstacle.WRONG_STAGE: {
        "de": "Das ist jetzt nicht möglich: Die Kampagne ist „{stage}“.",
        "en": "That is not possible now: the campaign is “{stage}”.",
    },
    Obstacle.CHANGED_SINCE_CHECK: {
        "de": "Seit der Prüfung hat sich etwas geändert: {checked} Verträge wurden geprüft, {meant} sind gemeint. Bitte"
        " noch einmal prüfen.",
        "en": "Something has changed since the check: {checked} contracts were checked, {meant} are meant. Check"
        " again.",
    },
    Obstacle.FAULTY: {"de": "Der Plan hat Fehler.", "en": "The plan has faults."},
    Obstacle.NOBODY_LEFT: {
        "de": "Es ist niemand übrig, dem geschrieben werden könnte.",
        "en": "There is nobody left to be written to.",
    },
    Obstacle.NOT_LATER: {
        "de": "Eine Frist lässt sich nur verlängern: {accept_until} liegt nicht nach dem {current} oder ist vergangen.",
        "en": "A deadline can only be extended: {accept_until} is not after {current}, or has passed.",
    },
    Obstacle.NO_DEADLINE: {
        "de": "Hier wurde nichts angeboten, also gibt es keine Frist.",
        "en": "Nothing was offered here, so there is no deadline.",
    },
    Obstacle.NOT_IN_CAMPAIGN: {
        "de": "Der Vertrag {contract} gehört nicht zu dieser Kampagne.",
        "en": "The contract {contract} is not in this campaign.",
    },
    Obstacle.STILL_OPEN: {
        "de": "{contracts} Verträge können noch annehmen, bis zum {accept_until}. Erst danach lässt sich abschließen.",
        "en": "{contracts} contracts can still accept, until {accept_until}. Close the campaign after that.",
    },
    Obstacle.STILL_WRITING: {
        "de": "Es wird noch geschrieben. Bitte warten, bis alle Briefe vorbereitet sind.",
        "en": "Letters are still being written. Wait until all are prepared.",
    },
    Obstacle.KEY_TAKEN: {
        "de": "Eine Kampagne „{key}“ gibt es schon, und sie ist „{stage}“. Bitte einen anderen Schlüssel wählen.",
        "en": "There is a campaign “{key}” already, and it is “{stage}”. Choose another key.",
    },
}


def flaw_in_words(fault: PlanFault, language: Language) -> str:
    """What is wrong with a plan, and what to do."""
    return FLAWS[fault.flaw][language].format(**_facts(fault.facts, language))


def obstacle_in_words(reason: CannotStep, language: Language) -> str:
    """Why a step cannot be taken, and what to do."""
    return OBSTACLES[reason.obstacle][language].format(**_facts(reason.facts, language))


def _facts(facts: Mapping[str, Fact], language: Language) -> dict[str, str]:
    return {name: _fact(name, fact, language) for name, fact in facts.items()}


def _fact(name: str, fact: Fact, language: Language) -> str:
    if isinstance(fact, date):
        return day_in_digits(fact, language)
    if isinstance(fact, tuple):
        return ", ".join(fact)
    if name == "stage" and isinstance(fact, str):
        return STAGES[Stage(fact)][language]
    return str(fact)
