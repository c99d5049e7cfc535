"""GAPTEQ with customers of the announcement of 2022, and a campaign that moves them to the new prices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from tests.contracts.conftest import applied
from tests.invoices.conftest import Biller

from laufzeit.campaigns.plan import Plan
from laufzeit.campaigns.reading import read

FILE = Path(__file__).parents[2] / "examples" / "campaigns" / "gapteq-prices-2023.toml"
ANNOUNCED = date(2022, 10, 28)


def noon(day: date) -> datetime:
    """Ten o'clock in Berlin: within office hours."""
    return datetime(day.year, day.month, day.day, 8, tzinfo=UTC)


def the_plan(**changes: Any) -> Plan:
    return replace(read(FILE.read_text(encoding="utf-8")), **changes)


@dataclass
class Campaigner(Biller):
    """A vendor with a campaign."""

    campaign: Any = None

    def draft(self, today: date = ANNOUNCED, **changes: Any) -> Any:
        from laufzeit.campaigns import actions

        self.campaign = actions.draft(the_plan(**changes), noon(today))
        return self.campaign

    def check(self, today: date = ANNOUNCED, **changes: Any) -> Any:
        from laufzeit.campaigns import actions

        self.draft(today, **changes)
        actions.check(self.campaign.id, noon(today))
        self.work(today)
        return self.row()

    def announce(self, today: date = ANNOUNCED, **changes: Any) -> Any:
        from laufzeit.campaigns import actions

        self.check(today, **changes)
        actions.announce(self.campaign.id, noon(today))
        self.work(today)
        return self.row()

    def work(self, today: date) -> int:
        """Do all that can be done at ten o'clock of a day; how many contracts that were."""
        from laufzeit.campaigns import jobs

        total = 0
        while (done := jobs.work(self.vendor.id, self.campaign.id, noon(today))).more:
            total += done.contracts
        return total

    def row(self) -> Any:
        from laufzeit.campaigns import store

        return store.campaign(self.campaign.id)

    def participant(self, contract: UUID) -> Any:
        from laufzeit.campaigns import store
        from laufzeit.campaigns.models import Participant

        store.refresh(self.row())
        return Participant.objects.get(campaign=self.campaign, contract_id=contract)

    def accept(self, contract: UUID, today: date) -> None:
        from laufzeit.contracts.commands import AcceptTerms
        from laufzeit.vendors.models import new_id

        self.consent(contract, AcceptTerms(new_id(), self.participant(contract).offer), today)

    def decline(self, contract: UUID, today: date) -> None:
        from laufzeit.contracts.commands import DeclineTerms
        from laufzeit.vendors.models import new_id

        self.consent(contract, DeclineTerms(new_id(), self.participant(contract).offer), today)

    def consent(self, contract: UUID, command: Any, today: date) -> None:
        """The main user decides, by a mail that staff records."""
        from laufzeit.contracts.actions import carry_out
        from laufzeit.contracts.declaration import Actor, Channel, Declaration, Role, Side

        declaration = Declaration(today, Actor(Side.CUSTOMER, Role.STAFF), Channel.MAIL)
        carry_out(contract, command, declaration, noon(today))

    def terms(self, contract: UUID, until: date) -> list[tuple[str, str]]:
        """The terms of a contract with the edition of each."""
        from laufzeit.contracts.store import held

        life = held(contract).timeline
        found = life.terms_between(life.start, until)
        return [(f"{term.start} – {term.last_day}", str(phase.terms)) for term, phase in found]

    def letters(self, contract: UUID) -> list[str]:
        from laufzeit.messages.models import Message

        rows = Message.objects.filter(contract=contract).exclude(kind="contract_concluded").order_by("created_at", "id")
        return [f"{row.created_at.date()} {row.kind}" for row in rows]


@pytest.fixture
def gapteq(acting: Any) -> Campaigner:
    applied(acting, "gapteq.toml")
    return Campaigner(acting)


@pytest.fixture
def muster(gapteq: Campaigner) -> Any:
    """A customer with servers of its own."""
    return gapteq.customer("Muster AG")
