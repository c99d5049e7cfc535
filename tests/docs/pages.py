"""The pages of the documentation, taken apart: fenced blocks, commands, links."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
OURS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("src/laufzeit/**/README.md")])
FENCE = re.compile(r"^(?P<indent> *)```(?P<info>[^\n]*)\n(?P<text>.*?)^ *```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A fenced block: the page and line it begins on, its language, the file name behind it, and its text."""

    page: Path
    line: int
    language: str
    file: str
    text: str

    def __str__(self) -> str:
        return f"{name_of(self.page)}:{self.line}"


@dataclass(frozen=True)
class Call:
    """A command as it stands in a ``console`` block, with the output printed below it."""

    block: Block
    command: str
    output: str

    @property
    def words(self) -> list[str]:
        """What follows ``laufzeit``; empty where the line calls something else."""
        words = shlex.split(self.command, comments=True)
        for stop in ("|", ">", "<", ">>", "&&", "&"):
            words = words[: words.index(stop)] if stop in words else words
        while words and (re.fullmatch(r"[A-Z_]+=.*", words[0]) or words[0] in ("sudo", "time")):
            words = words[1:]
        return words[1:] if words and Path(words[0]).name == "laufzeit" else []

    def __str__(self) -> str:
        return f"{self.block} {self.command}"


def in_order(page: Path) -> list[Block | Call]:
    """The files, changes to files, and commands of a page, as a reader comes by them."""
    found: list[Block | Call] = []
    called = [call for call in calls() if call.block.page == page]
    for block in blocks("toml", "story", "diff", "console"):
        if block.page == page:
            found += [call for call in called if call.block == block] if block.language == "console" else [block]
    return sorted(found, key=lambda one: one.line if isinstance(one, Block) else one.block.line)


def write(block: Block, folder: Path) -> None:
    """Save the file that a block shows, or make the change that it shows to a file."""
    path = folder / block.file.split()[0]
    if block.language != "diff":
        path.write_text(block.text, encoding="utf-8")
        return
    text = path.read_text(encoding="utf-8")
    for hunk in block.text.split("@@\n"):
        lines = hunk.splitlines(keepends=True)
        old, new = ("".join(line[1:] for line in lines if line[0] in f" {sign}") for sign in "-+")
        assert text.count(old) == 1, f"{block}: {path.name} does not have exactly one {old!r}"
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def assert_printed(call: Call, printed: str) -> None:
    """That ``printed`` is what the page says; a line with … alone stands for any lines, … in a line for any words."""
    expected = re.escape(call.output.strip()).replace("\\\n…\\\n", "\n(?s:.*)\n").replace("\\\n…", "\n(?s:.*)")
    expected = expected.replace("…", ".*")
    assert re.fullmatch(expected, printed.strip()), f"{call} printed:\n{printed}"


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def blocks(*languages: str) -> Iterator[Block]:
    """All fenced blocks of all pages that are in one of ``languages``."""
    for page in OURS:
        text = page.read_text(encoding="utf-8")
        for match in FENCE.finditer(text):
            language, _, file = match["info"].strip().partition(" ")
            if language in languages:
                indent = len(match["indent"])
                body = "\n".join(line[indent:] for line in match["text"].splitlines()) + "\n"
                yield Block(page, text.count("\n", 0, match.start()) + 1, language, file.strip(), body)


def calls() -> Iterator[Call]:
    """All commands behind a ``$`` in console blocks; a line that ends with a backslash goes on in the next."""
    for block in blocks("console"):
        for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
            command, _, output = part.replace("\\\n", " ").partition("\n")
            yield Call(block, command, output)


def prose(page: Path) -> str:
    """The page without its fenced blocks."""
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives to the headings of a page."""
    found = set()
    for heading in re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        found.add(re.sub(r"[^\w\- ]", "", plain).strip().replace(" ", "-"))
    return found
