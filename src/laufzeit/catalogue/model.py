"""What a vendor sells and by which rules: the catalogue as plain values.

Everything here is read from one TOML file (``reading.py``) and never changes: an edition of terms that a contract
is bound to stays as it is, a change is a new edition. Prices are tables of steps (``steps.py``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from laufzeit.catalogue.billing import NO_BILLING, Billing
from laufzeit.catalogue.steps import Steps
from laufzeit.catalogue.texts import NO_TEXTS, Texts
from laufzeit.dates.notice import NoticeRule
from laufzeit.dates.span import Span
from laufzeit.dates.term import Renewal
from laufzeit.money.vat import VatCategory


@dataclass(frozen=True, slots=True, order=True)
class TermsRef:
    """The name of one edition of a plan's terms; a contract's phase is bound to it.

    >>> str(TermsRef("plus", "2020"))
    'plus@2020'
    >>> TermsRef.parse("plus@2020")
    TermsRef(plan='plus', edition='2020')
    """

    plan: str
    edition: str

    @classmethod
    def parse(cls, text: str) -> TermsRef:
        plan, _, edition = text.partition("@")
        return cls(plan, edition)

    def __str__(self) -> str:
        return f"{self.plan}@{self.edition}"


class Quantity(StrEnum):
    """What a charge is multiplied by."""

    FLAT = "flat"
    SEATS = "seats"
    MEMBERS = "members"
    """The named users of the phase."""
    METER = "meter"


class Due(StrEnum):
    ADVANCE = "advance"
    ARREARS = "arrears"


class Proration(StrEnum):
    """What a charge of a part of a period costs (by exact days, the whole period, or nothing)."""

    DAYS = "days"
    WHOLE = "whole"
    NONE = "none"


class Periods(StrEnum):
    """From when billing periods are counted. Where the interval is the length of the term, they are the terms."""

    CONTRACT = "contract"
    """From the day on which the contract, its plan or its term began."""
    CALENDAR = "calendar"
    """Calendar months, quarters, years."""


@dataclass(frozen=True, slots=True)
class Charge:
    """One price of a plan: ``steps`` of a quantity, once each ``interval`` (``None``: once). ``minimum`` and
    ``maximum`` (``None``: without) are the least and the most that a whole period costs, in micros (a part of a period
    accordingly less, as ``proration`` says)."""

    key: str
    names: Texts
    quantity: Quantity
    steps: Steps
    interval: Span | None
    due: Due
    meter: str | None = None
    proration: Proration = Proration.DAYS
    minimum: int = 0
    periods: Periods = Periods.CONTRACT
    vat: VatCategory = VatCategory.STANDARD
    maximum: int | None = None

    def amount(self, quantity: int | Decimal) -> int:
        """What a whole period with ``quantity`` costs, in micros. Raises ``steps.NoPrice`` where no step covers it."""
        return self.bounded(self.steps.amount(quantity))

    def bounded(self, amount: int) -> int:
        """An amount of a whole period, raised to the least and lowered to the most that it costs; in micros."""
        most = amount if self.maximum is None else min(amount, self.maximum)
        return max(most, self.minimum)


class SeatPolicy(StrEnum):
    """When a change of the number of seats takes effect."""

    AT_ONCE = "at once"
    EXTEND_TERM = "extend term"
    """From today, and the term of all seats begins anew today (GAPTEQ)."""
    PERIOD_END = "period end"
    TERM_END = "term end"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Seats:
    """How many people or machines may use a contract. ``named`` seats are members with a name (RED connect's users);
    otherwise the contract knows a number only (GAPTEQ's users of a server)."""

    names: Texts
    minimum: int
    maximum: int | None
    named: bool
    increase: SeatPolicy
    decrease: SeatPolicy
    plurals: Texts = NO_TEXTS
    """What several of them are called; empty where the language says the same."""


class ChangeMoment(StrEnum):
    """When a change of plan takes effect."""

    AT_ONCE = "at once"
    NOTICE = "notice end"
    """At the end of the customer's notice period of the plan that is left."""
    TERM_END = "term end"
    PERIOD_END = "period end"


@dataclass(frozen=True, slots=True)
class ChangePath:
    """A change of plan that customers may decide by themselves. ``agreements`` have to be agreed to."""

    to: str
    when: ChangeMoment
    agreements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grant:
    """A feature that a plan includes, with the most of it where there is a limit."""

    feature: str
    limit: int | None = None


class AfterTrial(StrEnum):
    CONTINUES = "continues"
    ENDS = "ends"


@dataclass(frozen=True, slots=True)
class Trial:
    length: Span
    then: AfterTrial


@dataclass(frozen=True, slots=True)
class Terms:
    """One dated edition of a plan's terms.

    ``sold_from``/``sold_until`` (half-open) say when new contracts can be concluded on it; contracts bound to it keep
    it for as long as their phase lasts. ``term`` ``None`` is an indefinite contract.
    ``revocable_by_customer``: the vendor agrees in advance that a notice or a change may be revoked until its last day
    (otherwise § 130 (1) S. 2 BGB: only until receipt). ``switch_notice`` is the notice to a switch by Art. 25 (2)(d)
    Data Act, ``None`` where that act does not apply; ``export_days`` the days to fetch the data after the end.
    """

    ref: TermsRef
    sold_from: date
    sold_until: date | None
    charges: tuple[Charge, ...]
    term: Span | None
    renewal: Span | Renewal
    notice_by_customer: NoticeRule
    notice_by_vendor: NoticeRule
    seats: Seats
    grants: tuple[Grant, ...]
    changes: tuple[ChangePath, ...]
    agreements: tuple[str, ...]
    trial: Trial | None
    revocable_by_customer: bool
    revocable_by_vendor: bool
    switch_notice: Span | None
    export_days: int
    reminder_days: tuple[int, ...]
    """Days before the last day to revoke or to give notice on which a reminder goes out."""
    price_notes: Texts
    """The sentence below the prices ("* alle Preise zzgl. Mehrwertsteuer / Abrechnung erfolgt monatlich.")."""
    currency: str = "EUR"
    """The currency of the prices: it stays with the edition, whatever currency the vendor takes up later."""

    def grant(self, feature: str) -> Grant | None:
        return next((grant for grant in self.grants if grant.feature == feature), None)

    def path_to(self, plan: str) -> ChangePath | None:
        return next((path for path in self.changes if path.to == plan), None)


@dataclass(frozen=True, slots=True)
class Plan:
    key: str
    names: Texts
    descriptions: Texts
    editions: tuple[Terms, ...]
    """In the order of ``sold_from``."""

    def sold_on(self, day: date) -> Terms | None:
        """The edition that is offered on ``day``, if any."""
        for terms in reversed(self.editions):
            if terms.sold_from <= day and (terms.sold_until is None or day < terms.sold_until):
                return terms
        return None


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that a plan can include; ``bookable`` for a future day (a conference)."""

    key: str
    names: Texts
    bookable: bool = False


class Aggregate(StrEnum):
    """What becomes of the records of a meter in a billing period."""

    SUM = "sum"
    MAXIMUM = "maximum"
    DISTINCT = "distinct"
    """How many different subjects (active users) there were."""
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Meter:
    key: str
    names: Texts
    """What is counted, in the singular that stands behind "pro"/"per": "SMS-Versand"."""
    plurals: Texts = NO_TEXTS
    """What several of them are called; empty where the language says the same."""
    aggregate: Aggregate = Aggregate.SUM


@dataclass(frozen=True, slots=True)
class AgreementEdition:
    edition: str
    valid_from: date
    bodies: Texts
    hashes: tuple[tuple[str, str], ...]
    """SHA-256 of the text in each language, as hexadecimal: (language, hash)."""

    def hash_of(self, language: str) -> str:
        return dict(self.hashes)[language]


@dataclass(frozen=True, slots=True)
class Agreement:
    """A text that customers agree to (AGB, AVV), in dated editions."""

    key: str
    names: Texts
    editions: tuple[AgreementEdition, ...]

    def on(self, day: date) -> AgreementEdition | None:
        """The edition in force on ``day``."""
        found = [edition for edition in self.editions if edition.valid_from <= day]
        return found[-1] if found else None


class PriceBasis(StrEnum):
    NET = "net"
    GROSS = "gross"


class Law(StrEnum):
    """Bodies of law that a vendor says it is under; they decide which warnings ``check`` gives."""

    CONSUMER = "consumer"
    DATA_ACT = "data act"


@dataclass(frozen=True, slots=True)
class Address:
    street: str
    postcode: str
    city: str
    country: str
    state: str = ""
    """The German state whose public holidays count (ISO 3166-2 without ``DE-``)."""


@dataclass(frozen=True, slots=True)
class VendorFacts:
    key: str
    name: str
    legal_name: str
    address: Address
    email: str
    phone: str
    vat_id: str
    tax_number: str
    currency: str
    prices: PriceBasis
    time_zone: str
    languages: tuple[str, ...]
    brand: str
    brand_ink: str
    logo: str
    """A ``data:`` address of the picture; empty where there is none."""
    hosts: tuple[str, ...]
    laws: tuple[Law, ...]
    register: str = ""
    """Court and number, as business letters state them (§ 35a GmbHG)."""
    managers: tuple[str, ...] = ()
    billing: Billing = NO_BILLING


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All that one vendor sells. Look-ups of names that do not exist raise ``KeyError``: what a contract refers to was
    checked when it was decided."""

    vendor: VendorFacts
    agreements: Mapping[str, Agreement]
    features: Mapping[str, Feature]
    meters: Mapping[str, Meter]
    plans: Mapping[str, Plan]

    def terms(self, ref: TermsRef) -> Terms:
        for terms in self.plans[ref.plan].editions:
            if terms.ref == ref:
                return terms
        raise KeyError(str(ref))
