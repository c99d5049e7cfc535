"""The vendor's own people: invited by managers, never without a manager, and everything in the log."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.office.conftest import Office, words

from laufzeit.customers.models import User


def person(office: Office, role: str) -> Any:
    with office.acting():
        return User.objects.get(id=office.people[role].id)


def test_somebody_is_invited_and_joins(red: Office) -> None:
    from laufzeit.messages.models import Message

    manager = red.enter("manager")
    sent = {"email": "Neu@red.example", "first_name": "Nils", "last_name": "Neu", "language": "de", "role": "auditor"}
    done = manager.post(red.path("staff/invite/"), sent, follow=True)
    assert "The invitation to neu@red.example is on its way." in words(done).replace("Neu@", "neu@")
    assert "Open invitations" in words(done) and "Auditor" in words(done)
    with red.acting():
        link = Message.objects.get(email="neu@red.example").facts["link"]
    assert "/red-connect/office/account/join/" in link
    path = link[link.index("/red-connect/") :]
    joined = Client().post(path, {"first_name": "Nils", "last_name": "Neu", "password": "vier Worte ergeben Sinn"})
    assert joined.status_code == 302
    assert "Nils Neu" in words(manager.get(red.path("staff/")))
    again = manager.post(red.path("staff/invite/"), sent)
    assert again.status_code == 422 and "already signs in" in words(again)


def test_an_invitation_is_withdrawn(red: Office) -> None:
    from laufzeit.customers.models import Invitation

    manager = red.enter("manager")
    manager.post(red.path("staff/invite/"), {"email": "a@b.example", "language": "en", "role": "clerk"})
    with red.acting():
        invitation = Invitation.objects.get()
    done = manager.post(red.path(f"staff/invitations/{invitation.id}/"), follow=True)
    assert "has been withdrawn" in words(done) and "Open invitations" not in words(done)
    assert manager.post(red.path(f"staff/invitations/{red.people['clerk'].id}/")).status_code == 404


@pytest.mark.parametrize("role", ["main", "member", "operator", "king", ""])
def test_staff_get_no_role_of_others(red: Office, role: str) -> None:
    manager = red.enter("manager")
    sent = {"email": "a@b.example", "language": "en", "role": role}
    assert manager.post(red.path("staff/invite/"), sent).status_code == 422
    manager.post(red.path(f"staff/{red.people['clerk'].id}/role/"), {"role": role})
    assert person(red, "clerk").role == "clerk"


def test_a_role_is_changed_and_counts_at_once(red: Office) -> None:
    clerk, manager = red.enter("clerk"), red.enter("manager")
    manager.post(red.path(f"staff/{red.people['clerk'].id}/role/"), {"role": "auditor"})
    assert clerk.get(red.of_contract("notice/")).status_code == 403
    page = words(manager.get(red.path("staff/log/")))
    assert "Role changed" in page and "Karl Kern" in page and "Rita Roth" in page


def test_access_is_ended_and_counts_at_once(red: Office) -> None:
    clerk, manager = red.enter("clerk"), red.enter("manager")
    done = manager.post(red.path(f"staff/{red.people['clerk'].id}/end/"), follow=True)
    assert "The access is ended." in words(done) and "no access" in words(done)
    assert "/account/ended/" in clerk.get(red.path())["Location"]
    assert "Former staff" in words(manager.get(red.path("staff/")))


def test_nobody_changes_the_own_role_or_access(red: Office) -> None:
    manager, own = red.enter("manager"), red.people["manager"].id
    for path, sent in ((f"staff/{own}/role/", {"role": "clerk"}), (f"staff/{own}/end/", {})):
        answer = manager.post(red.path(path), sent)
        assert answer.status_code == 409 and "another manager can" in words(answer)
    assert person(red, "manager").role == "manager" and person(red, "manager").ended_on is None


def test_a_vendor_is_never_without_a_manager(red: Office) -> None:
    from tests.portal.conftest import TODAY

    from laufzeit.customers.roles import Role
    from laufzeit.office.staffing import NotDone, Why, change_role, end_access

    with red.acting():
        for ask in (
            lambda: change_role(red.people["manager"].id, Role.CLERK, by=red.people["clerk"].id),
            lambda: end_access(red.people["manager"].id, today=TODAY, by=red.people["clerk"].id),
        ):
            with pytest.raises(NotDone) as refused:
                ask()
            assert refused.value.why is Why.LAST_MANAGER
        change_role(red.people["clerk"].id, Role.MANAGER, by=red.people["manager"].id)
        assert change_role(red.people["manager"].id, Role.CLERK, by=red.people["clerk"].id).role == "clerk"


def test_customers_people_are_no_staff(red: Office) -> None:
    manager, member = red.enter("manager"), red.site.people[1].id
    assert manager.get(red.path(f"staff/{member}/")).status_code == 404
    assert manager.post(red.path(f"staff/{member}/end/")).status_code == 404
    assert manager.post(red.path(f"staff/{member}/role/"), {"role": "clerk"}).status_code == 404


def test_a_lost_second_factor_is_reset(red: Office) -> None:
    from laufzeit.customers.store import has_second_factor

    clerk, manager = red.enter("clerk"), red.enter("manager")
    done = manager.post(red.path(f"staff/{red.people['clerk'].id}/second-factor/"), follow=True)
    assert "The second factor is reset." in words(done) and "not set up yet" in words(done)
    with red.acting():
        assert not has_second_factor(red.people["clerk"])
    assert clerk.get(red.path()).status_code == 302
    member = red.site.people[1].id
    answer = manager.post(red.path(f"staff/{member}/second-factor/"))
    assert answer["Location"].endswith(f"/customers/{red.site.organisation.id}/")


def test_the_page_of_one_of_the_staff(red: Office) -> None:
    page = words(red.enter("auditor").get(red.path(f"staff/{red.people['clerk'].id}/")))
    assert "Karl Kern" in page and "Account created" in page and "End access" not in page
