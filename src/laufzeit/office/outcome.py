"""What became of a declaration of the public page that named no contract without doubt."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    NOTICE = "notice"
    """A notice was recorded."""
    SET_ASIDE = "set_aside"
    """It concerns no contract."""
