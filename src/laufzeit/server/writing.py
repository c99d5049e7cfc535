"""Files that are there whole or not at all, whatever happens while they are written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path


def written_whole(target: Path, pieces: Iterable[bytes]) -> int:
    """Write a file beside its place and move it there when it is complete; the number of bytes. What was there before
    stays until then. What is no file (a pipe, a device) is written to directly.

    Raises ``OSError``: the disk is full, the folder cannot be written to.
    """
    if target.exists() and not target.is_file():
        with target.open("wb") as opened:
            return sum(opened.write(piece) for piece in pieces)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as opened:
            size = sum(opened.write(piece) for piece in pieces)
            opened.flush()
            os.fsync(opened.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return size
