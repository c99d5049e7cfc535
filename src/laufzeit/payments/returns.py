"""Why a direct debit comes back: the codes of ISO 20022 (ExternalReturnReason1Code) that occur in SEPA, what they say
and whether the mandate may be used any more.

German banks tell some reasons (no money, closed account, death) as ``MS03`` for the sake of data protection.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from laufzeit.dates.wording import Language


@dataclass(frozen=True, slots=True)
class Reason:
    """``stops``: nothing is collected by the mandate from then on; the customer has to give a new one."""

    german: str
    english: str
    stops: bool = False

    def in_words(self, language: Language) -> str:
        return self.german if language == "de" else self.english


REASONS: Final[Mapping[str, Reason]] = {
    "AC01": Reason("Die Kontonummer (IBAN) ist falsch.", "The account number (IBAN) is wrong.", stops=True),
    "AC04": Reason("Das Konto ist geschlossen.", "The account is closed.", stops=True),
    "AC06": Reason("Das Konto ist gesperrt.", "The account is blocked.", stops=True),
    "AC13": Reason("Das Konto gehört einem Verbraucher.", "The account is a consumer's.", stops=True),
    "AG01": Reason("Dieses Konto lässt keine Lastschriften zu.", "The account allows no direct debits.", stops=True),
    "AG02": Reason("Die Bank konnte den Auftrag nicht verarbeiten.", "The bank could not process the order."),
    "AM04": Reason("Das Konto war nicht gedeckt.", "There was not enough money in the account."),
    "AM05": Reason("Der Betrag wurde doppelt eingezogen.", "The amount was collected twice."),
    "BE05": Reason("Die Bank kennt den Gläubiger nicht.", "The bank does not know the creditor."),
    "CNOR": Reason("Die Bank des Gläubigers ist nicht erreichbar.", "The creditor's bank is not reachable."),
    "DNOR": Reason("Die Bank des Kontos ist nicht erreichbar.", "The account's bank is not reachable.", stops=True),
    "MD01": Reason("Es gibt kein gültiges Mandat.", "There is no valid mandate.", stops=True),
    "MD02": Reason("Angaben zum Mandat fehlen oder sind falsch.", "Data of the mandate is wrong.", stops=True),
    "MD06": Reason("Der Kontoinhaber hat der Lastschrift widersprochen.", "The account holder objected to the debit."),
    "MD07": Reason("Der Kontoinhaber ist verstorben.", "The account holder has died.", stops=True),
    "MS02": Reason("Der Kontoinhaber hat die Lastschrift abgelehnt.", "The account holder refused the debit."),
    "MS03": Reason("Die Bank nennt keinen Grund.", "The bank gives no reason."),
    "RC01": Reason("Die Bankverbindung (BIC) ist falsch.", "The bank identifier (BIC) is wrong."),
    "RR01": Reason("Angaben zum Kontoinhaber fehlen.", "Data of the account holder is missing."),
    "SL01": Reason("Das Konto ist für diesen Einzug gesperrt.", "The account is blocked for this.", stops=True),
    "TM01": Reason("Der Auftrag kam zu spät.", "The order came too late."),
}  # fmt: skip

UNKNOWN: Final = Reason(
    "Die Bank nennt einen Grund, den wir nicht kennen.", "The bank gives a reason that we do not know."
)
NONE: Final = REASONS["MS03"]


def reason(code: str) -> Reason:
    """What a code says; of one that is not in the table, that it is not known.

    >>> reason("AC04").stops, reason("AM04").stops, reason("XX99").in_words("de")
    (True, False, 'Die Bank nennt einen Grund, den wir nicht kennen.')
    """
    return REASONS.get(code, UNKNOWN) if code else NONE
