"""Billing runs in the office: preview, start, progress, result, and what cannot be."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from tests.office.bills import GAPTEQ_DAY, billed, counts, documents, runs, without_address, work_off
from tests.office.conftest import Office, filled, words
from tests.portal.conftest import at, conclude

DAY = GAPTEQ_DAY.isoformat()


def preview(office: Office, through: str = DAY, *, role: str = "manager", language: str = "en") -> Any:
    return office.enter(role, language).get(office.path("billing/"), {"through": through})


def start(office: Office, through: str = DAY, *, language: str = "en") -> Any:
    client = office.enter("manager", language)
    shown = client.get(office.path("billing/"), {"through": through})
    return client.post(office.path("billing/start/"), filled(shown, through=through))


def test_a_run_from_preview_to_result(gapteq: Office) -> None:
    before = counts(gapteq)
    shown = words(preview(gapteq))
    assert "2 invoices 0 corrections 2 contracts looked at" in shown
    assert "EUR €1,500.00 €285.00 €1,785.00" in shown
    assert "Start run until 28 October 2022" in shown
    assert counts(gapteq) == before
    answer = start(gapteq)
    [run] = runs(gapteq)
    assert answer.status_code == 302 and answer["Location"] == gapteq.path(f"billing/{run.id}/")
    assert (run.through, run.issued_on, run.started_by) == (GAPTEQ_DAY, GAPTEQ_DAY, gapteq.people["manager"].id)
    client = gapteq.enter("auditor", "en")
    at_work = client.get(answer["Location"])
    assert 'hx-trigger="every 2s"' in at_work.content.decode()
    assert "0 of 1 parts are done; 0 documents until now." in words(at_work)
    assert "A run for dues until 28 October 2022 is at work." in words(client.get(gapteq.path("billing/")))
    work_off(gapteq)
    done = client.get(answer["Location"])
    assert "every 2s" not in done.content.decode()
    result = words(done)
    assert "Started 28 October 2022" in result and "by Rita Roth" in result
    assert "2 invoices 0 corrections 2 contracts looked at" in result and "€1,785.00" in result
    listed = words(client.get(gapteq.path("billing/")))
    assert re.search(r"28 October 2022 28 October 2022, \d\d:\d\d Rita Roth 2 €1,785.00 done", listed)
    assert words(client.get(gapteq.path("invoices/"), {"run": str(run.id)})).count("RE-2022-0000") == 2


def test_a_second_run_finds_nothing(gapteq: Office) -> None:
    billed(gapteq, GAPTEQ_DAY)
    assert "Nichts: Alles, was bis dahin fällig ist, ist abgerechnet." in words(preview(gapteq, language="de"))
    start(gapteq)
    work_off(gapteq)
    last = runs(gapteq)[-1]
    shown = words(gapteq.enter("clerk", "de").get(gapteq.path(f"billing/{last.id}/")))
    assert "Es war nichts abzurechnen" in shown
    assert len(documents(gapteq)) == 2


def test_who_cannot_be_billed_is_named_with_the_reason_before_and_after(gapteq: Office) -> None:
    without_address(gapteq)
    customer = gapteq.path(f"customers/{gapteq.site.organisation.id}/")
    page = preview(gapteq, language="de")
    for answer in (page, _result(gapteq)):
        said = words(answer)
        assert "Die Rechnungsanschrift ist unvollständig: Straße, Ort." in said
        assert "2 × Anschrift unvollständig" in said
        assert f'href="{customer}"' in answer.content.decode() and f'href="{customer}edit/"' in answer.content.decode()
        assert "2 nicht abgerechnet" in said
    assert documents(gapteq) == {}
    start_page = words(gapteq.enter("clerk", "de").get(gapteq.path()))
    assert "2 Verträge konnten nicht abgerechnet werden" in start_page


def _result(office: Office) -> Any:
    started = start(office)
    work_off(office)
    return office.enter("manager", "de").get(started["Location"])


@pytest.mark.parametrize(
    ("through", "status", "said"),
    [
        ("2023-02-01", 422, "Bis 01.02.2023 kann nicht abgerechnet werden: Der letzte mögliche Tag ist 28.01.2023."),
        ("9999-12-31", 422, "kann nicht abgerechnet werden"),
        ("", 422, "Bitte wählen Sie einen Tag."),
        ("nonsense", 422, "gültiges Datum"),
        ("2022-02-30", 422, "gültiges Datum"),
        ("0001-01-01", 200, "Nichts: Alles, was bis dahin fällig ist"),
        ("2023-01-28", 200, "Was ein Lauf bis 28.01.2023 ausstellen würde"),
    ],
)
def test_days_that_make_no_sense_are_said_at_their_field(gapteq: Office, through: str, status: int, said: str) -> None:
    answer = preview(gapteq, through, language="de")
    assert answer.status_code == status and said in words(answer)
    client = gapteq.enter("manager", "de")
    if status == 422:
        assert 'aria-invalid="true"' in answer.content.decode()
        posted = client.post(gapteq.path("billing/start/"), {"through": through, "seen": ""})
        assert posted.status_code in (409, 422) and said in words(posted)
        assert runs(gapteq) == []


def test_while_one_is_open_another_day_is_refused_and_the_same_day_leads_to_it(gapteq: Office) -> None:
    start(gapteq)
    [run] = runs(gapteq)
    client = gapteq.enter("manager", "en")
    other = client.post(gapteq.path("billing/start/"), {"through": "2022-10-01", "seen": str(run.id)})
    assert other.status_code == 409
    assert "A run through 28 October 2022 (begun 28 October 2022) is not done yet." in words(other)
    same = client.post(gapteq.path("billing/start/"), {"through": DAY, "seen": str(run.id)})
    assert same["Location"] == gapteq.path(f"billing/{run.id}/")
    assert "Start run" not in words(preview(gapteq))
    assert [one.id for one in runs(gapteq)] == [run.id]


def test_a_form_that_is_sent_twice_starts_one_run(gapteq: Office) -> None:
    client = gapteq.enter("manager", "en")
    sent = filled(client.get(gapteq.path("billing/"), {"through": DAY}), through=DAY)
    first = client.post(gapteq.path("billing/start/"), sent)
    work_off(gapteq)
    again = client.post(gapteq.path("billing/start/"), sent)
    assert again["Location"] == first["Location"]
    assert "A run has been started meanwhile" in words(client.get(again["Location"]))
    assert len(runs(gapteq)) == 1


def test_only_managers_see_the_way_to_start(gapteq: Office) -> None:
    for role in ("auditor", "clerk"):
        assert "Start run" not in words(preview(gapteq, role=role))
        posted = gapteq.enter(role).post(gapteq.path("billing/start/"), {"through": DAY})
        assert posted.status_code == 403
    assert runs(gapteq) == []


def test_many_contracts_are_not_rehearsed_here(gapteq: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from laufzeit.office.billing import runs as of_runs

    monkeypatch.setattr(of_runs, "PREVIEWED", 1)
    shown = words(preview(gapteq))
    assert "too many for a preview here" in shown
    assert f"laufzeit bill --vendor gapteq --through {DAY} --dry-run" in shown
    assert "Start run until 28 October 2022" in shown
    assert preview(gapteq, "2023-02-01").status_code == 422


def test_a_run_that_nobody_works_on_says_so(gapteq: Office) -> None:
    from datetime import timedelta

    from laufzeit.invoices.models import Run

    start(gapteq)
    with gapteq.acting():
        Run.objects.update(started_at=at(GAPTEQ_DAY) - timedelta(days=1))
        [run] = Run.objects.all()
    shown = words(gapteq.enter("clerk", "de").get(gapteq.path(f"billing/{run.id}/")))
    assert "Der Lauf wartet auf den Worker. Läuft er?" in shown


def test_the_usual_day_is_the_end_of_the_month_before_and_in_a_sandbox_today() -> None:
    from laufzeit.office.billing.runs import usual_day
    from laufzeit.vendors.models import Vendor

    assert usual_day(Vendor(sandbox=False), date(2026, 3, 15)) == date(2026, 2, 28)
    assert usual_day(Vendor(sandbox=True), date(2026, 3, 15)) == date(2026, 3, 15)


def test_runs_of_another_vendor_do_not_exist(red: Office, gapteq: Office) -> None:
    run = billed(gapteq, GAPTEQ_DAY)
    client = red.enter("manager")
    assert client.get(red.path(f"billing/{run.id}/")).status_code == 404
    document = next(iter(documents(gapteq).values()))
    for below in ("", "pdf/", "xml/", "cancel/"):
        assert client.get(red.path(f"invoices/{document}/{below}")).status_code == 404
    assert client.post(red.path(f"invoices/{document}/dispute/"), {"reason": "x"}).status_code == 404
    assert "RE-2022" not in words(client.get(red.path("invoices/"), {"run": str(run.id)}))


def test_corrections_are_counted_beside_invoices(gapteq: Office) -> None:
    """A contract that is ended the day after it was billed gets something back."""
    conclude(gapteq.site, "prepaid", date(2022, 10, 20), seats=3, label="Server Ulm")
    billed(gapteq, GAPTEQ_DAY)
    document = documents(gapteq)["RE-2022-000003"]
    client = gapteq.enter("manager", "en")
    client.post(gapteq.path(f"invoices/{document}/cancel/"))
    shown = words(preview(gapteq))
    assert "1 invoice 0 corrections" in shown
