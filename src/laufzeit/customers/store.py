"""Finding and locking customers and their people. Everything here runs inside ``acting_for``."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable
from datetime import date, datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from laufzeit.customers.models import (
    BankAccount,
    Invitation,
    Organisation,
    SigninKey,
    UsedSigninLink,
    User,
)
from laufzeit.customers.refusal import Code, refuse
from laufzeit.customers.roles import Realm, Role
from laufzeit.vendors.reading.store import Table, asked, first
from laufzeit.vendors.tenancy import acting, acting_vendor_id

_USER = Table(User, "u")
_ORGANISATION = Table(Organisation, "o")

AccessRule = Callable[[User, date], date | None]
"""The first day on which a member may no longer come in, as far as is known on a day; None: no such day."""

_access_rules: list[AccessRule] = []


def add_access_rule(rule: AccessRule) -> None:
    """What else ends a member's access. The rooms above know the contracts; they add their rule when they start."""
    if rule not in _access_rules:
        _access_rules.append(rule)


def access_ended(user: User, day: date) -> date | None:
    """The first day without access, if that is ``day`` or before; None while the person may come in."""
    ends = [user.ended_on]
    if user.realm is Realm.PORTAL:
        ends += [rule(user, day) for rule in _access_rules]
    reached = [end for end in ends if end is not None and end <= day]
    return min(reached, default=None)


def may_use(user: User, day: date) -> bool:
    """Whether this person may come in on ``day``."""
    return user.is_active and access_ended(user, day) is None


