"""Collecting what is due by direct debit, and what a person says about a collection that did not work."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from laufzeit.catalogue.model import Catalogue
from laufzeit.catalogue.store import catalogue_of
from laufzeit.customers.iban import masked
from laufzeit.messages import actions as outbox
from laufzeit.messages.kinds import DebitAnnounced
from laufzeit.messages.outgoing import Outgoing
from laufzeit.money.amount import EUR, Money
from laufzeit.payments import mandate as rules
from laufzeit.payments import store
from laufzeit.payments.booking.actions import set_off_corrections
from laufzeit.payments.collecting import store as collecting
from laufzeit.payments.collecting.order import EARLIEST_DAYS, Due, Terms, debit_of, used
from laufzeit.payments.collecting.store import Candidate
from laufzeit.payments.fault import Code, Fault, Refused, fault
from laufzeit.payments.models import DebitOrder, DirectDebit, Mandate
from laufzeit.payments.pain008 import Debit, Order, Party, Version, blocks, written
from laufzeit.payments.pain008_check import faults_of, is_iban
from laufzeit.payments.post.store import Addressee, addressees, portal_link
from laufzeit.payments.postal import Postal
from laufzeit.vendors.models import new_id
from laufzeit.vendors.store import acting_for
from laufzeit.vendors.tenancy import acting_vendor_id

LARGEST_ORDER: Final = 20_000
"""Debits of one file and one transaction: some 15 MB, which banks take; more are written into further files."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written and stored."""

    id: UUID
    message_id: str
    count: int
    total: int
    first_day: date
    last_day: date
    sha256: str


@dataclass(frozen=True, slots=True)
class NotCollected:
    """An invoice that could have been collected but for this."""

    document: UUID
    number: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class Collected:
    """What a run did."""

    files: tuple[Written, ...] = ()
    not_collected: tuple[NotCollected, ...] = ()
    letters: int = 0

    def __add__(self, other: Collected) -> Collected:
        return Collected(
            (*self.files, *other.files), (*self.not_collected, *other.not_collected), self.letters + other.letters
        )


@dataclass(frozen=True, slots=True)
class Run:
    """How it is collected. ``unannounced``: also invoices that said nothing of a direct debit, and those whose debit
    came back; their customers get a letter first. ``through`` is the last due day."""

    through: date
    today: date
    now: datetime
    by: UUID | None = None
    version: Version = Version.V08
    unannounced: bool = False
    batch_booking: bool = True
    size: int = LARGEST_ORDER


def collect(vendor_id: UUID, run: Run, *, progress: Callable[[int, int], None] | None = None) -> Collected:
    """Write files for all that can be collected, each invoice at most once; a transaction a file. A second run finds
    nothing, and two at once share the work.

    Raises:
        Refused: the vendor cannot collect (its identifier, its account), or the day is too far away.
    """
    with acting_for(vendor_id):
        catalogue = catalogue_of(vendor_id)
        _require(catalogue, run)
        set_off_corrections(today=run.today, now=run.now)
        documents = collecting.candidates(run.through, unannounced=run.unannounced)
    done = Collected()
    for start in range(0, len(documents), run.size):
        with acting_for(vendor_id):
            done += _collect(documents[start : start + run.size], catalogue, run)
        if progress is not None:
            progress(min(start + run.size, len(documents)), len(documents))
    return done


def _require(catalogue: Catalogue, run: Run) -> None:
    billing = catalogue.vendor.billing
    found = [rules.creditor_id_fault(billing.creditor_id)]
    if billing.bank is None:
        found.append(fault(Code.NO_BANK_ACCOUNT))
    elif not is_iban(billing.bank.iban):
        found.append(fault(Code.VENDOR_IBAN_WRONG, iban=billing.bank.iban))
    latest = run.today + timedelta(days=EARLIEST_DAYS)
    if run.through > latest:
        found.append(fault(Code.DAY_TOO_FAR, latest=latest))
    wrong = [one for one in found if one is not None]
    if wrong:
        raise Refused(wrong)


