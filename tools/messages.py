"""Collects the texts of pages into each room's `locale/de`, and compiles the translations. English is the source.

    python tools/messages.py            collect and compile, in all rooms
    python tools/messages.py ROOM ...   in these rooms only
    python tools/messages.py --check    only say what is missing; exit status 1 if anything is

It needs none of the gettext programs: Django turns a template into source, Babel reads both.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import django
import polib
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

PACKAGE = Path("src/laufzeit")
LANGUAGE = "de"
HEADER = f"""\
msgid ""
msgstr ""
"Project-Id-Version: Laufzeit\\n"
"Language: {LANGUAGE}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), (1,)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}


def source_of(path: Path) -> str:
    """A file as source with calls of gettext in it."""
    text = path.read_text(encoding="utf-8")
    return text if path.suffix == ".py" else templatize(text, origin=str(path))


def collected(room: Path) -> Catalog:
    """All texts of a room that are marked for translation."""
    catalog = Catalog()
    for path in sorted(room.rglob("*")):
        if path.suffix not in (".py", ".html", ".txt") or "migrations" in path.parts:
            continue
        found = extract("python", BytesIO(source_of(path).encode()), keywords=KEYWORDS, comment_tags=("Translators",))
        for _, message, comments, context in found:
            catalog.add(
                message, None, [(path.relative_to(room).as_posix(), None)], auto_comments=comments, context=context
            )
    return catalog


def rooms() -> Iterator[tuple[Path, Catalog]]:
    """The rooms that have texts, with these."""
    for room in sorted(path.parent for path in PACKAGE.glob("*/__init__.py")):
        catalog = collected(room)
        if len(catalog):
            yield room, catalog


def translated(room: Path) -> Catalog:
    """The translations of a room, as far as there are any."""
    path = po_of(room)
    if not path.exists():
        return Catalog(locale=LANGUAGE, domain="django")
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE, domain="django")


def po_of(room: Path) -> Path:
    return room / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def compiled(path: Path) -> bytes:
    """The `.mo` of a `.po`: the same bytes whenever and wherever it is made."""
    made: bytes = polib.pofile(str(path)).to_binary()
    return made


def renewed(room: Path, template: Catalog) -> Catalog:
    """The translations of a room for exactly the texts that it has now; what is new is empty, nothing is guessed."""
    catalog = translated(room)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def collect(only: list[str]) -> None:
    """Write the `.po` and `.mo` of the rooms named, or of all."""
    for room, template in rooms():
        if only and room.name not in only:
            continue
        catalog, path = renewed(room, template), po_of(room)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.write(HEADER.encode())
            write_po(file, catalog, width=110, omit_header=True, sort_output=True, include_lineno=False)
        path.with_suffix(".mo").write_bytes(compiled(path))


def faults() -> Iterator[str]:
    """What is not translated, not compiled, or translated in two ways."""
    seen: dict[object, tuple[object, Path]] = {}
    for room, template in rooms():
        catalog = translated(room)
        for message in template:
            known = catalog.get(message.id, message.context) if message.id else None
            if message.id and (known is None or known.fuzzy or not all(_texts(known.string))):
                yield f"{room}: not translated: {message.id!r}"
            elif known is not None:
                before, where = seen.setdefault((message.id, message.context), (known.string, room))
                if before != known.string:
                    yield f"{room} and {where} translate {message.id!r} in two ways, and only one can be shown"
        po, mo = po_of(room), po_of(room).with_suffix(".mo")
        if not po.exists() or not mo.exists() or mo.read_bytes() != compiled(po):
            yield f"{mo} is not what its .po says: make messages"


def _texts(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return string if isinstance(string, tuple) else (string,)


def set_up() -> None:
    """Django's templates need settings, though none of ours."""
    if not settings.configured:
        settings.configure(TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}])
        django.setup()


if __name__ == "__main__":
    set_up()
    if "--check" not in sys.argv[1:]:
        collect(sys.argv[1:])
    found = list(faults())
    print("\n".join(found) or "messages: all translated")
    sys.exit(bool(found))
