"""The locator names the line of every key and item, for everything that TOML allows."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.catalogue.samples import EXAMPLES

from laufzeit.catalogue.places import Path, locate, nearest, show

TEXT = '''\
# a comment with "quotes" and [brackets]
title = "a # no comment"
"quoted key" = 1
dotted.key = 2
dotted."other key" = 3

[table]   # comment
text = """
[not.a.table]
not = "a key"
""\\"still the text"""
literal = \'\'\'
also = 'text'\'\'\'
list = [ 1, # one
  "two", [3,
  4],
]
inline = { a = 1, b.c = 2, d = [ { e = 1 }, { e = 2 } ] }
after = 1979-05-27T07:32:00Z

[[table.rows]]
name = "first"
[table.rows.inner]
deep = true
[[table.rows.many]]
n = 1
[[table.rows.many]]
n = 2
[[table.rows]]
name = "second"
[[table.rows.many]]
n = 3
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("quoted key",), 3),
        (("dotted",), 4),
        (("dotted", "key"), 4),
        (("dotted", "other key"), 5),
        (("table",), 7),
        (("table", "text"), 8),
        (("table", "literal"), 12),
        (("table", "list"), 14),
        (("table", "list", 1), 15),
        (("table", "list", 2, 1), 16),
        (("table", "inline", "b", "c"), 18),
        (("table", "inline", "d", 1, "e"), 18),
        (("table", "after"), 19),
        (("table", "rows", 0), 21),
        (("table", "rows", 0, "inner", "deep"), 24),
        (("table", "rows", 0, "many", 1, "n"), 28),
        (("table", "rows", 1, "name"), 30),
        (("table", "rows", 1, "many", 0, "n"), 32),
    ],
)
def test_the_line_of(path: Path, line: int) -> None:
    assert locate(TEXT)[path] == line


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from paths(item, (*path, key))


@pytest.mark.parametrize(
    "text", [TEXT, *(file.read_text(encoding="utf-8") for file in sorted(EXAMPLES.glob("*.toml")))]
)
def test_every_path_that_is_read_has_a_line_and_no_other_has(text: str) -> None:
    assert set(locate(text)) == set(paths(tomllib.loads(text)))


keys = st.text("abc_-1", min_size=1, max_size=3) | st.just('"a.b"') | st.just("'x y'")
scalars = st.sampled_from([
    "1", "-1.5", "true", "inf", "2020-01-01", "2020-01-01 07:32:00", '"text"', '""', "''", "'#'", '"[x]\\n\\" = {"',
    '"""a\n"b""\nc"""', '"""end\\\\"""', '"""four""""', "'''\n]'''", "'''it's'''''",
])  # fmt: skip
blanks = st.sampled_from(["", " ", "\t"])
gaps = st.sampled_from(["", "\n", " # [x] = 'y'\n", "\r\n  "])


def arrays(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def written(items: list[tuple[str, str]]) -> str:
        return "[" + ",".join(f"{gap}{item}{gap}" for item, gap in items) + "]"

    return st.lists(st.tuples(values, gaps), max_size=3).map(written)


def inline_tables(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def written(items: dict[str, str]) -> str:
        return "{" + ", ".join(f"{key} = {value}" for key, value in items.items()) + "}"

    return st.dictionaries(keys, values, max_size=3).map(written)


values = st.recursive(scalars, lambda inner: arrays(inner) | inline_tables(inner), max_leaves=6)
pairs = st.tuples(keys, blanks, values).map(lambda pair: f"{pair[0]}{pair[1]}={pair[1]}{pair[2]}")
headers = st.lists(keys, min_size=1, max_size=3).map(".".join)
lines = st.one_of(pairs, headers.map("[{}]".format), headers.map("[[{}]]".format), st.just("# comment"), st.just(""))


@given(st.lists(lines, max_size=12).map("\n".join))
def test_whatever_tomllib_accepts_is_located(text: str) -> None:
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    located = locate(text)
    assert set(located) == set(paths(read))
    assert all(1 <= line <= text.count("\n") + 1 for line in located.values())


def test_what_is_missing_is_at_its_table() -> None:
    lines = locate(TEXT)
    assert nearest(lines, ("table", "rows", 1, "price")) == 29
    assert nearest(lines, ("nowhere",)) == 1


def test_a_path_in_words() -> None:
    assert show(("plan", "plus", "terms", 0, "a b")) == 'plan.plus.terms[0]."a b"'