@dataclass(frozen=True, slots=True)
class _Made:
    """A debit with what is stored about it. ``announce``: a letter has to go out."""

    candidate: Candidate
    due: Due
    debit: Debit
    mandate: UUID
    announce: bool


def _collect(documents: Sequence[UUID], catalogue: Catalogue, run: Run) -> Collected:
    """One file, alone."""
    store.alone()
    candidates = collecting.still(documents)
    pool = _Pool.of(candidates, catalogue.vendor.billing.creditor_id, letters=run.unannounced)
    made, refused = _debits(candidates, pool, catalogue, run)
    if not made:
        return Collected(not_collected=tuple(refused))
    order = _order(made, catalogue, run)
    wrong = faults_of(order)
    if wrong:
        raise Refused(wrong)
    row = _store(order, made, run)
    letters = _announce(made, pool.people, catalogue, run)
    days = [one.debit.collected_on for one in made]
    file = Written(row.id, row.message_id, row.count, row.total, min(days), max(days), row.sha256)
    return Collected((file,), tuple(refused), letters)


def _debits(
    candidates: Sequence[Candidate], pool: _Pool, catalogue: Catalogue, run: Run
) -> tuple[list[_Made], list[NotCollected]]:
    billing = catalogue.vendor.billing
    terms = Terms(billing.creditor_id, billing.notice_of_debit_days, run.today)
    made: list[_Made] = []
    refused: list[NotCollected] = []
    for candidate in candidates:
        found = _debit(candidate, pool, terms, run)
        if isinstance(found, _Made):
            pool.use(found)
            made.append(found)
        else:
            refused.append(NotCollected(candidate.document, candidate.number, found))
    collecting.use(list(pool.used.items()))
    return made, refused


class _Pool:
    """The mandates of a run, as they are used one after the other."""

    def __init__(
        self,
        rows: Iterable[Mandate],
        customers: Mapping[UUID, collecting.Customer],
        people: Mapping[UUID, Addressee],
    ) -> None:
        self.rows = {row.id: row for row in rows}
        self.values = {row.id: store.value_of(row) for row in self.rows.values()}
        self.named = {row.reference: row.id for row in self.rows.values()}
        self.current = {row.organisation_id: row.id for row in self.rows.values() if row.revoked_on is None}
        self.customers = customers
        self.people = people
        self.used: dict[UUID, rules.Mandate] = {}

    @classmethod
    def of(cls, candidates: Sequence[Candidate], creditor_id: str, *, letters: bool) -> _Pool:
        organisations = {candidate.organisation for candidate in candidates}
        references = {str((candidate.payment or {}).get("mandate", "")) for candidate in candidates} - {""}
        mandates = collecting.mandates(references, organisations, creditor_id)
        people = addressees(organisations) if letters else {}
        return cls(mandates, collecting.customers(organisations), people)

    def debtor(self, mandate: UUID, organisation: UUID) -> Party:
        return collecting.debtor(self.rows[mandate], self.customers[organisation])

    def use(self, made: _Made) -> None:
        value = used(self.values[made.mandate], made.debit.collected_on)
        self.values[made.mandate] = self.used[made.mandate] = value


def _debit(candidate: Candidate, pool: _Pool, terms: Terms, run: Run) -> _Made | Fault:
    """By the mandate that the invoice named; where that is not possible any more, and letters are wanted, by the
    current one."""
    payment = candidate.payment or {}
    announced = payment.get("_") == "Debit" and candidate.made == 0
    named = pool.named.get(str(payment.get("mandate", ""))) if announced else None
    found: _Made | Fault = fault(Code.NO_MANDATE)
    if announced:
        due_on = date.fromisoformat(payment["collected_on"])
        due = _due(candidate, pool, due_on, candidate.issued_on)
        found = fault(Code.MANDATE_UNKNOWN) if named is None else _made(candidate, due, named, pool, terms)
    current = pool.current.get(candidate.organisation)
    if isinstance(found, Fault) and run.unannounced and current is not None and current != named:
        if candidate.organisation not in pool.people:
            return fault(Code.NOBODY_TO_TELL)
        due = _due(candidate, pool, candidate.due_on, run.today)
        return _made(candidate, due, current, pool, terms, announce=True)
    return found


