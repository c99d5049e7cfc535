"""The documented grammar is the one that is read, and its example tells what it says."""

from __future__ import annotations

import doctest
import re

import pytest
from tests.contracts.lives import ROOT, catalogue

from laufzeit.stories import table
from laufzeit.stories.model import Story
from laufzeit.stories.reading import HEADER, QUESTIONS, read_story
from laufzeit.stories.sentences import CIRCUMSTANCES, FORMS
from laufzeit.stories.telling import differences, tell

DOCUMENT = (ROOT / "docs" / "reference" / "stories.md").read_text("utf-8").replace("\\|", "|")


@pytest.mark.parametrize("form", [*FORMS, *QUESTIONS])
def test_each_form_is_documented(form: str) -> None:
    assert f"`{form}`" in DOCUMENT


@pytest.mark.parametrize("form", [*CIRCUMSTANCES, *HEADER])
def test_each_circumstance_and_each_line_of_the_header_is_documented(form: str) -> None:
    for one in form.removeprefix("… ").split(" | "):
        assert f"`{one.partition(':')[0]}" in DOCUMENT


def test_the_examples_in_the_code_are_true() -> None:
    assert doctest.testmod(table).failed == 0


def test_the_example_of_the_documentation_is_told_as_it_stands() -> None:
    text = next(block for block in re.findall(r"```\n(.*?)```", DOCUMENT, re.DOTALL) if block.startswith("story:"))
    story: Story = read_story(text)
    assert not differences(story, tell(story, catalogue("red-connect")), "the documentation")
