"""The vendor's offers in the portal: by the link in the letter, one on its page, several in one step."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from tests.campaigns.conftest import the_plan
from tests.portal.conftest import Site, at, fields
from tests.portal.reading import words_of

pytestmark = pytest.mark.slow

ANNOUNCED = date(2022, 10, 28)


def announce(site: Site, today: date = ANNOUNCED) -> list[tuple[UUID, UUID]]:
    """All contracts of the site get the offer; contract and offer of each."""
    from laufzeit.campaigns import actions, jobs
    from laufzeit.campaigns.models import Participant

    with site.acting():
        row = actions.draft(the_plan(), at(today))
        actions.check(row.id, at(today))
    while jobs.work(site.vendor.id, row.id, at(today)).more:
        pass
    with site.acting():
        actions.announce(row.id, at(today))
    while jobs.work(site.vendor.id, row.id, at(today)).more:
        pass
    with site.acting():
        return list(Participant.objects.order_by("contract__number").values_list("contract_id", "offer"))


@pytest.fixture
def servers(gapteq: Site) -> list[tuple[UUID, UUID]]:
    """Two servers with offers."""
    return announce(gapteq)


def link_of(site: Site, contract: UUID) -> str:
    from laufzeit.messages.models import Message

    with site.acting():
        facts = Message.objects.get(contract=contract, kind="terms_offered").facts
    found = re.search(rf"/{site.vendor.slug}(/offers/[^/]+/)$", str(facts["link"]))
    assert found
    return site.path(found[1].lstrip("/"))


def agreed(sent: dict[str, Any]) -> dict[str, Any]:
    return sent | {name.replace("text_", "agree_"): "on" for name in sent if name.startswith("text_")}


def test_the_link_shows_nothing_before_signing_in(gapteq: Site, servers: Any) -> None:
    answer = Client().get(link_of(gapteq, servers[0][0]))
    assert answer.status_code == 302
    assert "account/login/?next=" in answer["Location"]


def test_the_link_leads_to_its_offer_and_the_campaign_knows(gapteq: Site, servers: Any) -> None:
    from laufzeit.campaigns.models import Participant

    contract, offer = servers[0]
    answer = gapteq.enter().get(link_of(gapteq, contract), follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0].endswith(f"/offers/{offer}/")
    with gapteq.acting():
        found = dict(Participant.objects.values_list("contract_id", "opened_at"))
    assert found[contract] is not None
    assert found[servers[1][0]] is None


def test_a_forged_link_and_one_of_somebody_else(gapteq: Site, servers: Any) -> None:
    client, link = gapteq.enter(), link_of(gapteq, servers[0][0])
    forged = link[:-3] + ("AA/" if not link.endswith("AA/") else "BB/")
    answer = client.get(forged)
    assert answer.status_code == 404
    assert "führt nirgendwohin" in words_of(answer)
    stranger = other_customer(gapteq)
    assert stranger.get(link).status_code == 404


def other_customer(site: Site) -> Client:
    from tests.portal.conftest import PASSWORD, person

    from laufzeit.customers.accounts.actions import create_member
    from laufzeit.customers.actions import create_organisation
    from laufzeit.customers.addresses import Address
    from laufzeit.customers.details import Kind, OrganisationDetails
    from laufzeit.customers.roles import Role

    with site.acting():
        address = Address("Weg 1", "", "10115", "Berlin", "DE")
        organisation = create_organisation(OrganisationDetails("Andere AG", address, Kind("business")), by=None)
        main = create_member(organisation.id, person("Otto", "Other"), Role.MAIN, by=None, password=PASSWORD)
    return Site(site.vendor, organisation, [main]).enter()


def test_a_link_after_its_time(gapteq: Site, servers: Any) -> None:
    link = link_of(gapteq, servers[0][0])
    with gapteq.acting():
        type(gapteq.vendor).objects.filter(id=gapteq.vendor.id).update(sandbox_day=date(2023, 3, 10))
    answer = gapteq.enter().get(link)
    assert answer.status_code == 410
    assert "abgelaufen" in words_of(answer)


def test_the_page_says_what_will_happen_to_this_contract(gapteq: Site, servers: Any) -> None:
    contract, offer = next(one for one in servers if one[0] != gapteq.contract)
    words = words_of(gapteq.enter().get(gapteq.path(f"contracts/{contract}/offers/{offer}/")))
    for said in (
        "bis zum 24.01.2024; die neuen gelten ab dem 25.01.2024", "25.01.2022 – 24.01.2023", "25.01.2023 – 24.01.2024",
        "25.01.2024 – 24.01.2025", "900,00 €", "1.320,00 €", "Diese Laufzeiten zusammen 3.120,00 €",
        "Ihr Vertrag endet am 24.01.2023", "bis zum 24.01.2023",
    ):  # fmt: skip
        assert said in words, said


def test_the_answer_can_be_another_one_until_the_deadline(gapteq: Site, servers: Any) -> None:
    contract, offer = servers[0]
    client, path = gapteq.enter(), gapteq.path(f"contracts/{servers[0][0]}/offers/{offer}/")
    assert client.post(path, agreed(fields(client.get(path))) | {"answer": "accept"}).status_code == 302
    page = client.get(path)
    assert "Sie haben dieses Angebot angenommen. Die neuen Konditionen gelten ab dem 16.03.2023." in words_of(page)
    assert 'value="accept"' not in page.content.decode()
    assert client.post(path, fields(page) | {"answer": "decline"}).status_code == 302
    assert gapteq.held(contract).timeline.last_day() == date(2023, 3, 15)
    page = client.get(path)
    assert "Sie haben dieses Angebot abgelehnt." in words_of(page)
    assert client.post(path, agreed(fields(page)) | {"answer": "accept"}).status_code == 302
    assert gapteq.held(contract).timeline.end is None


def test_a_form_that_is_sent_twice_counts_once(gapteq: Site, servers: Any) -> None:
    _contract, offer = servers[0]
    client, path = gapteq.enter(), gapteq.path(f"contracts/{servers[0][0]}/offers/{offer}/")
    sent = agreed(fields(client.get(path))) | {"answer": "accept"}
    assert [client.post(path, sent).status_code for _ in range(2)] == [302, 302]
    assert [letter.kind for letter in gapteq.letters()].count("terms_accepted") == 1


def test_another_member_reads_and_does_not_decide(gapteq: Site, servers: Any) -> None:
    contract, offer = servers[0]
    client, path = gapteq.enter(1), gapteq.path(f"contracts/{contract}/offers/{offer}/")
    page = client.get(path)
    assert "entscheidet die Hauptnutzerin" in words_of(page)
    assert client.post(path, {"answer": "accept"}).status_code == 403
    assert client.post(path, {"answer": "decline"}).status_code == 403
    assert client.post(gapteq.path("offers/"), {f"answer_{offer}": "accept"}).status_code == 403


def test_several_are_answered_in_one_step(gapteq: Site, servers: Any) -> None:
    client, path = gapteq.enter(), gapteq.path("offers/")
    page = client.get(path)
    assert "Server München" in words_of(page)
    (first, one), (second, two) = servers
    answers = {f"answer_{one}": "accept", f"answer_{two}": "decline"}
    assert client.post(path, fields(page) | answers).status_code == 422, "the text has to be agreed to"
    assert client.post(path, agreed(fields(page)) | answers).status_code == 302
    assert gapteq.held(first).contract.offer(one).state.value == "accepted"
    assert gapteq.held(second).contract.offer(two).state.value == "declined"
    with gapteq.acting():
        from laufzeit.contracts.models import LogEntry

        entry = LogEntry.objects.get(contract=first, kind="TermsAccepted")
        assert entry.consents[0]["agreement"] == "agb"
        assert len(entry.consents[0]["sha256"]) == 64


def test_one_that_is_refused_does_not_hold_back_the_other(gapteq: Site, servers: Any) -> None:
    from tests.portal.conftest import declare

    from laufzeit.contracts.commands import GiveNotice
    from laufzeit.vendors.models import new_id

    client, path = gapteq.enter(), gapteq.path("offers/")
    page = client.get(path)
    (first, one), (second, two) = servers
    declare(gapteq, GiveNotice(new_id()), ANNOUNCED, contract=first)
    answers = {f"answer_{one}": "accept", f"answer_{two}": "accept"}
    answer = client.post(path, agreed(fields(page)) | answers)
    assert answer.status_code == 409
    assert gapteq.held(first).contract.offer(one).state.value == "open"
    assert gapteq.held(second).contract.offer(two).state.value == "accepted"


def test_the_list_asks_no_more_for_more_contracts(
    gapteq: Site, servers: Any, django_assert_max_num_queries: Any
) -> None:
    client = gapteq.enter()
    client.get(gapteq.path("offers/"))
    with django_assert_max_num_queries(14):
        assert client.get(gapteq.path("offers/")).status_code == 200


def test_start_names_open_offers(gapteq: Site, servers: Any) -> None:
    words = words_of(gapteq.enter().get(gapteq.path()))
    assert "Alle 2 offenen Angebote ansehen" in words


def test_the_sum_of_the_next_terms_is_what_billing_asks(gapteq: Site, servers: Any) -> None:
    """With the discounts that apply."""
    from tests.portal.conftest import declare

    from laufzeit.contracts.commands import GrantDiscount
    from laufzeit.vendors.models import new_id

    contract, offer = servers[0]
    path = gapteq.path(f"contracts/{contract}/offers/{offer}/")
    assert "Diese Laufzeiten zusammen 2.520,00 €" in words_of(gapteq.enter().get(path))
    granted = GrantDiscount(new_id(), date(2023, 3, 15), 1_000, None, None, None, None, "Treue")
    declare(gapteq, granted, ANNOUNCED, side="vendor", contract=contract)
    assert "Diese Laufzeiten zusammen, mit Ihren Rabatten 2.328,00 €" in words_of(gapteq.enter().get(path))
