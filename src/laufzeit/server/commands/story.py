"""`laufzeit story`: tell scenarios, check what they expect, or write down what is told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from laufzeit.catalogue.faults import CatalogueFaults
from laufzeit.catalogue.model import Catalogue
from laufzeit.catalogue.reading import read
from laufzeit.server.exits import Exit
from laufzeit.server.output import json_option, show
from laufzeit.stories.cursor import StoryFaults
from laufzeit.stories.model import Story
from laufzeit.stories.reading import read_story
from laufzeit.stories.telling import ToldScene, as_data, differences, rewritten, tell


@dataclass(frozen=True, slots=True)
class _Told:
    """One file: its story and what was told, or why it could not be."""

    path: Path
    faults: tuple[str, ...]
    story: Story | None = None
    scenes: tuple[ToldScene, ...] = ()


@click.command()
@click.argument(
    "files", metavar="FILE…", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--check", is_flag=True, help="Compare with what FILE expects; print the differences.")
@click.option("--update", is_flag=True, help="Write what is told into FILE as its expectation.")
@json_option
def command(files: tuple[Path, ...], check: bool, update: bool, as_json: bool) -> None:
    """Tell the story in FILE: what was declared, what was refused, and the answers to its questions.

    Needs no database. The grammar is described in docs/reference/stories.md. Exit status 1 if a file cannot be read
    or, with --check, if something is told otherwise than expected.
    """
    if check and update:
        raise click.UsageError("--check and --update exclude each other")
    told = [_told(path) for path in files]
    failures = [_report(one, check, update, quiet=as_json) for one in told]
    if as_json:
        data = [_data(one, check) for one in told]
        show(data[0] if len(data) == 1 else data, True, str)
    if any(failures):
        raise SystemExit(int(Exit.REFUSED))


def _told(path: Path) -> _Told:
    try:
        story = read_story(path.read_text("utf-8"))
        return _Told(path, (), story, tell(story, _catalogue(story, path.parent)))
    except UnicodeDecodeError as error:
        return _Told(path, (f"byte {error.start} is not UTF-8",))
    except (StoryFaults, CatalogueFaults) as error:
        return _Told(path, tuple(str(fault) for fault in error.faults))
    except OSError as error:
        return _Told(path, (f"the catalogue {error.filename} cannot be read: {error.strerror}",))


def _catalogue(story: Story, folder: Path) -> Catalogue:
    """The catalogue that the story names, seen from the story's folder."""
    path = folder / story.catalogue
    beside = path.parent

    def content(name: str) -> bytes | None:
        return (beside / name).read_bytes() if (beside / name).is_file() else None

    return read(path.read_text("utf-8"), content)


def _report(told: _Told, check: bool, update: bool, *, quiet: bool) -> bool:
    """Says what there is to say about one file, and whether it failed."""
    if told.story is None:
        if not quiet:
            click.echo(f"{told.path}: cannot be told", err=True)
            for fault in told.faults:
                click.echo(fault, err=True)
        return True
    if check:
        found = differences(told.story, told.scenes, str(told.path))
        if not quiet:
            click.echo("\n".join(found) if found else f"{told.path}: as expected")
        return bool(found)
    if update:
        _update(told.path, rewritten(told.story, told.scenes), quiet=quiet)
    elif not quiet:
        click.echo(rewritten(told.story, told.scenes), nl=False)
    return False


def _update(path: Path, text: str, *, quiet: bool) -> None:
    changed = path.read_text("utf-8") != text
    if changed:
        path.write_text(text, "utf-8")
    if not quiet:
        click.echo(f"{path}: {'updated' if changed else 'nothing to update'}")


def _data(told: _Told, check: bool) -> dict[str, Any]:
    if told.story is None:
        return {"file": str(told.path), "faults": list(told.faults)}
    data = {"file": str(told.path), **as_data(told.story, told.scenes)}
    if check:
        data["differences"] = list(differences(told.story, told.scenes, str(told.path)))
    return data
