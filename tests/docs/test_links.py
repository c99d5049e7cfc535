"""Links and names in the documentation lead somewhere."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from tests.docs.pages import OURS, ROOT, anchors, name_of, prose

LINK = re.compile(r"(?<!\\)\]\((?P<target>[^)\s]+)\)")
PICTURE = re.compile(r'<img src="([^"]+)"')


@pytest.mark.parametrize("path", OURS, ids=name_of)
def test_links_and_pictures_are_there(path: Path) -> None:
    text = prose(path)
    for target in [*LINK.findall(text), *PICTURE.findall(text)]:
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        file, _, anchor = target.partition("#")
        found = (path.parent / file).resolve() if file else path
        assert found.exists(), f"{name_of(path)} links to {target}"
        if anchor:
            assert anchor in anchors(found), f"{name_of(path)} links to {target}, which has no such heading"


@pytest.mark.parametrize("path", OURS, ids=name_of)
def test_pages_begin_with_one_title(path: Path) -> None:
    titles = re.findall(r"^# .+$", prose(path), re.MULTILINE)
    assert len(titles) == 1


def test_the_index_names_every_page() -> None:
    index = ROOT / "docs/README.md"
    linked = {(index.parent / target.partition("#")[0]).resolve() for target in LINK.findall(prose(index))}
    pages = {page for page in ROOT.glob("docs/**/*.md") if page != index and page.parent.name != "decisions"}
    assert pages <= linked, f"not in docs/README.md: {sorted(name_of(page) for page in pages - linked)}"


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs/decisions"
    listed = {(folder / target).resolve() for target in LINK.findall(prose(folder / "README.md"))}
    assert set(folder.glob("0*.md")) == listed


def test_the_glossary_names_what_the_code_has() -> None:
    rows = re.findall(r"^\| .+ \| (?P<where>[^|]+) \|$", prose(ROOT / "docs/glossary.md"), re.MULTILINE)
    names = [name for where in rows for name in re.findall(r"`([a-z_]+(?:\.\w+)+)`", where)]
    assert len(names) > 40
    for name in names:
        assert _exists(name), f"the glossary names {name}"


def _exists(name: str) -> bool:
    """Whether ``room.file.Thing.part`` is a module of ours, or something in one."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found = import_module(".".join(["laufzeit", *parts[:length]]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            if not hasattr(found, part) and part not in getattr(found, "__annotations__", {}):
                return False
            found = getattr(found, part, None)
        return True
    return False


PLACES = re.compile(r"`([\w*/]+/[\w*]*(?:\.py)?)`")


@pytest.mark.parametrize("name", ["docs/reference/law.md", "docs/reference/architecture.md"])
def test_the_places_in_the_code_are_there(name: str) -> None:
    rooms = {path.name for path in (ROOT / "src/laufzeit").iterdir() if path.is_dir()}
    places = [place for place in PLACES.findall(prose(ROOT / name)) if place.split("/")[0] in rooms]
    assert places
    for place in places:
        assert any((ROOT / "src/laufzeit").glob(place.rstrip("/"))), f"{name} names {place}"
