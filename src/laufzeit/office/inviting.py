"""The main user of a new customer: the account exists at once, so that contracts can be concluded and their letters
arrive; an invitation brings the link under which its owner sets a password."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from laufzeit.customers.accounts.actions import create_member, record
from laufzeit.customers.details import Person
from laufzeit.customers.happenings import Happening
from laufzeit.customers.models import Organisation, User
from laufzeit.customers.roles import Role
from laufzeit.messages.actions import enqueue
from laufzeit.messages.kinds import Invitation, InvitedAs
from laufzeit.messages.outgoing import Recipient
from laufzeit.vendors.models import new_id
from laufzeit.vendors.tenancy import acting_vendor_id


def create_main_user(request: HttpRequest, organisation: Organisation, person: Person) -> User:
    """Make the account and send the invitation.

    Raises:
        Refused: EMAIL_TAKEN.
    """
    user = create_member(organisation.id, person, Role.MAIN, by=request.user.id)
    invite_again(request, organisation, user)
    return user


def invite_again(request: HttpRequest, organisation: Organisation, user: User) -> None:
    """Send the link with which ``user`` sets a password; earlier links keep working until one is used."""
    enqueue(
        acting_vendor_id(),
        key=f"welcome/{user.id}/{new_id()}",
        kind_value=Invitation(
            organisation=organisation.name,
            invited_by=request.user.name or request.vendor.name,
            role=InvitedAs.MAIN,
            valid_until=request.now + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
            link=_link(request, user),
        ),
        to=Recipient(user.email, user.name, user=user.id, organisation=organisation.id),
        language=user.language,
        now=request.now,
    )
    record(Happening.INVITED, by=request.user.id, user=user, role=user.role)


def _link(request: HttpRequest, user: User) -> str:
    """The page of the portal, whatever door this request came through."""
    arguments = [user_pk_to_url_str(user), default_token_generator.make_token(user)]
    page = reverse("account_reset_password_from_key", args=arguments, urlconf=settings.ROOT_URLCONF)
    return request.build_absolute_uri(page)
