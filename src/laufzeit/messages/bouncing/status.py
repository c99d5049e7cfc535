"""Why a mail could not be delivered, by its enhanced status code (RFC 3463) and what the mail server said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from laufzeit.messages.sending.answers import without_addresses

FOR_GOOD: Final = re.compile(r"\s*([45]\.\d{1,3}\.\d{1,3})(?!\d)", re.ASCII)
"""A status of what did not succeed. With the action ``failed`` a 4.x.x lasts, too: the mail server has given up
(RFC 3464, 2.3.3 and 2.3.4)."""
_MEANING: Final[Mapping[str, str]] = {
    "4.4.1": "no answer from the mail server, given up",
    "4.4.7": "not delivered in time",
    "5.1.1": "no such mailbox",
    "5.1.2": "no such mail domain",
    "5.1.3": "no such kind of address",
    "5.1.6": "the mailbox has moved",
    "5.2.1": "the mailbox is switched off",
    "5.2.2": "the mailbox is full",
    "5.2.3": "the mail is too large for the mailbox",
    "5.3.4": "the mail is too large for the mail server",
    "5.4.4": "no way to the mail domain",
    "5.4.6": "the mail went round in a circle",
    "5.4.7": "not delivered in time",
    "5.7.1": "the mail server does not want the mail",
}


def in_words(status: str, diagnostic: str) -> str:
    """The code, what it means where the standard says so, and the mail server's own words, without addresses.

    >>> in_words("5.1.1", "550 5.1.1 <erika@example.org>: User unknown")
    '5.1.1 (no such mailbox): 550 5.1.1 …: User unknown'
    >>> in_words("5.0.0 (undefined)", "")
    '5.0.0'
    """
    found = FOR_GOOD.match(status)
    code = found[1] if found else ""
    meaning = f" ({_MEANING[code]})" if code in _MEANING else ""
    said = without_addresses(diagnostic)
    return f"{code}{meaning}: {said}" if said else f"{code}{meaning}"
