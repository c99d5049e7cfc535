"""A contract's log in words: who declared what, when, and on which way. People are named by what ``names`` says today:
after an erasure a name is gone from there, and the log speaks of a former user."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from laufzeit.catalogue.model import Catalogue
from laufzeit.contracts import history_english, history_german
from laufzeit.contracts.saying import Context, Said
from laufzeit.dates.wording import Language


def history(log: Iterable[Said], catalogue: Catalogue, language: Language, names: Mapping[UUID, str]) -> Iterator[str]:
    """The whole log, one sentence for each entry, in its order."""
    context = Context(catalogue, language, names)
    for said in log:
        yield sentence(said, context)
        context.remember(said.event)


def sentence(said: Said, context: Context) -> str:
    """One entry in words. ``context.earlier`` has to know what it refers to."""
    write = history_german.sentence if context.language == "de" else history_english.sentence
    return write(said, context)
