"""The plan of a campaign, written in the form and as a file: both say the same, and all that is wrong is said where it
is, in the reader's language; nothing is stored then."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from tests.office.conftest import Office, filled, words
from tests.office.test_campaigns import HOME, PLAN, announced, planned, steps, work

from laufzeit.campaigns.plan import Assumption, By, Cohort, EndingBefore, Plan, Replacement, Seats, Way
from laufzeit.campaigns.reading import read
from laufzeit.catalogue.model import TermsRef
from laufzeit.contracts.commands import JudgedBy
from laufzeit.office.campaigns.file import as_file

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).map(str.strip).filter(bool)
LISTS = st.lists(WORDS, max_size=3, unique=True).map(tuple)
NUMBERS = st.integers(0, 1_000)
SEATS = st.builds(
    lambda least, more: Seats(least, None if more is None else least + more), NUMBERS, st.none() | NUMBERS
)  # fmt: skip
ASSUMED = st.builds(
    lambda name, percent, plans, seats, countries: Assumption(name, percent * 100, plans, seats, countries),
    WORDS, st.integers(0, 100), LISTS, SEATS, LISTS,
)  # fmt: skip


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    way, announced_on = draw(st.sampled_from(Way)), draw(DAYS)
    offers = way is not Way.NOTICE
    new = TermsRef("plus", "2023") if offers or draw(st.booleans()) else None
    return Plan(
        key=draw(st.from_regex(r"[a-z0-9]([a-z0-9-]{0,18}[a-z0-9])?", fullmatch=True)),
        name=draw(WORDS),
        way=way,
        replacements=(Replacement(TermsRef("plus", "2020"), new), Replacement(TermsRef("basis", "a-1"), new)),
        announce_on=announced_on,
        accept_until=draw(DAYS) if offers else announced_on,
        cut_over=draw(DAYS) if offers else announced_on,
        cohort=Cohort(draw(SEATS), draw(LISTS), draw(LISTS), draw(LISTS), draw(LISTS)),
        ending_before=draw(st.sampled_from(EndingBefore)) if offers else EndingBefore.ONCE_MORE,
        judged_by=draw(st.sampled_from(JudgedBy)) if offers else JudgedBy.FIRST_DAY,
        reminders=tuple(sorted(draw(st.sets(st.integers(1, 365), max_size=4)), reverse=True)),
        by=draw(st.sampled_from(By)),
        letters_an_hour=draw(st.none() | st.integers(1, 100_000)),
        post_days=draw(st.integers(0, 14)),
        threshold=draw(st.integers(0, 500)) * 100,
        assumptions=tuple(draw(st.lists(ASSUMED, max_size=2))),
    )


@given(plans())
def test_a_plan_written_as_a_file_reads_as_the_same_plan(plan: Plan) -> None:
    assert read(as_file(plan)) == plan


WHOLE: dict[str, Any] = {
    "name": "Neue Preise", "key": "prices-2023", "way": "notice and offer", "announce_on": "2022-10-28",
    "accept_until": "2023-01-31", "cut_over": "2023-02-01", "ending_before": "once more", "judged_by": "first day",
    "by": "mail", "post_days": "3", "reminders": "30, 7", "threshold": "50", "replace-0-old": "prepaid@2022",
    "replace-0-new": "prepaid@2023", "assume-0-name": "kleine", "assume-0-accepting": "80", "assume-0-seats_to": "10",
}  # fmt: skip


def send(client: Any, office: Office, path: str = "campaigns/new/", **typed: Any) -> Any:
    return client.post(office.path(path), filled(client.get(office.path(path)), **WHOLE | typed))


def stored(office: Office) -> list[Plan]:
    from laufzeit.campaigns.models import Campaign
    from laufzeit.campaigns.store import plan_of

    with office.acting():
        return [plan_of(row) for row in Campaign.objects.all()]


@pytest.mark.slow
def test_the_form_says_the_same_plan_as_the_file(gapteq: Office) -> None:
    client = gapteq.enter("manager", "de")
    answer = send(
        client, gapteq, name="Neue Preise ab 1. Februar 2023", **{"assume-0-name": "bis 10 User"},
    )  # fmt: skip
    assert answer.status_code == 302, words(answer)
    wanted = read(PLAN)
    assert stored(gapteq) == [Plan(**{**fields(wanted), "assumptions": wanted.assumptions[:1]})]
    work(gapteq)
    assert "2 würden angeschrieben" in words(client.get(gapteq.path(HOME)))
    text = client.get(gapteq.path(f"{HOME}plan.toml")).content.decode()
    assert read(text) == stored(gapteq)[0]


def fields(plan: Plan) -> dict[str, Any]:
    return {name: getattr(plan, name) for name in Plan.__dataclass_fields__}


@pytest.mark.slow
def test_what_a_form_shows_of_a_plan_is_that_plan(gapteq: Office) -> None:
    text = PLAN.replace("[[assume]]", "[cohort]\ncountries = ['DE', 'AT']\nwithout = ['V-10002']\n\n[[assume]]", 1)
    client = planned(gapteq, text)
    before = stored(gapteq)
    path = gapteq.path(f"{HOME}plan/")
    page = client.get(path)
    assert client.post(path, filled(page, without="V-10002")).status_code == 302
    assert stored(gapteq) == before
    assert "V-10002" in page.content.decode()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        ("de", {"key": "Neue Preise!"}, "Bitte nur Kleinbuchstaben, Ziffern und Bindestriche verwenden."),
        ("en", {"key": "new"}, "This key has a meaning already"),
        ("de", {"accept_until": ""}, "Bitte füllen Sie dieses Feld aus."),
        ("en", {"cut_over": "2022-10-28"}, "The cut-over (28 October 2022) has to come after the announcement"),
        ("de", {"accept_until": "2022-09-30"}, "ist mit dem 30.09.2022 schon abgelaufen"),
        ("en", {"announce_on": "2022-10-27"}, "The announcement, 27 October 2022, lies in the past."),
        ("de", {"replace-0-new": ""}, "Bitte füllen Sie dieses Feld aus."),
        ("de", {"replace-0-new": "prepaid@2022"}, "prepaid@2022 soll durch sich selbst ersetzt werden."),
        ("en", {"replace-0-old": "", "replace-0-new": ""}, "Please choose at least one edition"),
        ("de", {"reminders": "30, bald"}, "Bitte Tage von 1 bis 365"),
        ("en", {"reminders": "400"}, "Please write days from 1 to 365"),
        ("de", {"seats_from": "20", "seats_to": "10"}, "Das Ende liegt unter dem Anfang."),
        ("en", {"countries": "Germany"}, "Please write codes of two letters"),
        ("de", {"only": "V-10001, V-99999"}, "Einen Vertrag mit dieser Nummer gibt es nicht: V-99999."),
        ("de", {"seats_from": "5000"}, "Kein Vertrag ist gemeint"),
        ("en", {"assume-0-accepting": "120"}, "Ensure this value is less than or equal to 100."),
        ("de", {"assume-0-name": ""}, "Bitte füllen Sie dieses Feld aus."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(
    gapteq: Office, language: str, typed: dict[str, str], said: str
) -> None:
    answer = send(gapteq.enter("manager", language), gapteq, **typed)
    assert answer.status_code == 422
    assert said in words(answer)
    assert stored(gapteq) == []
    typed_before = {name: value for name, value in typed.items() if value and not name.startswith("replace")}
    assert all(value in answer.content.decode() for value in typed_before.values())


@pytest.mark.slow
def test_notice_alone_needs_neither_new_terms_nor_days(gapteq: Office) -> None:
    client = gapteq.enter("manager")
    answer = send(client, gapteq, way="notice", accept_until="", cut_over="", **{"replace-0-new": ""})
    assert answer.status_code == 302, words(answer)
    assert stored(gapteq)[0].replacements == (Replacement(TermsRef("prepaid", "2022"), None),)
    work(gapteq)
    assert "gets notice to the end of its term, and ends" in words(client.get(gapteq.path(f"{HOME}step/announce/")))


@pytest.mark.slow
def test_further_rows_keep_what_was_typed_and_judge_nothing(gapteq: Office) -> None:
    client = gapteq.enter("manager")
    answer = send(client, gapteq, more="assume", countries="Germany", **{"assume-0-name": ""})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "assume-2-name" in page
    assert "replace-1-old" not in page
    assert "Germany" in page
    assert "errorlist" not in page
    assert stored(gapteq) == []


@pytest.mark.slow
def test_a_plan_that_is_sent_twice_counts_once_and_another_under_its_key_is_refused(gapteq: Office) -> None:
    client = gapteq.enter("manager")
    form = filled(client.get(gapteq.path("campaigns/new/")), **WHOLE)
    for _ in "twice":
        assert client.post(gapteq.path("campaigns/new/"), form).status_code == 302
    assert steps(gapteq) == ["drafted"]
    answer = client.post(gapteq.path("campaigns/new/"), form | {"name": "Another"})
    assert answer.status_code == 409
    assert "There is a campaign “prices-2023” already" in words(answer)
    assert [plan.name for plan in stored(gapteq)] == ["Neue Preise"]


@pytest.mark.slow
def test_a_draft_may_have_faults_and_says_them(gapteq: Office) -> None:
    client = gapteq.enter("manager", "de")
    answer = send(client, gapteq, accept_until="2022-10-01", draft="1")
    assert answer.status_code == 302
    page = client.get(gapteq.path(HOME))
    assert "So kann der Plan nicht angekündigt werden" in words(page)
    assert "mit dem 01.10.2022 schon abgelaufen" in words(page)
    assert not work(gapteq)
    assert client.post(gapteq.path(f"{HOME}step/check/"), filled(client.get(gapteq.path(f"{HOME}step/check/"))))
    assert steps(gapteq) == ["drafted"]


@pytest.mark.slow
def test_a_file_with_faults_says_all_of_them_and_keeps_the_text(gapteq: Office) -> None:
    client = gapteq.enter("manager", "de")
    path = gapteq.path("campaigns/new/file/")
    page = client.get(path)
    text = PLAN.replace('way = "notice and offer"', 'way = "by surprise"').replace("cut_over = 2023-02-01", "")
    answer = client.post(path, filled(page, text=text))
    assert answer.status_code == 422
    said = words(answer)
    assert "Zeile 10 campaign.way" in said
    assert "cut_over" in said
    assert "by surprise" in said
    sent = SimpleUploadedFile("plan.toml", text.encode())
    answer = client.post(path, filled(page) | {"file": sent})
    assert answer.status_code == 422
    assert "by surprise" in answer.content.decode().split("<textarea")[1]
    answer = client.post(path, filled(page) | {"file": SimpleUploadedFile("plan.toml", b"\xff")})
    assert "nicht in UTF-8" in words(answer)
    answer = client.post(path, filled(page, text=PLAN.replace("prepaid@2023", "prepaid@2031")))
    assert answer.status_code == 422
    assert "Die Fassung prepaid@2031 gibt es im Katalog nicht." in words(answer)
    assert stored(gapteq) == []


@pytest.mark.slow
def test_a_plan_can_be_changed_until_it_is_announced_and_keeps_its_key(gapteq: Office) -> None:
    client = planned(gapteq)
    path = gapteq.path(f"{HOME}plan/file/")
    page = client.get(path)
    assert "What the simulation assumes" in page.content.decode()
    answer = client.post(path, filled(page, text=PLAN.replace('"prices-2023"', '"other"')))
    assert answer.status_code == 422
    assert "ihr Schlüssel bleibt" in words(answer)
    assert client.post(path, filled(page, text=PLAN.replace("2023-01-31", "2023-02-28"))).status_code == 302
    work(gapteq)
    assert "28.02.2023" in words(client.get(gapteq.path(HOME)))
    form = filled(client.get(gapteq.path(f"{HOME}plan/")), key="other")
    assert client.post(gapteq.path(f"{HOME}plan/"), form).status_code == 302
    assert [plan.key for plan in stored(gapteq)] == ["prices-2023"]


@pytest.mark.slow
def test_a_plan_that_was_announced_stays(gapteq: Office) -> None:
    client = announced(gapteq)
    answer = send(client, gapteq, f"{HOME}plan/")
    assert answer.status_code in (409, 422)
    assert "Kampagne" in words(answer)
    assert stored(gapteq) == [read(PLAN)]


@pytest.mark.slow
def test_without_a_catalogue_the_page_says_so(db: None) -> None:
    from tests.office.conftest import staffed
    from tests.portal.conftest import Site

    from laufzeit.vendors.store import acting_for, create_vendor

    vendor = create_vendor(slug="empty", name="Empty", sandbox_day=date(2022, 10, 28))
    with acting_for(vendor.id):
        vendor.refresh_from_db()
    office = staffed(Site(vendor, None, []))
    answer = office.enter("manager").get(office.path("campaigns/new/"))
    assert "There is no catalogue yet." in words(answer)
