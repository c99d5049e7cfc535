"""Billing runs as the office shows them: what one would come to, how far one is, what it came to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from laufzeit.catalogue.model import Catalogue
from laufzeit.catalogue.store import current_catalogue
from laufzeit.contracts.models import Contract
from laufzeit.customers.models import User
from laufzeit.dates.wording import Language
from laufzeit.invoices.models import Refusal, Run, RunState
from laufzeit.invoices.running import actions
from laufzeit.invoices.running.summary import Summary, from_json
from laufzeit.office.billing.words import amounts_in_words, plan_name, reason_head, reason_in_words
from laufzeit.office.counting import Count, counted
from laufzeit.office.paging import ROWS, Order, Slice, slice_of
from laufzeit.vendors.models import Vendor

PREVIEWED: Final = 20_000
"""Contracts up to which a run is rehearsed while somebody waits for the page, about a second; of more, the console
does it."""
NEWEST_RUNS: Final = Order(("id",), descending=True)
"""Ids are made in the order of time (UUIDv7), also while the clock of a sandbox stands still."""
REFUSALS: Final = Order(("id",))
SHOWN: Final = 50
"""Refusals of a preview that are listed; all are counted."""


def usual_day(vendor: Vendor, today: date) -> date:
    """Until when is billed if nobody says otherwise: the last day of the month before; in a sandbox today, whose clock
    whoever tries things has just moved there."""
    return today if vendor.sandbox else today.replace(day=1) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Totals:
    """A summary in words: ``amounts`` are currency, net, tax, gross; ``plans`` names with their net amounts."""

    summary: Summary
    amounts: tuple[tuple[str, str, str, str], ...]
    plans: tuple[tuple[str, str], ...]

    @property
    def nothing(self) -> bool:
        return not self.summary.documents


def totals_of(summary: Summary, catalogue: Catalogue | None, language: Language) -> Totals:
    def said(of: Mapping[str, int], currency: str) -> str:
        return amounts_in_words({currency: of.get(currency, 0)}, language)

    amounts = tuple(
        (code, said(summary.net, code), said(summary.tax, code), said(summary.gross, code))
        for code in sorted(summary.gross)
    )
    plans = [
        (plan_name(key, catalogue, language), amounts_in_words(minor, language)) for key, minor in summary.plans.items()
    ]
    return Totals(summary, amounts, tuple(sorted(plans)))


@dataclass(frozen=True, slots=True)
class RefusalRow:
    """A contract that is not billed, with its customer and why."""

    contract: UUID
    number: str
    organisation: UUID
    customer: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a run would come to. ``totals`` is ``None`` where there are too many contracts to wait for it."""

    contracts: Count
    totals: Totals | None = None
    refused: tuple[tuple[str, int], ...] = ()
    refusals: list[RefusalRow] = field(default_factory=list)


def preview(vendor: Vendor, through: date, today: date, language: Language) -> Preview:
    """Raises ``CannotRun``."""
    contracts = counted(Contract.objects.all(), most=PREVIEWED)
    if not contracts.exact:
        if through > today + actions.FARTHEST:
            raise actions.CannotRun("too_far_ahead", through=through, latest=today + actions.FARTHEST)
        return Preview(contracts)
    outcome = actions.rehearse(vendor.id, through, today)
    counts = Counter(one.code for one in outcome.refusals)
    listed = [(one.contract, one.code, one.facts) for one in outcome.refusals[:SHOWN]]
    return Preview(
        contracts,
        totals_of(outcome.summary, current_catalogue(vendor.id), language),
        _counted_reasons(counts),
        _refusal_rows(listed, language),
    )


def _counted_reasons(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple((reason_head(code), count) for code, count in counts.most_common())


def _refusal_rows(found: Sequence[tuple[UUID, str, Any]], language: Language) -> list[RefusalRow]:
    """With the names of contracts and customers: one query."""
    contracts = Contract.objects.filter(id__in=[one[0] for one in found]).select_related("organisation")
    known = {row.id: row for row in contracts}
    return [
        RefusalRow(
            contract,
            known[contract].number,
            known[contract].organisation_id,
            known[contract].organisation.name,
            reason_in_words(actions.Refused(known[contract].number, contract, code, facts), language),
        )
        for contract, code, facts in found
        if contract in known
    ]


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run in the list. ``by`` is empty for the console."""

    run: Run
    by: str
    documents: int
    refused: int
    gross: str


def run_lines(found: Iterable[Run], language: Language) -> list[RunLine]:
    """Runs with who started them."""
    listed = list(found)
    names = staff_names({run.started_by for run in listed})
    return [_run_line(run, names.get(run.started_by, ""), language) for run in listed]


def _run_line(run: Run, by: str, language: Language) -> RunLine:
    summary = from_json(run.totals) if run.totals else Summary()
    return RunLine(run, by, summary.documents, summary.refused, amounts_in_words(summary.gross, language))


def staff_names(people: Collection[UUID | None]) -> dict[UUID | None, str]:
    """Names of those of the staff who did something."""
    known = set(people) - {None}
    return {user.id: str(user) for user in User.objects.filter(id__in=known)} if known else {}


@dataclass(frozen=True, slots=True)
class RunPage:
    """A run with how far it is. ``percent`` is of its parts."""

    run: Run
    by: str
    done: bool
    slices_done: int
    slices: int
    totals: Totals
    refused: tuple[tuple[str, int], ...]
    refusals: list[RefusalRow]
    page: Slice

    @property
    def percent(self) -> int:
        return 100 * self.slices_done // self.slices if self.slices else 100


def run_page(run: Run, vendor: Vendor, mark: str, language: Language) -> RunPage:
    """Everything about a run; the contracts that it refused a page at a time."""
    progress = actions.progress_of(vendor.id, run.id)
    rows = Refusal.objects.filter(run=run)
    page = slice_of(rows, REFUSALS, mark, size=ROWS * 2)
    counts = Counter(rows.values_list("code", flat=True)) if page.rows else Counter[str]()
    return RunPage(
        run=run,
        by=staff_names({run.started_by}).get(run.started_by, ""),
        done=run.state == RunState.DONE,
        slices_done=progress.done,
        slices=progress.slices,
        totals=totals_of(progress.summary, current_catalogue(vendor.id), language),
        refused=_counted_reasons(counts),
        refusals=_refusal_rows([(one.contract, one.code, one.facts) for one in page.rows], language),
        page=page,
    )


def latest_run() -> Run | None:
    """The run that was started last."""
    return Run.objects.order_by("-id").first()
