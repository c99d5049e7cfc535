"""The sentences behind each code of a fault, in German and English: what is wrong, and what can be done.

In braces stand the facts. Which field is meant stands before the sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from laufzeit.dates.wording import Language, day_in_digits
from laufzeit.usage.faults import Code, Fact, Fault

Sentences = tuple[str, str]
"""What is wrong, and what to do."""

GERMAN: Final[Mapping[Code, Sentences]] = {
    Code.EMPTY: (
        "Die Datei ist leer.",
        "Sie beginnt mit den Namen der Spalten, oder jede Zeile ist ein Objekt in JSON.",
    ),
    Code.A_LIST: (
        "Die Datei beginnt mit einer Liste in JSON.",
        "Bitte schreiben Sie in jede Zeile ein Objekt, ohne eckige Klammern und Kommas dazwischen.",
    ),
    Code.COLUMN_UNKNOWN: ("Eine Spalte „{said}“ gibt es nicht.", "Bekannt sind: {known}."),
    Code.COLUMN_MISSING: ("Diese Spalte fehlt.", "Nötig sind contract, meter, id und eine von day und at."),
    Code.COLUMN_TWICE: ("Diese Spalte gibt es zweimal.", "Bitte lassen Sie eine der beiden weg."),
    Code.LINE_TOO_LONG: (
        "Die Zeile ist länger als {most} Byte.",
        "Jede Zeile ist ein Datensatz; bitte prüfen Sie die Zeilenenden.",
    ),
    Code.NOT_UTF8: (
        "Ab Byte {byte} ist die Zeile nicht in UTF-8 geschrieben.",
        "Bitte speichern Sie die Datei in UTF-8.",
    ),
    Code.QUOTES: (
        "Die Anführungszeichen gehen nicht auf.",
        "Ein Feld steht ganz in Anführungszeichen oder ganz ohne, endet in seiner Zeile und verdoppelt sie im Innern.",
    ),
    Code.FIELD_COUNT: (
        "Felder in dieser Zeile: {fields}, in der Kopfzeile: {columns}.",
        "Ein Feld, das das Trennzeichen enthält, gehört in Anführungszeichen.",
    ),
    Code.NOT_JSON: ("Ab Zeichen {position} ist die Zeile kein JSON.", "Bitte prüfen Sie, wie sie geschrieben wurde."),
    Code.NOT_AN_OBJECT: (
        "Die Zeile ist kein Objekt in JSON.",
        "Bitte schreiben Sie Namen und Werte in geschweifte Klammern.",
    ),
    Code.NAME_UNKNOWN: ("Einen Namen „{said}“ gibt es hier nicht.", "Bekannt sind: {known}."),
    Code.NAME_TWICE: ("Der Name „{said}“ steht zweimal da.", "Bitte lassen Sie einen der beiden weg."),
    Code.NOT_A_TEXT: ("Hier wird ein Text oder eine Zahl erwartet.", "Bitte schreiben Sie den Wert selbst."),
    Code.MISSING: ("Die Angabe fehlt.", "Bitte ergänzen Sie sie."),
    Code.TOO_LONG: ("Die Angabe hat mehr als {most} Zeichen.", "Bitte kürzen Sie sie."),
    Code.UNPRINTABLE: (
        "Hier stehen Zeichen, die man nicht sieht.",
        "Bitte lassen Sie Steuerzeichen, Tabulatoren und Zeilenenden weg.",
    ),
    Code.QUANTITY_FORM: ("„{said}“ ist keine Menge.", "Bitte schreiben Sie zum Beispiel 12 oder 0.5."),
    Code.DECIMAL_COMMA: (
        "In „{said}“ steht ein Komma; das könnte Dezimalstellen oder Tausender trennen.",
        "Bitte schreiben Sie einen Punkt vor die Dezimalstellen und trennen Sie keine Tausender.",
    ),
    Code.TOO_EXACT: ("„{said}“ hat mehr als sechs Dezimalstellen.", "Bitte runden Sie die Menge."),
    Code.TOO_LARGE: ("„{said}“ hat mehr als zwölf Stellen vor dem Punkt.", "Bitte zählen Sie in größeren Einheiten."),
    Code.DAY_FORM: ("„{said}“ ist kein Tag.", "Bitte schreiben Sie zum Beispiel 2021-02-28."),
    Code.AT_FORM: ("„{said}“ ist kein Zeitpunkt.", "Bitte schreiben Sie zum Beispiel 2021-02-28T23:59:59+01:00."),
    Code.OFFSET_MISSING: (
        "Bei „{said}“ fehlt der Abstand zur Weltzeit; ohne ihn ist der Tag nicht sicher.",
        "Bitte schreiben Sie ihn dahinter, zum Beispiel Z oder +01:00.",
    ),
    Code.DAY_OR_AT: (
        "Gebraucht wird entweder der Tag (day) oder der Zeitpunkt (at).",
        "Bitte geben Sie genau eines von beiden an.",
    ),
    Code.CONTRACT_UNKNOWN: (
        "Einen Vertrag {contract} gibt es nicht.",
        "Bitte geben Sie die Nummer oder die Kennung eines Vertrags an.",
    ),
    Code.METER_UNKNOWN: (
        "Einen Zähler {meter} gibt es im Katalog nicht.",
        "Bitte nehmen Sie einen aus dem Katalog oder ergänzen Sie ihn dort.",
    ),
    Code.IN_FUTURE: (
        "Der {day} liegt in der Zukunft; heute ist der {today}.",
        "Bitte senden Sie Verbrauch erst, wenn er da ist.",
    ),
    Code.BEFORE_START: (
        "Am {day} lief der Vertrag noch nicht; er beginnt am {start}.",
        "Bitte prüfen Sie den Vertrag und den Tag.",
    ),
    Code.AFTER_END: (
        "Am {day} lief der Vertrag nicht mehr; sein letzter Tag war der {last_day}.",
        "Bitte prüfen Sie den Vertrag und den Tag.",
    ),
    Code.NEGATIVE: (
        "Der Zähler {meter} bildet keine Summe, eine Menge unter null gibt es bei ihm nicht.",
        "Bitte senden Sie den richtigen Wert.",
    ),
    Code.SUBJECT_MISSING: (
        "Der Zähler {meter} zählt, wie viele es sind; dafür muss die Zeile sagen, wer es war.",
        "Bitte geben Sie als subject eine Kennung an.",
    ),
    Code.ID_TAKEN: (
        "Unter {id} ist schon etwas anderes aufgezeichnet.",
        "Bitte geben Sie jeder Zeile eine Kennung, die nur sie hat. Eine Berichtigung ist eine weitere Zeile.",
    ),
}

ENGLISH: Final[Mapping[Code, Sentences]] = {
    Code.EMPTY: ("The file is empty.", "It begins with the names of the columns, or each line is an object in JSON."),
    Code.A_LIST: (
        "The file begins with a list in JSON.",
        "Please write one object a line, without square brackets and commas between them.",
    ),
    Code.COLUMN_UNKNOWN: ("There is no column “{said}”.", "Known are: {known}."),
    Code.COLUMN_MISSING: ("This column is missing.", "What is needed: contract, meter, id and one of day and at."),
    Code.COLUMN_TWICE: ("This column is there twice.", "Please leave one of the two out."),
    Code.LINE_TOO_LONG: (
        "The line is longer than {most} bytes.",
        "Each line is one record; please check the ends of the lines.",
    ),
    Code.NOT_UTF8: ("From byte {byte} on the line is not written in UTF-8.", "Please save the file in UTF-8."),
    Code.QUOTES: (
        "The quotation marks do not match.",
        "A field stands in quotation marks as a whole or not at all, and within they are doubled. It ends in its line.",
    ),
    Code.FIELD_COUNT: (
        "Fields in this line: {fields}, in the header: {columns}.",
        "A field that has the delimiter in it belongs in quotation marks.",
    ),
    Code.NOT_JSON: ("From character {position} on the line is not JSON.", "Please check how it was written."),
    Code.NOT_AN_OBJECT: (
        "The line is not an object in JSON.",
        "Please write names and values in curly brackets.",
    ),
    Code.NAME_UNKNOWN: ("There is no name “{said}” here.", "Known are: {known}."),
    Code.NAME_TWICE: ("The name “{said}” is there twice.", "Please leave one of the two out."),
    Code.NOT_A_TEXT: ("A text or a number is expected here.", "Please write the value itself."),
    Code.MISSING: ("This is missing.", "Please add it."),
    Code.TOO_LONG: ("This has more than {most} characters.", "Please shorten it."),
    Code.UNPRINTABLE: (
        "There are characters here that nobody sees.",
        "Please leave out control characters, tabs and ends of lines.",
    ),
    Code.QUANTITY_FORM: ("“{said}” is not a quantity.", "Please write 12 or 0.5, for example."),
    Code.DECIMAL_COMMA: (
        "“{said}” has a comma, which may stand before decimals or between thousands.",
        "Please write a point before decimals, and nothing between thousands.",
    ),
    Code.TOO_EXACT: ("“{said}” has more than six decimals.", "Please round the quantity."),
    Code.TOO_LARGE: ("“{said}” has more than twelve digits before the point.", "Please count in larger units."),
    Code.DAY_FORM: ("“{said}” is not a day.", "Please write 2021-02-28, for example."),
    Code.AT_FORM: ("“{said}” is not an instant.", "Please write 2021-02-28T23:59:59+01:00, for example."),
    Code.OFFSET_MISSING: (
        "“{said}” does not say its offset from UTC; without it the day is not certain.",
        "Please write it behind, for example Z or +01:00.",
    ),
    Code.DAY_OR_AT: ("Either the day or the instant (at) is needed.", "Please give exactly one of the two."),
    Code.CONTRACT_UNKNOWN: ("There is no contract {contract}.", "Please give the number or the id of a contract."),
    Code.METER_UNKNOWN: (
        "There is no meter {meter} in the catalogue.",
        "Please take one from the catalogue, or add it there.",
    ),
    Code.IN_FUTURE: (
        "{day} lies in the future; today is {today}.",
        "Please send usage when it has come about.",
    ),
    Code.BEFORE_START: (
        "On {day} the contract had not begun; it begins on {start}.",
        "Please check the contract and the day.",
    ),
    Code.AFTER_END: (
        "On {day} the contract was over; its last day was {last_day}.",
        "Please check the contract and the day.",
    ),
    Code.NEGATIVE: (
        "The meter {meter} does not sum up, so it knows no quantity below zero.",
        "Please send the right value.",
    ),
    Code.SUBJECT_MISSING: (
        "The meter {meter} counts how many there are, so the line has to say who it was.",
        "Please give an id as the subject.",
    ),
    Code.ID_TAKEN: (
        "Something else is recorded under {id} already.",
        "Please give each line an id that no other has. A correction is a further line.",
    ),
}


def in_words(fault: Fault, language: Language) -> Sentences:
    """What ``fault`` says, with its facts.

    >>> in_words(Fault(7, "day", Code.DAY_FORM, {"said": "31.2."}), "de")
    ('„31.2.“ ist kein Tag.', 'Bitte schreiben Sie zum Beispiel 2021-02-28.')
    """
    facts = {name: _written(fact, language) for name, fact in fault.facts.items()}
    what, remedy = (GERMAN if language == "de" else ENGLISH)[fault.code]
    return what.format_map(facts), remedy.format_map(facts)


def _written(fact: Fact, language: Language) -> str:
    match fact:
        case date():
            return day_in_digits(fact, language)
        case int():
            return f"{fact:,}".replace(",", "." if language == "de" else ",")
        case _:
            return fact
