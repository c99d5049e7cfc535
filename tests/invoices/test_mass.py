"""Billed in columns, many customers get document by document what they get one by one."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.contracts.lives import FILES, FIRST_DAY, NUMBERS, Wish, attempt, begun, catalogue, wishes

from laufzeit.catalogue.billing import BankDetails, InvoicePer, TaxScheme
from laufzeit.catalogue.model import Catalogue, PriceBasis
from laufzeit.customers.details import Kind
from laufzeit.dates.period import Period
from laufzeit.invoices import codec
from laufzeit.invoices.difference import Billed
from laufzeit.invoices.document import Document, DocumentKind, Line, Party, Reference
from laufzeit.invoices.drafting import CannotBill, Claim, Customer, Drafter
from laufzeit.invoices.lines import Named
from laufzeit.invoices.parties import seller_of
from laufzeit.invoices.paying import Paying
from laufzeit.invoices.running import mass
from laufzeit.invoices.running.looking import Window, account_of, dues
from laufzeit.invoices.running.summary import Summary
from laufzeit.rating.items import ItemKey
from laufzeit.rating.mass import Tariff
from laufzeit.stories.life import Life
from laufzeit.usage.aggregate import in_units

quickly = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SPACE = UUID("018f0000-0000-7000-8000-000000000000")
EPOCH = date(1970, 1, 1)


def id_of(*of: object) -> UUID:
    return uuid5(SPACE, " ".join(str(one) for one in of))


@dataclass
class Signed:
    """A contract of a customer; its life is a random one."""

    id: UUID
    number: str
    life: Life = field(repr=False)
    extra_usage: int = 0


@dataclass
class Base:
    """Customers with their contracts, and the documents that they have got."""

    of: Catalogue = field(repr=False)
    customers: list[tuple[Customer, list[Signed]]]
    documents: list[tuple[Document, UUID]] = field(default_factory=list)
    odd: set[UUID] = field(default_factory=set)

    def billed(self, contract: UUID) -> dict[ItemKey, Billed]:
        """What the database's question says of a contract."""
        found: dict[ItemKey, list[tuple[Document, Any]]] = {}
        for document, _ in self.documents:
            for line in document.lines:
                if line.contract == contract:
                    found.setdefault(ItemKey(line.item, line.period.start), []).append((document, line))
        return {key: _billed(key, rows) for key, rows in found.items()}

    def figure(self, contract: Signed, meter: str, period: Period) -> int:
        assert period.end is not None
        seed = int(contract.id) % 1000 + period.start.toordinal() * 7 + period.end.toordinal() + len(meter)
        return max((0, seed % 40 * 1_000_000, seed % 90 * 500_000)[seed % 3] + contract.extra_usage, 0)


def _billed(key: ItemKey, rows: list[tuple[Document, Any]]) -> Billed:
    latest = max(
        enumerate(rows), key=lambda one: (one[1][0].kind is DocumentKind.INVOICE, one[0])
    )[1]  # fmt: skip
    document, line = latest
    return Billed(
        key, line.period, sum(one.charged for _, one in rows), document.currency,
        Period(min(one.service.start for _, one in rows), max(one.service.end for _, one in rows)),
        frozenset(one.service.start for _, one in rows), line.text, line.category, line.rate,
        Reference(document.number, document.issued_on),
    )  # fmt: skip


@dataclass
class InMemory:
    """``mass.Answers`` from the values themselves, as the database would give them."""

    base: Base

    @property
    def contracts(self) -> dict[str, Signed]:
        return {str(one.id): one for _, signed in self.base.customers for one in signed}

    def figures(self, asked: bytes) -> bytes:
        contracts = self.contracts
        return _csv(
            (contract, meter, _days(_day(start)), _days(_day(end)), micros)
            for contract, meter, _, start, end in csv.reader(io.StringIO(asked.decode()))
            if (micros := self.base.figure(contracts[contract], meter, Period(_day(start), _day(end))))
        )

    def billed(self, contracts: Sequence[str]) -> bytes:
        return _csv(
            (
                contract, one.key.item, _days(one.key.start), _days(one.period.end), one.amount,
                _days(one.service.start), _days(one.service.end),
                " ".join(str(_days(day)) for day in sorted(one.starts)), one.currency, one.text, one.category.value,
                one.rate, one.document.number, _days(one.document.issued_on),
            )
            for contract in contracts
            for one in self.base.billed(UUID(contract)).values()
        )  # fmt: skip

    def paying(self) -> Mapping[str, Paying]:
        return {str(customer.id): customer.paying for customer, _ in self.base.customers if customer.paying}


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _days(day: date | None) -> int | None:
    return None if day is None else (day - EPOCH).days


