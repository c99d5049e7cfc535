"""New customers with their main user, and contracts that were agreed upon on paper."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.office.conftest import Office, filled, record, words

NEW = {
    "name": "Hebammenpraxis Löffler", "kind": "business", "street": "Am Markt 1", "postcode": "07743", "city": "Jena",
    "country": "DE", "language": "de", "main-first_name": "Lotte", "main-last_name": "Löffler",
    "main-email": "Lotte@Loeffler.example", "main-language": "en",
}  # fmt: skip


def customer(office: Office, name: str = "Hebammenpraxis Löffler") -> Any:
    from laufzeit.customers.models import Organisation

    with office.acting():
        return Organisation.objects.filter(name=name).first()


def test_a_customer_is_created_and_its_main_user_sets_a_password_by_the_link_in_the_mail(red: Office) -> None:
    from laufzeit.messages.store import mailbox

    done = red.enter("clerk").post(red.path("customers/new/"), NEW, follow=True)
    assert "Hebammenpraxis Löffler is a customer now" in words(done) and "Lotte Löffler" in words(done)
    with red.acting():
        (letter,) = mailbox(organisation=customer(red).id).letters
        from laufzeit.messages.models import Message

        link = Message.objects.get(id=letter.id).facts["link"]
    assert letter.email == "lotte@loeffler.example" and "/office/" not in link
    browser = Client()
    opened = browser.get(re.sub(r"^http://[^/]+", "", link), follow=True)
    assert opened.status_code == 200 and "password" in opened.content.decode()
    sent = {"password1": "vier Worte ergeben Sinn", "password2": "vier Worte ergeben Sinn"}
    browser.post(opened.redirect_chain[-1][0], sent)
    again = Client()
    answer = again.post(red.site.path("account/login/"), {"login": letter.email, "password": sent["password1"]})
    assert answer.status_code == 302
    assert Client().get(re.sub(r"^http://[^/]+", "", link), follow=True).context.get("token_fail")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "This field is required."),
        ({"postcode": "ABC"}, "This is not a postcode of that country."),
        ({"vat_id": "DE123"}, "VAT identification number"),
        ({"main-email": "nobody"}, "valid email"),
        ({"main-email": "anna.sommer@customer.example"}, "Somebody already signs in with this e-mail address."),
        ({"main-last_name": ""}, "This field is required."),
    ],
)
def test_a_fault_creates_nothing_and_keeps_what_was_typed(red: Office, typed: dict[str, str], said: str) -> None:
    answer = red.enter("clerk").post(red.path("customers/new/"), NEW | typed)
    assert answer.status_code == 422 and said in words(answer)
    assert 'value="Am Markt 1"' in answer.content.decode()
    assert customer(red) is None


def test_data_is_edited_and_the_invitation_sent_again(red: Office) -> None:
    client, row = red.enter("clerk"), red.site.organisation
    form = filled(client.get(red.path(f"customers/{row.id}/edit/")), city="Potsdam")
    assert client.post(red.path(f"customers/{row.id}/edit/"), form).status_code == 302
    assert "Potsdam" in words(client.get(red.path(f"customers/{row.id}/")))
    assert client.post(red.path(f"customers/{row.id}/edit/"), form | {"name": ""}).status_code == 422
    client.post(red.path(f"customers/{row.id}/invite/"))
    assert red.site.letters()[0].kind == "invitation"


def concluded(office: Office, number: str) -> Any:
    from laufzeit.contracts.models import Contract
    from laufzeit.contracts.store import held

    with office.acting():
        return held(Contract.objects.get(number=number).id)


def test_a_contract_is_concluded_as_it_was_shown(red: Office) -> None:
    from laufzeit.contracts.declaration import Channel

    client = red.enter("clerk")
    address = red.path(f"customers/{red.site.organisation.id}/conclude/")
    users = [str(user.id) for user in red.site.people[1:3]]
    typed = {"plan": "plus@2020", "start": "2021-03-01", "users": users, "label": "Zweigstelle", "number": "P-7"}
    shown = client.post(address, filled(client.get(address), **typed) | {"rehearse": "1"})
    assert "3 users" in words(shown) and "€57.00" in words(shown) and "3 months to the end of a quarter" in words(shown)
    assert client.post(address, filled(shown)).status_code == 302
    held = concluded(red, "P-7")
    assert (held.timeline.start, held.timeline.phases[0].seats) == (date(2021, 3, 1), 3)
    with red.acting():
        from laufzeit.contracts.store import log

        (entry,) = log(held.row.id)
    assert entry.declaration.channel is Channel.LETTER
    assert red.site.letters()[0].kind == "contract_concluded"
    again = client.post(address, filled(client.get(address), **typed) | {"rehearse": "1"})
    taken = client.post(address, filled(again))
    assert taken.status_code == 422 and "Another contract has this number." in words(taken)


def test_a_contract_of_paper_keeps_the_edition_that_was_agreed(gapteq: Office) -> None:
    from laufzeit.contracts.models import Contract

    client = gapteq.enter("clerk")
    address = gapteq.path(f"customers/{gapteq.site.organisation.id}/conclude/")
    opened = client.get(address)
    later = re.findall(r'value="(prepaid@[^"]+)"[^>]*>\s*<span>[^<]*not on sale today', opened.content.decode())
    assert later
    record(client, address, plan=later[0], start="2022-11-01", seats="7")
    with gapteq.acting():
        row = Contract.objects.order_by("-created_at").first()
        phase = row.phases.get()
    assert f"{phase.plan}@{phase.edition}" == later[0] and phase.seats == 7


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"plan": "gold@2020"}, 422),
        ({"start": "1700-01-01"}, 409),
        ({"start": ""}, 422),
        ({"users": "01900000-0000-7000-8000-000000000000"}, 422),
        ({"seats": "0"}, 422),
        ({"channel": "import"}, 422),
    ],
)
def test_nothing_is_concluded_where_something_is_wrong(red: Office, typed: dict[str, str], status: int) -> None:
    from laufzeit.contracts.models import Contract

    client = red.enter("clerk")
    address = red.path(f"customers/{red.site.organisation.id}/conclude/")
    assert client.post(address, filled(client.get(address), **typed)).status_code == status
    with red.acting():
        assert Contract.objects.count() == 1


def test_without_main_user_or_catalogue_nothing_can_be_concluded(red: Office) -> None:
    from laufzeit.customers.actions import create_organisation
    from laufzeit.customers.addresses import Address
    from laufzeit.customers.details import OrganisationDetails

    with red.acting():
        alone = create_organisation(OrganisationDetails("Niemand", Address("", "", "", "", "DE")), by=None)
    answer = red.enter("clerk").get(red.path(f"customers/{alone.id}/conclude/"))
    assert answer.status_code == 409 and "It takes a main user" in words(answer)


def test_the_page_of_an_erased_customer(red: Office) -> None:
    from tests.portal.conftest import TODAY, at

    from laufzeit.customers.actions import erase_organisation

    with red.acting():
        erase_organisation(red.site.organisation.id, at(TODAY))
    client, address = red.enter("manager"), red.path(f"customers/{red.site.organisation.id}/")
    page = words(client.get(address))
    assert "The personal data was erased" in page and "Sommer" not in page and "Conclude contract" not in page
    assert client.get(f"{address}edit/").status_code == client.get(f"{address}conclude/").status_code == 404
    assert client.get(red.path("customers/"), {"erased": "yes"}).content.decode().count('<th scope="row">') == 1
    assert "No customer is found." in words(client.get(red.path("customers/"), {"erased": "no"}))
