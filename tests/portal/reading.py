"""Reading pages as browsers do: what a form would send, and the words that people see."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    action: str
    sent: dict[str, list[str]] = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.inside: Form | None = None
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = Form(given.get("action", ""))
            self.forms.append(self.inside)
        if self.inside is None:
            return
        if tag == "select":
            self.select = given["name"]
        if tag == "option" and "selected" in given:
            self.note(self.select, given["value"])
        if tag == "textarea":
            self.note(given["name"], "")
        if tag == "input" and "name" in given and given.get("type") != "submit":
            checkable = given.get("type") in ("checkbox", "radio")
            if not checkable or "checked" in given:
                self.note(given["name"], given.get("value", "on" if checkable else ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = None

    def note(self, name: str, value: str) -> None:
        assert self.inside is not None
        self.inside.sent.setdefault(name, []).append(value)


def sent_by(page: str, action: str = "") -> dict[str, object]:
    """What the form of ``main`` whose address ends with ``action`` sends; of several the last one."""
    reader = _Forms()
    reader.feed(page[page.index("<main") : page.index("</main>")])
    found = [form for form in reader.forms if form.action.endswith(action)]
    assert found, f"no form goes to {action}"
    return {name: values if len(values) > 1 else values[0] for name, values in found[-1].sent.items()}


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("script", "style", "title")
        if tag in ("li", "p", "dd", "dt", "h1", "h2", "h3", "td", "th", "div", "section", "button", "option"):
            self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style", "title")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)


def words_of(answer: object) -> str:
    """The words of a page, with single blanks."""
    reader = _Words()
    reader.feed(answer.content.decode())  # type: ignore[attr-defined]
    return " ".join("".join(reader.words).split())
