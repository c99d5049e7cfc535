"""Files as one zip, written while it is read: a year of documents needs no more memory than one of them.

The same files give the same bytes: each has the day of its document as its time.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the folder; ``path`` with ``/`` between folders."""

    path: str
    day: date
    content: bytes


class _Outlet:
    """What ``zipfile`` writes to: it keeps bytes until they are fetched, and cannot go back."""

    def __init__(self) -> None:
        self.written: list[bytes] = []

    def write(self, content: bytes, /) -> int:
        self.written.append(bytes(content))
        return len(content)

    def flush(self) -> None:
        """There is nothing behind it."""

    def close(self) -> None:
        """What was written can still be fetched."""

    def fetch(self) -> bytes:
        content = b"".join(self.written)
        self.written.clear()
        return content


def zipped(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The zip in pieces, each after its file was taken from ``entries``."""
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w") as archive:
        for entry in entries:
            info = zipfile.ZipInfo(entry.path, (entry.day.year, entry.day.month, entry.day.day, 12, 0, 0))
            # A PDF is compressed already.
            info.compress_type = zipfile.ZIP_STORED if entry.path.endswith(".pdf") else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, entry.content)
            yield outlet.fetch()
    yield outlet.fetch()
