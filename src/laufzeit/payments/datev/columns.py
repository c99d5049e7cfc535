"""The 125 columns of a Buchungsstapel in format 13, by the words of DATEV's own example file.

The format goes by position: each row has all of them. Spaces that look like slips (``Zusatzinformation- Inhalt``)
stand in DATEV's file. Source: developer.datev.de, DATEV-Format, "Einstieg", EXTF_Buchungsstapel.csv.
"""

from __future__ import annotations

from typing import Final

_BEGINNING: Final = (
    "Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;WKZ Umsatz;Kurs;Basis-Umsatz;WKZ Basis-Umsatz;Konto;"
    "Gegenkonto (ohne BU-Schlüssel);BU-Schlüssel;Belegdatum;Belegfeld 1;Belegfeld 2;Skonto;Buchungstext;Postensperre;"
    "Diverse Adressnummer;Geschäftspartnerbank;Sachverhalt;Zinssperre;Beleglink"
)
_MIDDLE: Final = (
    "KOST1 - Kostenstelle;KOST2 - Kostenstelle;Kost-Menge;EU-Land u. UStID (Bestimmung);EU-Steuersatz (Bestimmung);"
    "Abw. Versteuerungsart;Sachverhalt L+L;Funktionsergänzung L+L;BU 49 Hauptfunktionstyp;BU 49 Hauptfunktionsnummer;"
    "BU 49 Funktionsergänzung"
)
_END: Final = (
    "Stück;Gewicht;Zahlweise;Forderungsart;Veranlagungsjahr;Zugeordnete Fälligkeit;Skontotyp;Auftragsnummer;"
    "Buchungstyp;USt-Schlüssel (Anzahlungen);EU-Land (Anzahlungen);Sachverhalt L+L (Anzahlungen);"
    "EU-Steuersatz (Anzahlungen);Erlöskonto (Anzahlungen);Herkunft-Kz;Buchungs GUID;KOST-Datum;"
    "SEPA-Mandatsreferenz;Skontosperre;Gesellschaftername;Beteiligtennummer;Identifikationsnummer;Zeichnernummer;"
    "Postensperre bis;Bezeichnung SoBil-Sachverhalt;Kennzeichen SoBil-Buchung;Festschreibung;Leistungsdatum;"
    "Datum Zuord. Steuerperiode;Fälligkeit;Generalumkehr (GU);Steuersatz;Land;Abrechnungsreferenz;BVV-Position;"
    "EU-Land u. UStID (Ursprung);EU-Steuersatz (Ursprung);Abw. Skontokonto"
)
NAMES: Final[tuple[str, ...]] = (
    *_BEGINNING.split(";"),
    *(f"Beleginfo - {what} {n}" for n in range(1, 9) for what in ("Art", "Inhalt")),
    *_MIDDLE.split(";"),
    *(f"Zusatzinformation{what} {n}" for n in range(1, 21) for what in (" - Art", "- Inhalt")),
    *_END.split(";"),
)

PLACES: Final[dict[str, int]] = {name: place for place, name in enumerate(NAMES)}
"""The place of each column, from 0."""