def _csv(rows: Any) -> bytes:
    """As PostgreSQL writes it: nothing for null, quotes for an empty text."""

    def cell(value: object) -> str:
        if value is None:
            return ""
        return '"{}"'.format(value.replace('"', '""')) if isinstance(value, str) else str(value)

    return "".join(",".join(cell(value) for value in row) + "\n" for row in rows).encode()


def rows_of(base: Base) -> bytes:
    """What the database gives of a base."""
    found = []
    for customer, signed in base.customers:
        party = customer.party
        told = (
            customer.kind.value, customer.language, customer.buyer_reference, party.name, party.street, party.postcode,
            party.city, party.country, party.address_extra, party.number, party.vat_id, party.tax_number, party.email,
            party.phone,
        )  # fmt: skip
        for one in signed:
            contract = one.life.contract
            assert contract is not None
            special = int(bool(contract.discounts or contract.extras))
            for phase in account_of(contract, base.of).phases or [None]:
                row = (None,) * 8 if phase is None else (
                    phase.terms.plan, phase.terms.edition, phase.seats, len(phase.users), _days(phase.period.start),
                    _days(phase.period.end), _days(phase.anchor), int(phase.trial),
                )  # fmt: skip
                found.append((str(one.id), one.number, str(customer.id), special, *row, *told))
    return _csv(found)


@dataclass
class Outcome:
    """What came of a base: documents by customer, and who could not be billed."""

    documents: dict[UUID, list[Document]]
    refused: set[UUID]


def one_by_one(base: Base, window: Window, today: date, marked: set[UUID]) -> Outcome:
    drafter = Drafter(base.of, seller_of(base.of.vendor), today)
    found = Outcome({}, set())
    for customer, signed in base.customers:
        claims = []
        for one in signed:
            contract = one.life.contract
            assert contract is not None
            account = account_of(contract, base.of)
            known = base.billed(one.id) if one.id in marked or window.looked_at is None else None

            def figure(meter: str, period: Period, one: Signed = one) -> Any:
                return in_units(base.figure(one, meter, period))

            try:
                some = dues(account, base.of, window, figure, known)
            except CannotBill:
                found.refused.add(customer.id)
                continue
            if some:
                claims.append(Claim(Named(one.id, one.number), tuple(some)))
        try:
            found.documents[customer.id] = list(drafter.drafts(customer, claims)) if claims else []
        except CannotBill:
            found.refused.add(customer.id)
            found.documents[customer.id] = []
    return found


def in_columns(base: Base, window: Window, today: date, marked: set[UUID]) -> tuple[Outcome, mass.Drafted]:
    read = mass.base(rows_of(base), window, {str(one) for one in marked})
    drafted = mass.draft(read, window, base.of, Tariff(base.of), today, InMemory(base))
    found = Outcome({customer.id: [] for customer, _ in base.customers}, {UUID(one) for one in drafted.left})
    for document in read_back(base, drafted, today):
        found.documents[document.organisation].append(document)
    return found, drafted