def has_second_factor(user: User) -> bool:
    """Whether an authenticator app or a security key is set up; recovery codes alone are none."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Authenticator.objects.filter(user_id=user.pk, type__in=kinds).exists()


def instant() -> datetime:
    """This instant by the database's clock, which all machines share and no sandbox moves: for what must not be late
    in real time (links that somebody else's clock has signed)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def organisation(organisation_id: UUID) -> Organisation | None:
    return Organisation.objects.filter(id=organisation_id).first()


def locked_organisation(organisation_id: UUID) -> Organisation:
    """The organisation, locked: whoever changes its people or data goes alone."""
    return Organisation.objects.select_for_update().get(id=organisation_id)


def next_number() -> str:
    """The next free number of the form ``K-10001``; locked against others until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('customers.number' || laufzeit_vendor(), 0))")
        cursor.execute(
            "SELECT COALESCE(MAX(SUBSTRING(number FROM '^K-([0-9]{1,12})$')::bigint), 10000) + 1"
            " FROM customers_organisation"
        )
        return f"K-{cursor.fetchone()[0]}"


def user(user_id: UUID) -> User | None:
    """Who this is, with their organisation; asked with every page."""
    who = acting()
    row = first(
        f"SELECT {_USER.columns}, {_ORGANISATION.columns} FROM customers_user u"  # noqa: S608 - columns of ours
        " LEFT JOIN customers_organisation o ON o.id = u.organisation_id"
        " WHERE u.id = %s AND (u.vendor_id = %s::uuid OR (u.vendor_id IS NULL AND %s::boolean))",
        [user_id, who.vendor_id, who.operator],
    )
    return _USER.instance_with(row, "organisation", _ORGANISATION) if row else None


def user_by_email(email: str) -> User | None:
    """Whoever signs in with that address at this vendor."""
    return User.objects.select_related("organisation").filter(email=email.strip().lower()).first()


def locked_user(user_id: UUID) -> User:
    """A person, locked.

    Raises:
        Refused: there is none of that id, or the account was erased.
    """
    found = User.objects.select_for_update().filter(id=user_id, erased_at__isnull=True).first()
    if found is None:
        raise refuse(Code.MEMBER_UNKNOWN, user=user_id)
    return found


def locked_people(user_ids: Iterable[UUID]) -> list[User]:
    """Those of these people who have not been erased, locked in the order of their ids."""
    rows = User.objects.select_for_update().filter(id__in=list(user_ids), erased_at__isnull=True)
    return list(rows.order_by("id"))


def locked_member(organisation_id: UUID, user_id: UUID) -> User:
    """A member of that organisation, locked.

    Raises:
        Refused: nobody of that id belongs to it.
    """
    found = locked_user(user_id)
    if found.organisation_id != organisation_id:
        raise refuse(Code.MEMBER_UNKNOWN, user=user_id)
    return found


def members(organisation_id: UUID) -> QuerySet[User]:
    """Everybody of an organisation who has not been erased, the main user first, those who left last."""
    return User.objects.filter(organisation_id=organisation_id, erased_at__isnull=True).order_by(
        "ended_on", "role", "last_name", "first_name", "id"
    )


def names_of_members(organisation_id: UUID) -> dict[UUID, str]:
    """What everybody of an organisation who has not been erased is called, in the order of ``members``; asked with
    every page about a contract."""
    rows = asked(
        "SELECT id, first_name, last_name, email FROM customers_user"
        " WHERE vendor_id = %s AND organisation_id = %s AND erased_at IS NULL"
        " ORDER BY ended_on, role, last_name, first_name, id",
        [acting_vendor_id(), organisation_id],
    )
    return {id_: f"{first_name} {last_name}".strip() or email for id_, first_name, last_name, email in rows}


def main_user(organisation_id: UUID) -> User | None:
    """Who decides for the organisation."""
    return User.objects.filter(organisation_id=organisation_id, role=Role.MAIN, ended_on__isnull=True).first()


def staff() -> QuerySet[User]:
    """The vendor's own people."""
    return User.objects.filter(organisation__isnull=True, vendor__isnull=False, erased_at__isnull=True).order_by(
        "last_name", "first_name", "email"
    )


def operators() -> QuerySet[User]:
    """Those who run the installation; inside ``acting_as_operator``."""
    return User.objects.filter(vendor__isnull=True).order_by("email")


def open_invitations(organisation_id: UUID | None, now: datetime) -> QuerySet[Invitation]:
    """Invitations that can still be accepted; those of the vendor's staff without an organisation."""
    return Invitation.objects.filter(
        organisation_id=organisation_id, accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now
    ).order_by("created_at")


def locked_invitation(invitation_id: UUID) -> Invitation | None:
    """An invitation, locked, so that one link is accepted once."""
    return Invitation.objects.select_for_update().filter(id=invitation_id).first()


def locked_invitations_to(email: str) -> list[Invitation]:
    """Invitations to that address that nobody has accepted or withdrawn, locked."""
    rows = Invitation.objects.select_for_update().filter(email=email, accepted_at=None, withdrawn_at=None)
    return list(rows)


def bank_account(organisation_id: UUID) -> BankAccount | None:
    """The account that payments come from now."""
    return BankAccount.objects.filter(organisation_id=organisation_id, replaced_at__isnull=True).first()


def bank_accounts(organisation_id: UUID) -> QuerySet[BankAccount]:
    """All accounts that there were, the newest first."""
    return BankAccount.objects.filter(organisation_id=organisation_id).order_by("-created_at", "-id")


def signin_key(key_id: UUID) -> SigninKey | None:
    """A key of the vendor's product that has not been ended."""
    return SigninKey.objects.filter(id=key_id, ended_at__isnull=True).first()


def signin_keys() -> QuerySet[SigninKey]:
    return SigninKey.objects.order_by("created_at")


def use_once(token_hash: str, expires_at: datetime, now: datetime) -> bool:
    """Note that a link was used; False if it had been. What would have expired anyway is forgotten."""
    UsedSigninLink.objects.filter(expires_at__lt=now).delete()
    _row, first = UsedSigninLink.objects.get_or_create(token_hash=token_hash, defaults={"expires_at": expires_at})
    return bool(first)


def addresses_of(user_ids: list[UUID]) -> QuerySet[EmailAddress]:
    """What the sign-in library keeps about the e-mail addresses of these people."""
    return EmailAddress.objects.filter(user_id__in=user_ids)


def authenticators_of(user_ids: list[UUID]) -> QuerySet[Authenticator]:
    """Their second factors."""
    return Authenticator.objects.filter(user_id__in=user_ids)


def sealed(text: str) -> str:
    """A secret as it lies in the database: encrypted with a key derived from the installation's."""
    return _box().encrypt(text.encode()).decode()


def opened(text: str) -> str:
    """The secret that ``sealed`` hid.

    Raises:
        cryptography.fernet.InvalidToken: it was sealed by another installation, or altered.
    """
    return _box().decrypt(text.encode()).decode()


def _box() -> Fernet:
    key = hashlib.sha256(b"laufzeit.customers.sealed:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
