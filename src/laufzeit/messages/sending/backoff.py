"""When a letter that could not be handed over is tried again, and when it is given up."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

ATTEMPTS: Final = 26
"""Over more than four days, as RFC 5321, 4.5.4.1 asks. Then staff sees the letter as failed and can send it again."""
LONGEST: Final = timedelta(hours=6)
_FIRST: Final = timedelta(minutes=1)


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """The instant of the next attempt after ``attempts`` of them, each pause twice as long as the one before;
    ``None``: given up.

    >>> now = datetime.fromisoformat("2021-03-31T12:00:00+00:00")
    >>> [next_attempt(attempts, now).isoformat()[8:16] for attempts in (1, 2, 3, 9, 15)]
    ['31T12:01', '31T12:02', '31T12:04', '31T16:16', '31T18:00']
    >>> next_attempt(26, now)
    """
    if attempts >= ATTEMPTS:
        return None
    pause: timedelta = _FIRST * (1 << (attempts - 1))
    return now + min(pause, LONGEST)
