"""What a story may look like, and what is said where it cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.contracts.lives import catalogue

from laufzeit.contracts.commands import Conclude, GiveNotice, OfferTerms
from laufzeit.contracts.declaration import Channel
from laufzeit.server.commands import story as command
from laufzeit.stories.cursor import StoryFaults
from laufzeit.stories.model import Agreed, Asked, AskHistory, AskPrice, Declared, RevokeThat, Story, Thing
from laufzeit.stories.reading import MAX_CHARACTERS, read_story
from laufzeit.stories.sentences import FORMS, user_id
from laufzeit.stories.telling import rewritten, tell

HEAD = "story: A title\ncatalogue: shop.toml\ncustomer: Praxis Dr. Sommer, main user Anna\n"


def read_lines(*lines: str) -> Story:
    return read_story(HEAD + "\n".join(lines))


def sentence_of(line: str) -> Declared:
    (step,) = read_lines(line).scenes[0].steps
    assert isinstance(step, Declared)
    return step


def faults_of(text: str) -> list[tuple[int, int, str]]:
    with pytest.raises(StoryFaults) as raised:
        read_story(text)
    return [(fault.line, fault.column, fault.message) for fault in raised.value.faults]


def fault_of(line: str) -> tuple[int, str]:
    ((number, column, message),) = faults_of(HEAD + line)
    assert number == 4
    return column, message


def test_a_header_and_scenes() -> None:
    story = read_lines("language: de", "scene: One", "cases: a-1, a-2", "", "# a remark", "scene: Two", "cases: b-1")
    assert (story.title, story.catalogue, story.customer, story.main_user) == (
        "A title", "shop.toml", "Praxis Dr. Sommer", "Anna",
    )  # fmt: skip
    assert story.language == "de"
    assert [(scene.title, scene.cases) for scene in story.scenes] == [("One", ("a-1", "a-2")), ("Two", ("b-1",))]


def test_a_conclusion_with_all_that_belongs_to_it() -> None:
    step = sentence_of('2021-01-15  Anna concludes plus@2020 from 2021-02-01, with users Max, "Dr. Lea Au", on trial')
    deed = step.sentence.deed
    assert isinstance(deed, Conclude)
    assert (deed.plan, deed.edition, str(deed.start), deed.trial) == ("plus", "2020", "2021-02-01", True)
    assert (deed.main_user, deed.users) == (user_id("Anna"), (user_id("Max"), user_id("Dr. Lea Au")))
    assert step.sentence.names == ("Anna", "Max", "Dr. Lea Au")


def test_circumstances_in_any_order() -> None:
    step = sentence_of("2021-04-06  Anna gives notice by letter, not before 2021-09-30, received on 2021-03-31")
    deed = step.sentence.deed
    assert isinstance(deed, GiveNotice)
    assert (str(deed.received_on), str(deed.not_before), step.sentence.channel) == (
        "2021-03-31", "2021-09-30", Channel.LETTER,
    )  # fmt: skip
    assert sentence_of("2021-01-15  Anna changes to basis, without agreeing").sentence.agreed == Agreed(
        everything=False
    )
    one = sentence_of("2021-01-15  Anna changes to basis, agreeing to agb@2020 only").sentence.agreed
    assert one == Agreed(everything=False, agreement="agb", edition="2020")


def test_the_vendor_speaks_through_its_office() -> None:
    step = sentence_of(
        "2021-01-15  vendor offers plus@2021 from 2021-06-01, accept until 2021-05-31 judged by last day"
    )
    assert (step.sentence.who, step.sentence.channel) == ("", Channel.OFFICE)
    assert isinstance(step.sentence.deed, OfferTerms)
    theirs = sentence_of("2021-01-15  vendor revokes the customer's notice").sentence.deed
    assert isinstance(theirs, RevokeThat) and (theirs.thing, theirs.of) == (Thing.NOTICE, "customer")


def test_questions_and_what_is_expected_below_them() -> None:
    story = read_lines(
        "2021-01-15  price on 2021-02-01 with 25 sms, 3 pages",
        "    a line",
        "  another",
        "2021-01-15  history in german",
    )
    price, history = story.scenes[0].steps
    assert isinstance(price, Asked) and isinstance(history, Asked)
    assert price.question == AskPrice(price.question.on, (("sms", 25), ("pages", 3)))  # type: ignore[union-attr]
    assert (price.line, price.last_line) == (4, 6)
    assert history.question == AskHistory("de")


@pytest.mark.parametrize(
    ("line", "column", "message"),
    [
        ("2021-01-15  Anna dances", 18, "'dances' is not something that can be declared"),
        ("2021-01-15  Anna", 17, "a verb is missing"),
        ("2021-01-15", 11, "a sentence or a question is missing after the day"),
        ("2021-01-15  Anna changes basis", 26, "expected 'to', found 'basis'"),
        ("2021-01-15  Anna changes to Basis!", 29, "'Basis!' is not a plan"),
        ("2021-01-15  Anna changes to basis tomorrow", 35, "the sentence is complete before 'tomorrow'"),
        ("2021-01-15  Anna gives notice received on 31.03.2021", 43, "'31.03.2021' is not a day"),
        ("2021-01-15  Anna gives notice received on 2021-02-30", 43, "there is no day 2021-02-30 in the calendar"),
        ("2021-01-15  Anna books room on 2021-03-01 at 25:00", 46, "there is no time 25:00"),
        ("2021-01-15  Anna concludes plus with ten seats", 38, "'ten' is not a number"),
        ("2021-01-15  vendor concludes plus", 30, "a contract is concluded by the customer"),
        ("2021-01-15  Anna revokes the party", 30, "'party' is not something that can be revoked"),
        ("2021-01-15  Anna switches to paper", 27, "'to' is not where a switch can lead to"),
        (
            "2021-01-15  vendor offers plus from 2021-06-01, accept until 2021-05-31",
            32,
            "an offer names an edition of the plan",
        ),
        ('2021-01-15  Anna books room on 2021-03-01 at 10:00 as "Runde', 55, "a quotation mark is not closed"),
        ("2200-01-01  timeline", 1, "2200-01-01 is out of reach"),
        ("2021-01-15  terms through 9999-12-31", 27, "9999-12-31 is out of reach"),
        ("2021-13-15  timeline", 1, "there is no day 2021-13-15 in the calendar"),
        ("2021-01-15  timeline please", 22, "the sentence is complete before 'please'"),
        ("2021-01-15  history in latin", 24, "'latin' is not a language of stories"),
        ("2021-01-15  terms", 18, "expected 'through', found the end of the line"),
        ("15.01.2021  timeline", 1, "this is neither a day nor a line of the header"),
        ("    a line", 5, "an indented line belongs under a question"),
        ("language: la", 11, "'la' is not a language of stories"),
        ("scene:", 7, "'scene:' says nothing"),
        ("story: Again", 1, "'story:' stands here a second time"),
    ],
)
def test_a_fault_shows_its_place(line: str, column: int, message: str) -> None:
    assert fault_of(line) == (column, message)


def test_days_ascend_within_a_scene_and_begin_anew_in_the_next() -> None:
    lines = "2021-01-15  timeline\n2021-01-14  timeline\nscene: Next\n2020-01-01  timeline\n"
    assert faults_of(HEAD + lines) == [(5, 1, "the days of a scene ascend, and 2021-01-15 has been reached")]


def test_all_faults_are_told_at_once() -> None:
    text = "story: X\n2021-01-15  Anna dances\n    told\n2021-01-16  Anna sings\n"
    assert [(line, message.split(" is ")[0]) for line, _, message in faults_of(text)] == [
        (1, "the line 'catalogue: …'"), (1, "the line 'customer: …'"), (2, "'dances'"), (4, "'sings'"),
    ]  # fmt: skip


def test_a_fault_shows_the_line_and_what_would_be_valid() -> None:
    with pytest.raises(StoryFaults) as raised:
        read_story(HEAD + "2021-01-15  Anna\tdances")
    shown = str(raised.value.faults[0]).splitlines()
    assert shown[:3] == [
        "line 4, column 18: 'dances' is not something that can be declared",
        "  2021-01-15  Anna dances",
        "                   ^",
    ]
    assert shown[3:] == [f"  valid: {form}" for form in FORMS]


def test_a_story_has_an_end() -> None:
    assert faults_of("#" * (MAX_CHARACTERS + 1))[0][2].startswith("the story is longer than")


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_whatever_is_written_is_a_story_or_has_faults(text: str) -> None:
    try:
        read_story(HEAD + text)
    except StoryFaults as story_faults:
        found = story_faults.faults
    else:
        return
    assert found


words = st.lists(
    st.sampled_from(
        [word for form in FORMS for word in form.split()] + ["Anna", "plus", "2021-02-01", "10:00", ",", "3", '"x"']
    ),
    max_size=9,
)


@given(words)
@settings(max_examples=300, deadline=None)
def test_whatever_is_declared_is_told_or_has_faults(sentence: list[str]) -> None:
    text = HEAD + "2021-01-15  Anna concludes plus\n2021-01-16  " + " ".join(["Anna", *sentence]) + "\n"
    try:
        story = read_story(text)
    except StoryFaults:
        return
    told = tell(story, catalogue("red-connect"))
    assert read_story(rewritten(story, told)).scenes == story.scenes


def test_only_what_is_told_is_written_into_the_file(tmp_path: Path) -> None:
    (tmp_path / "kontor.toml").write_bytes((Path(__file__).parents[2] / "stories/catalogues/kontor.toml").read_bytes())
    path = tmp_path / "a.story"
    text = HEAD.replace("shop", "kontor") + (
        "# A remark stays.\n\n2021-01-15  Anna concludes duo   -> refused no_contract\n"
        "2021-01-15  timeline\n    nonsense\n\n2021-01-16  Anna revokes the change\n"
    )
    path.write_text(text, "utf-8")
    runner = CliRunner()
    checked = runner.invoke(command.command, ["--check", str(path)])
    assert checked.exit_code == 1 and "-    nonsense" in checked.output
    assert path.read_text("utf-8") == text
    assert runner.invoke(command.command, ["--update", str(path)]).exit_code == 0
    assert path.read_text("utf-8").splitlines()[3:] == [
        "# A remark stays.",
        "",
        "2021-01-15  Anna concludes duo",
        "2021-01-15  timeline",
        "    2021-01-15 –             duo@2020  1 seat  Anna",
        "",
        "2021-01-16  Anna revokes the change -> refused nothing_to_revoke",
    ]
    assert runner.invoke(command.command, ["--check", str(path)]).exit_code == 0


def test_the_command_as_json(tmp_path: Path) -> None:
    path = tmp_path / "a.story"
    path.write_text(HEAD + "2021-01-15  Anna dances\n", "utf-8")
    result = CliRunner().invoke(command.command, ["--json", str(path)])
    assert result.exit_code == 1
    assert "dances" in json.loads(result.stdout)["faults"][0]
    path.write_text(HEAD + "2021-01-15  timeline\n", "utf-8")
    result = CliRunner().invoke(command.command, [str(path)])
    assert result.exit_code == 1 and "shop.toml cannot be read" in result.stderr
    assert CliRunner().invoke(command.command, ["--check", "--update", str(path)]).exit_code == 2
