"""Short ways to what the tests of billing do: runs, documents, the worker's part, files of the bank."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from tests.office.conftest import Office
from tests.portal.conftest import at

GAPTEQ_DAY = date(2022, 10, 28)


def billed(office: Office, through: date, today: date | None = None) -> Any:
    """A run that is done, from the console."""
    from laufzeit.invoices.running import actions

    day = today or through
    return actions.run(office.vendor.id, through, day, at(day))


def work_off(office: Office) -> None:
    """What the worker does with the open run."""
    from laufzeit.invoices.running import actions, jobs
    from laufzeit.invoices.running.store import open_run

    with office.acting():
        run = open_run()
    assert run is not None
    while jobs.work(office.vendor.id, run.id):
        pass
    actions.finish(office.vendor.id, run.id, at(run.issued_on))


def documents(office: Office) -> dict[str, UUID]:
    """All documents by number."""
    from laufzeit.invoices.models import Document

    with office.acting():
        return dict(Document.objects.order_by("number").values_list("number", "id"))


def runs(office: Office) -> list[Any]:
    from laufzeit.invoices.models import Run

    with office.acting():
        return list(Run.objects.order_by("id"))


def open_amount(office: Office, document: UUID) -> int:
    from laufzeit.payments import store

    with office.acting():
        return int(store.standing(document).open)


def counts(office: Office) -> dict[str, int]:
    """How many rows there are of everything that billing and money write."""
    from laufzeit.invoices.models import Document, Run
    from laufzeit.messages.models import Message
    from laufzeit.payments.models import BankEntry, BankFile, DebitOrder, DirectDebit, Dispute, DunningStep, Entry

    kinds = (Document, Run, Message, BankEntry, BankFile, DebitOrder, DirectDebit, Dispute, DunningStep, Entry)
    with office.acting():
        return {kind.__name__: kind.objects.count() for kind in kinds}


def without_address(office: Office) -> None:
    """The customer's address is lost, so it cannot be billed."""
    from laufzeit.customers.models import Organisation

    with office.acting():
        Organisation.objects.filter(id=office.site.organisation.id).update(street="", city="")
