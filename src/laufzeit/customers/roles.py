"""Who may sign in where, and who may do what there.

A person has one role. Members belong to a customer and use the portal; staff belong to the vendor and use the office;
operators belong to nobody and see the technical view. Nobody has two: who is both has two accounts.
"""

from __future__ import annotations

from enum import StrEnum
from typing import assert_never


class Realm(StrEnum):
    """Three doors; who may use one may not use the others."""

    PORTAL = "portal"
    OFFICE = "office"
    TECHNICAL = "technical"


class Role(StrEnum):
    """What a person is."""

    MAIN = "main"
    MEMBER = "member"
    CLERK = "clerk"
    MANAGER = "manager"
    AUDITOR = "auditor"
    OPERATOR = "operator"


MEMBER_ROLES = (Role.MAIN, Role.MEMBER)
STAFF_ROLES = (Role.CLERK, Role.MANAGER, Role.AUDITOR)

_STAFF_MAY_ACT_AS: dict[Role, frozenset[Role]] = {
    # An auditor reads everything and decides nothing, so it is what every member of staff may do, too.
    Role.AUDITOR: frozenset({Role.AUDITOR, Role.CLERK, Role.MANAGER}),
    Role.CLERK: frozenset({Role.CLERK, Role.MANAGER}),
    Role.MANAGER: frozenset({Role.MANAGER}),
}


def realm_of(role: Role) -> Realm:
    """The door that people of this role use.

    >>> realm_of(Role.CLERK)
    <Realm.OFFICE: 'office'>
    """
    match role:
        case Role.MAIN | Role.MEMBER:
            return Realm.PORTAL
        case Role.CLERK | Role.MANAGER | Role.AUDITOR:
            return Realm.OFFICE
        case Role.OPERATOR:
            return Realm.TECHNICAL
    assert_never(role)


def staff_may(role: Role, required: Role) -> bool:
    """Whether a member of staff with ``role`` may do what takes ``required``.

    >>> staff_may(Role.AUDITOR, Role.CLERK)
    False
    """
    return role in _STAFF_MAY_ACT_AS[required]


def realm_at(path: str) -> Realm:
    """The door that a path of the site (below the vendor's prefix, with its leading slash) belongs to.

    >>> realm_at("/office/customers/")
    <Realm.OFFICE: 'office'>
    """
    match path.split("/")[1:2]:
        case ["office"]:
            return Realm.OFFICE
        case ["operator"]:
            return Realm.TECHNICAL
        case _:
            return Realm.PORTAL


def second_factor_needed(role: Role, *, organisation_asks: bool) -> bool:
    """Whether a person of this role can do nothing before a second factor is set up."""
    return realm_of(role) is not Realm.PORTAL or organisation_asks
