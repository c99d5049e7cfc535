"""Which open items a bank entry is about: by the references that came along, by numbers in its text, by whose account
it came from. What could mean two things is left to people, with what it could mean.

Amounts are whole minor units. Of an item they are what is open (negative: a credit), of an entry what came in
(negative: went out); an allocation is the part of an entry that an item gets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, assert_never
from uuid import UUID

from laufzeit.payments.mandate import reference_key
from laufzeit.payments.numbers import Finder, Mention
from laufzeit.payments.statement import Entry
from laufzeit.payments.why import Unsure, Why

MOST_CANDIDATES: Final = 20
"""So many are shown to the person who decides; nobody reads more."""


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A document and what is open of it; zero for one that was settled."""

    document: UUID
    number: str
    organisation: UUID
    currency: str
    open: int


@dataclass(frozen=True, slots=True)
class LiveDebit:
    """A direct debit that was handed to the bank. ``paid``: its money has come."""

    id: UUID
    document: UUID
    end_to_end: str
    mandate: str
    amount: int
    collected_on: date
    order: str
    block: str
    paid: bool = False
    returned: bool = False

    @property
    def awaited(self) -> bool:
        """Whether its money is still to come. What comes back has come before, even if statements are read in another
        order."""
        return not self.paid


@dataclass(frozen=True, slots=True)
class Allocation:
    """The part of an entry that goes to a document; ``debit`` where it is the money of one."""

    document: UUID
    number: str
    amount: int
    debit: UUID | None = None


@dataclass(frozen=True, slots=True)
class Paid:
    """The entry pays these documents; ``rest`` is what is left of it (an over-payment)."""

    why: Why
    allocations: tuple[Allocation, ...]
    rest: int = 0


@dataclass(frozen=True, slots=True)
class Back:
    """A direct debit came back; ``fee`` is what the bank took for it."""

    why: Why
    debit: LiveDebit
    fee: int


@dataclass(frozen=True, slots=True)
class Unclear:
    """A person has to look at it; ``candidates`` are what it could be about."""

    why: Unsure
    candidates: tuple[OpenItem, ...] = ()


@dataclass(frozen=True, slots=True)
class NotOurs:
    """Money of the vendor's own that went out; it is about no customer."""


Match = Paid | Back | Unclear | NotOurs


class Book:
    """What entries are matched with, found by each thing that an entry may say. ``booked`` keeps it up to date while
    a statement is gone through: what one entry has paid, the next cannot pay again."""

    def __init__(
        self,
        items: Iterable[OpenItem],
        debits: Iterable[LiveDebit] = (),
        accounts: Iterable[tuple[str, UUID]] = (),
        formats: Sequence[str] = (),
    ) -> None:
        """``accounts`` are IBANs and the customers that are known to pay from them; ``formats`` those of numbers. Each
        debit's document is among ``items``."""
        self.finder = Finder(formats)
        self._items = {item.document: item for item in items}
        self._debits = {debit.id: debit for debit in debits}
        self._by_number = {item.number.upper(): item.document for item in self._items.values()}
        self._of: dict[UUID, list[UUID]] = defaultdict(list)
        for item in self._items.values():
            self._of[item.organisation].append(item.document)
        self._owners: dict[str, list[UUID]] = defaultdict(list)
        for iban, organisation in dict.fromkeys(accounts):
            self._owners[iban].append(organisation)
        self._by_reference = {debit.end_to_end.upper(): debit.id for debit in self._debits.values()}
        self._by_mandate: dict[str, list[UUID]] = defaultdict(list)
        self._by_order: dict[str, list[UUID]] = defaultdict(list)
        for debit in self._debits.values():
            self._by_mandate[reference_key(debit.mandate)].append(debit.id)
            self._by_order[debit.order].append(debit.id)

    def item(self, document: UUID) -> OpenItem:
        return self._items[document]

    def debit_of(self, debit: UUID) -> LiveDebit:
        return self._debits[debit]

    def debit(self, end_to_end: str) -> LiveDebit | None:
        found = self._by_reference.get(end_to_end.upper()) if end_to_end else None
        return self._debits[found] if found else None

    def of_mandate(self, mandate: str) -> list[LiveDebit]:
        return [self._debits[one] for one in self._by_mandate.get(reference_key(mandate), ())] if mandate else []

    def awaited(self, order: str, block: str) -> list[LiveDebit]:
        """The debits of a block, or of all of an order, whose money is still to come."""
        found = [self._debits[one] for one in self._by_order.get(order, ())] if order else self._debits.values()
        return [one for one in found if one.awaited and (not block or one.block == block)]

    def blocks_of(self, day: date) -> list[list[LiveDebit]]:
        """The blocks that are collected on a day and whose money is still to come."""
        found: dict[tuple[str, str], list[LiveDebit]] = defaultdict(list)
        for one in self._debits.values():
            if one.awaited and one.collected_on == day:
                found[one.order, one.block].append(one)
        return list(found.values())

    def readings(self, mention: Mention) -> list[OpenItem]:
        """The documents that a mention can mean, in the order of its readings."""
        found = (self._by_number.get(reading.upper()) for reading in mention.readings)
        return [self._items[document] for document in found if document is not None]

    def of_account(self, iban: str) -> list[OpenItem]:
        """What is open of the customers that pay from this account."""
        items = (self._items[one] for owner in self._owners.get(iban, ()) for one in self._of.get(owner, ()))
        return [item for item in items if item.open]

    def may_pay(self, iban: str, organisation: UUID) -> bool:
        """Whether nothing is known of the account, or that this customer pays from it."""
        return organisation in self._owners.get(iban, [organisation])

    def booked(self, found: Match) -> None:
        """What was matched is booked: less is open of its documents, or again all that had been collected."""
        match found:
            case Paid():
                for part in found.allocations:
                    came_back = part.debit is not None and self._debits[part.debit].returned
                    self._move(part.document, 0 if came_back else -part.amount)
                    if part.debit is not None:
                        self._debits[part.debit] = replace(self._debits[part.debit], paid=True)
            case Back():
                debit = found.debit
                self._move(debit.document, (debit.amount if debit.paid else 0) + found.fee)
                self._debits[debit.id] = replace(debit, returned=True)
            case Unclear() | NotOurs():
                pass
            case _:
                assert_never(found)

    def _move(self, document: UUID, by: int) -> None:
        self._items[document] = replace(self._items[document], open=self._items[document].open + by)


