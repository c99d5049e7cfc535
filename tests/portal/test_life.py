"""The picture of a contract's life: its geometry, for any contract and any day."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.portal.lives import plus, prepaid

from laufzeit.contracts.commands import ChangePlan, ChangeSeats, GiveNotice
from laufzeit.dates.period import Period
from laufzeit.portal import svg
from laufzeit.portal.life import LETTER, WIDTH, Drawing, Kind, Life, Mark, Stretch, Tense, lying, upright
from laufzeit.portal.portrait import portrait

DAY = date(2021, 2, 10)
days = st.integers(0, 2500).map(lambda number: date(2018, 1, 1) + timedelta(days=number))


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """One to five phases that follow each other, up to eight marks, anywhere around today."""
    starts = sorted(draw(st.sets(days, min_size=1, max_size=5)))
    ends = [*starts[1:], draw(st.one_of(st.none(), st.just(starts[-1] + timedelta(days=draw(st.integers(1, 900))))))]
    words = st.text("abcdefgh äöü", max_size=30)
    stretches = tuple(
        Stretch(Period(start, end), draw(words), draw(words), draw(st.sampled_from(Tense)))
        for start, end in zip(starts, ends, strict=True)
    )
    today = draw(days)
    kinds = st.sampled_from([kind for kind in Kind if kind is not Kind.TODAY])
    marks = [Mark(draw(days), draw(kinds), draw(words), draw(words)) for _ in range(draw(st.integers(0, 8)))]
    return Life(
        stretches, (Mark(today, Kind.TODAY, "today"), *marks), tuple(sorted(draw(st.sets(days, max_size=20)))), today
    )


def inside(drawing: Drawing, length: int) -> bool:
    places = [bar.at for bar in drawing.bars] + [bar.at + bar.length for bar in drawing.bars]
    places += [sign.at for sign in drawing.signs] + [tick.at for tick in drawing.ticks] + list(drawing.billing)
    return all(0 <= place <= length for place in places)


@given(lives())
def test_everything_stands_inside_the_picture(life: Life) -> None:
    assert inside(lying(life), WIDTH)
    drawing = upright(life)
    assert inside(drawing, drawing.height)
    assert all(sign.text_at < drawing.height for sign in drawing.signs)


@given(lives())
def test_today_is_always_shown(life: Life) -> None:
    assert any(sign.kind is Kind.TODAY for sign in lying(life).signs)
    assert any(sign.kind is Kind.TODAY for sign in upright(life).signs)


@given(lives())
def test_words_of_one_lane_do_not_overlap(life: Life) -> None:
    def extent(sign: object) -> tuple[int, int]:
        width = LETTER * max(len(sign.title), len(sign.detail))  # type: ignore[attr-defined]
        left = {"start": 0, "middle": width // 2, "end": width}[sign.anchor]  # type: ignore[attr-defined]
        return sign.at - left, sign.at - left + width  # type: ignore[attr-defined]

    signs = lying(life).signs
    for row in {sign.row for sign in signs}:
        extents = sorted(extent(sign) for sign in signs if sign.row == row)
        assert all(a[1] <= b[0] + 4 for a, b in itertools.pairwise(extents))


@given(lives())
def test_entries_of_the_upright_picture_keep_their_distance(life: Life) -> None:
    signs = upright(life).signs
    assert all(a.text_at + 20 < b.text_at for a, b in itertools.pairwise(signs))
    assert all(sign.text_at >= sign.at for sign in signs), "words are moved down only"


@given(lives())
def test_bars_follow_each_other(life: Life) -> None:
    bars = lying(life).bars
    assert all(a.at < b.at + 1 for a, b in itertools.pairwise(bars))


def titles(drawing: Drawing) -> list[str]:
    return [sign.title for sign in drawing.signs]


def test_the_pending_change_of_the_document() -> None:
    drawn = portrait(plus(DAY, (DAY, ChangePlan(UUID(int=7), "basis")))).lying
    assert [(bar.title, bar.detail, bar.tense.value) for bar in drawn.bars] == [
        ("RED connect plus", "4 Benutzer", "now"),
        ("RED connect basis", "1 Benutzer", "next"),
    ]
    assert len(drawn.billing) == 5, "1 March to 1 July; basis costs nothing and is never billed"


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (plus(DAY), "Kündigung bis 31.03.2021"),
        (plus(DAY, (DAY, GiveNotice(UUID(int=7)))), "Ende 30.06.2021"),
        (prepaid(date(2022, 6, 14)), "Verlängerung 16.03.2023"),
        (prepaid(date(2022, 6, 14), (date(2022, 6, 14), ChangeSeats(UUID(int=7), 8))), "Ab 16.03.2023 8 User"),
        (plus(date(2021, 8, 1), (DAY, GiveNotice(UUID(int=7)))), "Ende 30.06.2021"),
        (plus(date(2020, 9, 1)), "Beginn 01.10.2020"),
    ],
)
def test_what_matters_is_marked(shown: object, said: str) -> None:
    drawn = portrait(shown)  # type: ignore[arg-type]
    assert said in titles(drawn.lying)
    assert said in drawn.description


def test_a_life_of_many_years_shows_the_present() -> None:
    drawn = portrait(prepaid(date(2039, 11, 22))).lying
    assert all(tick.day.year >= 2039 for tick in drawn.ticks)
    assert drawn.bars[0].at == 6, "what began before begins at the edge"


class Elements(HTMLParser):
    """The elements of a drawing with their attributes, and all that is said in it."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def test_the_drawing_says_everything_of_the_picture() -> None:
    picture = portrait(plus(DAY, (DAY, ChangePlan(UUID(int=7), "basis"))))
    drawing = Elements(svg.drawn(picture))
    assert [one["class"] for one in drawing.named("svg")] == ["life wide", "life upright"]
    assert [one["aria-labelledby"] for one in drawing.named("svg")] == [
        "life-title life-desc",
        "life-title-2 life-desc-2",
    ]
    assert {"life-title", "life-desc", "life-title-2", "life-desc-2"} <= {
        attributes.get("id") for _tag, attributes in drawing.found
    }
    for sign in (*picture.lying.signs, *picture.upright.signs):
        assert sign.title in drawing.said and (not sign.detail or sign.detail in drawing.said)
    bars = [one for one in drawing.named("rect") if one["height"] == "48"]
    assert [int(one["x"] or 0) for one in bars] == [bar.at for bar in picture.lying.bars]
    assert len([one for one in drawing.named("circle") if "bill" in str(one["class"])]) == len(
        picture.lying.billing
    ) + len(picture.upright.billing)


def test_words_in_the_drawing_are_words_and_never_markup() -> None:
    picture = portrait(plus(DAY))
    bars = tuple(replace(bar, title="<script>", whole='"<b>&') for bar in picture.lying.bars)
    drawn = svg.drawn(replace(picture, lying=replace(picture.lying, bars=bars)))
    assert "<script" not in drawn and "<b>" not in drawn
    assert "&lt;script&gt;" in drawn and "&quot;&lt;b&gt;&amp;" in drawn
