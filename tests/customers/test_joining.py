"""Invitations: from the main user's click to the account, and every link that does not lead there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.customers.conftest import PASSWORD, House, make_house, person

from laufzeit.customers.refusal import Code, Refused
from laufzeit.customers.roles import Role

EMAIL = "lea@house.example"
NEW = {"first_name": "Lea", "last_name": "Herbst", "password": "some other words"}


def invited(house: House, email: str = EMAIL, **changes: Any) -> str:
    """Invite somebody, and return the path of the link that the letter has."""
    from laufzeit.customers.actions import invite
    from laufzeit.customers.details import Invitee
    from laufzeit.customers.joining.actions import Inviting
    from laufzeit.messages.models import Message

    with house.acting():
        values = {
            "organisation": house.organisation,
            "role": Role.MEMBER,
            "now": timezone.now(),
            "door": "",
            **changes,
        }
        made = invite(
            values["organisation"],
            Invitee(person(email, "Lea", "Herbst"), values["role"]),
            by=Inviting(house["main"].id, "Anna Sommer"),
            now=values["now"],
            link_for=lambda token: house.path(f"{values['door']}account/join/{token}/"),
            vendor_name=house.vendor.name,
        )
        return str(Message.objects.get(key=f"invitation/{made.id}").facts["link"])


def test_somebody_joins(house: House, client: Client) -> None:
    from laufzeit.customers.models import AccountEvent, Invitation
    from laufzeit.customers.store import user_by_email

    link = invited(house)
    page = client.get(link).content.decode()
    assert "Willkommen bei Praxis Dr. Sommer" in page and EMAIL in page and 'value="Lea"' in page
    assert client.post(link, NEW).headers["Location"] == "/red/"
    assert client.get("/red/").status_code == 200, "and is signed in"
    with house.acting():
        joined = user_by_email(EMAIL)
        assert joined is not None and joined.role == Role.MEMBER and joined.organisation_id == house.organisation.id
        assert joined.check_password(NEW["password"])
        assert Invitation.objects.get().accepted_at is not None
        kinds = set(AccountEvent.objects.values_list("kind", flat=True))
        assert {"invited", "joined", "signed_in"} <= kinds
        assert EMAIL not in str(list(AccountEvent.objects.values_list("facts", flat=True)))


def test_a_weak_password_is_said_at_its_field_and_nothing_is_lost(house: House, client: Client) -> None:
    link = invited(house)
    page = client.post(link, {**NEW, "last_name": "Winter", "password": "1234"}).content.decode()
    assert 'value="Winter"' in page and "mindestens 10 Zeichen" in page
    page = client.post(link, {**NEW, "password": ""}).content.decode()
    assert "Bitte wählen Sie ein Passwort, oder fahren Sie mit einem Passkey fort." in page
    assert client.post(link, NEW).status_code == 302


def test_a_passkey_instead_of_a_password(house: House, client: Client) -> None:
    from laufzeit.customers.store import user_by_email

    link = invited(house)
    answer = client.post(link, {**NEW, "password": "", "passkey": "1"})
    assert answer.headers["Location"] == "/red/account/security/keys/add/"
    assert client.get("/red/account/security/keys/add/").status_code == 200, "without being asked for a password"
    with house.acting():
        joined = user_by_email(EMAIL)
        assert joined is not None and not joined.has_usable_password()


def test_each_link_that_leads_nowhere_says_why(house: House, other_vendor: Any, client: Client) -> None:
    from laufzeit.customers.actions import withdraw_invitation
    from laufzeit.customers.models import Invitation

    link = invited(house)
    forged = link[:-2] + ("0" if link[-2] != "0" else "1") + "/"
    assert "unvollständig oder nicht von uns" in client.get(forged).content.decode()
    make_house(other_vendor, operator=False)
    elsewhere = client.get(link.replace("/red/", "/other/"))
    assert elsewhere.status_code == 410 and "nicht von uns" in elsewhere.content.decode()
    Client().post(link, NEW)
    used = client.get(link)
    assert used.status_code == 410 and "schon angenommen" in used.content.decode()
    late = invited(house, "late@house.example", now=timezone.now() - timedelta(days=8))
    page = client.post(late, NEW).content.decode()
    assert "abgelaufen" in page and "Sie galt bis" in page
    withdrawn = invited(house, "gone@house.example")
    with house.acting():
        row = Invitation.objects.get(email="gone@house.example")
        withdraw_invitation(house.organisation.id, row.id, by=house["main"].id, now=timezone.now())
    assert "zurückgezogen" in client.get(withdrawn).content.decode()


def test_who_is_there_or_invited_is_not_invited(house: House) -> None:
    with pytest.raises(Refused) as taken:
        invited(house, "MEMBER@house.example")
    assert taken.value.code is Code.EMAIL_TAKEN
    invited(house)
    with pytest.raises(Refused) as again:
        invited(house)
    assert again.value.code is Code.ALREADY_INVITED
    with pytest.raises(Refused) as role:
        invited(house, "x@house.example", role=Role.MANAGER)
    assert role.value.code is Code.ROLE_NOT_GIVEN_HERE


def test_an_invitation_that_ran_out_makes_room(house: House, client: Client) -> None:
    early = invited(house, now=timezone.now() - timedelta(days=8))
    fresh = invited(house)
    assert "zurückgezogen" in client.get(early).content.decode()
    assert client.post(fresh, NEW).status_code == 302


def test_who_was_removed_can_come_back(house: House, client: Client) -> None:
    from laufzeit.customers.actions import remove_member
    from laufzeit.customers.store import user, user_by_email

    with house.acting():
        remove_member(house.organisation.id, house["member"].id, ends_on=date(2021, 7, 1), by=house["main"].id)
    link = invited(house, "member@house.example")
    assert client.post(link, NEW).headers["Location"] == "/red/"
    with house.acting():
        back, before = user_by_email("member@house.example"), user(house["member"].id)
        assert back is not None and before is not None and back.id != before.id
        assert before.ended_on == date(2021, 7, 1) and before.email.endswith("@erased.invalid")
        assert not before.has_usable_password()


def test_the_first_main_user_stays_the_only_one(house: House, client: Client) -> None:
    from laufzeit.customers.store import user_by_email

    link = invited(house, role=Role.MAIN)
    client.post(link, NEW)
    with house.acting():
        joined = user_by_email(EMAIL)
        assert joined is not None and joined.role == Role.MEMBER


def test_staff_join_through_the_office(house: House, client: Client) -> None:
    link = invited(house, organisation=None, role=Role.CLERK, door="office/")
    assert "Willkommen bei RED connect GmbH" in client.get(link).content.decode()
    assert client.post(link, NEW).headers["Location"] == "/red/office/"
    assert client.get("/red/office/account/email/").headers["Location"] == "/red/office/account/security/"


def test_somebody_else_is_signed_out_by_joining(house: House, enter: Callable[..., Client]) -> None:
    browser = enter("main")
    assert browser.post(invited(house), NEW).status_code == 302
    assert "Lea Herbst" in browser.get("/red/").content.decode()
    assert PASSWORD not in browser.get("/red/").content.decode()
