"""Words of the office for what the rooms below name by keys: letters, states, moments, what happened to accounts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy, pgettext_lazy

from laufzeit.contracts.effects import EffectKind
from laufzeit.contracts.pending import PendingKind
from laufzeit.customers.happenings import Happening
from laufzeit.messages.state import State
from laufzeit.office.finding import ContractState

LETTERS: Final[Mapping[str, Any]] = {
    "contract_concluded": gettext_lazy("Contract concluded"),
    "trial_ending": gettext_lazy("Trial ends soon"),
    "change_confirmed": gettext_lazy("Change of plan confirmed"),
    "change_revoked": gettext_lazy("Revocation of a change confirmed"),
    "plan_switched": gettext_lazy("Plan changed"),
    "seats_changed": gettext_lazy("Change of seats confirmed"),
    "seats_revoked": gettext_lazy("Revocation of a change of seats confirmed"),
    "access_ended": gettext_lazy("Access ended"),
    "bookings_invalid": gettext_lazy("Bookings invalid"),
    "contract_ended": gettext_lazy("Contract ended"),
    "erasure_announced": gettext_lazy("Erasure announced"),
    "erasure_done": gettext_lazy("Data erased"),
    "export_ready": gettext_lazy("Export ready"),
    "notice_confirmed": gettext_lazy("Notice confirmed"),
    "notice_revoked": gettext_lazy("Revocation of a notice confirmed"),
    "vendor_notice": gettext_lazy("Notice by us"),
    "cancellation_received": gettext_lazy("Public cancellation received"),
    "revocation_reminder": gettext_lazy("Reminder: last day to revoke"),
    "notice_reminder": gettext_lazy("Reminder: last day to give notice"),
    "terms_offered": gettext_lazy("Offer of other terms"),
    "acceptance_reminder": gettext_lazy("Reminder: offer still open"),
    "terms_accepted": gettext_lazy("Acceptance confirmed"),
    "terms_declined": gettext_lazy("Offer declined"),
    "invitation": gettext_lazy("Invitation"),
    "sign_in_code": gettext_lazy("Code for signing in"),
    "switch_request_received": gettext_lazy("Switch requested (Data Act)"),
    "switch_extended": gettext_lazy("Transition extended (Data Act)"),
    "switch_completed": gettext_lazy("Switch completed (Data Act)"),
}

LETTER_STATES: Final[Mapping[State, tuple[str, Any]]] = {
    State.PENDING: ("info", pgettext_lazy("of a mail", "waiting")),
    State.CLAIMED: ("info", pgettext_lazy("of a mail", "on its way")),
    State.HANDING_OVER: ("info", pgettext_lazy("of a mail", "on its way")),
    State.SENT: ("good", pgettext_lazy("of a mail", "sent")),
    State.UNCLEAR: ("warn", pgettext_lazy("of a mail", "unclear")),
    State.FAILED: ("bad", pgettext_lazy("of a mail", "failed")),
    State.BOUNCED: ("bad", pgettext_lazy("of a mail", "bounced")),
    State.HELD: ("", pgettext_lazy("of a mail", "kept")),
}

CONTRACT_STATES: Final[Mapping[ContractState, Any]] = {
    ContractState.RUNNING: pgettext_lazy("of contracts", "running"),
    ContractState.CHANGING: pgettext_lazy("of contracts", "change ahead"),
    ContractState.ENDING: pgettext_lazy("of contracts", "end decided"),
    ContractState.UPCOMING: pgettext_lazy("of contracts", "yet to begin"),
    ContractState.ENDED: pgettext_lazy("of contracts", "ended"),
}

PENDING: Final[Mapping[PendingKind, Any]] = {
    PendingKind.CHANGE: gettext_lazy("Change of plan"),
    PendingKind.SEATS: gettext_lazy("Change of seats"),
    PendingKind.ACCEPTANCE: gettext_lazy("Accepted terms"),
    PendingKind.NOTICE_BY_CUSTOMER: gettext_lazy("Notice by the customer"),
    PendingKind.NOTICE_BY_VENDOR: gettext_lazy("Notice by us"),
    PendingKind.SWITCH: gettext_lazy("Switch under the Data Act"),
    PendingKind.OFFER: gettext_lazy("Open offer"),
}

EFFECTS: Final[Mapping[EffectKind, Any]] = {
    EffectKind.SWITCHED: gettext_lazy("Plan changed"),
    EffectKind.RENEWED: gettext_lazy("Renewed at accepted terms"),
    EffectKind.ACCESS_ENDED: gettext_lazy("Access of a user ended"),
    EffectKind.ENDED: gettext_lazy("Contract ended"),
    EffectKind.REVOCATION_REMINDER: gettext_lazy("Reminder before the last day to revoke"),
    EffectKind.NOTICE_REMINDER: gettext_lazy("Reminder before the last day to give notice"),
    EffectKind.TRIAL_REMINDER: gettext_lazy("Reminder before the end of the trial"),
    EffectKind.ACCEPTANCE_REMINDER: gettext_lazy("Reminder before the last day to accept"),
    EffectKind.ERASURE_ANNOUNCED: gettext_lazy("Erasure announced"),
    EffectKind.ERASURE: gettext_lazy("Data erased"),
}
_EFFECT_KEYS: Final[Mapping[str, EffectKind]] = {
    "switched": EffectKind.SWITCHED,
    "renewed": EffectKind.RENEWED,
    "access": EffectKind.ACCESS_ENDED,
    "ended": EffectKind.ENDED,
    "revocable": EffectKind.REVOCATION_REMINDER,
    "notice": EffectKind.NOTICE_REMINDER,
    "trial": EffectKind.TRIAL_REMINDER,
    "acceptance": EffectKind.ACCEPTANCE_REMINDER,
    "erasure-announced": EffectKind.ERASURE_ANNOUNCED,
    "erasure": EffectKind.ERASURE,
}
"""By what a key begins with (``effects.py``)."""

HAPPENINGS: Final[Mapping[Happening, Any]] = {
    Happening.ORGANISATION_CREATED: gettext_lazy("Customer created"),
    Happening.ORGANISATION_CHANGED: gettext_lazy("Customer's data changed"),
    Happening.ORGANISATION_ERASED: gettext_lazy("Customer's data erased"),
    Happening.BANK_ACCOUNT_SET: gettext_lazy("Bank account set"),
    Happening.SECOND_FACTOR_RULE_CHANGED: gettext_lazy("Rule for second factors changed"),
    Happening.ACCOUNT_CREATED: gettext_lazy("Account created"),
    Happening.INVITED: gettext_lazy("Invited"),
    Happening.INVITATION_WITHDRAWN: gettext_lazy("Invitation withdrawn"),
    Happening.JOINED: gettext_lazy("Invitation accepted"),
    Happening.PROFILE_CHANGED: gettext_lazy("Profile changed"),
    Happening.ROLE_CHANGED: gettext_lazy("Role changed"),
    Happening.ACCESS_ENDED: gettext_lazy("Access ended"),
    Happening.SIGNED_IN: gettext_lazy("Signed in"),
    Happening.SIGNED_IN_BY_LINK: gettext_lazy("Signed in by link"),
    Happening.LINK_REFUSED: gettext_lazy("Sign-in link refused"),
    Happening.PASSWORD_CHANGED: gettext_lazy("Password changed"),
    Happening.EMAIL_CHANGED: gettext_lazy("E-mail address changed"),
    Happening.SECOND_FACTOR_ADDED: gettext_lazy("Second factor added"),
    Happening.SECOND_FACTOR_REMOVED: gettext_lazy("Second factor removed"),
    Happening.SECOND_FACTOR_RESET: gettext_lazy("Second factor reset"),
    Happening.RECOVERY_CODES_MADE: gettext_lazy("Recovery codes made"),
    Happening.SIGNIN_KEY_MADE: gettext_lazy("Key for sign-in links made"),
    Happening.SIGNIN_KEY_ENDED: gettext_lazy("Key for sign-in links ended"),
}


BREAKS: Final[Mapping[str, Any]] = {
    "does not follow the entry before it": gettext_lazy("does not follow the entry before it"),
    "was changed after it was written": gettext_lazy("was changed after it was written"),
    "the stored state is not that of the log": gettext_lazy("the stored state is not that of the log"),
    "the stored phases are not those of the log": gettext_lazy("the stored phases are not those of the log"),
}
"""Why a log does not hold (``contracts/chain.py``); all else that is said there is about a missing entry."""


def break_reason(reason: str) -> str:
    """Where the chain does not hold, in words."""
    return str(BREAKS.get(reason, gettext_lazy("an entry before it is missing")))


def letter_kind(kind: str) -> str:
    """What a letter is about."""
    return str(LETTERS.get(kind, kind))


def letter_state(state: str) -> tuple[str, str]:
    """Tone and word of a letter's state."""
    tone, word = LETTER_STATES[State(state)]
    return tone, str(word)


def effect_of(key: str) -> str:
    """What happened by itself, by the key under which it was done."""
    kind = _EFFECT_KEYS.get(key.partition(":")[0])
    return str(EFFECTS[kind]) if kind else key


def happening(kind: str) -> str:
    """What was done to an account."""
    return str(HAPPENINGS[Happening(kind)]) if kind in set(Happening) else kind
