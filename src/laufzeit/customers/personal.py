"""Which fields of this room are personal data (Art. 4 (1) GDPR), and what erasure puts in their place.

Every field of every model stands here, one way or the other: a test fails for one that nobody has thought about.
"""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID


class Erased(StrEnum):
    """What is left of a personal field."""

    EMPTY = "empty"
    PSEUDONYM = "pseudonym"
    """Something unique that leads back to nobody."""
    ADDRESS_OF_NOBODY = "address of nobody"
    """An e-mail address that nothing can be sent to (RFC 2606) and that no other row has."""


PERSONAL: dict[str, dict[str, Erased]] = {
    "Organisation": {
        "name": Erased.PSEUDONYM,
        "street": Erased.EMPTY,
        "address_extra": Erased.EMPTY,
        "postcode": Erased.EMPTY,
        "city": Erased.EMPTY,
        "email": Erased.EMPTY,
        "phone": Erased.EMPTY,
        "vat_id": Erased.EMPTY,
        "tax_number": Erased.EMPTY,
        "buyer_reference": Erased.EMPTY,
    },
    "User": {
        "email": Erased.ADDRESS_OF_NOBODY,
        "first_name": Erased.EMPTY,
        "last_name": Erased.EMPTY,
        "phone": Erased.EMPTY,
    },
    "Invitation": {
        "email": Erased.ADDRESS_OF_NOBODY,
        "first_name": Erased.EMPTY,
        "last_name": Erased.EMPTY,
    },
    "BankAccount": {
        "holder": Erased.EMPTY,
        "iban": Erased.EMPTY,
        "bic": Erased.EMPTY,
        "bank_name": Erased.EMPTY,
    },
}

NOT_PERSONAL: dict[str, frozenset[str]] = {
    "Organisation": frozenset(
        {"id", "vendor", "number", "kind", "country", "language", "second_factor_required", "created_at", "erased_at"}
    ),
    "User": frozenset(
        {"id", "vendor", "organisation", "role", "language", "is_active", "ended_on", "created_at", "erased_at"}
        # The password and the time of the last sign-in go with the account itself (``actions._close_account``).
        | {"password", "last_login"}
    ),
    "Invitation": frozenset(
        {"id", "vendor", "organisation", "role", "language", "secret_hash", "invited_by"}
        | {"created_at", "expires_at", "accepted_at", "withdrawn_at"}
    ),
    "BankAccount": frozenset({"id", "vendor", "organisation", "created_at", "created_by", "replaced_at"}),
    "SigninKey": frozenset({"id", "vendor", "secret", "created_at", "ended_at"}),
    "UsedSigninLink": frozenset({"id", "vendor", "token_hash", "expires_at"}),
    "AccountEvent": frozenset({"id", "vendor", "at", "kind", "actor", "subject", "organisation", "facts"}),
}


def remains(how: Erased, row_id: UUID) -> str:
    """What stands in an erased field of the row ``row_id``.

    >>> remains(Erased.ADDRESS_OF_NOBODY, UUID(int=7))
    'erased-00000000000000000000000000000007@erased.invalid'
    """
    match how:
        case Erased.EMPTY:
            return ""
        case Erased.PSEUDONYM:
            return f"erased-{row_id.hex[-8:]}"
        case Erased.ADDRESS_OF_NOBODY:
            return f"erased-{row_id.hex}@erased.invalid"
