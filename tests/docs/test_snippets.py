"""What stands in the docs works: commands have these options, catalogues and stories are right, outputs are real."""

from __future__ import annotations

import contextlib
import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from laufzeit.catalogue.reading import examine
from laufzeit.customers.signin import links
from laufzeit.server.cli import laufzeit
from laufzeit.stories.reading import read_story
from tests.docs.pages import ROOT, Block, Call, assert_printed, blocks, calls, in_order, name_of, write

CALLS = list(calls())
OF_LAUFZEIT = [call for call in CALLS if call.words]
WITHOUT_DATABASE = {("notice",), ("terms",), ("catalogue", "check"), ("story",)}
ELSEWHERE = {"docs/reference/catalogue.md": "tests/catalogue/test_docs.py"}
"""Pages whose catalogue is held by another test."""

AROUND = """
format = 1
[vendor]
key = "a-vendor"
name = "A vendor"
email = "hello@vendor.example"
currency = "EUR"
prices = "net"
time_zone = "Europe/Berlin"
languages = ["de", "en"]
laws = ["data act"]
address = { street = "Street 1", postcode = "10115", city = "Berlin", country = "DE", state = "BE" }
"""
"""What stands above an excerpt that shows plans only."""

SOLD = """
[plan.a]
name = "A"
[[plan.a.terms]]
edition = "1"
sold_from = 2026-01-01
term = "indefinite"
notice = "30 days"
seats = { name = "user" }
"""
"""What stands below an excerpt that shows the vendor only."""


def command_of(words: list[str]) -> tuple[click.Command, click.Context, list[str]]:
    """The command that ``words`` call, and what is left of them for it."""
    context = click.Context(laufzeit, info_name="laufzeit")
    command: click.Command = laufzeit
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.get_command(context, words[0])
        assert found is not None, f"there is no command {words[0]}"
        command, words = found, words[1:]
        context = click.Context(command, info_name=command.name, parent=context, help_option_names=["-h", "--help"])
    return command, context, words


@pytest.mark.parametrize("call", OF_LAUFZEIT, ids=str)
def test_command_exists_with_its_options(call: Call) -> None:
    command, context, words = command_of(call.words)
    values, _, _ = command.make_parser(context).parse_args([word for word in words if word not in ("-h", "--help")])
    for parameter in command.get_params(context):
        given = values.get(parameter.name or "")
        if given is None:
            assert not parameter.required, f"{parameter.name} is missing"
        elif not isinstance(parameter.type, click.Path | type(click.BOOL)):
            for value in given if isinstance(given, list | tuple) else [given]:
                parameter.type.convert(value, parameter, context)


def test_options_in_the_text_exist() -> None:
    known = {option for _, options in _all_options(laufzeit, ()) for option in options}
    for call in OF_LAUFZEIT:
        for option in re.findall(r"(?<= )--[a-z-]+", call.command):
            assert option in known, f"{call}"


def _all_options(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    context = click.Context(command, help_option_names=["-h", "--help"])
    yield path, [option for parameter in command.get_params(context) for option in parameter.opts]
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from _all_options(inner, (*path, name))


@pytest.mark.parametrize("block", list(blocks("toml")), ids=str)
def test_catalogue_is_right(block: Block) -> None:
    tomllib.loads(block.text)
    if str(block).split(":")[0] in ELSEWHERE or "fault" in block.file:
        return
    text = block.text
    if text.startswith("[vendor."):
        text = AROUND + text + SOLD
    elif not text.startswith("format"):
        text = f"format = 1\n{text}{SOLD}" if text.startswith("[vendor]") else AROUND + text
    found = examine(text)
    assert [str(fault) for fault in found.faults] == []


@pytest.mark.parametrize("block", list(blocks("story")), ids=str)
def test_story_can_be_read(block: Block) -> None:
    read_story(block.text)


def pages_with_outputs() -> list[Path]:
    return sorted({call.block.page for call in OF_LAUFZEIT if _without_database(call) and call.output})


def _without_database(call: Call) -> bool:
    return any(tuple(call.words[: len(names)]) == names for names in WITHOUT_DATABASE)


@pytest.mark.parametrize("path", pages_with_outputs(), ids=name_of)
def test_outputs_are_real(path: Path, tmp_path: Path) -> None:
    """Commands that need no database print what the page says, with the files that the page has shown before."""
    for name in ("examples", "stories"):
        (tmp_path / name).symlink_to(ROOT / name)
    with contextlib.chdir(tmp_path):
        for one in in_order(path):
            if isinstance(one, Block):
                if one.file:
                    write(one, tmp_path)
            elif one.words and _without_database(one) and one.output.strip():
                assert_printed(one, CliRunner().invoke(laufzeit, one.words).output)


def test_the_sign_in_link_of_the_docs_signs_somebody_in() -> None:
    (block,) = (block for block in blocks("python") if block.page.name == "sign-in-links.md")
    names: dict[str, Any] = {}
    exec(compile(block.text, str(block), "exec"), names)
    link = names["sign_in_link"]("https://v.example/nimbus/", "nimbus", "anna@customer.example", "a-kid", "a secret")
    token = link.removeprefix("https://v.example/nimbus/account/login/link/").removesuffix("/")
    assert links.key_id_of(token) == "a-kid"
    said = links.read(token, key=b"a secret", issuer="nimbus", now=datetime.now(UTC))
    assert isinstance(said, links.SigninLink)
    assert said.email == "anna@customer.example"
