"""From the facts of a letter to the letter."""

from __future__ import annotations

from typing import assert_never
from zoneinfo import ZoneInfo

from laufzeit.dates.wording import Language
from laufzeit.messages.kinds import Kind
from laufzeit.messages.letter import Body, Letter
from laufzeit.messages.letterhead import Head
from laufzeit.messages.wording import english, german
from laufzeit.messages.wording.imprint import imprint
from laufzeit.messages.wording.say import Say


def compose(kind: Kind, language: str, head: Head, recipient: str) -> Letter:
    """The letter to ``recipient`` (a name, or empty) from the vendor of ``head``. Other languages than German are
    written to in English."""
    written: Language = "de" if language == "de" else "en"
    body = _body(kind, Say(written, ZoneInfo(head.time_zone)))
    return Letter(
        written,
        head,
        body.subject,
        _salutation(written, recipient),
        body.blocks,
        _closing(written, head),
        imprint(head, written),
    )


def _body(kind: Kind, say: Say) -> Body:
    match say.language:
        case "de":
            return german.body(kind, say)
        case "en":
            return english.body(kind, say)
        case _:
            assert_never(say.language)


def _salutation(language: Language, recipient: str) -> str:
    greeting = "Guten Tag" if language == "de" else "Dear"
    if not recipient.strip():
        return "Guten Tag," if language == "de" else "Hello,"
    return f"{greeting} {recipient.strip()},"


def _closing(language: Language, head: Head) -> tuple[str, ...]:
    farewell = "Mit freundlichen Grüßen" if language == "de" else "Kind regards"
    return (farewell, head.name)
