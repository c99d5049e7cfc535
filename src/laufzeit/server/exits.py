"""How the console command ends, for scripts."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """The exit status: what a script may conclude."""

    OK = 0
    REFUSED = 1
    """It was understood and refused, or faults were found; the output says which."""
    USAGE = 2
    """The call or the settings are wrong."""
    UNAVAILABLE = 3
    """Something it needs (the database, a port, a program) is not there; it may be later."""
