"""The own day of a sandbox vendor, which people move forward to watch what will happen."""

from __future__ import annotations

from datetime import date


class ClockRunsForward(ValueError):
    """A sandbox was asked to go back; what has happened there stays happened."""

    def __init__(self, current: date, wanted: date) -> None:
        super().__init__(f"the sandbox is at {current.isoformat()} and cannot go back to {wanted.isoformat()}")
        self.current = current
        self.wanted = wanted


def moved(current: date, wanted: date) -> date:
    """The day of a sandbox at `current` after it is moved to `wanted`.

    Raises:
        ClockRunsForward: if `wanted` lies before `current`.
    """
    if wanted < current:
        raise ClockRunsForward(current, wanted)
    return wanted
