"""Every page in both languages: what a browser, a screen reader and the strict policy ask of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest

from tests.security.pages import ACCOUNT, Page, all_pages
from tests.security.world import World

ENGLISH = {
    *("the", "and", "you", "your", "this", "with", "for", "from", "please", "nothing", "contract", "contracts"),
    *("customer", "customers", "change", "until", "back", "user", "users", "password", "sign", "save", "search"),
    *("delete", "which", "not"),
}
"""Words that no German sentence has."""

NAMES = ("RED connect", "Data Act", "Sign-in", "user@", "Customer Success", "SEPA")
OTHER_LANGUAGE = re.compile(r"<(\w+)[^>]* lang=\"en\"[^>]*>.*?</\1>", re.DOTALL)
VOID = {"input", "br", "hr", "img", "meta", "link", "source", "wbr", "col", "path", "rect", "circle", "line", "use"}


@dataclass
class Read(HTMLParser):
    """What stands on a page, and what should not."""

    lang: str = ""
    title: str = ""
    headings: int = 0
    faults: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    fields: list[dict[str, str]] = field(default_factory=list)
    labelled: set[str] = field(default_factory=set)
    ids: list[str] = field(default_factory=list)
    inside: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self.inside.append(tag)
        if tag == "html":
            self.lang = given.get("lang", "")
        self.headings += tag == "h1"
        self.ids += [given["id"]] if "id" in given else []
        if tag == "label":
            self.labelled.add(given.get("for", ""))
        if tag in ("input", "select", "textarea") and given.get("type") not in ("hidden", "submit"):
            self.fields.append(given | {"within": "label" if "label" in self.inside else ""})
        self._check(tag, given)

    def _check(self, tag: str, given: dict[str, str]) -> None:
        if tag == "style" or "style" in given:
            self.faults.append(f"style inside <{tag}>")
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.faults.append("script inside the page")
        self.faults += [f"{name} on <{tag}>" for name in given if name.startswith("on")]
        for name in ("src", "action", "formaction", "data", "poster", "srcset"):
            if re.match(r"(?:\w+:)?//", given.get(name, "")):
                self.faults.append(f"{name} leads elsewhere: {given[name]}")
        if tag == "link" and re.match(r"(?:\w+:)?//", given.get("href", "")):
            self.faults.append(f"loads {given['href']}")
        if given.get("href", "").lower().startswith(("javascript:", "data:")):
            self.faults.append(f"runs {given['href']}")
        if tag == "a" and given.get("target") == "_blank" and "noopener" not in given.get("rel", ""):
            self.faults.append("a new window that may turn back")
        if tag == "img" and "alt" not in given:
            self.faults.append("a picture without words")

    def handle_endtag(self, tag: str) -> None:
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "title" in self.inside[:3] and "svg" not in self.inside:
            self.title += data
        elif not {"script", "pre", "code"} & set(self.inside):
            self.words.append(data)

    def unlabelled(self) -> list[str]:
        return [
            one.get("name", "?")
            for one in self.fields
            if not (
                one["within"] or one.get("id") in self.labelled or one.get("aria-label") or one.get("aria-labelledby")
            )
        ]


def faults_of(page: str, language: str) -> list[str]:
    read = Read()
    read.feed(page)
    found = [*read.faults]
    found += [f"lang is {read.lang}"] * (read.lang != language)
    found += [f"{read.headings} headings of the first order"] * (read.headings != 1)
    found += ["no title"] * (not read.title.strip())
    found += [f"no label: {name}" for name in read.unlabelled()]
    found += [f"id twice: {one}" for one in sorted({one for one in read.ids if read.ids.count(one) > 1})]
    if language == "de":
        main = OTHER_LANGUAGE.sub("", page[page.find("<body") :])
        english = Read()
        english.feed(main)
        text = " ".join(english.words)
        for name in NAMES:
            text = text.replace(name, "")
        words = re.findall(r"(?<![\w@.-])[a-z]+(?![\w@-]|\.\w)", text.lower())
        found += [f"English: {word}" for word in sorted(set(words) & ENGLISH)]
    return found


def who_sees(page: Page) -> str:
    if page.name.startswith(("office/", "office:")):
        return "manager"
    return "operator" if page.name.startswith(("operator/", "admin:")) else "main"


FROM_DJANGO = ("admin:",)
"""Django's own pages, for operators only: they bring their own words and shapes."""

PAGES = [
    page for page in all_pages() if page.methods == ("GET",) and not page.name.startswith((*FROM_DJANGO, "operator/"))
]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("door", ["", "office/", "nobody"])
def test_every_page_is_in_order(world: World, door: str, language: str) -> None:
    house, found, seen = world.red, {}, 0
    for page in PAGES:
        if door != "nobody" and (who_sees(page) == "manager") != (door == "office/"):
            continue
        client = house.enter("anonymous" if door == "nobody" else who_sees(page), language)
        answer = client.get(page.url(house))
        _headers(answer, page)
        if not answer.headers["Content-Type"].startswith("text/html") or not answer.content:
            continue
        if page.view.endswith(("letter_html", "mail_html")):
            continue
        seen += 1
        if faults := faults_of(answer.content.decode(), language):
            found[page.name] = faults
    assert found == {}
    assert seen > 8


def _headers(answer: Any, page: Page) -> None:
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy.replace("style-src 'unsafe-inline'", ""), page
    assert "frame-ancestors" in policy and "unsafe-eval" not in policy and "*" not in policy, page
    assert "'unsafe-inline'" not in policy or "sandbox" in policy, "letters alone, in a frame that can do nothing"
    assert answer.headers["X-Content-Type-Options"] == "nosniff", page


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_form_is_in_order_when_it_is_wrong(world: World, language: str) -> None:
    """Sent with nothing in it: the same page, with what is wrong at its field."""
    house, found = world.red, {}
    for page in PAGES:
        answer = house.enter(who_sees(page), language).post(page.url(house), {})
        shown = answer.status_code in (200, 409, 422) and answer.headers["Content-Type"].startswith("text/html")
        if shown and (faults := faults_of(answer.content.decode(), language)):
            found[page.name] = faults
    assert found == {}


def test_these_tests_see_what_they_look_for(world: World) -> None:
    page = world.red.enter("main", "en").get(world.red.path()).content.decode()
    assert {"lang is en", "English: your", "English: contract"} <= set(faults_of(page, "de"))
    broken = (
        '<html lang="de"><title></title><p style="x" onclick="y"><input name="z"><script src="//a.example"></script>'
    )
    assert len(faults_of(broken, "de")) == 6


def test_names_are_text_and_never_parts_of_a_page(world: World) -> None:
    """Whoever calls itself by a piece of HTML is shown by that name on every page, and runs nothing."""
    house, name = world.red, "<img src=x onerror=alert(1)>{{ 7 }}\u202e\U0001f4a9"
    with house.acting():
        people = house.people["main"].__class__.objects.filter(organisation=house.ours.organisation.id)
        people.update(first_name=name, last_name="\"'><script>alert(1)</script>")
        type(house.ours.organisation).objects.filter(id=house.ours.organisation.id).update(name=name)
    shown = 0
    for page in PAGES:
        if page.view.startswith(ACCOUNT):
            continue
        answer = house.enter(who_sees(page)).get(page.url(house))
        if answer.headers["Content-Type"].startswith("text/html"):
            text = answer.content.decode()
            assert "<script>alert" not in text and "<img src=x" not in text, page
            shown += "&lt;img src=x" in text
    assert shown > 10
