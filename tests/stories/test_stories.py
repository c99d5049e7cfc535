"""Every story under ``stories/`` is told as it expects. ``--update`` writes what is told as the expectation."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.stories.conftest import FILES, ROOT, told

from laufzeit.server.commands import story as command
from laufzeit.stories.telling import differences, rewritten


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_story(path: Path, update: bool) -> None:
    story, scenes = told(path)
    if update:
        path.write_text(rewritten(story, scenes), "utf-8")
        return
    assert not differences(story, scenes, path.name), "\n".join(differences(story, scenes, path.name))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_telling_twice_is_the_same(path: Path) -> None:
    """What has been written down is read again as the same story, with the same answers."""
    from laufzeit.stories.reading import read_story

    story, scenes = told(path)
    again = read_story(rewritten(story, scenes))
    assert again.scenes == story.scenes
    assert rewritten(again, scenes) == rewritten(story, scenes)


def test_the_command_checks_many_files_at_once() -> None:
    result = CliRunner().invoke(command.command, ["--check", *map(str, FILES)])
    assert result.exit_code == 0, result.output
    assert result.output.count("as expected") == len(FILES)


def test_the_stories_use_every_form_of_the_grammar() -> None:
    """What can be written is shown at least once."""
    text = "\n".join(path.read_text("utf-8") for path in (ROOT / "stories").glob("**/*.story"))
    for phrase in (
        " concludes ", " on trial", " changes to ", " keeping ", " changes seats to ", " adds user ", " removes user ",
        " gives notice", " not before ", " received on ", " terminates and erases", " revokes the change",
        " revokes the seats", " revokes the notice", " revokes the customer's notice", " revokes the acceptance",
        " revokes the switch", " offers ", " gives notice and offers ", " reminders ",
        " extends the offer until ", " withdraws the offer", " judged by last day",
        " accepts the offer", " declines the offer",
        " switches to another provider", " switches to own machines", " switches and erases",
        " extends the switch until ", " completes the switch on ", " books ", " cancels ",
        " by letter", " by mail", " without agreeing",
        " agreeing to ", "  timeline", "  terms through ", "  entitlements on ", "  price with ", "  pending",
        "  bookings", "  letters", "  effects", "  refusals", "  history", "  preview ",
    ):  # fmt: skip
        assert phrase in text, phrase
