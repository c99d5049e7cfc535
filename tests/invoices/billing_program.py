"""What the tests of killed billing runs have done at an installation, in a process of its own.

It reads a line with a command and answers with a line of JSON. Workers are processes of their own too: forked from this
one, which has loaded everything and opened nothing, so that they are at work as soon as they are there.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

os.environ["POLARS_ALLOW_FORKING_THREAD"] = "1"  # its threads are started in the workers only

from laufzeit.server.running import installation

SLUG = "billed"


def main() -> None:
    with installation():
        commands: dict[str, Callable[..., Any]] = {
            "populate": _populate, "move": _move, "start": _start, "worker": _worker, "wait": _wait, "state": _state,
            "check": _check,
        }  # fmt: skip
        for line in sys.stdin:
            name, *arguments = line.split()
            answer = commands[name](*arguments)
            _close()
            if name != "check":
                print(json.dumps(answer), flush=True)  # noqa: T201


def _close() -> None:
    from django.db import connections

    connections.close_all()


def _vendor() -> Any:
    from laufzeit.vendors.store import vendor_by_slug

    return vendor_by_slug(SLUG)


def _populate(count: str) -> None:
    from django.db import connections

    from laufzeit.server.bench.mixed import populate, vendor_with_both

    populate(vendor_with_both(SLUG), int(count))
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")


def _move(day: str) -> None:
    """The vendor's own day is that one: its months are billed when they are over."""
    from laufzeit.vendors.store import acting_for, move_clock

    vendor = _vendor()
    with acting_for(vendor.id):
        move_clock(vendor.id, date.fromisoformat(day))


def _start(through: str, size: str) -> dict[str, Any]:
    """Start a run in slices of so many contracts."""
    from laufzeit.invoices.running import actions
    from laufzeit.server.bench.mixed import NOW

    actions.SLICE = int(size)  # type: ignore[misc]
    _move(through)
    day = date.fromisoformat(through)
    started = actions.start(_vendor().id, day, day, NOW)
    return {"run": str(started.id), "part": started.part}


def _worker() -> int:
    """A process that bills slices until none is left, and then finishes the run; its id."""
    return _beside(_work)


def _beside(do: Callable[[], None]) -> int:
    """Have a copy of this process do something; its id. This process never computes itself, because threads that it
    had would not be in its copies."""
    _close()
    child = os.fork()
    if child:
        return child
    try:
        do()
        os._exit(0)
    except BaseException:  # whatever it is, the copy of the program must not go on
        os._exit(1)


def _work() -> None:
    from laufzeit.invoices.running import actions, jobs
    from laufzeit.server.bench.mixed import NOW

    vendor = _vendor().id
    while (waiting := actions.waiting(vendor)) is not None:
        if not jobs.work(vendor, waiting.run):
            actions.finish(vendor, waiting.run, NOW)


def _wait(child: str) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(int(child), 0)[1])


def _state() -> dict[str, Any]:
    """How many slices of the open run are left; ``null`` where none is open."""
    from laufzeit.invoices.running import actions

    waiting = actions.waiting(_vendor().id)
    return {"left": None if waiting is None else len(waiting.slices)}


def _check(through: str) -> None:
    _wait(str(_beside(lambda: print(json.dumps(_checked(through)), flush=True))))  # noqa: T201


def _checked(through: str) -> dict[str, Any]:
    """What is stored, and what is owed beside it: every contract is compared as a whole, as if no run had been."""
    from django.db import connection

    from laufzeit.invoices.running import jobs, store
    from laufzeit.invoices.running.looking import Window
    from laufzeit.server.bench.mixed import MONTH
    from laufzeit.vendors.store import acting_for

    day, missing, compared = date.fromisoformat(through), 0, 0
    window = Window(day, None, MONTH)
    with acting_for(_vendor().id), connection.cursor() as cursor:
        for first, last, _ in store.ranges(10_000, window):
            summary = jobs.rate(first, last, window, day, set()).summary
            missing, compared = missing + summary.documents + summary.refused, compared + summary.contracts
        found = {name: _row(cursor, question) for name, question in QUESTIONS.items()}
    return {**found, "missing": missing, "compared": compared}


def _row(cursor: Any, question: str) -> list[int]:
    cursor.execute(question)
    return [int(value or 0) for value in cursor.fetchone()]


QUESTIONS = {
    # How many documents, how many numbers, the lowest and the highest.
    "invoices": "SELECT count(*), count(DISTINCT number), min(right(number, 6)::int), max(right(number, 6)::int)"
    " FROM invoices_document WHERE kind = 'invoice'",
    "corrections": "SELECT count(*) FROM invoices_document WHERE kind <> 'invoice'",
    "series": "SELECT sum(next - 1) FROM invoices_series",
    "twice": "SELECT count(*) FROM (SELECT FROM invoices_line GROUP BY contract_id, item, period_from, service_from"
    " HAVING count(*) > 1) AS twice",
    "without lines": "SELECT count(*) FROM invoices_document d"
    " WHERE NOT EXISTS (SELECT FROM invoices_line l WHERE l.part = d.part AND l.document_id = d.id)",
    "without document": "SELECT count(*) FROM invoices_line l"
    " WHERE NOT EXISTS (SELECT FROM invoices_document d WHERE d.part = l.part AND d.id = l.document_id)",
    "sums apart": "SELECT count(*) FROM (SELECT d.id FROM invoices_document d JOIN invoices_line l"
    " ON l.part = d.part AND l.document_id = d.id GROUP BY d.part, d.id, d.net HAVING sum(l.net) <> d.net) AS apart",
    "open": "SELECT count(*) FROM invoices_run WHERE state <> 'done'",
    "slices left": "SELECT count(*) FROM invoices_slice WHERE NOT done",
    "runs": "SELECT count(*) FROM invoices_run",
    "contracts": "SELECT count(*) FROM contracts_contract",
    "owed": "SELECT count(DISTINCT contract_id) FROM invoices_line",
}


if __name__ == "__main__":
    main()
