"""What is said when a short text (a rule, a span) cannot be read."""

from __future__ import annotations


class TextFault(ValueError):
    """A text that cannot be read: the place, the reason, and what would be valid there.

    ``position`` counts characters from 0. The message shows the text with a caret under the place.

    >>> print(TextFault("3 moons", 2, "'moons' is not a unit", ("days", "weeks")))
    'moons' is not a unit
      3 moons
        ^
    valid: days, weeks
    """

    def __init__(self, text: str, position: int, message: str, valid_forms: tuple[str, ...]) -> None:
        super().__init__(text, position, message, valid_forms)
        self.text = text
        self.position = position
        self.message = message
        self.valid_forms = valid_forms

    def __str__(self) -> str:
        # A tab or line break would push the caret away from its place.
        shown = "".join(c if c.isprintable() else " " for c in self.text)
        return f"{self.message}\n  {shown}\n  {' ' * self.position}^\nvalid: {', '.join(self.valid_forms)}"
