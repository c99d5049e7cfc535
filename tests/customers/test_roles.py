"""Which role uses which door, and what staff may do."""

from __future__ import annotations

import pytest

from laufzeit.customers.joining.secret import Secret, read_token, token
from laufzeit.customers.roles import (
    MEMBER_ROLES,
    STAFF_ROLES,
    Realm,
    Role,
    realm_at,
    realm_of,
    second_factor_needed,
    staff_may,
)
from laufzeit.vendors.models import new_id


def test_every_role_has_one_door() -> None:
    assert {role: realm_of(role) for role in Role} == {
        **dict.fromkeys(MEMBER_ROLES, Realm.PORTAL),
        **dict.fromkeys(STAFF_ROLES, Realm.OFFICE),
        Role.OPERATOR: Realm.TECHNICAL,
    }


@pytest.mark.parametrize(
    ("path", "realm"),
    [
        ("/", Realm.PORTAL),
        ("/account/login/", Realm.PORTAL),
        ("/office", Realm.OFFICE),
        ("/office/customers/", Realm.OFFICE),
        ("/officer/", Realm.PORTAL),
        ("/operator/customers/user/", Realm.TECHNICAL),
        ("/contracts/office/", Realm.PORTAL),
    ],
)
def test_a_path_leads_to_one_door(path: str, realm: Realm) -> None:
    assert realm_at(path) is realm


def test_what_staff_may_do() -> None:
    may = {(role, needed) for role in STAFF_ROLES for needed in STAFF_ROLES if staff_may(role, needed)}
    assert may == {
        (Role.AUDITOR, Role.AUDITOR),
        (Role.CLERK, Role.AUDITOR),
        (Role.CLERK, Role.CLERK),
        (Role.MANAGER, Role.AUDITOR),
        (Role.MANAGER, Role.CLERK),
        (Role.MANAGER, Role.MANAGER),
    }


def test_who_needs_a_second_factor() -> None:
    needing = {role for role in Role if second_factor_needed(role, organisation_asks=False)}
    assert needing == {*STAFF_ROLES, Role.OPERATOR}
    assert second_factor_needed(Role.MEMBER, organisation_asks=True)


def test_the_secret_of_an_invitation() -> None:
    secret = Secret(new_id(), "Lw0k-4_x")
    text = token(secret, b"key")
    assert read_token(text, b"key") == secret
    assert read_token(text, b"another key") is None
    for wrong in ("", "x", "..", text[:-1], f"{text}0", text.replace("Lw0k", "Lw0l"), "ä.b.c"):
        assert read_token(wrong, b"key") is None
