"""The log in words, German and English, for every kind of event."""

from __future__ import annotations

from datetime import date, time
from typing import get_args

import pytest
from tests.contracts.lives import catalogue

from laufzeit.catalogue.model import AfterTrial, TermsRef
from laufzeit.contracts.commands import JudgedBy, SwitchTarget
from laufzeit.contracts.declaration import Actor, Channel, Declaration, Role, Side
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
from laufzeit.contracts.explain import history
from laufzeit.contracts.saying import Said
from laufzeit.money.vat import VatCategory
from laufzeit.stories.sentences import id_of, user_id

TODAY, LATER = date(2021, 2, 10), date(2021, 7, 1)
ANNA, MAX = user_id("Anna Sommer"), user_id("Max Winter")
NAMES = {ANNA: "Anna Sommer", MAX: "Max Winter"}
MAIN = Declaration(TODAY, Actor(Side.CUSTOMER, Role.MAIN, ANNA), Channel.PORTAL)
OFFICE = Declaration(TODAY, Actor(Side.VENDOR, Role.STAFF), Channel.OFFICE)
LETTER = Declaration(TODAY, Actor(Side.CUSTOMER, Role.STAFF), Channel.LETTER)
BASIS, PLUS = TermsRef("basis", "2020"), TermsRef("plus", "2020")
CHANGE = PlanChanged(id_of("change"), LATER, BASIS, (), TODAY)
NOTICE = NoticeGiven(id_of("notice"), LATER, Side.CUSTOMER, TODAY, erase=False, replaces=None)
VENDORS = NoticeGiven(id_of("vendors"), LATER, Side.VENDOR, TODAY, erase=False, replaces=None)
BOOKED = Booked(id_of("booked"), TODAY, "konferenzen", date(2021, 7, 6), time(18), MAX)
SWITCH = SwitchRequested(id_of("switch"), LATER, SwitchTarget.OTHER_PROVIDER, TODAY, LATER, LATER, LATER)
DISCOUNT = DiscountGranted(id_of("discount"), TODAY, 1250, None, None, LATER, 1, "Treue")
EXTRA = ExtraCharged(id_of("extra"), TODAY, 150_000, "Schulung", VatCategory.STANDARD)

