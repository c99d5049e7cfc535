"""What comes by letter is recorded as it was shown; nothing is recorded unseen, twice, or without the right."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.office.conftest import Office, filled, record, words
from tests.portal.conftest import book, declare

from laufzeit.contracts.commands import ChangePlan, RequestSwitch, SwitchTarget
from laufzeit.contracts.events import NoticeGiven
from laufzeit.vendors.models import new_id


def log_of(office: Office) -> Any:
    from laufzeit.contracts.store import log

    with office.acting():
        return log(office.site.contract)


def test_a_letter_of_notice_is_recorded_with_its_day_of_receipt(red: Office) -> None:
    from laufzeit.contracts.declaration import Channel, Role, Side

    client = red.enter("clerk")
    opened = client.get(red.of_contract("notice/"))
    assert "30 June 2021" in words(opened)  # received today
    shown = client.post(
        red.of_contract("notice/"), filled(opened, received_on="2020-12-31", channel="letter") | {"rehearse": "1"}
    )
    assert "31 March 2021" in words(shown) and "Thursday" in words(shown)
    assert "3 users lose their access" in words(shown) and "Qualitätszirkel" in words(shown)
    done = client.post(red.of_contract("notice/"), filled(shown), follow=True)
    assert "the contract ends on 31 March 2021" in words(done)
    entry = log_of(red)[-1]
    assert (entry.event.received_on, entry.event.effective_on) == (date(2020, 12, 31), date(2021, 4, 1))
    said = entry.declaration
    assert (said.channel, said.actor.side, said.actor.role) == (Channel.LETTER, Side.CUSTOMER, Role.STAFF)
    assert said.actor.id == red.people["clerk"].id
    assert red.site.letters()[0].kind == "notice_confirmed"
    page = words(client.get(red.of_contract("log/")))
    assert "by letter" in page and "recorded by Karl Kern" in page and "received on 31 December 2020" in page


def test_what_was_changed_after_it_was_shown_is_shown_again_and_not_recorded(red: Office) -> None:
    client = red.enter("clerk")
    shown = client.get(red.of_contract("notice/"))
    answer = client.post(red.of_contract("notice/"), filled(shown, received_on="2020-12-30") | {"record": "1"})
    assert answer.status_code == 200
    assert "Please check what follows." in words(answer) and "31 March 2021" in words(answer)
    assert len(log_of(red)) == 4
    assert client.post(red.of_contract("notice/"), filled(answer)).status_code == 302
    assert len(log_of(red)) == 5


def test_a_wish_for_another_last_day_and_for_erasure(red: Office) -> None:
    client = red.enter("clerk")
    record(client, red.of_contract("notice/"), channel="mail", not_before="2021-08-01", erase="on")
    event = log_of(red)[-1].event
    assert event.erase and event.effective_on == date(2021, 10, 1)
    page = words(client.get(red.of_contract()))
    assert "Data will be erased on 31 October 2021" in page
    widened = client.get(red.of_contract("notice/?erase=1"))
    assert "Notice has already been given" in words(widened)


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ({"received_on": "2021-02-11"}, 409, "11 February 2021"),
        ({"received_on": "2020-09-30"}, 409, "1 October 2020"),
        ({"received_on": ""}, 422, "required"),
        ({"received_on": "31.03.2021x"}, 422, "valid date"),
        ({"channel": "portal"}, 422, "valid choice"),
        ({"channel": "office"}, 422, "valid choice"),
        ({"seen_version": "x"}, 422, ""),
    ],
)
def test_bad_input_says_what_is_wrong_keeps_what_was_typed_and_records_nothing(
    red: Office, typed: dict[str, str], status: int, said: str
) -> None:
    client = red.enter("clerk")
    shown = client.get(red.of_contract("notice/"))
    answer = client.post(red.of_contract("notice/"), filled(shown, **typed) | {"record": "1"})
    assert answer.status_code == status and said in words(answer)
    assert f'value="{typed.get("received_on", "2021-02-10")}"' in answer.content.decode()
    assert len(log_of(red)) == 4


def test_a_form_that_is_sent_twice_counts_once(red: Office) -> None:
    client = red.enter("clerk")
    shown = client.get(red.of_contract("change/basis/"))
    form = filled(shown)
    assert client.post(red.of_contract("change/basis/"), form).status_code == 302
    assert client.post(red.of_contract("change/basis/"), form).status_code == 302
    assert [one.event.__class__.__name__ for one in log_of(red)].count("PlanChanged") == 1


def test_who_was_overtaken_is_told(red: Office) -> None:
    client = red.enter("clerk")
    shown = client.get(red.of_contract("notice/"))
    book(red.site, "Nachtrag", date(2021, 3, 4))
    answer = client.post(red.of_contract("notice/"), filled(shown), follow=True)
    assert "Somebody has decided about this contract meanwhile" in words(answer)
    assert not any(isinstance(one.event, NoticeGiven) for one in log_of(red))


def test_a_change_of_plan_is_recorded_and_revoked(red: Office) -> None:
    client = red.enter("clerk")
    shown = client.get(red.of_contract("change/basis/"))
    assert "First day of what is new 1 July 2021" in words(shown)
    client.post(red.of_contract("change/basis/"), filled(shown, channel="mail") | {"rehearse": "1"})
    record(client, red.of_contract("change/basis/"), channel="mail")
    pending = log_of(red)[-1].event
    page = words(client.get(red.of_contract()))
    assert "From 1 July 2021 on: RED connect basis, 1 user." in page
    again = client.get(red.of_contract("change/basis/"))
    assert "Record change" not in words(again)
    record(client, red.of_contract(f"revoke/{pending.id}/"), channel="letter")
    assert log_of(red)[-1].event.item == pending.id
    assert client.get(red.of_contract(f"revoke/{pending.id}/")).status_code == 404


def test_the_vendors_notice_is_the_managers(red: Office) -> None:
    from laufzeit.contracts.declaration import Channel, Side

    manager = red.enter("manager")
    done = record(manager, red.of_contract("our-notice/"))
    assert done.status_code == 302
    entry = log_of(red)[-1]
    assert (entry.event.by, entry.declaration.channel) == (Side.VENDOR, Channel.OFFICE)
    assert entry.event.effective_on == date(2021, 7, 1)
    item = entry.event.id
    assert manager.get(red.of_contract(f"revoke/{item}/")).status_code == 404  # not the customer's to take back
    assert red.enter("clerk").get(red.of_contract(f"our-notice/{item}/revoke/")).status_code == 403
    record(manager, red.of_contract(f"our-notice/{item}/revoke/"))
    assert log_of(red)[-1].event.item == item


def test_a_switch_is_recorded_extended_and_completed(red: Office) -> None:
    clerk, manager = red.enter("clerk"), red.enter("manager")
    shown = clerk.get(red.of_contract("switch/"))
    assert "Have its data erased" in words(shown)
    record(clerk, red.of_contract("switch/"), received_on="2021-02-08", target="other provider")
    request = log_of(red)[-1].event
    assert request.received_on == date(2021, 2, 8)
    last_day = red.site.held().timeline.last_day()
    record(manager, red.of_contract(f"switch/{request.id}/extend/"), side="vendor", until="2021-07-15")
    assert red.site.held().timeline.last_day() == date(2021, 7, 15) > last_day
    too_long = record(manager, red.of_contract(f"switch/{request.id}/extend/"), side="customer", until="2021-01-01")
    assert too_long.status_code == 409
    record(clerk, red.of_contract(f"switch/{request.id}/complete/"), channel="mail", last_day="2021-03-31")
    assert red.site.held().timeline.last_day() == date(2021, 3, 31)


def test_seats_are_recorded(gapteq: Office) -> None:
    client = gapteq.enter("clerk")
    opened = client.get(gapteq.of_contract("seats/"))
    assert "Fill in the fields" in words(opened)
    shown = client.post(gapteq.of_contract("seats/"), filled(opened, seats="12") | {"rehearse": "1"})
    assert "27 October 2023" in words(shown)
    assert client.post(gapteq.of_contract("seats/"), filled(shown)).status_code == 302
    assert gapteq.site.held().timeline.phases[-1].seats == 12


def test_other_terms_are_offered(gapteq: Office) -> None:
    from laufzeit.catalogue.model import TermsRef

    manager = gapteq.enter("manager")
    shown = manager.get(gapteq.of_contract("offer/"))
    choice = next(
        str(terms.ref)
        for terms in gapteq.site.held().catalogue.plans["prepaid"].editions
        if terms.ref != gapteq.site.held().timeline.phases[0].terms
    )
    assert choice in shown.content.decode()
    record(manager, gapteq.of_contract("offer/"), to=choice, cut_over="2023-02-01", accept_until="2022-12-31")
    (offer,) = gapteq.site.held().contract.offers
    assert offer.to == TermsRef.parse(choice)
    assert gapteq.site.letters()[0].kind == "terms_offered"
    page = words(manager.get(gapteq.of_contract()))
    assert "It can be accepted until 31 December 2022." in page


def test_the_part_that_htmx_asks_for_is_shown_whatever_it_says(red: Office) -> None:
    client = red.enter("clerk")
    form = filled(client.get(red.of_contract("notice/")), received_on="2021-02-11") | {"rehearse": "1"}
    answer = client.post(red.of_contract("notice/"), form, headers={"HX-Request": "true"})
    assert answer.status_code == 200 and "11 February 2021" in words(answer)
    form["received_on"] = ""
    answer = client.post(red.of_contract("notice/"), form, headers={"HX-Request": "true"})
    assert answer.status_code == 200 and "Something is missing or wrong" in words(answer)


def test_the_contracts_page_in_every_state(red: Office) -> None:
    client = red.enter("manager")
    declare(red.site, RequestSwitch(new_id(), SwitchTarget.OTHER_PROVIDER))
    page = words(client.get(red.of_contract()))
    assert "Switch under the Data Act" in page and "Record completion" in page and "Extend transition" in page
    auditor = words(red.enter("auditor").get(red.of_contract()))
    assert "Record completion" not in auditor and "Record or declare" not in auditor


def test_entitlements_of_another_day(red: Office) -> None:
    declare(red.site, ChangePlan(new_id(), "basis"))
    client = red.enter("auditor")
    now = client.get(red.of_contract(), {"day": "2021-06-30"}).content.decode()
    then = client.get(red.of_contract(), {"day": "2021-07-01"}).content.decode()
    before = client.get(red.of_contract(), {"day": "2019-01-01"})
    assert "conferences with several" in now.partition('id="entitled"')[2].partition("</section>")[0]
    assert "conferences with several" not in then.partition('id="entitled"')[2].partition("</section>")[0]
    assert "Nothing: the contract does not run on this day." in words(before)
    assert client.get(red.of_contract(), {"day": "nonsense"}).status_code == 200


def test_the_chain_is_verified_on_demand(red: Office) -> None:
    client = red.enter("auditor", "de")
    assert "Die Kette hält." in words(client.get(red.of_contract("log/?verify=1")))
    from laufzeit.contracts.models import Contract

    with red.acting():
        Contract.objects.filter(id=red.site.contract).update(head="0" * 64)
    broken = words(client.get(red.of_contract("log/?verify=1")))
    assert "Die Kette hält nicht." in broken and "der gespeicherte Zustand ist nicht der des Protokolls" in broken


def test_the_log_shows_what_was_agreed_to_with_its_hash(red: Office) -> None:
    from tests.contracts.conftest import Practice
    from tests.portal.conftest import TODAY, at

    from laufzeit.contracts.actions import carry_out

    site = red.site
    practice = Practice(site.vendor, site.organisation, site.people[0], site.people[1:], site.contract)
    with red.acting():
        carry_out(site.contract, ChangePlan(new_id(), "basis"), practice.declared(TODAY), at(TODAY))
    entry = log_of(red)[-1]
    page = red.enter("auditor").get(red.of_contract("log/"))
    for consent in entry.declaration.consents:
        assert consent.sha256 in words(page) and consent.sentence in words(page)
        assert f"/office/catalogue/texts/{consent.sha256}/" in page.content.decode()
    assert entry.hash in words(page)
