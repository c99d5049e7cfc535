"""Files that a catalogue names: long agreement texts and the logo lie beside the TOML file, never elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from laufzeit.catalogue.faults import Report
from laufzeit.catalogue.places import Path

Files: TypeAlias = Callable[[str], bytes | None]
"""Gives the content of a file that the catalogue names, by its name; ``None`` where there is none."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}\Z")


def no_files(_name: str) -> bytes | None:
    """For a catalogue that stands alone."""
    return None


def read_beside(files: Files, name: str, limit: int, report: Report, path: Path) -> bytes | None:
    """The content of a named file, or ``None`` with a fault at ``path``. A name cannot lead out of the folder."""
    if not _NAME.match(name):
        report.add(path, f'"{name}" is not the name of a file beside this one', "letters, digits, points and hyphens")
        return None
    content = files(name)
    if content is None:
        report.add(path, f"there is no file {name} beside this one")
    elif len(content) > limit:
        report.add(path, f"{name} is larger than {limit:,} bytes")
        return None
    return content
