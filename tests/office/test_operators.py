"""The operators' technical view: theirs alone, of one vendor at a time, and only to look at."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from tests.office.conftest import APP_KEY, Office, record, session_of, words

OURS = [model for model in admin.site._registry if model.__module__.startswith("laufzeit.")]
SECRETS = ("password", "secret", "secret_hash", "token_hash", "session_data", "session_key", "facts", "text", "html")


@pytest.fixture
def operator(red: Office) -> Client:
    from laufzeit.customers.actions import create_operator
    from laufzeit.customers.details import Person
    from laufzeit.customers.signin.actions import set_up_app
    from laufzeit.vendors.store import acting_as_operator, acting_for

    with acting_as_operator():
        person = create_operator(Person("op@installation.example", "Olga", "Op"), password="correct horse battery")
    client = Client()
    client.cookies["language"] = "en"
    with acting_for(red.vendor.id, operator=True):
        set_up_app(person, APP_KEY)
        client.cookies["session"] = session_of(person)
    return client


def address(office: Office, model: Any, page: str = "changelist", *values: Any) -> str:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    return office.site.path(reverse(name, args=values).lstrip("/"))


def test_all_tables_of_ours_are_there() -> None:
    ours = {model for model in apps.get_models() if model.__module__.startswith("laufzeit.")}
    # The search's own, which has no row to look at; lines of documents, whose key of two columns cannot be shown.
    assert {model.__name__ for model in ours - set(OURS)} == {"Word", "Line"}
    assert all(model in ours for model in admin.site._registry)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_a_table_is_looked_at_and_not_changed(red: Office, operator: Client, model: Any) -> None:
    record(red.enter("clerk"), red.of_contract("notice/"))
    listed = operator.get(address(red, model))
    assert listed.status_code == 200
    assert (
        "default-src 'none'" in listed["Content-Security-Policy"] and "unsafe" not in listed["Content-Security-Policy"]
    )
    assert operator.get(address(red, model, "add")).status_code == 403
    with red.acting():
        row = model._default_manager.order_by("pk").first()
    if row is None or model.__name__ == "Session":
        return
    page = operator.get(address(red, model, "change", row.pk))
    assert page.status_code == 200 and 'name="_save"' not in page.content.decode()
    assert operator.post(address(red, model, "change", row.pk), {}).status_code == 403
    assert operator.get(address(red, model, "delete", row.pk)).status_code == 403


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_nothing_that_opens_a_door_is_shown(model: Any) -> None:
    shown = admin.site._registry[model].get_fields(None)
    allowed = {"AppliedCatalogue", "AgreementText", "Letterhead", "AccountEvent"}
    if model.__name__ not in allowed:
        assert not set(shown) & set(SECRETS), model


def test_a_session_has_no_page(red: Office, operator: Client) -> None:
    from laufzeit.server.models import Session

    with red.acting():
        row = Session.objects.first()
    page = operator.get(address(red, Session))
    assert row.pk not in page.content.decode()
    assert operator.get(address(red, Session, "change", row.pk)).status_code in (302, 403)


def test_rows_of_another_vendor_are_not_there(red: Office, gapteq: Office, operator: Client) -> None:
    from laufzeit.contracts.models import Contract

    page = operator.get(address(red, Contract)).content.decode()
    assert str(red.site.contract) in page and str(gapteq.site.contract) not in page
    assert operator.get(address(red, Contract, "change", gapteq.site.contract)).status_code == 302
    start = words(operator.get(red.site.path("operator/")))
    assert "You look at the rows of one vendor: RED connect" in start
    from laufzeit.vendors.models import Vendor

    assert 'href="/gapteq/operator/"' in operator.get(address(red, Vendor)).content.decode()


def test_nobody_else_comes_in(red: Office) -> None:
    path = red.site.path("operator/contracts/contract/")
    assert red.enter("manager").get(path).status_code == 403
    assert red.site.enter().get(path).status_code == 403
    visitor = Client().get(path)
    assert visitor.status_code == 302 and "/operator/account/login/" in visitor["Location"]


def test_letters_are_sent_again_after_an_outage(red: Office, operator: Client) -> None:
    from laufzeit.messages.models import Message

    record(red.enter("clerk"), red.of_contract("notice/"))
    with red.acting():
        letter = Message.objects.get()
        Message.objects.update(state="failed", attempts=16)
    sent = {"action": "send_once_more", "_selected_action": str(letter.id)}
    page = words(operator.post(address(red, Message), sent, follow=True))
    assert "1 go out again, 0 were passed over." in page
    assert "0 go out again, 1 were passed over." in words(operator.post(address(red, Message), sent, follow=True))
    with red.acting():
        letter.refresh_from_db()
    assert (letter.state, letter.attempts) == ("pending", 0)


@pytest.mark.parametrize("asked", ["?q=V-10001", "?q=nonsense", "?o=1", "?p=2", "?kind=nonsense"])
def test_lists_are_searched_and_sorted(red: Office, operator: Client, asked: str) -> None:
    from laufzeit.contracts.models import LogEntry

    assert operator.get(address(red, LogEntry) + asked, follow=True).status_code == 200
