"""The pages that are written from the code are those that it gives today."""

from __future__ import annotations

import pytest

from laufzeit.contracts import refusal_words
from laufzeit.contracts.refusal import Code
from reference import FOLDER, PAGES


@pytest.mark.parametrize("name", PAGES)
def test_page_is_current(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name](), "run: .venv/bin/python tools/reference.py"


def test_every_refusal_is_worded() -> None:
    assert set(refusal_words.GERMAN) == set(refusal_words.ENGLISH) == set(Code)