def read_back(base: Base, drafted: mass.Drafted, today: date) -> list[Document]:
    """The documents that would be read from the rows that would be written."""
    from laufzeit.invoices import store
    from laufzeit.invoices.models import Document as DocumentRow
    from laufzeit.invoices.models import Line as LineRow
    from laufzeit.invoices.models import Seller

    count = drafted.sheets.documents.height
    ids = [str(UUID(int=number + 1)) for number in range(count)]
    numbers = {kind: [""] * many for kind, many in drafted.kinds.items()}
    names = [name.strip() for name in store.DOCUMENT.split(",")]
    line_names = [name.strip() for name in store.LINE.split(",")]
    constants = {
        "part": 1, "vendor_id": str(UUID(int=1)), "run_id": str(UUID(int=2)), "issued_on": today, "due_on": today,
        "gross_prices": base.of.vendor.prices is PriceBasis.GROSS, "prepaid": 0, "seller_id": str(UUID(int=3)),
    }  # fmt: skip
    documents = mass.document_rows(drafted, ids, numbers, names, constants)
    lines = mass.line_rows(drafted, ids, line_names, {"part": 1, "vendor_id": str(UUID(int=1))})
    by_document: dict[UUID, list[Any]] = {}
    for row in _typed(lines, line_names, LineRow):
        by_document.setdefault(row.document_id, []).append(store._line(row))
    seller = Seller(vendor_id=UUID(int=1), facts=codec.party_to_json(seller_of(base.of.vendor)))
    found = []
    for row in _typed(documents, names, DocumentRow):
        row.seller = seller
        found.append(store._document(row, tuple(by_document[row.id])))
    assert sum(len(some) for some in by_document.values()) == drafted.sheets.lines.height
    return sorted(found, key=lambda one: one.id)


def _typed(rows: bytes, names: Sequence[str], model: Any) -> list[Any]:
    """Rows of CSV as rows of a model."""
    by_column = {one.column: one for one in model._meta.concrete_fields}
    found = []
    for row in csv.reader(io.StringIO(rows.decode())):
        values: dict[str, Any] = {}
        for name, text in zip(names, row, strict=True):
            column = by_column[name]
            kind = column.get_internal_type()
            if text == "" and column.null:
                values[column.attname] = None
            elif kind == "JSONField":
                values[column.attname] = json.loads(text)
            else:
                values[column.attname] = column.to_python({"true": True, "false": False}.get(text, text))
        found.append(model(**values))
    return found


def plain(document: Document) -> Document:
    """Without what only a run gives; references and notes stay."""
    return replace(document, id=UUID(int=0), number="", due_on=date(2000, 1, 1))


def differing(found: list[Document], expected: list[Document]) -> list[object]:
    """What is not the same, as short as it can be told."""
    if len(found) != len(expected):
        return [[one.kind for one in found], [one.kind for one in expected]]
    differences: list[object] = []
    for one, other in zip(found, expected, strict=True):
        for place in fields(Document):
            was, should = getattr(one, place.name), getattr(other, place.name)
            if was != should and place.name != "lines":
                differences.append((place.name, was, should))
        if len(one.lines) != len(other.lines):
            differences.append(([line.text for line in one.lines], [line.text for line in other.lines]))
        differences += [
            (place.name, getattr(a, place.name), getattr(b, place.name), a.item)
            for a, b in zip(one.lines, other.lines, strict=False)
            for place in fields(Line)
            if getattr(a, place.name) != getattr(b, place.name)
        ]
    return differences


def compare(base: Base, window: Window, today: date, marked: set[UUID]) -> Outcome:
    """Both ways, which must come to the same; gives what was billed."""
    singly = one_by_one(base, window, today, marked)
    columns, drafted = in_columns(base, window, today, marked)
    special = {
        customer.id
        for customer, signed in base.customers
        for one in signed
        if one.life.contract is not None and (one.life.contract.discounts or one.life.contract.extras)
    }
    assert columns.refused <= special | singly.refused | base.odd
    assert singly.refused <= columns.refused | special
    together = Summary()
    for customer, _ in base.customers:
        if customer.id in columns.refused:
            assert columns.documents[customer.id] == []
            continue
        expected = [plain(one) for one in singly.documents[customer.id]]
        assert differing([plain(one) for one in columns.documents[customer.id]], expected) == []
        for document in expected:
            together.add_document(document)
    counted = mass.summary(drafted)
    assert replace(counted, contracts=0) == together
    return singly


