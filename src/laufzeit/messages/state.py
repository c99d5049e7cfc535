"""Where a letter is on its way. README.md has the picture."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    PENDING = "pending"
    """Waits to be sent."""
    CLAIMED = "claimed"
    """A sender has taken it; nothing has gone over the wire yet."""
    HANDING_OVER = "handing_over"
    """About to go over the wire, or on it."""
    SENT = "sent"
    """The mail server has taken it."""
    UNCLEAR = "unclear"
    """Perhaps the mail server has taken it; a person decides whether it is sent again."""
    FAILED = "failed"
    """Refused for good, or given up."""
    BOUNCED = "bounced"
    """Came back after the mail server had taken it."""
    HELD = "held"
    """Kept, because the installation has no mail server, or because it goes out on paper."""


TROUBLE = (State.UNCLEAR, State.FAILED, State.BOUNCED)
"""What somebody has to decide about."""
ON_ITS_WAY = (State.PENDING, State.CLAIMED, State.HANDING_OVER)
