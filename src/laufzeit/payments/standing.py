"""How a document stands: what it cost, what has been booked on it, and whether it is being collected or disputed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from laufzeit.payments.ledger import Status, status

AWAITED_DAYS: Final = 14
"""For so many days after its day a collection is taken to be on its way; then somebody has to ask the bank."""


@dataclass(frozen=True, slots=True)
class Collection:
    """The last direct debit of a document."""

    id: UUID
    attempt: int
    collected_on: date
    amount: int
    paid: bool
    returned_on: date | None
    return_code: str

    def on_its_way(self, today: date) -> bool:
        """Whether its money is still awaited on that day."""
        late = today > self.collected_on + timedelta(days=AWAITED_DAYS)
        return not self.paid and self.returned_on is None and not late


@dataclass(frozen=True, slots=True)
class Standing:
    """``open`` is ``payable`` with all that has been booked, in minor units; ``paid`` what came and stayed."""

    document: UUID
    number: str
    kind: str
    organisation: UUID
    currency: str
    issued_on: date
    due_on: date
    payable: int
    open: int
    paid: int
    collection: Collection | None = None
    disputed: bool = False

    def collecting(self, today: date) -> bool:
        return self.collection is not None and self.open > 0 and self.collection.on_its_way(today)

    @property
    def returned(self) -> bool:
        return self.collection is not None and self.collection.returned_on is not None

    def status(self, today: date) -> Status:
        """The word for it."""
        return status(
            payable=self.payable, open_now=self.open, paid=self.paid, due_on=self.due_on, today=today,
            disputed=self.disputed, collecting=self.collecting(today), returned=self.returned,
        )  # fmt: skip
