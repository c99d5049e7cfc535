"""A story's text as a ``Story``, or all of its faults with line, place and what would be valid.

The text is kept line by line: what a story answers is written back into it (``telling.rewritten``), and nothing else
of it changes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, cast

from laufzeit.contracts.deciding.bounds import FIRST_SANE_DAY, LAST_SANE_DAY
from laufzeit.dates.wording import Language
from laufzeit.stories.cursor import Cursor, StoryFault, StoryFaults
from laufzeit.stories.model import (
    Ask,
    AskBill,
    Asked,
    AskEntitlements,
    AskHistory,
    AskOwed,
    AskPreview,
    AskPrice,
    AskTerms,
    Declared,
    Question,
    Scene,
    Step,
    Story,
    Topic,
)
from laufzeit.stories.sentences import FORMS, id_of, read_sentence

MAX_CHARACTERS: Final = 500_000
ARROW: Final = "->"

HEADER: Final = (
    "story: TITLE",
    "catalogue: PATH of a catalogue file, seen from the story's folder",
    "customer: NAME, main user NAME",
    "language: en | de",
    "cases: ID, …",
    "scene: TITLE",
)
QUESTIONS: Final = (
    "timeline",
    "terms through DAY",
    "entitlements [on DAY]",
    "price [on DAY] [with NUMBER METER, …]",
    "owed through DAY [with NUMBER METER, …]",
    "bill through DAY [with NUMBER METER, …]",
    "pending",
    "bookings",
    "letters",
    "effects",
    "discounts",
    "extras",
    "refusals",
    "history [in english | in german]",
    "preview SENTENCE",
)
_LANGUAGES: Final = {"en": "en", "english": "en", "de": "de", "german": "de"}
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?=\s|$)")
_HEADER_LINE: Final = re.compile(r"(?P<key>[a-z]+)\s*:\s*(?P<value>.*)")


def read_story(text: str) -> Story:
    """Raises ``StoryFaults`` with everything that is wrong."""
    if len(text) > MAX_CHARACTERS:
        fault = StoryFault(1, 1, f"the story is longer than {MAX_CHARACTERS:,} characters", "")
        raise StoryFaults((fault,))
    reader = _Reader(tuple(text.removeprefix("\ufeff").splitlines()))
    reader.read()
    if reader.faults:
        raise StoryFaults(tuple(sorted(reader.faults)))
    return reader.story()


@dataclass(slots=True)
class _OpenScene:
    title: str
    line: int
    cases: tuple[str, ...] = ()
    steps: list[Step] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not (self.title or self.cases or self.steps)


@dataclass(slots=True)
class _Reader:
    lines: tuple[str, ...]
    faults: list[StoryFault] = field(default_factory=list)
    header: dict[str, str] = field(default_factory=dict)
    main_user: str = ""
    scenes: list[_OpenScene] = field(default_factory=lambda: [_OpenScene("", 1)])

    def read(self) -> None:
        number = 1
        while number <= len(self.lines):
            try:
                number = self._line(number, self.lines[number - 1])
            except StoryFault as fault:
                self.faults.append(fault)
                number = self._end_of_block(number) + 1
        for key in ("story", "catalogue", "customer"):
            if key not in self.header and not any(self._is_header(fault, key) for fault in self.faults):
                self.faults.append(StoryFault(1, 1, f"the line '{key}: …' is missing", self._shown(1), HEADER[:3]))

    def story(self) -> Story:
        scenes = tuple(
            Scene(one.title or self.header["story"], one.cases, tuple(one.steps))
            for one in self.scenes
            if not one.empty
        )
        language = cast(Language, _LANGUAGES[self.header.get("language", "en")])
        customer = self.header["customer"]
        return Story(
            self.header["story"], self.header["catalogue"], customer, self.main_user, language, scenes, self.lines
        )

    def _line(self, number: int, shown: str) -> int:
        """Reads the line and, after a question, its block; gives the number of the line to go on with."""
        if not shown.strip() or shown.lstrip().startswith("#"):
            return number + 1
        if shown[0].isspace():
            raise StoryFault(
                number, len(shown) - len(shown.lstrip()) + 1, "an indented line belongs under a question", shown,
                ("a line begins with a day, or with a word and a colon",),
            )  # fmt: skip
        if _DAY.match(shown):
            return self._step(number, shown)
        self._header_line(number, shown)
        return number + 1

    def _header_line(self, number: int, shown: str) -> None:
        match = _HEADER_LINE.fullmatch(shown.rstrip())
        key = match["key"] if match else ""
        if match is None or key not in {form.partition(":")[0] for form in HEADER}:
            raise StoryFault(
                number, 1, "this is neither a day nor a line of the header", shown, (*HEADER, "DAY SENTENCE")
            )
        value = match["value"].strip()
        if not value:
            raise StoryFault(number, len(shown.rstrip()) + 1, f"'{key}:' says nothing", shown, HEADER)
        if key == "scene":
            self.scenes.append(_OpenScene(value, number))
        elif key == "cases":
            self.scenes[-1].cases += tuple(one.strip() for one in value.split(",") if one.strip())
        elif key in self.header:
            raise StoryFault(number, 1, f"'{key}:' stands here a second time", shown)
        else:
            self._header_value(number, shown, key, value, match.start("value"))

    def _header_value(self, number: int, shown: str, key: str, value: str, start: int) -> None:
        self.header[key] = value
        if key == "language" and value not in _LANGUAGES:
            raise StoryFault(number, start + 1, f"{value!r} is not a language of stories", shown, ("en", "de"))
        if key == "customer":
            found = re.fullmatch(r"(?P<customer>.+?)\s*,\s*main user\s+(?P<name>\S.*)", value)
            if found is None:
                raise StoryFault(number, start + 1, "the customer's main user is missing", shown, (HEADER[2],))
            self.header[key] = found["customer"]
            self.main_user = found["name"].strip('"')

    def _step(self, number: int, shown: str) -> int:
        scene = self.scenes[-1]
        cursor = Cursor(number, shown, end=len(shown.partition(ARROW)[0].rstrip()))
        day = _told_day(cursor)
        before = scene.steps[-1].day if scene.steps else day
        if day < before:
            raise StoryFault(number, 1, f"the days of a scene ascend, and {before} has been reached", shown)
        question = self._question(cursor, day, number)
        if question is None:
            sentence = read_sentence(cursor, day, id_of(len(self.scenes), number))
            scene.steps.append(Declared(number, day, sentence, shown.partition(ARROW)[0].rstrip()))
            return number + 1
        cursor.done(QUESTIONS)
        last = self._end_of_block(number)
        scene.steps.append(Asked(number, day, question, last))
        return last + 1

    def _question(self, cursor: Cursor, day: date, number: int) -> Question | None:
        """The question of a line; ``None`` where it is a declaration. A name may look like a question in quotes."""
        topic = next((topic for topic in Topic if cursor.maybe(topic.value)), None)
        if topic is not None:
            return Ask(topic)
        if cursor.maybe("terms"):
            cursor.take("through", QUESTIONS)
            return AskTerms(_told_day(cursor))
        if cursor.maybe("entitlements"):
            return AskEntitlements(cursor.take_day() if cursor.maybe("on") else day)
        if cursor.maybe("price"):
            return _price(cursor, day)
        for word, kind in (("owed", AskOwed), ("bill", AskBill)):
            if cursor.maybe(word):
                cursor.take("through", QUESTIONS)
                return kind(_told_day(cursor), _meters(cursor))
        if cursor.maybe("history"):
            language = self._history_language(cursor) if cursor.maybe("in") else self.header.get("language", "en")
            return AskHistory(cast(Language, _LANGUAGES.get(language, "en")))
        if cursor.maybe("preview"):
            return AskPreview(read_sentence(cursor, day, id_of(len(self.scenes), number)))
        if cursor.finished:
            cursor.fail("a sentence or a question is missing after the day", (*QUESTIONS, *FORMS))
        return None

    @staticmethod
    def _history_language(cursor: Cursor) -> str:
        language = next((one for one in _LANGUAGES if cursor.maybe(one)), None)
        if language is None:
            cursor.fail(f"{cursor.peek()!r} is not a language of stories", ("english", "german"))
        return language

    def _end_of_block(self, number: int) -> int:
        """The number of the last indented line that follows line ``number`` without a gap."""
        last = number
        while last < len(self.lines) and self.lines[last].strip() and self.lines[last][0].isspace():
            last += 1
        return last

    @staticmethod
    def _is_header(fault: StoryFault, key: str) -> bool:
        return fault.shown.startswith(f"{key}:")

    def _shown(self, number: int) -> str:
        return self.lines[number - 1] if self.lines else ""


def _told_day(cursor: Cursor) -> date:
    """A day that a story can reach: time passes in it day by day."""
    place = cursor.copy()
    day = cursor.take_day()
    if not FIRST_SANE_DAY <= day < LAST_SANE_DAY:
        place.fail(f"{day} is out of reach", (f"{FIRST_SANE_DAY} to {LAST_SANE_DAY - timedelta(days=1)}",))
    return day


def _price(cursor: Cursor, day: date) -> AskPrice:
    on = cursor.take_day() if cursor.maybe("on") else day
    return AskPrice(on, _meters(cursor))


def _meters(cursor: Cursor) -> tuple[tuple[str, int], ...]:
    """What the meters counted: ``with 25 sms, 3 calls``."""
    meters: list[tuple[str, int]] = []
    if cursor.maybe("with"):
        while True:
            count = cursor.take_number()
            meters.append((cursor.take_key("a meter"), count))
            if not cursor.maybe(","):
                break
    return tuple(meters)
