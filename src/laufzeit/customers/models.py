"""Customers (organisations) and everybody who signs in: members, the vendor's staff, and operators."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower, Now

from laufzeit.customers.roles import MEMBER_ROLES, STAFF_ROLES, Realm, Role, realm_of
from laufzeit.vendors.models import Scoped, Vendor, new_id
from laufzeit.vendors.tenancy import acting

MEMBERS = [role.value for role in MEMBER_ROLES]
STAFF = [role.value for role in STAFF_ROLES]


class OrganisationKind(models.TextChoices):
    BUSINESS = "business", "business"
    CONSUMER = "consumer", "consumer"


class Organisation(Scoped):
    """A customer: who is party to contracts and receives invoices. ``number`` is what people call it by."""

    number = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=OrganisationKind, default=OrganisationKind.BUSINESS)
    street = models.CharField(max_length=200, blank=True)
    address_extra = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    city = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=2, default="DE")
    email = models.EmailField(max_length=254, blank=True)
    """Where letters to the organisation go; empty: to its main user."""
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=10, default="de")
    vat_id = models.CharField(max_length=20, blank=True)
    tax_number = models.CharField(max_length=30, blank=True)
    buyer_reference = models.CharField(max_length=100, blank=True)
    """BT-10 of EN 16931 (the "Leitweg-ID" of German authorities): what the buyer wants to read on invoices."""
    second_factor_required = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    erased_at = models.DateTimeField(null=True, editable=False)

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(fields=["vendor", "number"], name="customers_organisation_number"),
            models.CheckConstraint(
                name="customers_organisation_kind", condition=models.Q(kind__in=OrganisationKind.values)
            ),
        ]
        indexes = [models.Index(fields=["vendor", "name", "id"], name="customers_organisation_name")]

    def __str__(self) -> str:
        return self.name


class ActingOperator(models.Expression):
    """Whether the query runs where the operators' own accounts may be seen."""

    output_field = models.BooleanField()
    conditional = True

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[bool]]:
        return "%s", [acting().operator]


class ActingVendorIfAny(models.Expression):
    """The vendor for whom the code acts when the query runs; outside of any, nobody's rows are equal to it."""

    output_field = models.UUIDField()

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return "%s::uuid", [acting().vendor_id]


class UserManager(BaseUserManager):
    """Asks for the people of the acting vendor only, and for operators only where they work."""

    def get_queryset(self) -> models.QuerySet:
        operators = models.Q(ActingOperator(), vendor__isnull=True)
        return super().get_queryset().filter(models.Q(vendor_id=ActingVendorIfAny()) | operators)

    def get_by_natural_key(self, username: str | None) -> Any:
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A person who can sign in. One without a vendor is an operator of the installation.

    ``ended_on`` is the first day on which the person may no longer sign in (its seat went to somebody else, or its
    organisation's contract ended); the row stays for the history's sake. ``is_active`` is a lock by hand.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    vendor = models.ForeignKey(
        Vendor, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="members"
    )
    role = models.CharField(max_length=10, choices=[(role.value, role.value) for role in Role])
    email = models.EmailField(max_length=254)
    first_name = models.CharField(max_length=100, blank=True)
    last_name = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=10, default="de")
    is_active = models.BooleanField(default=True)
    ended_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    erased_at = models.DateTimeField(null=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["vendor", "email"], nulls_distinct=False, name="customers_user_vendor_and_email"
            ),
            models.UniqueConstraint(fields=["vendor", "id"], name="customers_user_vendor_and_id"),
            models.UniqueConstraint(
                fields=["organisation"],
                name="customers_user_one_main_user",
                condition=models.Q(role=Role.MAIN.value, ended_on__isnull=True),
            ),
            models.CheckConstraint(
                name="customers_user_belongs_where_its_role_says",
                condition=(
                    models.Q(role__in=MEMBERS, vendor__isnull=False, organisation__isnull=False)
                    | models.Q(role__in=STAFF, vendor__isnull=False, organisation__isnull=True)
                    | models.Q(role=Role.OPERATOR.value, vendor__isnull=True, organisation__isnull=True)
                ),
            ),
            models.CheckConstraint(
                name="customers_user_email_in_small_letters",
                condition=models.Q(email=Lower("email")),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def name(self) -> str:
        """First and last name, as people are spoken of."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def realm(self) -> Realm:
        """The one door this person uses."""
        return realm_of(Role(self.role))

    @property
    def is_staff(self) -> bool:
        """For Django's admin: its own word for whoever may open it."""
        return self.role == Role.OPERATOR

    @property
    def is_superuser(self) -> bool:
        return self.role == Role.OPERATOR

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Django's admin asks this; what it lets operators change is said in each room's ``admin.py``."""
        return self.is_active and self.role == Role.OPERATOR

    def has_perms(self, perm_list: Any, obj: Any = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perm_list)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.role == Role.OPERATOR


class Invitation(Scoped):
    """Somebody was asked to join. ``secret_hash`` is the SHA-256 of what the link in the mail knows."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="invitations")
    """Empty: an invitation to the vendor's own staff."""
    role = models.CharField(max_length=10, choices=[(role.value, role.value) for role in Role])
    email = models.EmailField(max_length=254)
    first_name = models.CharField(max_length=100, blank=True)
    last_name = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=10)
    secret_hash = models.CharField(max_length=64)
    invited_by = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(
                fields=["vendor", "email"],
                name="customers_invitation_one_open",
                condition=models.Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="customers_invitation_belongs_where_its_role_says",
                condition=(
                    models.Q(role__in=MEMBERS, organisation__isnull=False)
                    | models.Q(role__in=STAFF, organisation__isnull=True)
                ),
            ),
        ]


class BankAccount(Scoped):
    """An account that payments may come from, as it was from ``created_at`` until ``replaced_at``."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="bank_accounts")
    holder = models.CharField(max_length=70)
    iban = models.CharField(max_length=34)
    bic = models.CharField(max_length=11, blank=True)
    bank_name = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    created_by = models.UUIDField(null=True)
    replaced_at = models.DateTimeField(null=True)

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation"],
                name="customers_bankaccount_one_current",
                condition=models.Q(replaced_at__isnull=True),
            ),
        ]


class SigninKey(Scoped):
    """A secret that the vendor's own product signs sign-in links with. ``id`` is the token's ``kid``.

    ``secret`` is encrypted with the installation's key; it is shown once, when it is made.
    """

    secret = models.TextField()
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class UsedSigninLink(Scoped):
    """A sign-in link that has been used; kept until it would have expired anyway."""

    token_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(fields=["vendor", "token_hash"], name="customers_usedsigninlink_once"),
        ]


class AccountEvent(Scoped):
    """Something was done to an account. Append-only, so it names people by their ids and nothing else about them."""

    at = models.DateTimeField(db_default=Now(), editable=False)
    kind = models.CharField(max_length=40)
    actor = models.UUIDField(null=True)
    """Who did it; empty: the program, or somebody who was not signed in."""
    subject = models.UUIDField(null=True)
    """Whose account it is."""
    organisation = models.UUIDField(null=True)
    facts = models.JSONField(default=dict)

    class Meta(Scoped.Meta):
        indexes = [
            models.Index(fields=["vendor", "organisation", "-at"], name="customers_accountevent_org"),
            models.Index(fields=["vendor", "subject", "-at"], name="customers_accountevent_subject"),
        ]
