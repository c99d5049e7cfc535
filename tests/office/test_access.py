"""Who may open which page of the office, and that nothing of another vendor's can be reached."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern
from tests.office.conftest import Office

from laufzeit.customers.roles import Role, staff_may
from laufzeit.office.urls import urlpatterns

POSTED = {
    "travel", "invite", "set_aside", "resend", "withdraw_staff", "set_role", "end_access", "reset_second_factor",
    "start_run", "dispute", "end_dispute", "import_file", "assign", "assign_return", "set_entry_aside", "take_back",
    "collect", "remind",
}  # fmt: skip
PAGES: list[URLPattern] = list(urlpatterns)
MAY_READ = {200, 302, 404, 409, 422}
"""What somebody with the right sees: the page; what is not there; what the state does not allow; what is missing."""


def address(office: Office, page: URLPattern) -> str:
    values: dict[str, Any] = {
        "plan": "basis",
        "version": 1,
        "number": 1,
        "sha256": "0" * 64,
        "key": "prices",
        "name": "check",
    }
    values |= {"contract_id": office.site.contract, "customer_id": office.site.organisation.id}
    path = str(page.pattern)
    for name, converter in page.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        path = path.replace(f"<{kind}:{name}>", str(values.get(name, uuid4())))
    assert "<" not in path
    return office.path(path)


def ask(client: Client, office: Office, page: URLPattern) -> Any:
    ask_for = client.post if page.name in POSTED else client.get
    return ask_for(address(office, page))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_is_open_to_those_it_names_and_to_nobody_else(red: Office, page: URLPattern) -> None:
    for role in ("auditor", "clerk", "manager"):
        status = ask(red.enter(role), red, page).status_code
        if staff_may(Role(role), page.callback.statement.role):
            assert status in MAY_READ, (page.name, role, status)
        else:
            assert status == 403, (page.name, role, status)
    assert ask(red.site.enter(), red, page).status_code == 403
    visitor = ask(Client(), red, page)
    assert visitor.status_code == 302 and "/office/account/login/" in visitor["Location"]


def test_what_changes_something_is_for_clerks_and_managers() -> None:
    asks_for = {page.name: page.callback.statement.role for page in PAGES}
    managers = {name for name, role in asks_for.items() if role is Role.MANAGER}
    assert managers == {
        "vendor_notice", "revoke_own", "extend_switch", "offer", "grant_discount", "end_discount", "charge_extra",
        "cancel_extra", "upload", "invite_staff", "withdraw_staff", "set_role", "end_access", "reset_second_factor",
        "start_run", "cancel_invoice", "collect", "remind", "new_campaign", "new_campaign_file", "campaign_plan",
        "campaign_file", "campaign_step", "extend_one",
    }  # fmt: skip
    readers = {name for name, role in asks_for.items() if role is Role.AUDITOR}
    assert not readers & (POSTED | managers | {"notice", "revoke", "change", "seats", "switch", "conclude"})


def test_staff_without_second_factor_set_one_up_first(red: Office) -> None:
    answer = red.enter("clerk", second_factor=False).get(red.path())
    assert answer.status_code == 302 and answer["Location"].endswith("/office/account/security/")


def test_whose_access_has_ended_is_led_out(red: Office) -> None:
    from laufzeit.customers.models import User

    client = red.enter("clerk")
    with red.acting():
        User.objects.filter(id=red.people["clerk"].id).update(ended_on="2021-02-10")
    assert client.get(red.path())["Location"].endswith("/office/account/ended/")


FOREIGN = [
    "customers/{customer}/", "customers/{customer}/edit/", "customers/{customer}/conclude/", "contracts/{contract}/",
    "contracts/{contract}/log/", "contracts/{contract}/notice/", "contracts/{contract}/our-notice/",
    "contracts/{contract}/change/basis/", "contracts/{contract}/switch/", "contracts/{contract}/offer/",
    "contracts/{contract}/discounts/grant/", "contracts/{contract}/extras/charge/",
    "mails/{letter}/", "mails/{letter}/html/", "staff/{person}/",
]  # fmt: skip


@pytest.mark.parametrize("page", FOREIGN)
def test_what_belongs_to_another_vendor_does_not_exist(red: Office, gapteq: Office, page: str) -> None:
    from tests.portal.conftest import TODAY, at

    from laufzeit.messages.models import Message

    with red.acting():
        letter = Message.objects.create(
            key="x", kind="invitation", language="de", email="a@b.example", name="", facts={}, created_at=at(TODAY)
        )
    values = {
        "customer": red.site.organisation.id,
        "contract": red.site.contract,
        "letter": letter.id,
        "person": red.people["clerk"].id,
    }
    client = gapteq.enter("manager")
    assert client.get(gapteq.path(page.format(**values))).status_code == 404


def test_a_session_of_one_vendor_is_none_of_another(red: Office, gapteq: Office) -> None:
    client = red.enter("manager")
    assert client.get(red.path()).status_code == 200
    answer = client.get(gapteq.path())
    assert answer.status_code == 302 and "/login/" in answer["Location"]


def test_posts_to_another_vendors_things_change_nothing(red: Office, gapteq: Office) -> None:
    client = gapteq.enter("manager")
    person = red.people["clerk"]
    for path in (
        f"staff/{person.id}/role/", f"staff/{person.id}/end/", f"staff/{person.id}/second-factor/",
        f"customers/{red.site.organisation.id}/invite/",
    ):  # fmt: skip
        assert client.post(gapteq.path(path), {"role": "manager"}).status_code == 404
    with red.acting():
        person.refresh_from_db()
    assert person.role == "clerk" and person.ended_on is None


def test_answers_carry_the_strict_policy(red: Office) -> None:
    answer = red.enter().get(red.path())
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"
