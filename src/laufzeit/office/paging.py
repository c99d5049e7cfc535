"""Pages of long lists by keyset: a page begins after a row, never after a number of rows, so that the thousandth is as
quick as the first, and nothing is counted."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db.models import F, Model, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

ROWS: Final = 25


@dataclass(frozen=True, slots=True)
class Order:
    """By which columns a list is sorted; the last one tells rows apart. ``descending`` counts for all of them, so that
    one index serves both directions."""

    columns: tuple[str, ...]
    descending: bool = False

    def names(self, *, backwards: bool = False) -> list[str]:
        sign = "-" if self.descending is not backwards else ""
        return [f"{sign}{column}" for column in self.columns]


@dataclass(frozen=True, slots=True)
class Slice:
    """One page. ``before`` and ``after`` are the marks of the neighbouring pages, empty where there is none."""

    rows: list[Any]
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """The row after which a page begins; ``backwards``: before which it ends."""

    backwards: bool
    values: tuple[Any, ...]


def slice_of(rows: QuerySet, order: Order, mark: str = "", size: int = ROWS) -> Slice:
    """The page of ``rows`` that ``mark`` leads to; the first one where it leads nowhere."""
    at = read_mark(mark, rows.model, order)
    backwards = at is not None and at.backwards
    if at is not None:
        beyond = TupleLessThan if order.descending is not backwards else TupleGreaterThan
        rows = rows.filter(beyond(Tuple(*(F(column) for column in order.columns)), at.values))
    found = list(rows.order_by(*order.names(backwards=backwards))[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    if not found:
        return Slice([])
    before = _mark(found[0], order, backwards=True) if (more if backwards else at is not None) else ""
    after = _mark(found[-1], order, backwards=False) if (more or backwards) else ""
    return Slice(found, before, after)


def _mark(row: Model, order: Order, *, backwards: bool) -> str:
    return write_mark([getattr(row, column) for column in order.columns], backwards=backwards)


def write_mark(values: Iterable[Any], *, backwards: bool) -> str:
    """A mark for the address of a page, of what a row has in the columns of the order."""
    parts = ["b" if backwards else "a", *map(str, values)]
    return urlsafe_b64encode(json.dumps(parts, ensure_ascii=False).encode()).decode().rstrip("=")


def read_mark(mark: str, model: type[Model], order: Order) -> Mark | None:
    """What ``write_mark`` wrote; ``None`` for everything else."""
    try:
        direction, *texts = json.loads(urlsafe_b64decode(mark + "=" * (-len(mark) % 4)))
        if direction not in ("a", "b") or len(texts) != len(order.columns):
            return None
        values = [
            model._meta.get_field(column).to_python(text) for column, text in zip(order.columns, texts, strict=True)
        ]
    except (ValueError, TypeError, RecursionError, ValidationError):
        return None
    return Mark(direction == "b", tuple(values))
