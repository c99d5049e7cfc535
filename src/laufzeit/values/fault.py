"""How a stored value that cannot be read is reported."""

from __future__ import annotations


class Unreadable(ValueError):
    """What is stored is not a value of the wanted type: nothing is guessed, nothing is left out.

    The text begins with the place, as in ``Contract.standing[2].seats is not of the type int``. ``said`` is what
    follows it; whoever reads a part of something puts its own place before the one of the fault.
    """

    def __init__(self, said: str, place: str = "") -> None:
        super().__init__(said)
        self.said = said
        self.place = place

    def within(self, place: str) -> None:
        """The fault lies in the part that is called ``place``."""
        self.place = place + self.place

    def __str__(self) -> str:
        return self.place + self.said
