"""What was asked lately about the same two objects is not computed again, and nothing else is ever taken for it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from laufzeit.contracts.lately import MOST, lately


@dataclass(frozen=True)
class Value:
    number: int


class Counting:
    """A question that knows how often it was really asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.sum = lately(self._sum)

    def _sum(self, one: Value, other: Value) -> int:
        self.asked += 1
        if one.number < 0:
            raise ValueError("negative")
        return one.number + other.number


def test_the_same_objects_are_asked_about_once():
    counting, one, other = Counting(), Value(2), Value(3)
    assert [counting.sum(one, other) for _ in range(3)] == [5, 5, 5]
    assert counting.asked == 1


def test_equal_objects_are_other_objects():
    counting, one, other = Counting(), Value(2), Value(3)
    counting.sum(one, other)
    counting.sum(replace(one), other)
    counting.sum(one, replace(other))
    assert counting.asked == 3


def test_the_order_of_the_two_matters():
    counting, one, other = Counting(), Value(2), Value(3)
    counting.sum(one, other)
    counting.sum(other, one)
    assert counting.asked == 2


def test_only_the_last_answers_are_kept():
    counting, other = Counting(), Value(1)
    first, rest = Value(0), [Value(number) for number in range(1, MOST + 1)]
    for one in (first, *rest):
        assert counting.sum(one, other) == one.number + 1
    counting.sum(rest[-1], other)
    assert counting.asked == MOST + 1
    counting.sum(first, other)
    assert counting.asked == MOST + 2


def test_a_question_that_raises_raises_again():
    counting, one, other = Counting(), Value(-1), Value(1)
    for _ in range(2):
        with pytest.raises(ValueError, match="negative"):
            counting.sum(one, other)
    assert counting.asked == 2
