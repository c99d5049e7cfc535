"""Mails as they lie in files: one mail, an mbox, or a Maildir; read, and left as they are."""

from __future__ import annotations

import mailbox
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

FROM_LINE = b"From "
"""With which each mail of an mbox begins; a header would have a colon there."""


class NoMailbox(Exception):
    """A folder in which no mail program keeps mails."""


def mails(path: str, most: int) -> Iterator[bytes]:
    """The mails at `path`, each up to `most` octets, one after the other; `-` is one mail from standard input.

    Raises `NoMailbox`, and `OSError` for what cannot be read.
    """
    place = Path(path)
    if path == "-":
        yield sys.stdin.buffer.read(most)
    elif place.is_dir():
        if not all((place / name).is_dir() for name in ("cur", "new")):
            raise NoMailbox
        yield from _in(mailbox.Maildir(place, create=False), most)
    elif _begins(place) == FROM_LINE:
        yield from _in(mailbox.mbox(place, create=False), most)
    else:
        with place.open("rb") as file:
            yield file.read(most)


def _begins(place: Path) -> bytes:
    with place.open("rb") as file:
        return file.read(len(FROM_LINE))


def _in(box: mailbox.Mailbox, most: int) -> Iterator[bytes]:
    with closing(box):
        for key in sorted(box.keys()):
            try:
                with box.get_file(key) as file:
                    mail = file.read(most)
            except (KeyError, FileNotFoundError):
                continue  # a mail program has moved it meanwhile
            yield mail
