"""The German of the office is whole and current, and templates have no words of their own."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOM = Path(__file__).parents[2] / "src" / "laufzeit" / "office"
CATALOGUE = polib.pofile(str(ROOM / "locale" / "de" / "LC_MESSAGES" / "django.po"))


def test_the_catalogue_is_what_the_pages_say() -> None:
    assert [entry.msgid for entry in CATALOGUE if entry.fuzzy or entry.obsolete or not entry.translated()] == []
    tool = [sys.executable, "tools/messages.py", "--check", "office"]
    done = subprocess.run(tool, capture_output=True, text=True, cwd=ROOM.parents[2])
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.msgid[:30])
def test_the_same_facts_stand_in_both_languages(entry: polib.POEntry) -> None:
    for text in [entry.msgstr] if entry.msgstr else entry.msgstr_plural.values():
        assert set(re.findall(r"%\(\w+\)[sd]", entry.msgid_plural or entry.msgid)) == set(
            re.findall(r"%\(\w+\)[sd]", text)
        )


def test_rooms_agree_on_the_german_of_what_they_both_say() -> None:
    ours = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in CATALOGUE if entry.msgstr}
    for path in ROOM.parent.glob("*/locale/de/LC_MESSAGES/django.po"):
        for entry in polib.pofile(str(path)):
            known = ours.get((entry.msgctxt, entry.msgid))
            assert known is None or not entry.msgstr or known == entry.msgstr, (path.parts[-5], entry.msgid)


def test_templates_hold_no_words_of_their_own() -> None:
    for path in (ROOM / "templates" / "office").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}", "", text, flags=re.S)
        text = re.sub(r"\{% blocktranslate.*?endblocktranslate %\}", "", text, flags=re.S)
        text = re.sub(r"<code>.*?</code>", "", text)  # commands are the same in every language
        text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", text, flags=re.S)
        text = re.sub(r"<[^>]*>|&\w+;", " ", text)
        assert not re.findall(r"[A-Za-zÄÖÜäöüß]{3,}", text), path.name
