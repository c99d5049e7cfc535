"""A year of documents as one zip, written while it is read."""

from __future__ import annotations

import csv
import errno
import io
import os
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from tests.einvoice.conftest import NOW, Issue
from tests.einvoice.samples import BUYER, cancellation, plain

from laufzeit.einvoice import actions, store
from laufzeit.einvoice.folder import Entry, zipped
from laufzeit.einvoice.jobs import render_due
from laufzeit.einvoice.register import register
from laufzeit.server.writing import written_whole
from laufzeit.vendors.store import acting_for

ENTRIES = [
    Entry("2026-04/RE-1.pdf", date(2026, 4, 1), b"%PDF" * 1000),
    Entry("2026-04/RE-1.xml", date(2026, 4, 1), b"<Invoice/>" * 1000),
    Entry("2026-12/Größe.xml", date(2026, 12, 31), b""),
]


def opened(pieces: Iterator[bytes]) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(pieces)))


def test_what_went_in_comes_out() -> None:
    archive = opened(zipped(ENTRIES))
    assert archive.testzip() is None
    assert {name: archive.read(name) for name in archive.namelist()} == {one.path: one.content for one in ENTRIES}
    assert archive.getinfo("2026-12/Größe.xml").date_time[:3] == (2026, 12, 31)


def test_the_same_bytes_each_time() -> None:
    assert b"".join(zipped(ENTRIES)) == b"".join(zipped(ENTRIES))


def test_an_empty_folder_is_a_zip() -> None:
    assert opened(zipped([])).namelist() == []


def test_it_is_written_while_it_is_read() -> None:
    """No more than one file is held: the piece of a file is there before the next one is asked for."""
    asked: list[str] = []

    def entries() -> Iterator[Entry]:
        for one in ENTRIES:
            asked.append(one.path)
            yield one

    pieces = zipped(entries())
    first = next(pieces)
    assert asked == [ENTRIES[0].path]
    assert ENTRIES[0].content in first


def test_the_register_lists_each_document_and_computes_nothing() -> None:
    """A name that begins like a formula is a text in a spreadsheet."""
    sly = replace(plain(), buyer=replace(BUYER, name='=HYPERLINK("http://x")', number="+1"))
    rows = list(
        csv.reader(io.StringIO(register([(sly, [("2026-04/a.pdf", "ab12")])]).decode("utf-8-sig")), delimiter=";")
    )
    assert rows[1] == [
        "RE-2026-000123", "invoice", "2026-04-01", "2026-04-15", "'+1", "'=HYPERLINK(\"http://x\")", "EUR", "89.70",
        "17.04", "106.74", "2026-04/a.pdf sha256:ab12",
    ]  # fmt: skip


def test_a_year_of_documents(seller: Any, issue: Issue) -> None:
    """Those of other years are not in it; those that nobody has made yet are."""
    old = replace(plain(), issued_on=date(2025, 12, 31))
    made = issue([old, plain(), replace(cancellation(), issued_on=date(2026, 12, 31))])
    render_due(seller.id, NOW, limit=1)
    later = issue([replace(plain(), issued_on=date(2026, 7, 1))])
    with acting_for(seller.id):
        archive = opened(actions.folder(2026, NOW))
        files = {row.name: row.sha256 for row in store.File.objects.all()}
    _, first, last = made
    assert archive.namelist() == [
        f"2026-04/{first.number}.xml",
        f"2026-04/{first.number}.pdf",
        f"2026-07/{later[0].number}.xml",
        f"2026-07/{later[0].number}.pdf",
        f"2026-12/{last.number}.xml",
        f"2026-12/{last.number}.pdf",
        "register.csv",
    ]
    for name in archive.namelist()[:-1]:
        assert sha256(archive.read(name)).hexdigest() == files[name.partition("/")[2]]
    assert archive.read("register.csv").count(b"\r\n") == 4


def test_some_documents(seller: Any, issue: Issue) -> None:
    one, _, other = issue([plain(), plain(), plain()])
    with acting_for(seller.id):
        names = opened(actions.folder_of([other.id, one.id], NOW)).namelist()
    assert [name for name in names if name.endswith(".pdf")] == [
        f"2026-04/{other.number}.pdf",
        f"2026-04/{one.number}.pdf",
    ]


# --- On the disk ------------------------------------------------------------------------------------------------------


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "2026.zip"
    target.write_bytes(b"the one of last week")

    def breaks() -> Iterator[bytes]:
        yield b"half"
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(OSError, match="No space left"):
        written_whole(target, breaks())
    assert target.read_bytes() == b"the one of last week"
    assert list(tmp_path.iterdir()) == [target]
    written_whole(target, zipped(ENTRIES))
    assert opened(iter([target.read_bytes()])).testzip() is None
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_a_really_full_disk_is_told() -> None:
    with pytest.raises(OSError, match="No space left"):
        written_whole(Path("/dev/full"), zipped(ENTRIES))
