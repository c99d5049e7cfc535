"""Files that go with letters of a kind and are made when the letter is written, by rooms above that know how."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID

import structlog

from laufzeit.messages.codec import name_of_kind
from laufzeit.messages.kinds import Kind
from laufzeit.messages.models import Message
from laufzeit.messages.outgoing import Attachment
from laufzeit.vendors.store import acting_for

Maker = Callable[[Message], Sequence[Attachment]]
"""Makes the files of one letter, inside ``acting_for`` its vendor; the same each time it is asked."""

log = structlog.get_logger("laufzeit.letters")

_MAKERS: Final[dict[str, Maker]] = {}


def enclose_with(kind: type[Kind], maker: Maker) -> None:
    """From now on letters of ``kind`` go out with what ``maker`` makes."""
    _MAKERS[name_of_kind(kind)] = maker


def made_for(vendor_id: UUID, message: Message) -> Sequence[Attachment]:
    """The files for a letter, outside of ``acting_for``: most have none, and ask the database nothing. One that
    cannot be made does not hold back the letter, which tells the same in words."""
    maker = _MAKERS.get(message.kind)
    if maker is None:
        return ()
    try:
        with acting_for(vendor_id):
            return maker(message)
    except Exception as fault:
        log.exception("a file to a letter cannot be made", letter=str(message.pk), fault=type(fault).__name__)
        return ()