buyers = st.tuples(
    st.sampled_from(["DE", "DE", "DE", "FR", "AT", "US", "GB"]),
    st.sampled_from(Kind),
    st.sampled_from(["", "DE136695976", "FR40303265045", "ATU13585627", "FR00000000000", "GB980780684"]),
    st.sampled_from(["de", "en"]),
    st.sampled_from(["", "", "", "04011000-1234512345-35"]),
    st.sampled_from(["Praxis Dr. Sommer", 'Müller & Söhne "GmbH", Büro\\Nord', "Zeile\neins\tzwei", ""]),
    st.booleans(),
)
settings_of_vendors = st.tuples(
    st.sampled_from(InvoicePer), st.sampled_from(PriceBasis),
    st.sampled_from([TaxScheme.REGULAR, TaxScheme.REGULAR, TaxScheme.SMALL_BUSINESS]), st.booleans(),
    st.booleans(), st.sampled_from(["", "DE98ZZZ09999999999"]),
    st.none() | st.integers(0, 600),
)  # fmt: skip
lived = st.tuples(
    NUMBERS, st.lists(wishes, max_size=6), st.lists(wishes, max_size=4), st.integers(-1, 1), st.booleans()
)


@st.composite
def bases(draw: st.DrawFn) -> tuple[Base, date, list[list[Wish]]]:
    """A base on a random day, and what its contracts will still wish."""
    name = draw(st.sampled_from(sorted(FILES)))
    start = FIRST_DAY + timedelta(days=draw(st.integers(60, 1500)))
    per, prices, tax, oss, bank, creditor, since = draw(settings_of_vendors)
    of = catalogue(name)
    billing = replace(
        of.vendor.billing, per=per, tax=tax, oss=oss, creditor_id=creditor,
        bank=BankDetails("Kontor", "DE02120300000000202051", "BYLADEM1001") if bank else None,
        since=None if since is None else start + timedelta(days=since),
    )  # fmt: skip
    base = Base(replace(of, vendor=replace(of.vendor, billing=billing, prices=prices)), [])
    later: list[list[Wish]] = []
    for o in range(draw(st.integers(1, 3))):
        signed = []
        for c in range(draw(st.integers(1, 3))):
            numbers, story, more, usage, _ = draw(lived)
            life = begun(name, start, numbers)
            for wish in story:
                attempt(life, wish)
            signed.append(Signed(id_of("contract", o, c), f"V-{o}{c}", life, usage))
            later.append(more)
        base.customers.append((_customer(o, draw(buyers)), signed))
    return base, start, later


def _customer(o: int, buyer: tuple[str, Kind, str, str, str, str, bool]) -> Customer:
    country, kind, vat_id, language, reference, name, pays = buyer
    party = Party(
        name,
        "Lindenweg 4",
        "10115",
        "Berlin",
        country,
        number=f"K-{o}",
        vat_id=vat_id,
        email="" if o else "a@b.example",
    )
    paying = Paying(f"M-{o}", "DE02120300000000202051") if pays else None
    return Customer(id_of("customer", o), party, kind, "en" if language == "en" else "de", reference, paying)


@quickly
@given(bases(), st.integers(0, 500), st.integers(0, 200), st.data())
def test_two_runs_over_random_lives(
    made: tuple[Base, date, list[list[Wish]]], days: int, more: int, data: st.DataObject
) -> None:
    base, start, later = made
    through = start + timedelta(days=days)
    window = Window(through, None, base.of.vendor.billing.since)
    first = compare(base, window, through, set())
    _issue(base, first)
    marked = _live_on(base, later, data)
    again = through + timedelta(days=data.draw(st.sampled_from([0, more, more, -more // 2])))
    second = compare(base, Window(again, through, window.since), again, marked | set(_refused(base, first)))
    _issue(base, second)


def _issue(base: Base, found: Outcome) -> None:
    for documents in found.documents.values():
        for document in documents:
            number = f"{document.kind.value[:2].upper()}-{len(base.documents) + 1}"
            base.documents.append((replace(document, number=number), document.organisation))


def _refused(base: Base, found: Outcome) -> list[UUID]:
    return [one.id for customer, signed in base.customers if customer.id in found.refused for one in signed]


def _live_on(base: Base, later: list[list[Wish]], data: st.DataObject) -> set[UUID]:
    """Some contracts change, or their usage comes late; those are marked."""
    marked = set()
    contracts = [one for _, signed in base.customers for one in signed]
    for one, story in zip(contracts, later, strict=True):
        before = one.life.contract
        for wish in story:
            attempt(one.life, wish)
        if data.draw(st.integers(0, 3)) == 0:
            one.extra_usage += data.draw(st.sampled_from([-2_000_000, 500_000, 3_000_000]))
            marked.add(one.id)
        if one.life.contract != before:
            marked.add(one.id)
    return marked
