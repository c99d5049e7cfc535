"""Every kind of letter in every language, whole, against what a person has read and approved (``--update``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import Enum
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from tests.messages.samples import RED, SAMPLES

from laufzeit.messages.codec import KINDS, name_of
from laufzeit.messages.compose import compose
from laufzeit.messages.html import as_html
from laufzeit.messages.letterhead import Head
from laufzeit.messages.text import WIDTH, as_text
from laufzeit.money.amount import Money

GOLDEN = Path(__file__).parent / "golden"
LANGUAGES = ("de", "en")
EACH = [(name, language) for name in SAMPLES for language in LANGUAGES]


def written(value: Any, language: str, head: Head = RED) -> str:
    letter = compose(value, language, head, "Dr. Jürgen Groß")
    return f"{letter.subject}\n\n{as_text(letter)}"


def check_golden(path: Path, found: str, update: bool) -> None:
    if update:
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8"), "if this is meant: pytest --update"


@pytest.mark.parametrize(("name", "language"), EACH)
def test_text(name: str, language: str, update: bool) -> None:
    check_golden(GOLDEN / f"{name}.{language}.txt", written(SAMPLES[name], language), update)


@pytest.mark.parametrize(("name", "language"), EACH)
def test_html(name: str, language: str, update: bool) -> None:
    letter = compose(SAMPLES[name], language, RED, "Dr. Jürgen Groß")
    check_golden(GOLDEN / f"{name}.{language}.html", as_html(letter), update)


def test_nothing_golden_is_left_over() -> None:
    wanted = {f"{name}.{language}.{ending}" for name, language in EACH for ending in ("txt", "html")}
    assert {path.name for path in GOLDEN.iterdir()} == wanted


def test_every_kind_has_a_sample() -> None:
    assert {name_of(value) for value in SAMPLES.values()} == set(KINDS)
    assert all(name.partition("-")[0] == name_of(value) for name, value in SAMPLES.items())


def others(value: Any) -> Iterator[Any]:
    """Values that differ from ``value`` in one place, over all its places."""
    if isinstance(value, Money):
        yield value + Money(1, value.currency)
    elif is_dataclass(value):
        for field in fields(value):
            yield from (replace(value, **{field.name: other}) for other in others(getattr(value, field.name)))
    elif isinstance(value, Enum):
        yield next(member for member in type(value) if member is not value)
    elif isinstance(value, tuple) and value:
        yield from ((other, *value[1:]) for other in others(value[0]))
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1_000_000
    elif isinstance(value, datetime | date):
        yield value + timedelta(days=400)
    elif isinstance(value, time):
        yield value.replace(minute=59)
    elif isinstance(value, str) and value:
        yield f"{value} anders"


def places(value: Any, prefix: str = "") -> Iterator[str]:
    """The names of the places in the order of ``others``."""
    if is_dataclass(value) and not isinstance(value, Money):
        for field in fields(value):
            yield from places(getattr(value, field.name), f"{prefix}.{field.name}")
    elif isinstance(value, tuple) and value:
        yield from places(value[0], f"{prefix}[]")
    elif value is not None and value not in ("", ()):
        yield prefix


def test_every_fact_is_told() -> None:
    """A letter has exactly the facts it needs: whichever is changed, some letter of the kind reads otherwise."""
    told: dict[str, bool] = {}
    for value in SAMPLES.values():
        for place, other in zip(places(value), others(value), strict=True):
            name = f"{name_of(value)}{place}"
            differs = all(written(other, language) != written(value, language) for language in LANGUAGES)
            told[name] = told.get(name, False) or differs
    assert [name for name, yes in told.items() if not yes] == []


@pytest.mark.parametrize(("name", "language"), EACH)
def test_the_text_is_good_to_read(name: str, language: str) -> None:
    text = as_text(compose(SAMPLES[name], language, RED, "Dr. Jürgen Groß"))
    assert [line for line in text.splitlines() if len(line) > WIDTH and " " in line.strip() and "://" not in line] == []
    assert "None" not in text
    assert "\n\n\n" not in text
    assert not re.search(r"[^ -]  [^ ]", re.sub(r"^  .*$", "", text, flags=re.M)), "two blanks in a sentence"


@pytest.mark.parametrize(("name", "language"), EACH)
def test_text_and_html_say_the_same(name: str, language: str) -> None:
    letter = compose(SAMPLES[name], language, RED, "Dr. Jürgen Groß")
    text = re.sub(r"[\s\-:]+", " ", as_text(letter))
    for said in Saying.of(as_html(letter)):
        assert re.sub(r"[\s\-:]+", " ", said).strip() in text or said == letter.subject


class Saying(HTMLParser):
    """The texts that a reader of the HTML sees."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.hidden = False

    @classmethod
    def of(cls, html: str) -> list[str]:
        parser = cls()
        parser.feed(html)
        return parser.said

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        assert tag not in ("script", "img", "iframe", "form")
        assert not any(name.startswith("on") for name, _ in attrs)
        self.hidden = tag in ("style", "title")

    def handle_endtag(self, tag: str) -> None:
        self.hidden = False

    def handle_data(self, data: str) -> None:
        if data.strip() and not self.hidden:
            self.said.append(data.strip())


def test_the_letter_of_the_document_says_what_the_document_says() -> None:
    text = " ".join(written(SAMPLES["change_confirmed"], "de").split())
    assert "Ihr Vertrag RED connect plus endet zum 30.06.2021." in text
    assert "Bis dahin können Sie alle Funktionen in vollem Umfang nutzen." in text
    assert "Ab dem 01.07.2021 verwenden Sie RED connect basis" in text
    assert "Eingang Ihrer Erklärung: 31.03.2021, 14:05 Uhr, im Kundenportal" in text


def test_what_a_person_typed_stays_text() -> None:
    value = replace(SAMPLES["access_ended"], organisation='<script>alert("x")</script>&amp;\u202e')
    letter = compose(value, "en", replace(RED, brand="red;background:url(//x)"), "<b>Eve</b>")
    html = as_html(letter)
    assert "<script" not in html
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;amp;" in html
    assert "<b>" not in html
    assert "url(" not in html
    assert "\u202e" not in html + as_text(letter)


def test_an_address_of_another_scheme_is_no_link() -> None:
    html = as_html(compose(replace(SAMPLES["change_revoked"], link="javascript:alert(1)"), "de", RED, ""))
    assert "href" not in html


def test_other_languages_are_written_to_in_english() -> None:
    letter = compose(SAMPLES["change_revoked"], "fr", Head("RED"), "")
    assert letter.language == "en"
    assert letter.salutation == "Hello,"
    assert letter.imprint == ("RED",)
