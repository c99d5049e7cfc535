"""The queries behind the lists. Each states its order with the index that serves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from laufzeit.contracts.models import Contract, Phase
from laufzeit.customers.models import Organisation
from laufzeit.messages.models import Message
from laufzeit.messages.state import State
from laufzeit.office.models import Word
from laufzeit.office.paging import Order
from laufzeit.office.search import LAST, rarest, words

NEWEST_CONTRACTS: Final = Order(("starts_on", "id"), descending=True)
NEXT_ENDS: Final = Order(("ends_on", "id"))
NEWEST_CUSTOMERS: Final = Order(("id",), descending=True)
"""Ids are made in the order of time (UUIDv7)."""
NEWEST_LETTERS: Final = Order(("created_at", "id"), descending=True)


class ContractState(StrEnum):
    """What can be asked of a contract as of a day. Each contract is in exactly one, read off plain dates: right on the
    very day, also while no worker runs."""

    UPCOMING = "upcoming"
    RUNNING = "running"
    CHANGING = "changing"
    ENDING = "ending"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class ContractFilter:
    """What a list of contracts is narrowed to; what is empty narrows nothing. ``ends_until`` is inclusive and counts
    last days."""

    search: str = ""
    state: ContractState | None = None
    plan: str = ""
    edition: str = ""
    ends_from: date | None = None
    ends_until: date | None = None
    customer: UUID | None = None

    @property
    def order(self) -> Order:
        by_end = self.state in (ContractState.ENDING, ContractState.ENDED) or self.ends_from or self.ends_until
        return NEXT_ENDS if by_end else NEWEST_CONTRACTS


def contracts_found(wanted: ContractFilter, today: date) -> QuerySet[Contract]:
    """The contracts that fit, in no order yet."""
    rows = Contract.objects.all()
    if wanted.state is not None:
        rows = rows.filter(in_state(wanted.state, today))
    if wanted.plan:
        rows = rows.filter(Exists(_phases_at(wanted, today)))
    if wanted.ends_from is not None:
        rows = rows.filter(ends_on__gt=wanted.ends_from)
    if wanted.ends_until is not None:
        rows = rows.filter(ends_on__lte=date.fromordinal(min(wanted.ends_until.toordinal() + 1, date.max.toordinal())))
    if wanted.order is NEXT_ENDS:
        rows = rows.filter(ends_on__isnull=False)
    if wanted.customer is not None:
        rows = rows.filter(organisation_id=wanted.customer)
    return _with_words(rows, words(wanted.search))


def _with_words(rows: QuerySet[Contract], typed: tuple[str, ...]) -> QuerySet[Contract]:
    """Contracts that have, with their customers, all the words typed."""
    if typed:
        # Says nothing new, but something from which the planner can begin: few words lead to few customers.
        rows = rows.filter(organisation_id__in=_beginning(rarest(typed)).values("organisation"))
    for word in typed:
        of_the_contract = Q(contract__isnull=True) | Q(contract=OuterRef("id"))
        rows = rows.filter(Exists(_beginning(word).filter(of_the_contract, organisation=OuterRef("organisation_id"))))
    return rows


def in_state(state: ContractState, today: date) -> Q:
    """The condition that a contract is in ``state`` on ``today``."""
    begun = Q(starts_on__lte=today)
    ahead = Exists(Phase.objects.filter(contract=OuterRef("id"), starts_on__gt=today))
    match state:
        case ContractState.UPCOMING:
            return Q(starts_on__gt=today)
        case ContractState.ENDED:
            return begun & Q(ends_on__lte=today)
        case ContractState.ENDING:
            return begun & Q(ends_on__gt=today)
        case ContractState.CHANGING:
            return begun & Q(ends_on__isnull=True) & Q(ahead)
        case ContractState.RUNNING:
            return begun & Q(ends_on__isnull=True) & ~Q(ahead)


def phases_on(today: date) -> QuerySet[Phase]:
    """The phases that run on a day: one for each running contract."""
    return Phase.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today), starts_on__lte=today)


def _phases_at(wanted: ContractFilter, today: date) -> QuerySet[Phase]:
    """The phase that shows a contract's plan: today's; of one that has ended the last, of one to come the first."""
    rows = Phase.objects.filter(contract=OuterRef("id"), plan=wanted.plan)
    if wanted.edition:
        rows = rows.filter(edition=wanted.edition)
    match wanted.state:
        case ContractState.ENDED:
            return rows.filter(ends_on=OuterRef("ends_on"))
        case ContractState.UPCOMING:
            return rows.filter(starts_on=OuterRef("starts_on"))
        case _:
            return rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today), starts_on__lte=today)


def customers_found(search: str, *, erased: bool | None = None) -> QuerySet[Organisation]:
    """Customers all of whose words typed are found among their own, their people's and their contracts'."""
    rows = Organisation.objects.all()
    if erased is not None:
        rows = rows.filter(erased_at__isnull=not erased)
    for word in words(search):
        rows = rows.filter(Exists(_beginning(word).filter(organisation=OuterRef("id"))))
    return rows


def _beginning(word: str) -> QuerySet[Word]:
    return Word.objects.filter(word__gte=word, word__lt=word + LAST)


MOST_CUSTOMERS: Final = 200
"""So many customers are looked up for a search in letters; whoever finds more types another word."""


def letters_found(search: str, states: tuple[State, ...] = ()) -> QuerySet[Message]:
    """Letters that people may look at, by state and by whom they concern: an address as it is, or words of a customer.

    Restricted letters (kept for the law alone) are none of them.
    """
    rows = Message.objects.filter(kept_until__isnull=True)
    if states:
        rows = rows.filter(state__in=[state.value for state in states])
    if search.strip():
        customers = list(customers_found(search).order_by("-id").values_list("id", flat=True)[:MOST_CUSTOMERS])
        rows = rows.filter(Q(email=search.strip().lower()) | Q(organisation__in=customers))
    return rows
