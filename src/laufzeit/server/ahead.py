"""Reading ahead: what comes next is made ready while what came before is at work in the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from queue import Queue
from threading import Event, Thread
from typing import TypeVar

from django.db import connections

T = TypeVar("T")


def ahead(items: Iterable[T], most: int = 2) -> Iterator[T]:
    """The same items in their order, made by a thread that is at most so many ahead. What goes wrong while they are
    made is raised here. The thread does not keep the program from ending, even while it waits for input; if it asks the
    database, it does so on a connection of its own."""
    ready: Queue[tuple[T] | BaseException | None] = Queue(most)
    enough = Event()

    def make() -> None:
        end: BaseException | None = None
        try:
            for item in items:
                ready.put((item,))
                if enough.is_set():
                    return
        except BaseException as wrong:
            end = wrong  # raised where the items are taken
        finally:
            connections.close_all()
        ready.put(end)

    Thread(target=make, daemon=True, name="ahead").start()
    try:
        while (found := ready.get()) is not None:
            if isinstance(found, BaseException):
                raise found
            yield found[0]
    finally:
        enough.set()
        while not ready.empty():  # a maker that waits for room sees that it is enough
            ready.get_nowait()