def match(entry: Entry, book: Book) -> Match:
    """What the entry is about, and why. Never a guess: what fits twice fits nobody."""
    if entry.returned:
        return _returned(entry, book)
    if entry.amount > 0:
        collected = _collected(entry, book)
        if collected is not None:
            return collected
    numbered = _numbered(entry, book)
    if numbered is not None:
        return numbered
    if entry.amount < 0:
        return NotOurs()
    return _from_account(entry, book)


def _returned(entry: Entry, book: Book) -> Match:
    """A debit that comes back: by its reference, otherwise by its mandate and the amount before the bank's fee."""
    taken = -entry.amount
    debit = book.debit(entry.end_to_end)
    if debit is not None:
        if debit.returned:
            return Unclear(Unsure.RETURNED_BEFORE, (book.item(debit.document),))
        fee = taken - debit.amount
        if fee < 0 or (entry.charges and fee != entry.charges):
            return Unclear(Unsure.RETURN_DIFFERS, (book.item(debit.document),))
        return Back(Why.END_TO_END, debit, fee)
    before_fee = entry.original if entry.original is not None else taken - entry.charges
    of_mandate = [one for one in book.of_mandate(entry.mandate) if not one.returned]
    fitting = [one for one in of_mandate if one.amount == before_fee]
    if len(fitting) == 1 and taken >= before_fee:
        return Back(Why.MANDATE_AND_AMOUNT, fitting[0], taken - before_fee)
    return Unclear(Unsure.RETURN_UNKNOWN, _shown(book.item(one.document) for one in fitting or of_mandate))


def _collected(entry: Entry, book: Book) -> Match | None:
    """The money of direct debits, one by one or as the sum of a block."""
    debit = book.debit(entry.end_to_end)
    if debit is not None:
        return _money_of(debit, entry, book, Why.END_TO_END)
    of_mandate = [one for one in book.of_mandate(entry.mandate) if one.awaited]
    fitting = [one for one in of_mandate if one.amount == entry.amount]
    if len(fitting) == 1:
        return _money_of(fitting[0], entry, book, Why.MANDATE_AND_AMOUNT)
    if of_mandate:
        several = Unsure.SEVERAL_POSSIBLE if fitting else Unsure.AMOUNT_DIFFERS
        return Unclear(several, _shown(book.item(one.document) for one in fitting or of_mandate))
    return _block(entry, book)


def _money_of(debit: LiveDebit, entry: Entry, book: Book, why: Why) -> Match:
    if not debit.awaited:
        return Unclear(Unsure.PAID_BEFORE, (book.item(debit.document),))
    if debit.amount != entry.amount or book.item(debit.document).currency != entry.currency:
        return Unclear(Unsure.AMOUNT_DIFFERS, (book.item(debit.document),))
    return Paid(why, (_allocation(debit, book),))


def _allocation(debit: LiveDebit, book: Book) -> Allocation:
    return Allocation(debit.document, book.item(debit.document).number, debit.amount, debit.id)


