"""The document as a file: for the pages, and with the letters that confirm what was agreed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from laufzeit.agreed.pdf import pdf_of
from laufzeit.agreed.store import case_of
from laufzeit.agreed.words import WORDS
from laufzeit.contracts import store as contracts
from laufzeit.contracts.store import Held
from laufzeit.dates.wording import Language
from laufzeit.messages.models import Message
from laufzeit.messages.outgoing import Attachment


def agreed_file(held: Held, event: UUID, language: Language) -> Attachment | None:
    """What was agreed by the declaration with this name; ``None`` where nothing was."""
    case = case_of(held, event)
    if case is None:
        return None
    name = f"{WORDS[language]['file']}-{held.row.number}-{case.entry.seq}.pdf"
    return Attachment(name, "application/pdf", pdf_of(case, language))


def with_letter(message: Message) -> Sequence[Attachment]:
    """The file that goes with a letter about a declaration, whose name stands at the end of the letter's key."""
    held = contracts.held(message.contract)
    file = agreed_file(held, UUID(message.key.rpartition(":")[2]), cast(Language, message.language))
    return (file,) if file else ()
