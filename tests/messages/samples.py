"""Letters as the two example vendors would write them: at least one of each kind, and more where wording differs."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from laufzeit.messages.facts import (
    AgreedText,
    Channel,
    ContractName,
    Cost,
    Kept,
    LostBooking,
    OverdueInvoice,
    PayTo,
    Prices,
    Receipt,
    Side,
)
from laufzeit.messages.kinds import (
    AcceptanceReminder,
    AccessEnd,
    AccessEnded,
    BookingsInvalid,
    CancellationReceived,
    CancellationSort,
    ChangeConfirmed,
    ChangeRevoked,
    ContractConcluded,
    ContractEnded,
    DebitAnnounced,
    DebitReturned,
    ErasureAnnounced,
    ErasureDone,
    Invitation,
    InvitedAs,
    InvoiceIssued,
    InvoiceSort,
    Kind,
    MandateGiven,
    NoticeConfirmed,
    NoticeReminder,
    NoticeRevoked,
    OfferExtended,
    OfferWithdrawn,
    PaymentReminder,
    PlanSwitched,
    RevocationReminder,
    SeatsChanged,
    SeatsRevoked,
    SwitchCompleted,
    SwitchExtended,
    SwitchRequestReceived,
    SwitchTarget,
    TermsAccepted,
    TermsDeclined,
    TermsOffered,
    TrialEnding,
    VendorNotice,
)
from laufzeit.messages.letterhead import Head
from laufzeit.money.amount import EUR, Money

RED = Head(
    name="RED connect",
    legal_name="RED Medical Systems GmbH",
    address=("Lutzstraße 2", "80687 München"),
    email="support@redconnect.example",
    phone="+49 89 000000",
    seat="München",
    register="Amtsgericht München, HRB 123456",
    managers=("Alexander Muster", "Berta Beispiel"),
    vat_id="DE123456789",
    brand="#c4161c",
    mail_from="RED connect <vertrag@redconnect.example>",
)
LINK = "https://red.example/vertrag/RC-1007"
RC = ContractName("RC-1007", "Praxis Dr. Jürgen Groß")
GQ = ContractName("GQ-2042", "Server Produktion")
AT = datetime(2021, 3, 31, 12, 5, tzinfo=UTC)
IN_PORTAL = Receipt(Channel.PORTAL, date(2021, 3, 31), AT)
BY_LETTER = Receipt(Channel.LETTER, date(2021, 3, 29), AT)
NOTE = "* alle Preise zzgl. Mehrwertsteuer / Abrechnung erfolgt monatlich."
PLUS = Prices(("€ 19,- Grundgebühr pro Monat und Benutzer*", "€ 0,10 pro SMS-Versand*"), NOTE)
BASIS = Prices(("€ 0,- Grundgebühr pro Monat*",), NOTE)
AGB = AgreedText("AGB", "2020-01", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", f"{LINK}/agb")
CONFERENCES = (
    LostBooking("Konferenz", "Gruppensprechstunde", date(2021, 7, 6), time(10, 0)),
    LostBooking("Konferenz", "", date(2021, 7, 13), time(17, 30)),
)
OLD_COST = Cost(10, "User", Money(60000, EUR), 12, "zzgl. Mehrwertsteuer")
NEW_COST = Cost(10, "User", Money(96000, EUR), 12, "zzgl. Mehrwertsteuer")
MORE_COST = Cost(15, "User", Money(90000, EUR), 12, "zzgl. Mehrwertsteuer")
NEW_PRICES = Prices(("€ 600,- Basispreis für 12 Monate inkl. 5 User", "€ 72,- je weiterer User für 12 Monate"))
KEPT = (Kept("Rechnungen", date(2029, 12, 31), "§ 147 AO"), Kept("Geschäftsbriefe", date(2027, 12, 31), "§ 257 HGB"))
BUSINESS = "GAPTEQ BUSINESS Prepaid"

SAMPLES: dict[str, Kind] = {
    "contract_concluded": ContractConcluded(
        RC, "RED connect plus", date(2020, 9, 15), None, "3 Monate zum Quartalsende", 4, "Benutzer", PLUS, None, False,
        Receipt(Channel.PORTAL, date(2020, 9, 14), datetime(2020, 9, 14, 7, 30, tzinfo=UTC)), (AGB,), LINK,
    ),
    "contract_concluded-trial": ContractConcluded(
        GQ, BUSINESS, date(2022, 3, 16), date(2023, 4, 14), "1 Monat zum Ende der Laufzeit", 10, "User", NEW_PRICES,
        date(2022, 4, 14), True, IN_PORTAL, (), LINK,
    ),
    "contract_concluded-trial_ends": ContractConcluded(
        GQ, "GAPTEQ TEST", date(2022, 3, 16), None, "jederzeit", 5, "User", Prices(()), date(2022, 4, 14), False,
        IN_PORTAL, (), LINK,
    ),
    "trial_ending": TrialEnding(GQ, BUSINESS, date(2022, 4, 14), True, NEW_PRICES, LINK),
    "trial_ending-ends": TrialEnding(GQ, "GAPTEQ TEST", date(2022, 4, 14), False, Prices(()), LINK),
    "change_confirmed": ChangeConfirmed(
        RC, "RED connect plus", "RED connect basis", date(2021, 6, 30), date(2021, 7, 1), PLUS, BASIS,
        ("Anna Weiß", "Bülent Öz", "Carla Maier"), CONFERENCES, date(2021, 6, 30), IN_PORTAL, (AGB,), LINK,
    ),
    "change_confirmed-at_once": ChangeConfirmed(
        RC, "RED connect basis", "RED connect plus", date(2021, 3, 30), date(2021, 3, 31), BASIS, PLUS,
        (), (), None, IN_PORTAL, (AGB,), LINK,
    ),
    "change_revoked": ChangeRevoked(RC, "RED connect plus", "RED connect basis", date(2021, 7, 1), IN_PORTAL, LINK),
    "plan_switched": PlanSwitched(
        RC, "RED connect plus", "RED connect basis", date(2021, 7, 1), BASIS, ("Anna Weiß", "Bülent Öz"), CONFERENCES,
        LINK,
    ),
    "seats_changed": SeatsChanged(
        GQ, BUSINESS, "User", 10, 15, date(2021, 3, 31), OLD_COST, MORE_COST, date(2022, 3, 30), None, IN_PORTAL,
        (AGB,), LINK,
    ),
    "seats_changed-pending": SeatsChanged(
        RC, "RED connect plus", "Benutzer", 4, 2, date(2021, 5, 1), None, None, None, date(2021, 4, 30), IN_PORTAL, (),
        LINK,
    ),
    "seats_revoked": SeatsRevoked(RC, "RED connect plus", "Benutzer", 4, 2, date(2021, 5, 1), IN_PORTAL, LINK),
    "notice_confirmed": NoticeConfirmed(
        RC, "RED connect plus", date(2021, 6, 30), False, date(2021, 7, 30), date(2021, 6, 30), BY_LETTER, LINK
    ),
    "notice_confirmed-erase": NoticeConfirmed(
        RC, "RED connect plus", date(2021, 6, 30), True, date(2021, 7, 30), None, IN_PORTAL, LINK
    ),
    "notice_revoked": NoticeRevoked(RC, "RED connect plus", Side.CUSTOMER, date(2021, 6, 30), IN_PORTAL, LINK),
    "notice_revoked-by_vendor": NoticeRevoked(
        GQ, BUSINESS, Side.VENDOR, date(2023, 3, 15), Receipt(Channel.OFFICE, date(2023, 1, 9)), LINK
    ),
    "vendor_notice": VendorNotice(
        RC, "RED connect plus", date(2021, 9, 30), "Wir stellen das Produkt zu diesem Tag ein.", date(2021, 10, 30),
        LINK,
    ),
    "cancellation_received": CancellationReceived(
        "Erika Mustermann", "erika@example.org", "RC-1007, Praxis Dr. Groß", CancellationSort.ORDINARY, "", None, AT,
        date(2021, 6, 30),
    ),
    "cancellation_received-not_found": CancellationReceived(
        "Erika Mustermann", "erika@example.org", "Videosprechstunde", CancellationSort.EXTRAORDINARY,
        "Der Dienst war drei Wochen lang nicht erreichbar.", date(2021, 4, 15), AT, None,
    ),
    "revocation_reminder": RevocationReminder(
        RC, "RED connect plus", "RED connect basis", date(2021, 6, 30), date(2021, 6, 30), LINK
    ),
    "revocation_reminder-end": RevocationReminder(
        RC, "RED connect plus", None, date(2021, 6, 30), date(2021, 6, 30), LINK
    ),
    "notice_reminder": NoticeReminder(
        GQ, BUSINESS, "1 Monat zum Ende der Laufzeit", date(2023, 2, 15), date(2023, 3, 15), date(2024, 3, 15), LINK
    ),
    "notice_reminder-indefinite": NoticeReminder(
        RC, "RED connect plus", "1 Monat zum Monatsende", date(2023, 2, 15), date(2023, 3, 15), None, LINK
    ),
    "access_ended": AccessEnded("Praxis Dr. Groß", "RED connect plus", AccessEnd.PLAN_CHANGED, date(2021, 6, 30)),
    "access_ended-contract": AccessEnded("Praxis Dr. Groß", "RED connect", AccessEnd.CONTRACT_ENDED, date(2021, 6, 30)),
    "access_ended-removed": AccessEnded("Praxis Dr. Groß", "RED connect", AccessEnd.REMOVED, date(2021, 5, 3)),
    "bookings_invalid": BookingsInvalid(
        "Praxis Dr. Groß", "RED connect basis", date(2021, 7, 1), CONFERENCES, LINK
    ),
    "bookings_invalid-end": BookingsInvalid("Praxis Dr. Groß", None, date(2021, 7, 1), CONFERENCES, LINK),
    "contract_ended": ContractEnded(
        RC, "RED connect plus", date(2021, 6, 30), date(2021, 7, 30), date(2021, 7, 31), LINK
    ),
    "erasure_announced": ErasureAnnounced("Praxis Dr. Groß", date(2021, 7, 30), date(2021, 7, 31), KEPT, LINK),
    "erasure_done": ErasureDone("Praxis Dr. Groß", date(2021, 7, 31), KEPT, "L-2021-0017"),
    "terms_offered": TermsOffered(
        GQ, BUSINESS, date(2023, 3, 16), date(2023, 1, 31), date(2023, 3, 15), OLD_COST, NEW_COST, NEW_PRICES,
        ("Ab mehr als 400 aktiven Usern pro Server gilt automatisch eine Flat.",), LINK,
    ),
    "terms_offered-renewed_once": TermsOffered(
        GQ, BUSINESS, date(2024, 1, 25), date(2023, 1, 24), date(2023, 1, 24), OLD_COST, NEW_COST, NEW_PRICES, (), LINK
    ),
    "terms_offered-ends_anyway": TermsOffered(
        GQ, BUSINESS, date(2024, 1, 25), date(2023, 1, 24), date(2023, 1, 24), OLD_COST, NEW_COST, NEW_PRICES, (), LINK,
        gives_notice=False,
    ),
    "terms_offered-without_notice": TermsOffered(
        GQ, "GAPTEQ Pay-per-Use", date(2023, 3, 16), date(2023, 1, 31), None, None, None, NEW_PRICES, (), LINK
    ),
    "acceptance_reminder": AcceptanceReminder(
        GQ, BUSINESS, date(2023, 3, 16), date(2023, 1, 31), date(2023, 3, 15), OLD_COST, NEW_COST, LINK
    ),
    "offer_extended": OfferExtended(
        GQ, BUSINESS, date(2023, 3, 16), date(2023, 2, 28), date(2023, 3, 15), OLD_COST, NEW_COST, LINK
    ),
    "offer_extended-goes_on": OfferExtended(
        GQ, BUSINESS, date(2023, 3, 16), date(2023, 2, 28), None, OLD_COST, NEW_COST, LINK
    ),
    "offer_withdrawn": OfferWithdrawn(GQ, BUSINESS, date(2023, 3, 15), None, LINK),
    "offer_withdrawn-ends_anyway": OfferWithdrawn(GQ, BUSINESS, None, date(2023, 3, 15), LINK),
    "terms_accepted": TermsAccepted(
        GQ, BUSINESS, date(2023, 3, 16), NEW_COST, NEW_PRICES, True, IN_PORTAL, (AGB,), LINK
    ),
    "terms_declined": TermsDeclined(GQ, BUSINESS, date(2023, 3, 15), IN_PORTAL, LINK),
    "terms_declined-goes_on": TermsDeclined(GQ, BUSINESS, None, IN_PORTAL, LINK),
    "switch_request_received": SwitchRequestReceived(
        RC, "RED connect plus", SwitchTarget.OTHER_PROVIDER, IN_PORTAL, date(2021, 5, 31), date(2021, 6, 30),
        date(2021, 7, 30), LINK,
    ),
    "switch_request_received-erase": SwitchRequestReceived(
        RC, "RED connect plus", SwitchTarget.ERASE, IN_PORTAL, date(2021, 5, 31), date(2021, 5, 31), date(2021, 6, 30),
        LINK,
    ),
    "switch_extended": SwitchExtended(
        RC, "RED connect plus", Side.CUSTOMER, "", date(2021, 8, 31), date(2021, 9, 30), IN_PORTAL, LINK
    ),
    "switch_extended-by_vendor": SwitchExtended(
        RC, "RED connect plus", Side.VENDOR, "Die Aufzeichnungen umfassen mehr als 20 TB.", date(2021, 8, 31),
        date(2021, 9, 30), Receipt(Channel.OFFICE, date(2021, 4, 12)), LINK,
    ),
    "switch_completed": SwitchCompleted(RC, "RED connect plus", date(2021, 6, 8), date(2021, 7, 30), LINK),
    "invoice_issued": InvoiceIssued(
        InvoiceSort.INVOICE, "RE-2026-000123", date(2026, 4, 1), date(2026, 3, 1), date(2026, 3, 31),
        Money(10674, EUR), "Zahlbar bis 15.04.2026 ohne Abzug.", (), LINK,
    ),
    "invoice_issued-correction": InvoiceIssued(
        InvoiceSort.CORRECTION, "RK-2026-000007", date(2026, 4, 1), date(2026, 3, 17), date(2026, 3, 31),
        Money(-2187, EUR), "Den Betrag von 21,87 € verrechnen wir mit offenen Rechnungen oder erstatten ihn Ihnen.",
        ("RE-2026-000101",), LINK,
    ),
    "mandate_given": MandateGiven(
        "Praxis Dr. Groß", "RED Medical Systems GmbH", "DE98ZZZ09999999999", "K-10001-1", "DE02 … 2051",
        date(2026, 12, 1), False,
        "Ich ermächtige die RED Medical Systems GmbH, Zahlungen von meinem Konto mittels Lastschrift einzuziehen.",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", f"{LINK}/bank",
    ),
    "mandate_given-business": MandateGiven(
        "Praxis Dr. Groß", "RED Medical Systems GmbH", "DE98ZZZ09999999999", "K-10001-2", "DE02 … 2051",
        date(2026, 12, 1), True,
        "Ich ermächtige die RED Medical Systems GmbH, Zahlungen mittels Firmenlastschrift einzuziehen.",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", f"{LINK}/bank",
    ),
    "debit_announced": DebitAnnounced(
        "RE-2026-000123", date(2026, 11, 15), Money(11900, EUR), date(2026, 12, 7), "DE02 … 2051", "K-10001-1",
        "DE98ZZZ09999999999", f"{LINK}/rechnungen",
    ),
    "debit_returned": DebitReturned(
        "RE-2026-000123", date(2026, 11, 15), date(2026, 12, 1), Money(11900, EUR), Money(397, EUR), Money(12297, EUR),
        "Das Konto ist geschlossen.", "K-10001-1", True, date(2026, 12, 17),
        PayTo("RED Medical Systems GmbH", "DE89 3704 0044 0532 0130 00", "COBADEFFXXX"), f"{LINK}/rechnungen",
    ),
    "debit_returned-mandate_stays": DebitReturned(
        "RE-2026-000123", date(2026, 11, 15), date(2026, 12, 1), Money(11900, EUR), None, Money(11900, EUR),
        "Das Konto war nicht gedeckt.", "K-10001-1", False, date(2026, 12, 17), None, "",
    ),
    "payment_reminder": PaymentReminder(
        1, 3, "Praxis Dr. Groß", (OverdueInvoice("RE-2026-000123", date(2026, 11, 15), date(2026, 11, 29),
        Money(11900, EUR)),), None, Money(11900, EUR), "", date(2026, 12, 17),
        PayTo("RED Medical Systems GmbH", "DE89 3704 0044 0532 0130 00"), f"{LINK}/rechnungen",
    ),
    "payment_reminder-last": PaymentReminder(
        3, 3, "Praxis Dr. Groß", (
            OverdueInvoice("RE-2026-000123", date(2026, 11, 15), date(2026, 11, 29), Money(12150, EUR)),
            OverdueInvoice("RE-2026-000124", date(2026, 11, 16), date(2026, 11, 30), Money(5950, EUR)),
        ), Money(500, EUR), Money(18600, EUR), "Bitte rufen Sie uns an, wenn Sie nicht zahlen können.",
        date(2027, 1, 17), PayTo("RED Medical Systems GmbH", "DE89 3704 0044 0532 0130 00", "COBADEFFXXX"),
        f"{LINK}/rechnungen",
    ),
    "invitation": Invitation(
        "Praxis Dr. Groß", "Jürgen Groß", InvitedAs.MEMBER, datetime(2021, 4, 7, 10, 0, tzinfo=UTC),
        f"{LINK}/einladung/x",
    ),
    "invitation-staff": Invitation(
        "RED connect", "Berta Beispiel", InvitedAs.STAFF, datetime(2021, 4, 7, 10, 0, tzinfo=UTC), f"{LINK}/einladung/y"
    ),
}  # fmt: skip
