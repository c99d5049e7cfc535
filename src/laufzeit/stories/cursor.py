"""One line of a story, read word by word; what cannot be read is a fault with its place and what would be valid."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Final, NoReturn

_TOKEN: Final = re.compile(r'"(?P<quoted>[^"]*)"|(?P<comma>,)|(?P<word>[^\s,"]+)|(?P<bad>")')
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME: Final = re.compile(r"\d{1,2}:\d{2}")
_KEY: Final = re.compile(r"[a-z0-9][a-z0-9-]*")
_TERMS: Final = re.compile(r"[a-z0-9][a-z0-9-]*(@[A-Za-z0-9][A-Za-z0-9._-]*)?")
_CIRCUMSTANCES: Final = frozenset({"by", "without", "agreeing", "on", "from", "with", "received", "not"})
"""Words that no list of names goes on with."""
_WHOLE: Final = re.compile(r"[0-9]{1,9}")
_AMOUNT: Final = re.compile(r"[0-9]{1,12}(\.[0-9]{1,3})?")
_PERCENT: Final = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,2})?)%")


@dataclass(order=True)
class StoryFault(Exception):
    """``line`` and ``column`` count from 1; ``shown`` is the line, ``valid`` what would be valid there."""

    line: int
    column: int
    message: str
    shown: str
    valid: tuple[str, ...] = ()

    def __str__(self) -> str:
        shown = "".join(c if c.isprintable() else " " for c in self.shown)
        text = f"line {self.line}, column {self.column}: {self.message}\n  {shown}\n  {' ' * (self.column - 1)}^"
        return text + "".join(f"\n  valid: {form}" for form in self.valid)


class StoryFaults(ValueError):
    """A text is not a story; ``faults`` has all reasons, in the order of the lines."""

    def __init__(self, faults: tuple[StoryFault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    column: int
    quoted: bool = False


class Cursor:
    """A place in a line. ``take_…`` reads on or raises ``StoryFault``; ``maybe`` reads on only if it fits."""

    def __init__(self, line: int, shown: str, start: int = 0, end: int | None = None) -> None:
        self.line = line
        self.shown = shown
        self._end = len(shown.rstrip()) if end is None else end
        self._tokens = list(self._split(start))
        self._next = 0
        self.names: list[str] = []
        """The names that have been read."""

    @property
    def finished(self) -> bool:
        return self._next >= len(self._tokens)

    def copy(self) -> Cursor:
        """The same place once more, to come back to with a fault."""
        return copy(self)

    def peek(self) -> str:
        """The next word, in lower case; empty at the end and before something in quotes."""
        if self.finished or self._tokens[self._next].quoted:
            return ""
        return self._tokens[self._next].text.lower()

    def maybe(self, phrase: str) -> bool:
        """Reads ``phrase`` (several words) if it stands here."""
        words = phrase.split()
        found = [token.text.lower() for token in self._tokens[self._next : self._next + len(words)] if not token.quoted]
        if found != words:
            return False
        self._next += len(words)
        return True

    def take(self, phrase: str, valid: tuple[str, ...] = ()) -> None:
        if not self.maybe(phrase):
            self.fail(f"expected '{phrase}', found {self._found()}", valid)

    def take_name(self, what: str = "a name") -> str:
        token = self._take(what)
        if token.text == "," or not token.text.strip():
            self._back_and_fail(f"expected {what}, found {token.text!r}", ("Anna", '"Dr. Anna Sommer"'))
        self.names.append(token.text)
        return token.text

    def take_names(self) -> tuple[str, ...]:
        """Names with commas between them; a comma before a circumstance ends the list."""
        names = [self.take_name()]
        while self.peek() == "," and self._after_next() not in _CIRCUMSTANCES:
            self.take(",")
            names.append(self.take_name())
        return tuple(names)

    def take_key(self, what: str) -> str:
        return self._matching(_KEY, what, ("small letters, digits and hyphens",))

    def take_terms(self) -> str:
        return self._matching(_TERMS, "a plan", ("plus", "plus@2020"))

    def take_day(self) -> date:
        text = self._matching(_DAY, "a day", ("2021-03-31",))
        try:
            return date.fromisoformat(text)
        except ValueError:
            self._back_and_fail(f"there is no day {text} in the calendar", ())

    def take_time(self) -> time:
        text = self._matching(_TIME, "a time", ("18:00",))
        hour, minute = text.split(":")
        try:
            return time(int(hour), int(minute))
        except ValueError:
            self._back_and_fail(f"there is no time {text}", ("00:00 to 23:59",))

    def take_number(self) -> int:
        return int(self._matching(_WHOLE, "a number", ("10",)))

    def take_amount(self) -> Decimal:
        """An amount in a currency's major unit."""
        return Decimal(self._matching(_AMOUNT, "an amount", ("12.50",)))

    def maybe_percent(self) -> int | None:
        """A percentage in basis points, if one stands here."""
        match = _PERCENT.fullmatch(self.peek())
        if match is None:
            return None
        self._next += 1
        return int(Decimal(match[1]).scaleb(2))

    def take_quoted(self) -> str:
        token = self._take("something in quotation marks")
        if not token.quoted:
            self._back_and_fail(f"expected something in quotation marks, found {token.text!r}", ('"Qualitätszirkel"',))
        return token.text

    def done(self, valid: tuple[str, ...] = ()) -> None:
        if not self.finished:
            self.fail(f"the sentence is complete before {self._found()}", valid)

    def fail(self, message: str, valid: tuple[str, ...] = ()) -> NoReturn:
        column = self._end + 1 if self.finished else self._tokens[self._next].column
        raise StoryFault(self.line, column, message, self.shown, valid)

    def _back_and_fail(self, message: str, valid: tuple[str, ...]) -> NoReturn:
        self._next -= 1
        self.fail(message, valid)

    def _take(self, what: str) -> Token:
        if self.finished:
            self.fail(f"expected {what}, but the line ends")
        token = self._tokens[self._next]
        self._next += 1
        return token

    def _matching(self, pattern: re.Pattern[str], what: str, valid: tuple[str, ...]) -> str:
        token = self._take(what)
        if token.quoted or not pattern.fullmatch(token.text):
            self._back_and_fail(f"{token.text!r} is not {what}", valid)
        return token.text

    def _after_next(self) -> str:
        following = self._tokens[self._next + 1 : self._next + 2]
        return following[0].text if following and not following[0].quoted else ""

    def _found(self) -> str:
        return "the end of the line" if self.finished else repr(self._tokens[self._next].text)

    def _split(self, start: int) -> list[Token]:
        tokens = []
        for match in _TOKEN.finditer(self.shown, start, self._end):
            if match["bad"]:
                raise StoryFault(self.line, match.start() + 1, "a quotation mark is not closed", self.shown)
            if match["quoted"] is not None:
                tokens.append(Token(match["quoted"], match.start() + 1, quoted=True))
            else:
                tokens.append(Token(match[0], match.start() + 1))
        return tokens
