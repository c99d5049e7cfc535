"""Users, master data, bookings: what a customer's people do with each other and with the product."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.portal.conftest import Site, declare, fields
from tests.portal.reading import words_of
from tests.portal.test_pages import move


def link_of_invitation(site: Site) -> str:
    from laufzeit.messages.models import Message

    with site.acting():
        facts = (
            Message.objects.filter(kind__icontains="invitation").order_by("-created_at").values_list("facts", flat=True)
        )
        return str(re.search(r"/account/join/[^\"' ]+", str(facts[0])).group())  # type: ignore[union-attr]


def invite(site: Site, client: Client, email: str = "ida.neu@customer.example") -> Any:
    path = site.path("users/invite/")
    return client.post(path, fields(client.get(path), "invite/") | {"email": email, "first_name": "Ida"})


def test_what_another_user_costs_is_shown_before(red: Site) -> None:
    words = words_of(red.enter().get(red.path("users/invite/")))
    assert "Was ein weiterer Benutzer kostet" in words and "76,00 €" in words and "95,00 €" in words


def test_who_accepts_an_invitation_takes_a_seat(red: Site) -> None:
    client = red.enter()
    assert invite(red, client).status_code == 302
    words = words_of(client.get(red.path("users/")))
    assert "Die Einladung an ida.neu@customer.example ist unterwegs." in words and "Offene Einladungen" in words
    assert red.held().timeline.phase_on(date(2021, 2, 10)).seats == 4, "an invitation costs nothing"
    newcomer = Client()
    joining = {"first_name": "Ida", "last_name": "Neu", "password": "seven green lamps"}
    path = f"/{red.vendor.slug}{link_of_invitation(red)}"
    assert newcomer.post(path, joining).status_code == 302
    assert red.held().timeline.phase_on(date(2021, 2, 10)).seats == 5
    words = words_of(client.get(red.path("users/")))
    assert "Ida Neu" in words and "5 Benutzer" in words
    history = words_of(client.get(red.of_contract()))
    assert "Anna Sommer hat am 10.02.2021 Ida Neu sofort als Benutzer hinzugefügt" in history


def test_without_room_nobody_is_invited_and_nobody_joins(red: Site) -> None:
    from laufzeit.contracts.commands import ChangePlan
    from laufzeit.customers.models import User

    client = red.enter()
    invite(red, client)
    declare(red, ChangePlan(uuid4(), "basis"))
    move(red, date(2021, 2, 16))
    with red.acting():
        declared = User.objects.count()
    path = f"/{red.vendor.slug}{link_of_invitation(red)}"
    assert Client().get(path).status_code == 200, "there still is room until the change"
    move(red, date(2021, 7, 1))
    assert "In Ihrem Tarif ist kein Platz" in words_of(client.get(red.path("users/")))
    words = words_of(client.get(red.path("users/invite/")))
    assert "höchstens 1" in words and "Einladung senden" not in words
    assert invite(red, client, "ina.neu@customer.example").status_code == 422
    with red.acting():
        assert User.objects.count() == declared


def test_an_invitation_that_cannot_be(red: Site) -> None:
    client = red.enter()
    for email, said in [
        ("max.winter@customer.example", "Mit dieser E-Mail-Adresse meldet sich bereits jemand an."),
        ("nobody", "gültige E-Mail-Adresse"),
        ("", ""),
    ]:
        answer = invite(red, client, email)
        page = answer.content.decode()
        assert answer.status_code == 422 and 'id="id_email_error"' in page, email
        assert said in page, email
        assert 'value="Ida"' in page, "what was typed stays"
    invite(red, client)
    assert invite(red, client).status_code == 422, "invited already"


def test_an_invitation_is_withdrawn(red: Site) -> None:
    client = red.enter()
    invite(red, client)
    page = client.get(red.path("users/")).content.decode()
    action = re.search(r'action="([^"]+/users/invitations/[^"]+)"', page).group(1)  # type: ignore[union-attr]
    assert red.enter(1).post(action).status_code == 403
    assert client.post(action).status_code == 302
    assert "Offene Einladungen" not in words_of(client.get(red.path("users/")))
    assert client.post(red.path(f"users/invitations/{uuid4()}/")).status_code == 404


def test_a_user_is_removed_after_the_price_was_shown(red: Site) -> None:
    client, tom = red.enter(), red.people[3]
    path = red.path(f"users/{tom.id}/remove/")
    shown = client.get(path)
    words = words_of(shown)
    assert "Tom Lenz entfernen?" in words and "57,00 €" in words
    sent = fields(shown, "remove/")
    assert client.post(path, sent).status_code == 302
    words = words_of(client.get(red.path("users/")))
    assert "Tom Lenz ist entfernt." in words and "Frühere Benutzer" in words and "3 Benutzer" in words
    assert red.held().timeline.phase_on(date(2021, 2, 10)).seats == 3
    assert client.post(path, sent).status_code in (302, 409), "sent again: nothing more happens"
    assert red.held().timeline.phase_on(date(2021, 2, 10)).seats == 3
    with pytest.raises(AssertionError):
        red.enter(3)


def test_the_main_user_stays(red: Site) -> None:
    client = red.enter()
    path = red.path(f"users/{red.people[0].id}/remove/")
    answer = client.get(path)
    assert answer.status_code == 409 and "Benutzer entfernen</button>" not in answer.content.decode()
    assert client.post(path).status_code == 409
    assert client.get(red.path(f"users/{uuid4()}/remove/")).status_code == 404


def test_a_user_of_a_customer_without_named_seats_is_removed(gapteq: Site) -> None:
    client, ben = gapteq.enter(), gapteq.people[1]
    path = gapteq.path(f"users/{ben.id}/remove/")
    words = words_of(client.get(path))
    assert "Ben Adler kann sich ab sofort nicht mehr anmelden." in words and "€" not in words
    assert client.post(path, {}).status_code == 302
    assert "Frühere Benutzer Ben Adler" not in words_of(client.get(gapteq.path()))
    assert "Frühere Benutzer" in words_of(client.get(gapteq.path("users/")))


def test_users_that_will_be_removed_by_a_change_are_marked(red: Site) -> None:
    from laufzeit.contracts.commands import ChangePlan

    declare(red, ChangePlan(uuid4(), "basis"))
    words = words_of(red.enter().get(red.path("users/")))
    assert words.count("Zugang bis 30.06.2021") == 3


# Master data


def test_bad_input_stays_and_is_said_at_its_field(red: Site) -> None:
    client = red.enter()
    path = red.path("data/bank/")
    answer = client.post(path, {"holder": "Praxis Dr. Sommer", "iban": "DE00 1234 5678 9012 3456 78", "bic": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="DE00 1234 5678 9012 3456 78"' in page and 'id="id_iban_error"' in page
    assert re.search(r'<input[^>]*name="iban"[^>]*aria-describedby="[^"]*id_iban_error', page)
    path = red.path("data/organisation/")
    sent = fields(client.get(path))
    answer = client.post(path, sent | {"vat_id": "DE123", "postcode": "x"})
    page = answer.content.decode()
    assert answer.status_code == 422 and 'id="id_vat_id_error"' in page and 'id="id_postcode_error"' in page


def test_good_input_is_stored(red: Site) -> None:
    from laufzeit.customers.store import bank_account

    client = red.enter()
    path = red.path("data/bank/")
    assert client.post(path, {"holder": "Praxis Sommer", "iban": "DE89 3704 0044 0532 0130 00"}).status_code == 302
    with red.acting():
        assert bank_account(red.organisation.id).iban == "DE89370400440532013000"
    client.post(path, {"holder": "Praxis Sommer", "iban": "DE02 1203 0000 0000 2020 51"})
    words = words_of(client.get(path))
    assert "Frühere Bankverbindungen" in words and "DE89 … 3000" in words and "Gespeichert." in words
    path = red.path("data/organisation/")
    assert client.post(path, fields(client.get(path)) | {"name": "Praxis am Park"}).status_code == 302
    assert "Praxis am Park" in words_of(client.get(path))
    path = red.path("data/main-user/")
    assert client.post(path, fields(client.get(path)) | {"last_name": "Winter-Sommer"}).status_code == 302
    assert "Anna Winter-Sommer" in words_of(client.get(red.path()))


def test_members_read_the_master_data_and_change_their_own(red: Site) -> None:
    client = red.enter(1)
    for tab in ["organisation", "bank"]:
        path = red.path(f"data/{tab}/")
        assert "Speichern" not in words_of(client.get(path))
        client.post(path, {"name": "Mine", "holder": "Max", "iban": "DE89370400440532013000"})
    words = words_of(red.enter().get(red.path("data/organisation/")))
    assert "Praxis Dr. Sommer" in words
    path = red.path("data/main-user/")
    page = client.get(path)
    assert "anna.sommer@customer.example" in words_of(page)
    assert client.post(path, fields(page) | {"first_name": "Moritz"}).status_code == 302
    assert "Moritz Winter" in words_of(client.get(red.path()))


# The product's page


def book(site: Site, client: Client, **typed: str) -> Any:
    path = site.path("connect/")
    sent = fields(client.get(path)) | {"title": "Fallbesprechung", "day": "2021-03-10", "at": "18:00"} | typed
    return client.post(path, sent)


def test_a_conference_is_booked_and_cancelled(red: Site) -> None:
    client = red.enter(1)
    assert book(red, client, title="Supervision").status_code == 302
    page = client.get(red.path("connect/"))
    assert "Supervision 10.03.2021, 18:00 · Max Winter" in words_of(page)
    found = re.search(r'action="([^"]+)">(?:(?!action=).)*Supervision absagen', page.content.decode(), re.S)
    assert found and client.post(found.group(1)).status_code == 302
    words = words_of(client.get(red.path("connect/")))
    assert "Der Termin ist abgesagt." in words and "Supervision" not in words
    answer = client.post(red.path(f"connect/{uuid4()}/cancel/"), follow=True)
    assert "Diesen Termin gibt es nicht." in words_of(answer)


def test_a_booking_that_cannot_be(red: Site) -> None:
    from laufzeit.contracts.commands import ChangePlan

    client = red.enter()
    answer = book(red, client, day="2021-02-01", title="Zu spät")
    page = answer.content.decode()
    assert answer.status_code == 422 and "ist schon vorüber" in page and 'value="Zu spät"' in page
    assert 'id="id_day_error"' in page
    declare(red, ChangePlan(uuid4(), "basis"))
    answer = book(red, client, day="2021-07-01")
    assert "Am 01.07.2021 enthält Ihr Vertrag diese Funktion nicht." in answer.content.decode()
    assert book(red, client, title="", day="").status_code == 422


def test_after_the_switch_the_product_offers_less(red: Site) -> None:
    from laufzeit.contracts.commands import ChangePlan

    declare(red, ChangePlan(uuid4(), "basis"))
    move(red, date(2021, 7, 1))
    words = words_of(red.enter().get(red.path("connect/")))
    assert words.count("nicht mehr gültig") == 2
    assert "Ihr Vertrag umfasst keine Konferenzen." in words and "Konferenz anlegen" in words


def test_the_products_page_is_for_sandboxes_of_vendors_with_something_to_book(gapteq: Site, red: Site) -> None:
    from laufzeit.vendors.models import Vendor

    assert gapteq.enter().get(gapteq.path("connect/")).status_code == 404
    client = red.enter()
    with red.acting():
        Vendor.objects.filter(id=red.vendor.id).update(sandbox=False, sandbox_day=None)
    assert client.get(red.path("connect/")).status_code == 404


def test_a_customer_without_a_contract_sees_what_to_expect(red: Site) -> None:
    from tests.portal.conftest import PASSWORD, person

    from laufzeit.customers.accounts.actions import create_member
    from laufzeit.customers.actions import create_organisation
    from laufzeit.customers.addresses import Address
    from laufzeit.customers.details import OrganisationDetails
    from laufzeit.customers.roles import Role

    with red.acting():
        address = Address("Lindenweg 5", "", "10115", "Berlin", "DE")
        other = create_organisation(OrganisationDetails("Neue Praxis", address), by=None)
        red.people.append(create_member(other.id, person("Nora", "Neu"), Role.MAIN, by=None, password=PASSWORD))
    client = red.enter(-1)
    for page in ["", "connect/"]:
        assert "Es gibt noch keinen Vertrag." in words_of(client.get(red.path(page)))
    assert "Es gibt noch keinen Vertrag." in words_of(client.get(red.path("contracts/")))
