"""What is told about customers and their people when rows are made or changed, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from laufzeit.customers.addresses import Address
from laufzeit.customers.iban import Account
from laufzeit.customers.roles import Role


class Kind(StrEnum):
    """§§ 13, 14 BGB: whether the customer concludes as a consumer."""

    BUSINESS = "business"
    CONSUMER = "consumer"


@dataclass(frozen=True, slots=True)
class OrganisationDetails:
    """Everything about an organisation that its main user may change. Tax ids are checked and compact, or empty."""

    name: str
    address: Address
    kind: Kind = Kind.BUSINESS
    email: str = ""
    phone: str = ""
    language: str = "de"
    vat_id: str = ""
    tax_number: str = ""
    buyer_reference: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Who somebody is. ``email`` in any case of letters; it is stored in small ones."""

    email: str
    first_name: str = ""
    last_name: str = ""
    language: str = "de"
    phone: str = ""

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Invitee:
    """Whom to invite, and as what."""

    person: Person
    role: Role = Role.MEMBER


@dataclass(frozen=True, slots=True)
class BankDetails:
    """Whose account payments come from. ``account`` is checked (``iban.read_account``)."""

    holder: str
    account: Account


@dataclass(frozen=True, slots=True)
class Profile:
    """What members change about themselves; the e-mail address takes a confirmation of its own."""

    first_name: str
    last_name: str
    phone: str
    language: str
