"""Random prices: every way of writing one, and quantities with and without fractions."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from laufzeit.catalogue.steps import Steps, flat, graduated, included, package, per_unit, stairs, volume

MICROS = 1_000_000
prices = st.integers(0, 1_000 * MICROS)
whole = st.integers(0, 100_000)
fractions = st.decimals(0, 10_000, places=3)
quantities = whole | fractions


@st.composite
def tiers(draw: st.DrawFn) -> list[tuple[int | None, int, int]]:
    bounds = sorted(draw(st.sets(st.integers(1, 5_000), max_size=6)))
    ends: list[int | None] = [*bounds, None]
    return [(end, draw(prices), draw(prices)) for end in ends]


@st.composite
def any_steps(draw: st.DrawFn) -> Steps:
    includes = draw(st.integers(0, 50))
    cap = draw(st.none() | st.integers(includes + 1, 5_000))
    table = draw(tiers())
    return draw(
        st.sampled_from(
            [
                flat(draw(prices)),
                per_unit(draw(prices), free_above=cap),
                included(draw(prices), includes=includes, each=draw(prices), free_above=cap),
                graduated(table),
                volume(table),
                stairs([(end, amount) for end, amount, _ in table]),
                package(draw(prices), size=draw(st.integers(2, 500))),
                replace(included(draw(prices), includes=includes, each=draw(prices), free_above=cap), percent=True),
            ]
        )
    )
