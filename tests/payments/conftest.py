"""RED connect with customers, documents and a bank account, on the real database."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from tests.payments.bank import CUSTOMER_IBAN, VENDOR_IBAN

EXAMPLE = Path(__file__).parents[2] / "examples/red-connect.toml"
TODAY = date(2026, 11, 23)
CREDITOR_ID = "DE98ZZZ09999999999"
BILLING = f"""
[vendor.billing]
due_days = 14
notice_of_debit_days = 5
creditor_id = "{CREDITOR_ID}"
bank = {{ holder = "RED Medical Systems GmbH", iban = "{VENDOR_IBAN}", bic = "COBADEFFXXX" }}

[[vendor.billing.dunning]]
days = 7

[[vendor.billing.dunning]]
days = 21
text.de = "Bitte rufen Sie uns an, wenn Sie nicht zahlen können."
text.en = "Please call us if you cannot pay."
fee = "2.50"

[[vendor.billing.dunning]]
days = 35
fee = "5.00"

"""


def catalogue_source(billing: str = BILLING) -> str:
    """The example's plans, with how these tests bill."""
    text = EXAMPLE.read_text(encoding="utf-8")
    without = re.sub(r"\n\[vendor\.billing\].*?(?=\n# ---)", "", text, flags=re.S)
    assert "vendor.billing" not in without
    return without.replace("\n# --- What customers agree to", f"{billing}\n# --- What customers agree to", 1)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@dataclass
class Desk:
    """The vendor's accounting, with short ways to what the tests do. Inside ``acting_for``."""

    vendor: Any
    numbers: dict[str, int] = field(default_factory=dict)

    def customer(self, name: str = "Praxis Dr. Groß", iban: str = CUSTOMER_IBAN, **other: Any) -> Any:
        from laufzeit.customers import actions as customers
        from laufzeit.customers.addresses import Address
        from laufzeit.customers.details import Kind, OrganisationDetails

        address = other.pop("address", None) or Address("Lindenweg 4a", "", "10115", "Berlin", "DE")
        kind = Kind(other.pop("kind", "business"))
        email = f"{re.sub('[^a-z]', '', name.lower())}@praxis.example"
        details = OrganisationDetails(name, address, kind, email=email, **other)
        made = customers.create_organisation(details, by=None)
        if iban:
            self.account(made, iban)
        return made

    def account(self, organisation: Any, iban: str, holder: str = "Jürgen Groß") -> None:
        from laufzeit.customers import actions as customers
        from laufzeit.customers.details import BankDetails
        from laufzeit.customers.iban import Account

        customers.set_bank_account(
            organisation.id, BankDetails(holder, Account(iban, "", "")), by=organisation.id, now=at(TODAY)
        )

    def mandate(self, organisation: Any, signed_on: date = date(2026, 1, 5), **other: Any) -> Any:
        from laufzeit.payments.actions import Evidence, give_mandate
        from laufzeit.payments.mandate import Scheme

        scheme = other.pop("scheme", Scheme.CORE)
        return give_mandate(
            organisation.id, scheme, Evidence("portal", signed_on), by=None, now=at(other.pop("day", TODAY)), **other
        )

    def document(self, organisation: Any, gross: int = 11900, **other: Any) -> Any:
        """An issued document; with ``mandate`` it says that it is collected."""
        from laufzeit.invoices import document as value
        from laufzeit.invoices import store
        from laufzeit.vendors.models import new_id

        kind = other.pop("kind", value.DocumentKind.INVOICE)
        prefix = "RE" if kind is value.DocumentKind.INVOICE else "RK"
        issued_on = other.pop("issued_on", TODAY - timedelta(days=10))
        due_on = other.pop("due_on", issued_on + timedelta(days=14))
        mandate, corrects = other.pop("mandate", None), other.pop("corrects", None)
        payment: Any = value.Transfer("RED Medical Systems GmbH", VENDOR_IBAN)
        if mandate is not None:
            payment = value.Debit(mandate.reference, CREDITOR_ID, mandate.iban, due_on)
        net = gross * 100 // 119
        document = value.Document(
            id=new_id(), kind=kind, number=self.number(prefix, issued_on.year), issued_on=issued_on, due_on=due_on,
            currency=other.pop("currency", "EUR"), language="de", seller=self.party("RED Medical Systems GmbH"),
            buyer=self.party(organisation.name), organisation=organisation.id, lines=(self.line(net, issued_on),),
            taxes=(value.TaxLine(value.TaxCategory.STANDARD, 1900, net, gross - net),), net=net, tax=gross - net,
            gross=gross, service=self.month(issued_on), payment=payment if gross > 0 else None,
            references=(value.Reference(corrects.number, corrects.issued_on),) if corrects else (),
        )  # fmt: skip
        store.insert([store.Issue(document, 0, None)])
        assert not other
        return document

    def number(self, prefix: str, year: int) -> str:
        self.numbers[prefix] = self.numbers.get(prefix, 0) + 1
        return f"{prefix}-{year}-{self.numbers[prefix]:06}"

    def party(self, name: str) -> Any:
        from laufzeit.invoices.document import Party

        return Party(name, "Lindenweg 4a", "10115", "Berlin", "DE")

    def month(self, day: date) -> Any:
        from laufzeit.dates.period import Period

        return Period(day.replace(day=1), (day.replace(day=1) + timedelta(days=32)).replace(day=1))

    def line(self, net: int, day: date) -> Any:
        from laufzeit.invoices.document import Line, TaxCategory

        sign = -1 if net < 0 else 1
        return Line(
            UUID(int=7), "RC-1", "plus@2020/fee", self.month(day), self.month(day), "Grundgebühr", "", Decimal(sign),
            "C62", abs(net) * 10_000, net, net, TaxCategory.STANDARD, 1900,
        )  # fmt: skip

    def open(self, document: Any) -> int:
        return self.standing(document).open

    def standing(self, document: Any) -> Any:
        from laufzeit.payments import store

        return store.standing(document.id)

    def status(self, document: Any, day: date = TODAY) -> str:
        return str(self.standing(document).status(day).value)

    def collect(self, through: date = date(2026, 12, 5), day: date = TODAY, **other: Any) -> Any:
        from laufzeit.payments.collecting.actions import Run, collect

        return collect(self.vendor.id, Run(through, day, at(day), **other))

    def file(self, written: Any) -> bytes:
        from laufzeit.payments.collecting.actions import file_of

        return file_of(written.id)

    def imported(self, data: bytes, day: date = TODAY, **other: Any) -> Any:
        from laufzeit.payments.banking.actions import import_statement

        return import_statement(self.vendor.id, data, today=day, now=at(day), by=None, **other)

    def dun(self, day: date) -> Any:
        from laufzeit.payments.reminding.actions import dun

        return dun(self.vendor.id, today=day, now=at(day))

    def letters(self, kind: str) -> list[Any]:
        from laufzeit.messages.codec import from_json
        from laufzeit.messages.models import Message

        rows = Message.objects.filter(kind=kind).order_by("created_at", "id")
        return [from_json(row.kind, row.facts) for row in rows]

    def entries(self, document: Any) -> list[tuple[str, int]]:
        from laufzeit.payments.booking.store import entries_of

        return [(entry.kind, entry.amount) for entry in entries_of(document.id)]


def make_desk(vendor: Any, billing: str = BILLING) -> Desk:
    from laufzeit.catalogue.actions import apply

    apply(vendor, catalogue_source(billing), by="test", now=at(date(2026, 1, 1)))
    return Desk(vendor)


@pytest.fixture
def desk(acting: Any) -> Desk:
    return make_desk(acting)
