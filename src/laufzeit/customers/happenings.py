"""What the log of accounts can say happened. It names people by their ids, so no fact here may be personal."""

from __future__ import annotations

from enum import StrEnum


class Happening(StrEnum):
    """The kinds of ``AccountEvent``."""

    ORGANISATION_CREATED = "organisation_created"
    ORGANISATION_CHANGED = "organisation_changed"
    ORGANISATION_ERASED = "organisation_erased"
    BANK_ACCOUNT_SET = "bank_account_set"
    SECOND_FACTOR_RULE_CHANGED = "second_factor_rule_changed"
    ACCOUNT_CREATED = "account_created"
    INVITED = "invited"
    INVITATION_WITHDRAWN = "invitation_withdrawn"
    JOINED = "joined"
    PROFILE_CHANGED = "profile_changed"
    ROLE_CHANGED = "role_changed"
    ACCESS_ENDED = "access_ended"
    LOCKED = "locked"
    UNLOCKED = "unlocked"
    SIGNED_IN = "signed_in"
    SIGNED_IN_BY_LINK = "signed_in_by_link"
    LINK_REFUSED = "link_refused"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of an event
    EMAIL_CHANGED = "email_changed"
    SECOND_FACTOR_ADDED = "second_factor_added"
    SECOND_FACTOR_REMOVED = "second_factor_removed"
    SECOND_FACTOR_RESET = "second_factor_reset"
    RECOVERY_CODES_MADE = "recovery_codes_made"
    SIGNIN_KEY_MADE = "signin_key_made"
    SIGNIN_KEY_ENDED = "signin_key_ended"


def happening_of_notice(template: str) -> Happening | None:
    """Which happening the sign-in library tells a person about by this mail (its templates' common beginning).

    >>> happening_of_notice("mfa/email/totp_activated")
    <Happening.SECOND_FACTOR_ADDED: 'second_factor_added'>
    """
    match template.rpartition("/")[2]:
        case "password_changed" | "password_set" | "password_reset":
            return Happening.PASSWORD_CHANGED
        case "email_changed":
            return Happening.EMAIL_CHANGED
        case "totp_activated" | "webauthn_added":
            return Happening.SECOND_FACTOR_ADDED
        case "totp_deactivated" | "webauthn_removed":
            return Happening.SECOND_FACTOR_REMOVED
        case "recovery_codes_generated":
            return Happening.RECOVERY_CODES_MADE
        case _:
            return None