def _block(entry: Entry, book: Book) -> Match | None:
    """A sum for a block of debits: by the ids of file and block, otherwise by its day and total if one block fits."""
    if entry.order or entry.block:
        named = book.awaited(entry.order, entry.block)
        if named and sum(one.amount for one in named) == entry.amount:
            return Paid(Why.BLOCK, tuple(_allocation(one, book) for one in named))
        if named:
            return Unclear(Unsure.BLOCK_DIFFERS, _shown(book.item(one.document) for one in named))
    if entry.end_to_end or entry.iban:
        return None  # a transfer of somebody's
    blocks = [block for day in {entry.booked_on, entry.value_on} for block in book.blocks_of(day)]
    fitting = [block for block in blocks if sum(one.amount for one in block) == entry.amount]
    if len(fitting) != 1:
        return None
    return Paid(Why.BLOCK_BY_DAY, tuple(_allocation(one, book) for one in fitting[0]))


def _numbered(entry: Entry, book: Book) -> Match | None:
    """By numbers in the text. A payer's own reference may hold one too."""
    mentions = book.finder.mentions(f"{entry.remittance}\n{entry.end_to_end}")
    meant = [(mention, found) for mention in mentions if (found := book.readings(mention))]
    strong = [found for mention, found in meant if not mention.weak]
    choices = strong or [found for _, found in meant]
    if not choices:
        return None
    if len(choices) == 1:
        fitting = [item for item in choices[0] if item.open == entry.amount]
        choices = [fitting] if len(fitting) == 1 else choices
    if any(len(found) > 1 for found in choices):
        return Unclear(Unsure.NUMBER_UNSURE, _shown(item for found in choices for item in found)) if strong else None
    items = list(dict.fromkeys(found[0] for found in choices))
    live = [item for item in items if item.open]
    total = sum(item.open for item in live)
    exactly = bool(live) and total == entry.amount and all(item.currency == entry.currency for item in live)
    if not strong:
        # Digits without the vendor's letters count only if all fits, and the account is nobody else's.
        exactly = exactly and all(book.may_pay(entry.iban, item.organisation) for item in live)
    if exactly:
        why = Why.NUMBER if len(live) == 1 else Why.NUMBERS
        return Paid(why, tuple(Allocation(item.document, item.number, item.open) for item in live))
    return _not_exactly(entry, items, live, total) if strong else None


def _not_exactly(entry: Entry, items: list[OpenItem], live: list[OpenItem], total: int) -> Match:
    """Less or more than what is open of the documents that the payer names."""
    if entry.amount < 0 and total >= 0:
        return NotOurs()
    if any(item.currency != entry.currency for item in items):
        return Unclear(Unsure.OTHER_CURRENCY, _shown(items))
    if not live:
        return Unclear(Unsure.PAID_BEFORE, _shown(items))
    if entry.amount < 0 or any(item.open < 0 for item in live):
        return Unclear(Unsure.AMOUNT_DIFFERS, _shown(live))
    if entry.amount > total:
        whole = tuple(Allocation(item.document, item.number, item.open) for item in live)
        return Paid(Why.NUMBER_AND_MORE, whole, entry.amount - total)
    if len(live) == 1:
        return Paid(Why.NUMBER_IN_PART, (Allocation(live[0].document, live[0].number, entry.amount),))
    # Which of several debts is paid, the debtor determines (§ 366 (1) BGB); that it said.
    return Unclear(Unsure.LESS_THAN_NAMED, _shown(live))


def _from_account(entry: Entry, book: Book) -> Match:
    """By the account that it came from: the one open item with this amount, or all that is open."""
    known = [item for item in book.of_account(entry.iban) if item.currency == entry.currency]
    fitting = [item for item in known if item.open == entry.amount]
    if len(fitting) == 1:
        return Paid(Why.ACCOUNT, (Allocation(fitting[0].document, fitting[0].number, entry.amount),))
    if len(fitting) > 1:
        return Unclear(Unsure.SEVERAL_POSSIBLE, _shown(fitting))
    owners = {item.organisation for item in known}
    if len(known) > 1 and len(owners) == 1 and sum(item.open for item in known) == entry.amount:
        whole = tuple(Allocation(item.document, item.number, item.open) for item in known)
        return Paid(Why.ACCOUNT_ALL, whole)
    return Unclear(Unsure.AMOUNT_FITS_NOTHING if known else Unsure.NOTHING_FOUND, _shown(known))


def _shown(items: Iterable[OpenItem]) -> tuple[OpenItem, ...]:
    return tuple(dict.fromkeys(items))[:MOST_CANDIDATES]
