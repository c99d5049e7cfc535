"""The stories that lie under ``stories/``, told once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from laufzeit.catalogue.reading import read
from laufzeit.stories.model import Story
from laufzeit.stories.reading import read_story
from laufzeit.stories.telling import ToldScene, tell

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "stories").glob("**/*.story"))


@cache
def told(path: Path) -> tuple[Story, tuple[ToldScene, ...]]:
    story = read_story(path.read_text("utf-8"))
    catalogue = (path.parent / story.catalogue).resolve()
    return story, tell(story, read(catalogue.read_text("utf-8"), lambda name: (catalogue.parent / name).read_bytes()))