def _due(candidate: Candidate, pool: _Pool, due_on: date, told_on: date) -> Due:
    return Due(
        candidate.document, candidate.number, candidate.organisation, pool.customers[candidate.organisation].number,
        candidate.currency, candidate.open, due_on, told_on, candidate.made + 1, candidate.language,
    )  # fmt: skip


def _made(
    candidate: Candidate, due: Due, mandate: UUID, pool: _Pool, terms: Terms, *, announce: bool = False
) -> _Made | Fault:
    debit = debit_of(due, pool.values[mandate], pool.debtor(mandate, candidate.organisation), terms)
    return debit[0] if isinstance(debit, tuple) else _Made(candidate, due, debit, mandate, announce)


def _order(made: Sequence[_Made], catalogue: Catalogue, run: Run) -> Order:
    vendor = catalogue.vendor
    bank = vendor.billing.bank
    assert bank is not None, "looked at before"
    address = vendor.address
    creditor = Party(
        bank.holder, bank.iban, bank.bic, Postal(address.street, "", address.postcode, address.city, address.country)
    )
    prefix = f"LZ-{run.today:%Y%m%d}-"
    message_id = f"{prefix}{collecting.orders_since(prefix) + 1}"
    return Order(
        message_id, run.now, creditor, vendor.billing.creditor_id, tuple(one.debit for one in made), run.version,
        run.batch_booking,
    )  # fmt: skip


def _store(order: Order, made: Sequence[_Made], run: Run) -> DebitOrder:
    content = written(order).encode()
    row = DebitOrder.objects.create(
        id=new_id(), message_id=order.id, created_at=run.now, created_by=run.by, through=run.through,
        version=order.version.value, count=len(made), total=sum(one.debit.amount for one in made),
        sha256=hashlib.sha256(content).hexdigest(), content=content,
    )  # fmt: skip
    block_of = {debit.end_to_end: block.id for block in blocks(order) for debit in block.debits}
    DirectDebit.objects.bulk_create(
        [
            DirectDebit(
                order=row, document=one.candidate.document, organisation=one.candidate.organisation,
                attempt=one.due.attempt, mandate_id=one.mandate, end_to_end=one.debit.end_to_end,
                amount=one.debit.amount, scheme=one.debit.scheme.value, sequence=one.debit.sequence.value,
                collected_on=one.debit.collected_on, block=block_of[one.debit.end_to_end],
                announced_on=one.due.told_on,
            )
            for one in made
        ],
        batch_size=2000,
    )  # fmt: skip
    return row


def _announce(made: Sequence[_Made], people: Mapping[UUID, Addressee], catalogue: Catalogue, run: Run) -> int:
    """The letters to those whom no invoice has told."""
    link = portal_link(catalogue)
    told = (one for one in made if one.announce)
    letters = [_announcement(one, people[one.candidate.organisation], catalogue, link) for one in told]
    outbox.enqueue_many(acting_vendor_id(), letters, now=run.now)
    return len(letters)


def _announcement(one: _Made, person: Addressee, catalogue: Catalogue, link: str) -> Outgoing:
    letter = DebitAnnounced(
        one.candidate.number, one.candidate.issued_on, Money(one.debit.amount, EUR), one.debit.collected_on,
        masked(one.debit.debtor.iban), one.debit.mandate, catalogue.vendor.billing.creditor_id, link,
    )  # fmt: skip
    return Outgoing(f"debit/{one.debit.end_to_end}/announced", letter, person.to, person.language)


def file_of(order: UUID) -> bytes:
    """The file as it was written. Raises ``DebitOrder.DoesNotExist``."""
    return bytes(DebitOrder.objects.values_list("content", flat=True).get(id=order))
