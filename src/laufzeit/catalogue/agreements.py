"""The texts that customers agree to, in a catalogue file: written in it, or in files beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from laufzeit.catalogue.files import Files, read_beside
from laufzeit.catalogue.model import Agreement, AgreementEdition
from laufzeit.catalogue.table import Table
from laufzeit.catalogue.texts import NO_TEXTS, Texts

MAX_AGREEMENT = 200_000


def read_agreements(root: Table, files: Files) -> Mapping[str, Agreement]:
    return {key: _read_agreement(key, table, files) for key, table in root.named("agreement")}


def _read_agreement(key: str, table: Table, files: Files) -> Agreement:
    names = table.texts("name")
    editions = tuple(_read_edition(edition, files) for edition in table.tables("edition", required=True))
    if "edition" in table and not editions and not table.report.faulty(table.at("edition")):
        table.fault("edition", "is empty", "an agreement has at least one edition")
    table.done()
    return Agreement(key, names, editions)


def _read_edition(table: Table, files: Files) -> AgreementEdition:
    edition, valid_from = table.text("edition"), table.day("valid_from")
    if ("text" in table) == ("file" in table):
        table.fault("text", "and file: write exactly one", 'text.de = """…""" or file.de = "agb.de.md"')
        bodies = NO_TEXTS
    elif "text" in table:
        written = table.below("text")
        bodies = written.own_texts(limit=MAX_AGREEMENT)
        written.done()
    else:
        bodies = _bodies_of_files(table.below("file"), files)
    table.done()
    hashes = tuple((language, text_hash(body)) for language, body in bodies.by_language)
    return AgreementEdition(edition, valid_from, bodies, hashes)


def _bodies_of_files(table: Table, files: Files) -> Texts:
    bodies = tuple((language, _body_of_file(table, language, files)) for language in table.languages)
    table.done()
    return Texts(bodies)


def _body_of_file(table: Table, language: str, files: Files) -> str:
    name = table.text(language)
    if not name:
        return ""
    content = read_beside(files, name, MAX_AGREEMENT, table.report, table.at(language))
    try:
        body = (content or b"").decode().replace("\r\n", "\n").strip()
    except UnicodeDecodeError:
        table.fault(language, f"{name} is not written in UTF-8")
        return ""
    if content is not None and not body:
        table.fault(language, f"{name} is empty")
    return body


def text_hash(body: str) -> str:
    """The hash by which an agreed text is known for ever: SHA-256 of its UTF-8, as hexadecimal.

    >>> text_hash("AGB")[:8]
    'ef0fe873'
    """
    return hashlib.sha256(body.encode()).hexdigest()
