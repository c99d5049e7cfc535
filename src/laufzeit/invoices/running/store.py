"""What a run keeps: runs and their slices, the marks of contracts that have changed, what could not be billed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Max

from laufzeit.contracts.models import Contract as ContractRow
from laufzeit.invoices.models import Refusal, Run, RunState, Slice, Touched
from laufzeit.invoices.running.looking import Window
from laufzeit.invoices.running.singly.store import Candidate
from laufzeit.vendors.tenancy import acting_vendor_id


def open_run() -> Run | None:
    """The run of the vendor that is not done yet."""
    return Run.objects.filter(state=RunState.FILLING).first()


def billed_through() -> date | None:
    """Until which day everything was looked at by runs that are done."""
    found: date | None = Run.objects.filter(state=RunState.DONE).aggregate(through=Max("through"))["through"]
    return found


NEXT_RANGE: Final = """
    SELECT (array_agg(organisation_id))[1], (array_agg(organisation_id))[count(*)], count(*) FROM (
        SELECT organisation_id FROM contracts_contract WHERE vendor_id = %s AND organisation_id > %s
        ORDER BY organisation_id FETCH FIRST %s ROWS WITH TIES
    ) AS next
"""
"""The first and the last customer of about so many contracts after a customer, and how many these are; those of one
customer stay together. Read off the index, so that a million contracts are cut in a second."""

CHANGED_RANGES: Final = """
    WITH counted AS (
        SELECT c.organisation_id, count(DISTINCT c.id) AS contracts
        FROM invoices_touched t JOIN contracts_contract c ON c.vendor_id = t.vendor_id AND c.id = t.contract
        WHERE t.vendor_id = %s GROUP BY c.organisation_id
    ), placed AS (
        SELECT organisation_id, contracts,
            (sum(contracts) OVER (ORDER BY organisation_id) - 1)::bigint / %s AS slice
        FROM counted
    )
    SELECT (array_agg(organisation_id ORDER BY organisation_id))[1],
        (array_agg(organisation_id ORDER BY organisation_id DESC))[1], sum(contracts)::bigint
    FROM placed GROUP BY slice ORDER BY 1
"""
"""The same of contracts that are marked as changed, all at once."""


def ranges(size: int, window: Window) -> list[tuple[UUID, UUID, int]]:
    """The first and the last customer of each range of about ``size`` contracts that are looked at, and how many these
    are."""
    with connection.cursor() as cursor:
        if window.only_changed:
            cursor.execute(CHANGED_RANGES, [acting_vendor_id(), size])
            return [tuple(row) for row in cursor.fetchall()]
        found: list[tuple[UUID, UUID, int]] = []
        after = UUID(int=0)
        while True:
            cursor.execute(NEXT_RANGE, [acting_vendor_id(), after, size])
            first, after, contracts = cursor.fetchone()
            if not contracts:
                return found
            found.append((first, after, contracts))


def make_slices(run: Run, size: int, window: Window) -> int:
    """Cut all contracts that are looked at into slices of about ``size``; gives their number."""
    found = ranges(size, window)
    Slice.objects.bulk_create(
        Slice(run=run, first=first, last=last, contracts=contracts) for first, last, contracts in found
    )
    return sum(contracts for _, _, contracts in found)


def refusals(run_id: UUID) -> list[tuple[str, UUID, str, dict[str, Any]]]:
    """The contracts that a run could not bill, by their numbers."""
    rows = Refusal.objects.filter(run_id=run_id).values_list("contract", "code", "facts")
    numbers = dict(ContractRow.objects.filter(id__in=[row[0] for row in rows]).values_list("id", "number"))
    return sorted((numbers[contract], contract, code, facts) for contract, code, facts in rows)


def locked_run(run_id: UUID) -> Run:
    """The run, locked: who finishes it does so alone."""
    return Run.objects.select_for_update().get(id=run_id)


def open_slices(run_id: UUID) -> list[UUID]:
    """The slices of a run that are not done, those that somebody works on among them."""
    return list(Slice.objects.filter(run_id=run_id, done=False).order_by("id").values_list("id", flat=True))


def take_slice(run_id: UUID) -> Slice | None:
    """A slice that nobody works on, locked until the transaction ends; a worker that dies gives it back."""
    waiting = Slice.objects.filter(run_id=run_id, done=False).order_by("id")
    return waiting.select_for_update(skip_locked=True).first()


def read_by_index(*, ranges: bool) -> None:
    """Have the rest of the transaction read tables by their indexes and in one process: ``ranges`` of several that are
    merged, or row by row. A slice is a small part of a table, however many slices there are; the planner, whose numbers
    may be old, would read all of it each time."""
    settings = {
        "enable_seqscan": "off", "enable_hashjoin": "off", "enable_mergejoin": "on" if ranges else "off",
        "max_parallel_workers_per_gather": "0",
    }  # fmt: skip
    with connection.cursor() as cursor:
        for name, value in settings.items():
            cursor.execute("SELECT set_config(%s, %s, true)", [name, value])


MARKS: Final = """
    FROM invoices_touched t JOIN contracts_contract c ON c.id = t.contract AND c.vendor_id = t.vendor_id
    WHERE t.vendor_id = %s AND c.organisation_id BETWEEN %s AND %s
"""


def marked(first: UUID, last: UUID) -> set[UUID]:
    """The contracts of these customers that are marked as changed."""
    return _contracts(f"SELECT t.contract {MARKS}", first, last)


def take_marks(first: UUID, last: UUID) -> set[UUID]:
    """The same, and the marks are gone once the transaction is committed; what is marked from now on stays."""
    return _contracts(f"DELETE FROM invoices_touched WHERE id IN (SELECT t.id {MARKS}) RETURNING contract", first, last)  # noqa: S608


def _contracts(statement: str, first: UUID, last: UUID) -> set[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [acting_vendor_id(), first, last])
        return {row[0] for row in cursor.fetchall()}


def mark(contracts: Iterable[UUID]) -> None:
    """Have the next run look at contracts as a whole."""
    Touched.objects.bulk_create(Touched(contract=contract) for contract in contracts)


def refuse(run: Run, refusals: Iterable[tuple[Candidate, str, dict[str, Any]]]) -> None:
    """Note contracts that could not be billed, and mark them for the next run."""
    rows = [
        Refusal(run=run, contract=one.id, organisation=one.organisation, code=code, facts=facts)
        for one, code, facts in refusals
    ]
    Refusal.objects.bulk_create(rows)
    mark(row.contract for row in rows)


def new_part() -> int:
    """A part for the documents of a run over many contracts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT laufzeit_new_part()")
        return int(cursor.fetchone()[0])


def attach_part(part: int) -> None:
    """Index a part and make its documents visible."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT laufzeit_attach_part(%s)", [part])
