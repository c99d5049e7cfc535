"""The sentences behind each code of fault, in German and English: what is wrong, and what can be done.

In braces stand the facts of the fault: days as letters state them, amounts with their currency where they have one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from laufzeit.dates.wording import Language, day_in_digits
from laufzeit.money.amount import CURRENCIES, EUR, Money
from laufzeit.money.wording import in_full
from laufzeit.payments.fault import Code, Fact, Fault

GERMAN: Final[Mapping[Code, str]] = {
    Code.NO_CREDITOR_ID: "Es ist keine Gläubiger-Identifikationsnummer eingestellt; ohne sie wird nichts eingezogen.",
    Code.CREDITOR_ID_WRONG: "{creditor_id} ist keine gültige Gläubiger-Identifikationsnummer.",
    Code.NO_BANK_ACCOUNT: "Es ist kein Bankkonto des Anbieters eingestellt.",
    Code.VENDOR_IBAN_WRONG: "Die IBAN des Anbieters ist falsch: {iban}.",
    Code.ORGANISATION_UNKNOWN: "Diesen Kunden gibt es nicht.",
    Code.CUSTOMER_WITHOUT_ACCOUNT: "Der Kunde hat keine Bankverbindung. Bitte tragen Sie zuerst eine ein.",
    Code.REFERENCE_FORM: "„{reference}“ ist keine Mandatsreferenz: höchstens 35 Buchstaben, Ziffern und /-?:().,'+.",
    Code.REFERENCE_TAKEN: "Die Mandatsreferenz {reference} gibt es schon.",
    Code.NOT_FOR_CONSUMERS: "Ein Firmenlastschrift-Mandat können nur Unternehmen erteilen.",
    Code.SIGNED_IN_FUTURE: "Ein Mandat kann nicht erst am {day} unterschrieben werden.",
    Code.MANDATE_UNKNOWN: "Dieses Mandat gibt es nicht.",
    Code.NO_MANDATE: "Für diesen Kunden gibt es kein Mandat.",
    Code.MANDATE_REVOKED: "Das Mandat {reference} gilt seit dem {day} nicht mehr.",
    Code.MANDATE_LAPSED: "Das Mandat {reference} ist nach dem {day} verfallen, weil es 36 Monate nicht benutzt wurde.",
    Code.MANDATE_USED_UP: "Das Mandat {reference} galt für einen Einzug und ist seit dem {day} verbraucht.",
    Code.MANDATE_OF_OTHER_CREDITOR: "Das Mandat {reference} gilt für den Gläubiger {creditor_id}.",
    Code.DAY_TOO_FAR: "Eingezogen werden kann höchstens bis zum {latest}; früher nehmen Banken Aufträge nicht an.",
    Code.NOT_IN_EUROS: "Die Rechnung {number} lautet auf {currency}; Lastschriften gibt es nur in Euro.",
    Code.AMOUNT_OUT_OF_RANGE: "Der Betrag der Lastschrift {end_to_end} ist nicht möglich: {amount}.",
    Code.DEBTOR_IBAN_WRONG: "Die IBAN zur Lastschrift {end_to_end} ist falsch.",
    Code.IDENTIFIER_FORM: "„{identifier}“ ist keine Referenz, die Banken annehmen.",
    Code.END_TO_END_TWICE: "Die Referenz {end_to_end} kommt zweimal vor.",
    Code.NAME_MISSING: "Bei {end_to_end} fehlt der Name.",
    Code.ADDRESS_MISSING: "Für die Lastschrift {end_to_end} wird die Anschrift gebraucht, weil das Konto außerhalb des"
    " Europäischen Wirtschaftsraums liegt.",
    Code.NOT_A_TARGET_DAY: "Am {day} wird nichts eingezogen: die Banken arbeiten nicht.",
    Code.NOBODY_TO_TELL: "Es gibt niemanden, dem die Lastschrift angekündigt werden kann.",
    Code.NOTHING_TO_COLLECT: "Es gibt nichts einzuziehen.",
    Code.COUNT_WRONG: "In der Datei stehen {found} Lastschriften, angegeben sind {said}.",
    Code.SUM_WRONG: "Die Summe in der Datei ist {found}, angegeben ist {said}.",
    Code.EMPTY_FILE: "Die Datei ist leer.",
    Code.FILE_TOO_LARGE: "Die Datei ist größer als {largest} MB. Bitte lassen Sie sich einzelne Tage geben.",
    Code.CUT_OFF: "Die Datei ist abgeschnitten (Zeile {line}). Bitte laden Sie sie noch einmal herunter.",
    Code.NOT_XML: "Die Datei ist kein XML (Zeile {line}). Gebraucht wird ein Kontoauszug im Format camt.053 oder"
    " camt.054; ein ZIP bitte vorher entpacken.",
    Code.DOCTYPE: "Die Datei enthält eine DOCTYPE-Angabe. Bankdateien haben keine; sie wird nicht gelesen.",
    Code.NOT_CAMT: "Das ist kein Kontoauszug im Format camt, sondern: {root}.",
    Code.NOT_FINAL: "{message} enthält vorläufige Umsätze. Gebraucht wird camt.053 oder camt.054.",
    Code.VERSION_UNKNOWN: "Die Version {version} wird nicht gelesen.",
    Code.NO_STATEMENT: "Die Datei enthält keinen Auszug.",
    Code.NO_STATEMENT_ID: "Ein Auszug hat keine Nummer.",
    Code.OTHER_ACCOUNT: "Der Auszug ist von einem anderen Konto: {found} statt {expected}.",
    Code.OTHER_CURRENCY: "Der Auszug ist in einer anderen Währung: {found} statt {expected}.",
    Code.AMOUNT_UNREADABLE: "Buchung {entry}: „{text}“ ist kein Betrag.",
    Code.SIDE_UNREADABLE: "Buchung {entry}: „{text}“ ist weder Gutschrift noch Belastung.",
    Code.DAY_UNREADABLE: "Buchung {entry}: „{text}“ ist kein Tag.",
    Code.ENTRIES_MISSING: "Es fehlen Buchungen: angegeben sind {said}, enthalten {found}.",
    Code.BALANCE_WRONG: "Auszug {statement} geht nicht auf: zwischen Anfangs- und Endsaldo fehlen {difference}.",
    Code.ALREADY_IMPORTED: "Auszug {statement} ist schon eingelesen (am {day}).",
    Code.DOCUMENT_UNKNOWN: "Dieses Dokument gibt es nicht.",
    Code.ENTRY_UNKNOWN: "Diese Buchung gibt es nicht.",
    Code.ENTRY_DONE: "Diese Buchung ist schon erledigt.",
    Code.OTHER_CUSTOMER: "Die Dokumente sind von verschiedenen Kunden.",
    Code.MORE_THAN_THERE_IS: "Es sollen {wanted} zugeordnet werden, übrig sind aber nur {left}.",
    Code.MORE_THAN_OPEN: "Auf {number} sind nur {open} offen, nicht {wanted}.",
    Code.WRONG_DIRECTION: "Geldeingänge gehören zu Rechnungen, Auszahlungen zu Guthaben.",
    Code.REASON_MISSING: "Bitte geben Sie einen Grund an.",
    Code.ALREADY_DISPUTED: "{number} ist schon als beanstandet vermerkt.",
    Code.NOT_DISPUTED: "{number} ist nicht beanstandet.",
}

ENGLISH: Final[Mapping[Code, str]] = {
    Code.NO_CREDITOR_ID: "No creditor identifier is set; without it nothing is collected.",
    Code.CREDITOR_ID_WRONG: "{creditor_id} is not a valid creditor identifier.",
    Code.NO_BANK_ACCOUNT: "No bank account of the vendor is set.",
    Code.VENDOR_IBAN_WRONG: "The vendor's IBAN is wrong: {iban}.",
    Code.ORGANISATION_UNKNOWN: "There is no such customer.",
    Code.CUSTOMER_WITHOUT_ACCOUNT: "The customer has no bank account. Please enter one first.",
    Code.REFERENCE_FORM: "“{reference}” is no mandate reference: at most 35 letters, digits and /-?:().,'+.",
    Code.REFERENCE_TAKEN: "The mandate reference {reference} exists already.",
    Code.NOT_FOR_CONSUMERS: "Only businesses can give a B2B mandate.",
    Code.SIGNED_IN_FUTURE: "A mandate cannot be signed as late as {day}.",
    Code.MANDATE_UNKNOWN: "There is no such mandate.",
    Code.NO_MANDATE: "There is no mandate of this customer.",
    Code.MANDATE_REVOKED: "The mandate {reference} is no longer valid since {day}.",
    Code.MANDATE_LAPSED: "The mandate {reference} lapsed after {day}, because it was not used for 36 months.",
    Code.MANDATE_USED_UP: "The mandate {reference} was for one collection and is used up since {day}.",
    Code.MANDATE_OF_OTHER_CREDITOR: "The mandate {reference} is for the creditor {creditor_id}.",
    Code.DAY_TOO_FAR: "Collections are possible through {latest} at most; banks take no orders before that.",
    Code.NOT_IN_EUROS: "Invoice {number} is in {currency}; direct debits exist in euros only.",
    Code.AMOUNT_OUT_OF_RANGE: "The amount of the debit {end_to_end} is not possible: {amount}.",
    Code.DEBTOR_IBAN_WRONG: "The IBAN of the debit {end_to_end} is wrong.",
    Code.IDENTIFIER_FORM: "“{identifier}” is no reference that banks take.",
    Code.END_TO_END_TWICE: "The reference {end_to_end} is there twice.",
    Code.NAME_MISSING: "The name for {end_to_end} is missing.",
    Code.ADDRESS_MISSING: "The debit {end_to_end} needs the customer's address, since the account is outside the"
    " European Economic Area.",
    Code.NOT_A_TARGET_DAY: "Nothing is collected on {day}: banks are closed.",
    Code.NOBODY_TO_TELL: "There is nobody to whom the debit could be announced.",
    Code.NOTHING_TO_COLLECT: "There is nothing to collect.",
    Code.COUNT_WRONG: "The file has {found} debits and says {said}.",
    Code.SUM_WRONG: "The sum in the file is {found}, and it says {said}.",
    Code.EMPTY_FILE: "The file is empty.",
    Code.FILE_TOO_LARGE: "The file is larger than {largest} MB. Please ask your bank for single days.",
    Code.CUT_OFF: "The file is cut off (line {line}). Please download it once more.",
    Code.NOT_XML: "The file is no XML (line {line}). What is needed is a statement as camt.053 or camt.054; please"
    " unpack a ZIP first.",
    Code.DOCTYPE: "The file has a DOCTYPE. Bank files have none; it is not read.",
    Code.NOT_CAMT: "This is no statement in the format camt, but: {root}.",
    Code.NOT_FINAL: "{message} has bookings that are not final. What is needed is camt.053 or camt.054.",
    Code.VERSION_UNKNOWN: "The version {version} cannot be read.",
    Code.NO_STATEMENT: "There is no statement in the file.",
    Code.NO_STATEMENT_ID: "A statement has no number.",
    Code.OTHER_ACCOUNT: "The statement is of another account: {found} instead of {expected}.",
    Code.OTHER_CURRENCY: "The statement is in another currency: {found} instead of {expected}.",
    Code.AMOUNT_UNREADABLE: "Booking {entry}: “{text}” is no amount.",
    Code.SIDE_UNREADABLE: "Booking {entry}: “{text}” is neither credit nor debit.",
    Code.DAY_UNREADABLE: "Booking {entry}: “{text}” is no day.",
    Code.ENTRIES_MISSING: "Bookings are missing: it says {said} and has {found}.",
    Code.BALANCE_WRONG: "Statement {statement} does not add up: {difference} are missing between its balances.",
    Code.ALREADY_IMPORTED: "Statement {statement} has been imported already (on {day}).",
    Code.DOCUMENT_UNKNOWN: "There is no such document.",
    Code.ENTRY_UNKNOWN: "There is no such booking.",
    Code.ENTRY_DONE: "This booking is done already.",
    Code.OTHER_CUSTOMER: "The documents are of different customers.",
    Code.MORE_THAN_THERE_IS: "{wanted} are to be assigned, but only {left} are left.",
    Code.MORE_THAN_OPEN: "Only {open} of {number} are open, not {wanted}.",
    Code.WRONG_DIRECTION: "Money that came in belongs to invoices, money that went out to credits.",
    Code.REASON_MISSING: "Please give a reason.",
    Code.ALREADY_DISPUTED: "{number} is marked as disputed already.",
    Code.NOT_DISPUTED: "{number} is not disputed.",
}

AMOUNTS: Final = frozenset({"difference", "wanted", "left", "open", "amount"})
"""Facts that are amounts in minor units, in the fault's ``currency`` (where none is said: euros)."""


def sentence(fault: Fault, language: Language) -> str:
    """What is wrong, as a sentence.

    >>> sentence(Fault(Code.MANDATE_REVOKED, {"reference": "K-1", "day": date(2026, 12, 1)}), "de")
    'Das Mandat K-1 gilt seit dem 01.12.2026 nicht mehr.'
    """
    currency = CURRENCIES.get(str(fault.facts.get("currency", "")), EUR)
    table = GERMAN if language == "de" else ENGLISH

    def written(name: str, fact: Fact) -> str:
        if isinstance(fact, date):
            return day_in_digits(fact, language)
        if name in AMOUNTS and isinstance(fact, int):
            return in_full(Money(fact, currency), language)
        return str(fact)

    return table[fault.code].format_map({name: written(name, fact) for name, fact in fault.facts.items()})
