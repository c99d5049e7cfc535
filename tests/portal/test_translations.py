"""The German of the portal is whole, and its compiled form is current; so are its words in the pages."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOM = Path(__file__).parents[2] / "src" / "laufzeit" / "portal"
CATALOGUE = ROOM / "locale" / "de" / "LC_MESSAGES" / "django.po"


def test_nothing_is_untranslated_fuzzy_or_left_over() -> None:
    catalogue = polib.pofile(str(CATALOGUE))
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []
    assert [entry.msgid for entry in catalogue.obsolete_entries()] == []


def test_the_catalogue_is_what_the_pages_say() -> None:
    tool = [sys.executable, "tools/messages.py", "--check", "portal"]
    done = subprocess.run(tool, capture_output=True, text=True, cwd=ROOM.parents[2])
    ours = [line for line in (done.stdout + done.stderr).splitlines() if "laufzeit/portal" in line]
    assert not ours, ours


@pytest.mark.parametrize("entry", polib.pofile(str(CATALOGUE)), ids=lambda entry: entry.msgid[:30])
def test_the_same_facts_stand_in_both_languages(entry: polib.POEntry) -> None:
    written = [entry.msgstr] if entry.msgstr else list(entry.msgstr_plural.values())
    for text in written:
        for wanted in set(re.findall(r"%\(\w+\)[sd]", entry.msgid_plural or entry.msgid)):
            assert wanted in text or (entry.msgid_plural and written.index(text) == 0), entry.msgid


def test_templates_hold_no_words_of_their_own() -> None:
    """Everything that people read comes from a translation or a catalogue."""
    for path in (ROOM / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}", "", text, flags=re.S)
        text = re.sub(r"\{% block (?:body_class|submit_class) %\}.*?\{% endblock %\}", "", text)
        text = re.sub(r"\{% blocktranslate.*?endblocktranslate %\}", "", text, flags=re.S)
        text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", text, flags=re.S)
        left = set(re.findall(r"[A-Za-zÄÖÜäöüß]{3,}", text)) - {"IBAN", "PDF", "SHA", "XML", "nbsp"}
        assert not left, f"{path.name}: {left}"
