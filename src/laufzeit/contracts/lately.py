"""Pure questions that are asked again and again about the same values: the last few answers are kept.

One decision asks for the timeline of the same contract a dozen times, each time from another file. The values are
frozen, so an answer about the very same objects is right for as long as these exist; nothing is ever told by equality
or by a name, and an answer cannot outlive its question, for both are kept together.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Final, TypeVar

One = TypeVar("One")
Other = TypeVar("Other")
Answer = TypeVar("Answer")

MOST: Final = 16
"""Answers of one question: those about a contract before and after a decision, with and without its end, and as many
of the decisions that other threads are at."""


def lately(question: Callable[[One, Other], Answer]) -> Callable[[One, Other], Answer]:
    """``question`` about two frozen values, computed once for the same two objects if it was asked lately."""
    kept: tuple[tuple[One, Other, Answer], ...] = ()

    @wraps(question)
    def ask(one: One, other: Other, /) -> Answer:
        nonlocal kept
        for known, beside, answer in kept:
            if known is one and beside is other:
                return answer
        answer = question(one, other)
        # Assigned whole: of two threads at once one forgets the other's answer, and neither sees a part of it.
        kept = ((one, other, answer), *kept[: MOST - 1])
        return answer

    return ask
