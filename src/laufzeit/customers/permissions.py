"""Who may see a page. Every view of the program states it with one of these, and a test finds those that do not.

    path("", main_user_required(views.change_plan), name="change")
    path("<uuid:id>/", staff_required(Role.CLERK)(views.record_notice), name="notice")

A statement checks, in this order: signed in, through the right door, access not ended, second factor set up where it
is needed, role. Who is not signed in is led to sign in; who lacks the role gets 403.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import get_script_prefix, reverse
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from laufzeit.customers import store
from laufzeit.customers.models import User
from laufzeit.customers.roles import Realm, Role, realm_at, second_factor_needed, staff_may

View = Callable[..., Any]

HOME = {Realm.PORTAL: "", Realm.OFFICE: "office/", Realm.TECHNICAL: "operator/"}
"""Where somebody arrives after signing in at each door, below the vendor's address."""

PLAIN = "portal/plain.html"
FRAMES = {Realm.PORTAL: "portal/base.html", Realm.OFFICE: "office/base.html", Realm.TECHNICAL: PLAIN}
"""The templates around the pages about one's own account."""


class Access(StrEnum):
    """Whom a page is for."""

    PUBLIC = "public"
    SETTING_UP = "setting up"
    SIGNED_IN = "signed in"
    MEMBER = "member"
    MAIN_USER = "main user"
    STAFF = "staff"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Statement:
    """What a view says about itself; it is its attribute ``statement``. ``role``: what staff need."""

    access: Access
    role: Role = Role.AUDITOR


def public(view: View) -> View:
    """Anybody may see the page, signed in or not."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return view(request, *args, **kwargs)

    wrapper.statement = Statement(Access.PUBLIC)  # type: ignore[attr-defined]
    return wrapper


def setting_up(view: View) -> View:
    """Whoever is signed in at this door, even before the second factor is set up: the page serves to set it up."""
    return _stated(Statement(Access.SETTING_UP))(view)


def signed_in(view: View) -> View:
    """Whoever is signed in at this door; the page is about their own account."""
    return _stated(Statement(Access.SIGNED_IN))(view)


def member_required(view: View) -> View:
    """People of a customer: they read what concerns their organisation."""
    return _stated(Statement(Access.MEMBER))(view)


def main_user_required(view: View) -> View:
    """The one who decides for a customer."""
    return _stated(Statement(Access.MAIN_USER))(view)


def staff_required(role: Role = Role.AUDITOR) -> Callable[[View], View]:
    """People of the vendor: auditors read, clerks also record and decide, managers do everything."""
    return _stated(Statement(Access.STAFF, role))


def operator_required(view: View) -> View:
    """Those who run the installation."""
    return _stated(Statement(Access.OPERATOR))(view)


def _stated(statement: Statement) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            return turned_away(request, statement) or view(request, *args, **kwargs)

        wrapper.statement = statement  # type: ignore[attr-defined]
        return wrapper

    return decorate


def turned_away(request: HttpRequest, statement: Statement) -> HttpResponse | None:
    """The answer for somebody who may not see a page with this statement; None for who may.

    Raises:
        PermissionDenied: signed in, but not with the role or at the door that it takes.
    """
    user = request.user
    if not isinstance(user, User):
        return _led_to(request, "account_login", back=True)
    if user.realm is not _realm(statement, request):
        raise PermissionDenied(f"{user.realm} is not {_realm(statement, request)}")
    if store.access_ended(user, request.today) is not None:
        return _led_to(request, "account_ended")
    lacking = lacks_second_factor(user)
    if lacking and statement.access is not Access.SETTING_UP:
        return _led_to(request, "mfa_index")
    if not _role_suffices(user, statement):
        raise PermissionDenied(f"role {user.role} does not suffice for {statement}")
    if statement.access in (Access.SETTING_UP, Access.SIGNED_IN):
        # The pages about one's own account are the same behind each door, in that door's frame.
        request.account_frame = PLAIN if lacking else FRAMES[user.realm]
        request.account_home = "" if lacking else home(user.realm)
    return None


def home(realm: Realm) -> str:
    """The first page behind a door."""
    return get_script_prefix() + HOME[realm]


def lacks_second_factor(user: User) -> bool:
    """Whether this person must set up a second factor before doing anything else."""
    organisation = user.organisation
    asks = organisation is not None and organisation.second_factor_required
    return second_factor_needed(Role(user.role), organisation_asks=asks) and not store.has_second_factor(user)


def _realm(statement: Statement, request: HttpRequest) -> Realm:
    match statement.access:
        case Access.MEMBER | Access.MAIN_USER:
            return Realm.PORTAL
        case Access.STAFF:
            return Realm.OFFICE
        case Access.OPERATOR:
            return Realm.TECHNICAL
        case _:
            return realm_at(request.path_info)


def _role_suffices(user: User, statement: Statement) -> bool:
    match statement.access:
        case Access.MAIN_USER:
            return Role(user.role) is Role.MAIN
        case Access.STAFF:
            return staff_may(Role(user.role), statement.role)
        case _:
            return True


def _led_to(request: HttpRequest, name: str, *, back: bool = False) -> HttpResponse:
    address = reverse(name)
    htmx = request.headers.get("HX-Request") == "true"
    if back:
        # A part of a page that htmx asked for, or the target of a form, is nowhere to come back to.
        here = request.headers.get("HX-Current-URL", "") if htmx else request.get_full_path()
        if here and (htmx or request.method == "GET"):
            address = f"{address}?{urlencode({REDIRECT_FIELD_NAME: here})}"
    return HttpResponseClientRedirect(address) if htmx else HttpResponseRedirect(address)
