"""At which pace letters go out: so many contracts an hour, counted from the announcement."""

from __future__ import annotations

from datetime import datetime, timedelta

_HOUR = timedelta(hours=1)


def room(an_hour: int | None, begun: datetime, written_before: int, written: int, now: datetime) -> int:
    """How many contracts may be written to at this moment; ``an_hour`` is ``None`` where there is no bound.

    >>> begun = datetime(2022, 10, 28, 9)
    >>> room(600, begun, 0, 0, begun), room(600, begun, 0, 10, begun + timedelta(minutes=30))
    (10, 300)
    """
    if an_hour is None:
        return 1_000_000
    # A minute's worth goes out at the beginning already, so that something is seen to happen.
    allowed = written_before + (an_hour * (now - begun + timedelta(minutes=1))) // _HOUR
    return max(0, allowed - written)