WORDS: tuple[tuple[Event, Declaration, str, str], ...] = (
    (
        Concluded(id_of("c"), TODAY, PLUS, 2, ANNA, (MAX,), LATER, AfterTrial.CONTINUES),
        MAIN,
        (
            "Anna Sommer hat am 10.02.2021 den Vertrag RED connect plus ab dem 10.02.2021 geschlossen, mit Testzeitraum"
            " bis zum 30.06.2021 (im Portal)."
        ),
        (
            "On 10 February 2021 Anna Sommer concluded the contract RED connect plus from 10 February 2021 on,"
            " with a trial until 30 June 2021 (in the portal)."
        ),
    ),
    (
        CHANGE,
        MAIN,
        "Anna Sommer hat am 10.02.2021 den Wechsel zu RED connect basis zum 30.06.2021 erklärt (im Portal).",
        "On 10 February 2021 Anna Sommer declared the change to RED connect basis after 30 June 2021 (in the portal).",
    ),
    (
        PlanChanged(id_of("at once"), TODAY, PLUS, (), TODAY),
        MAIN,
        "Anna Sommer hat am 10.02.2021 zu RED connect plus gewechselt (im Portal).",
        "On 10 February 2021 Anna Sommer changed to RED connect plus (in the portal).",
    ),
    (
        SeatsChanged(id_of("s"), TODAY, 11, extends_term=True),
        MAIN,
        (
            "Anna Sommer hat am 10.02.2021 die Zahl der Plätze sofort auf 11 geändert und die Laufzeit damit"
            " neu begonnen (im Portal)."
        ),
        (
            "On 10 February 2021 Anna Sommer changed the number of seats to 11 at once, which begins the term"
            " anew (in the portal)."
        ),
    ),
    (
        UserAdded(id_of("a"), LATER, MAX),
        MAIN,
        "Anna Sommer hat am 10.02.2021 Max Winter ab dem 01.07.2021 als Benutzer hinzugefügt (im Portal).",
        "On 10 February 2021 Anna Sommer added Max Winter as a user from 1 July 2021 on (in the portal).",
    ),
    (
        UserRemoved(id_of("r"), TODAY, MAX),
        MAIN,
        "Anna Sommer hat am 10.02.2021 Max Winter sofort als Benutzer entfernt (im Portal).",
        "On 10 February 2021 Anna Sommer removed Max Winter as a user at once (in the portal).",
    ),
    (
        NoticeGiven(id_of("n"), LATER, Side.CUSTOMER, date(2021, 2, 8), erase=False, replaces=None),
        LETTER,
        "Der Kunde hat am 10.02.2021 den Vertrag zum 30.06.2021 gekündigt (per Brief, zugegangen am 08.02.2021).",
        (
            "On 10 February 2021 the customer gave notice to the end of 30 June 2021 (by letter, received on"
            " 8 February 2021)."
        ),
    ),
    (
        NoticeGiven(id_of("e"), LATER, Side.CUSTOMER, TODAY, erase=True, replaces=None),
        MAIN,
        (
            "Anna Sommer hat am 10.02.2021 den Vertrag zum 30.06.2021 gekündigt und die Löschung der Daten verlangt"
            " (im Portal)."
        ),
        (
            "On 10 February 2021 Anna Sommer gave notice to the end of 30 June 2021 and asked for the erasure"
            " of the data (in the portal)."
        ),
    ),
    (
        VENDORS,
        OFFICE,
        "RED connect hat am 10.02.2021 den Vertrag zum 30.06.2021 gekündigt.",
        "On 10 February 2021 RED connect gave notice to the end of 30 June 2021.",
    ),
    (
        NoticeGiven(id_of("vl"), LATER, Side.VENDOR, date(2021, 2, 12), erase=False, replaces=None),
        OFFICE,
        "RED connect hat am 10.02.2021 den Vertrag zum 30.06.2021 gekündigt (Zugang am 12.02.2021).",
        "On 10 February 2021 RED connect gave notice to the end of 30 June 2021 (receipt on 12 February 2021).",
    ),
    (
        Revoked(id_of("rc"), TODAY, CHANGE.id),
        MAIN,
        "Anna Sommer hat am 10.02.2021 den Wechsel zu RED connect basis zum 30.06.2021 widerrufen (im Portal).",
        "On 10 February 2021 Anna Sommer revoked the change to RED connect basis after 30 June 2021 (in the portal).",
    ),
    (
        Revoked(id_of("rv"), TODAY, VENDORS.id),
        OFFICE,
        "RED connect hat am 10.02.2021 die Kündigung des Anbieters zum 30.06.2021 widerrufen.",
        "On 10 February 2021 RED connect revoked the vendor's notice to the end of 30 June 2021.",
    ),
    (
        Revoked(id_of("rs"), TODAY, SWITCH.id),
        MAIN,
        "Anna Sommer hat am 10.02.2021 den Anbieterwechsel widerrufen (im Portal).",
        "On 10 February 2021 Anna Sommer revoked the switch (in the portal).",
    ),
    (
        Moved(id_of("m"), LATER, id_of("x")),
        MAIN,
        "Anna Sommer hat am 10.02.2021 damit die angenommenen Bedingungen auf den 01.07.2021 verschoben (im Portal).",
        "On 10 February 2021 Anna Sommer thereby moved the accepted terms to 1 July 2021 (in the portal).",
    ),
    (
        TermsOffered(id_of("o"), TODAY, PLUS, date(2021, 5, 31), date(2021, 6, 1), JudgedBy.FIRST_DAY),
        OFFICE,
        (
            "RED connect hat am 10.02.2021 RED connect plus zu neuen Bedingungen ab dem 01.06.2021 angeboten,"
            " annehmbar bis zum 31.05.2021."
        ),
        (
            "On 10 February 2021 RED connect offered RED connect plus at new terms from 1 June 2021 on, open"
            " until 31 May 2021."
        ),
    ),
    (
        TermsAccepted(id_of("ta"), LATER, id_of("o"), PLUS, VENDORS.id),
        MAIN,
        (
            "Anna Sommer hat am 10.02.2021 die neuen Bedingungen ab dem 01.07.2021 angenommen und damit die Kündigung"
            " abgewendet (im Portal)."
        ),
        (
            "On 10 February 2021 Anna Sommer accepted the new terms from 1 July 2021 on, so that the notice falls"
            " away (in the portal)."
        ),
    ),
    (
        TermsDeclined(id_of("td"), TODAY, id_of("o")),
        MAIN,
        "Anna Sommer hat am 10.02.2021 die neuen Bedingungen abgelehnt (im Portal).",
        "On 10 February 2021 Anna Sommer declined the new terms (in the portal).",
    ),
    (
        OfferExtended(id_of("oe"), TODAY, id_of("o"), date(2021, 6, 30)),
        OFFICE,
        "RED connect hat am 10.02.2021 die Frist des Angebots bis zum 30.06.2021 verlängert.",
        "On 10 February 2021 RED connect extended the time of the offer until 30 June 2021.",
    ),
    (
        OfferWithdrawn(id_of("ow"), TODAY, id_of("o")),
        OFFICE,
        "RED connect hat am 10.02.2021 das Angebot neuer Bedingungen zurückgezogen.",
        "On 10 February 2021 RED connect withdrew the offer of new terms.",
    ),
    (
        SWITCH,
        MAIN,
        (
            "Anna Sommer hat am 10.02.2021 nach dem Data Act den Wechsel zu einem anderen Anbieter verlangt;"
            " der Vertrag endet spätestens am 30.06.2021 (im Portal)."
        ),
        (
            "On 10 February 2021 Anna Sommer requested a switch to another provider under the Data Act; the contract"
            " ends on 30 June 2021 at the latest (in the portal)."
        ),
    ),
    (
        SwitchExtended(id_of("se"), LATER, SWITCH.id, Side.VENDOR, LATER),
        OFFICE,
        "RED connect hat am 10.02.2021 den Übergang beim Anbieterwechsel bis zum 30.06.2021 verlängert.",
        "On 10 February 2021 RED connect extended the transition of the switch until 30 June 2021.",
    ),
    (
        SwitchCompleted(id_of("sc"), LATER, SWITCH.id, LATER),
        MAIN,
        "Anna Sommer hat am 10.02.2021 den Anbieterwechsel zum 30.06.2021 abgeschlossen (im Portal).",
        "On 10 February 2021 Anna Sommer completed the switch with 30 June 2021 (in the portal).",
    ),
    (
        BOOKED,
        Declaration(TODAY, Actor(Side.CUSTOMER, Role.MEMBER, MAX), Channel.PORTAL),
        (
            "Max Winter hat am 10.02.2021 Konferenzen mit mehreren Teilnehmern für den 06.07.2021 um 18:00 Uhr"
            " gebucht (im Portal)."
        ),
        (
            "On 10 February 2021 Max Winter booked conferences with several participants for 6 July 2021 at 18:00"
            " (in the portal)."
        ),
    ),
    (
        BookingCancelled(id_of("bc"), TODAY, BOOKED.id),
        MAIN,
        (
            "Anna Sommer hat am 10.02.2021 Konferenzen mit mehreren Teilnehmern am 06.07.2021 um 18:00 Uhr abgesagt"
            " (im Portal)."
        ),
        (
            "On 10 February 2021 Anna Sommer cancelled conferences with several participants on 6 July 2021 at"
            " 18:00 (in the portal)."
        ),
    ),
    (
        DISCOUNT,
        OFFICE,
        (
            "RED connect hat am 10.02.2021 den Rabatt „Treue“ gewährt: 12,5 % auf alle wiederkehrenden Preise ab dem"
            " 10.02.2021, für 1 Abrechnungszeitraum, längstens bis zum 30.06.2021."
        ),
        (
            "On 10 February 2021 RED connect granted the discount “Treue”: 12.5% off all recurring prices from"
            " 10 February 2021 on, for 1 billing period, until 30 June 2021 at the longest."
        ),
    ),
    (
        DiscountGranted(id_of("da"), LATER, None, 250, "fee", None, None, "Umbau"),
        OFFICE,
        (
            "RED connect hat am 10.02.2021 den Rabatt „Umbau“ gewährt: 2,50 € je Abrechnungszeitraum auf „Grundgebühr“"
            " ab dem 01.07.2021."
        ),
        (
            "On 10 February 2021 RED connect granted the discount “Umbau”: €2.50 a billing period off “basic fee” from"
            " 1 July 2021 on."
        ),
    ),
    (
        DiscountEnded(id_of("de"), LATER, DISCOUNT.id),
        OFFICE,
        "RED connect hat am 10.02.2021 den Rabatt „Treue“ für Abrechnungszeiträume ab dem 01.07.2021 beendet.",
        "On 10 February 2021 RED connect ended the discount “Treue” for billing periods from 1 July 2021 on.",
    ),
    (
        EXTRA,
        OFFICE,
        "RED connect hat am 10.02.2021 einmalig 1.500,00 € berechnet: „Schulung“.",
        "On 10 February 2021 RED connect charged €1,500.00 once: “Schulung”.",
    ),
    (
        ExtraCharged(id_of("ec"), LATER, -1250, "Kulanz", VatCategory.STANDARD),
        OFFICE,
        "RED connect hat am 10.02.2021 einmalig 12,50 € zum 01.07.2021 gutgeschrieben: „Kulanz“.",
        "On 10 February 2021 RED connect credited €12.50 once for 1 July 2021: “Kulanz”.",
    ),
    (
        ExtraCancelled(id_of("ex"), TODAY, EXTRA.id),
        OFFICE,
        "RED connect hat am 10.02.2021 die einmalige Berechnung von 1.500,00 € („Schulung“) zurückgenommen.",
        "On 10 February 2021 RED connect took back the one-off charge of €1,500.00 (“Schulung”).",
    ),
)
EARLIER = [Said(event, MAIN) for event in (CHANGE, NOTICE, VENDORS, SWITCH, BOOKED, DISCOUNT, EXTRA)]


@pytest.mark.parametrize(("event", "declaration", "german", "english"), WORDS, ids=lambda part: type(part).__name__)
def test_the_words_of(event: Event, declaration: Declaration, german: str, english: str) -> None:
    log, red = [*EARLIER, Said(event, declaration)], catalogue("red-connect")
    assert list(history(log, red, "de", NAMES))[-1] == german
    assert list(history(log, red, "en", NAMES))[-1] == english


def test_every_kind_of_event_is_said() -> None:
    assert {type(event) for event, *_ in WORDS} == set(get_args(Event))


def test_after_an_erasure_nobody_is_named() -> None:
    said = list(history([Said(CHANGE, MAIN), Said(BOOKED, MAIN)], catalogue("red-connect"), "de", {}))
    assert all(text.startswith("Ein ehemaliger Benutzer hat am 10.02.2021 ") for text in said)
    (removed,) = history(
        [Said(UserRemoved(id_of("r"), TODAY, MAX), MAIN)], catalogue("red-connect"), "de", {ANNA: "Anna"}
    )
    assert removed == "Anna hat am 10.02.2021 ehemaliger Benutzer sofort als Benutzer entfernt (im Portal)."
