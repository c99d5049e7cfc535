"""A contract that is being told of: its log, what has happened by itself until today, and the letters that went out.

Time passes here as it does for the worker: day by day what is due is carried out, once, on the contract as it stands
that day. So a reminder of a change that was revoked later has gone out, and one of a change revoked before has not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from laufzeit.catalogue.model import Catalogue
from laufzeit.contracts.commands import Book
from laufzeit.contracts.consent import AGREED_BY_BOX, consents_needed
from laufzeit.contracts.contract import Contract, steps_of
from laufzeit.contracts.correspondence import Circumstances, Person, Post
from laufzeit.contracts.decide import decide
from laufzeit.contracts.declaration import Actor, Channel, Consent, Declaration, Role, Side
from laufzeit.contracts.effect_letters import Happened
from laufzeit.contracts.effect_letters import letters_of as letters_of_effect
from laufzeit.contracts.effects import Effect, EffectKind, due, effects, next_day
from laufzeit.contracts.events import Event
from laufzeit.contracts.letters import letters_of as letters_of_decision
from laufzeit.contracts.saying import Said
from laufzeit.contracts.timeline import Timeline, timeline
from laufzeit.dates.wording import Language
from laufzeit.messages import facts
from laufzeit.messages.facts import ContractName
from laufzeit.stories.model import Sentence, Story
from laufzeit.stories.naming import command_of
from laufzeit.stories.sentences import user_id

_SENTENCE_BESIDE_THE_BOX = "Hiermit stimme ich zu."


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that went out on a day."""

    day: date
    to: str
    post: Post


@dataclass(slots=True)
class Life:
    """Mutable while a scene is told. ``done`` are the keys of the effects that have been carried out or have
    lapsed."""

    story: Story
    catalogue: Catalogue
    names: dict[UUID, str]
    contract: Contract | None = None
    log: list[Said] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    happened: list[Effect] = field(default_factory=list)
    titles: dict[UUID, str] = field(default_factory=dict)
    today: date = date.min
    done: set[str] = field(default_factory=set)

    @property
    def timeline(self) -> Timeline:
        assert self.contract is not None  # asked for after the conclusion only
        return timeline(self.contract, self.catalogue)

    def name(self, user: UUID) -> str:
        return self.names.get(user, str(user))

    def reach(self, day: date) -> None:
        """Lets time pass until the beginning of ``day`` is over: all that is due by then has happened."""
        if self.contract is not None:
            current = max(self.today, self.contract.start)
            while current < day:
                following = next_day(self._effects(current), current)
                current = day if following is None or following > day else following
                self._carry_out_due(current)
        self.today = day

    def declare(self, sentence: Sentence) -> tuple[Event, ...]:
        """What somebody declares today is decided and stored. Raises ``Refused``; then nothing has changed."""
        events, declaration = self.decision(sentence)
        steps = steps_of(self.contract, events)
        receipt = facts.Receipt(facts.Channel(declaration.channel.value), declaration.today)
        posts = letters_of_decision(events, self.contract, steps, receipt, declaration, self._circumstances())
        self.contract = steps[-1]
        self._send(self.today, posts)
        self.log += [Said(event, declaration) for event in events]
        if isinstance(sentence.deed, Book):
            self.titles[sentence.deed.id] = sentence.title
        self._carry_out_due(self.today)
        return events

    def decision(self, sentence: Sentence) -> tuple[tuple[Event, ...], Declaration]:
        """What ``sentence`` would lead to today; nothing is stored. Raises ``Refused``."""
        command = command_of(sentence.deed, self.actor(sentence), self.contract, self.log, self.catalogue)
        declaration = Declaration(self.today, self.actor(sentence), sentence.channel)
        consents = self._consents(sentence, declaration)
        declaration = Declaration(self.today, self.actor(sentence), sentence.channel, consents)
        return decide(self.contract, command, declaration, self.catalogue), declaration

    def actor(self, sentence: Sentence) -> Actor:
        """Letters and mails are recorded by staff, for the side that declared."""
        side = Side.CUSTOMER if sentence.who else Side.VENDOR
        match sentence.channel:
            case Channel.LETTER | Channel.MAIL | Channel.OFFICE:
                return Actor(side, Role.STAFF)
            case Channel.API | Channel.IMPORT:
                return Actor(side, Role.PROGRAM)
            case Channel.PUBLIC_PAGE:
                return Actor(side, Role.PUBLIC)
            case Channel.PORTAL:
                role = Role.MAIN if sentence.who == self.story.main_user else Role.MEMBER
                return Actor(side, role, user_id(sentence.who)) if sentence.who else Actor(side, Role.STAFF)

    def _consents(self, sentence: Sentence, declaration: Declaration) -> tuple[Consent, ...]:
        agreed, language = sentence.agreed, self.story.language
        if agreed.agreement:
            editions = self.catalogue.agreements[agreed.agreement].editions
            found = [edition for edition in editions if edition.edition == agreed.edition]
            return tuple(
                Consent(
                    agreed.agreement, edition.edition, language, edition.hash_of(language), _SENTENCE_BESIDE_THE_BOX
                )
                for edition in found
            )
        if not agreed.everything or declaration.channel not in AGREED_BY_BOX:
            return ()
        command = command_of(sentence.deed, declaration.actor, self.contract, self.log, self.catalogue)
        return tuple(
            Consent(
                needed.agreement, needed.edition.edition, language, needed.edition.hash_of(language),
                _SENTENCE_BESIDE_THE_BOX,
            )
            for needed in consents_needed(command, self.contract, self.catalogue, declaration.today)
        )  # fmt: skip

    def _effects(self, today: date) -> tuple[Effect, ...]:
        assert self.contract is not None
        return effects(self.contract, self.timeline, self.catalogue, today)

    def _carry_out_due(self, today: date) -> None:
        for effect in due(self._effects(today), today):
            if effect.key in self.done:
                continue
            self.done.add(effect.key)
            if effect.until is not None and effect.until < today:
                continue
            self.happened.append(effect)
            self._write_effect_letters(effect, today)

    def _write_effect_letters(self, effect: Effect, today: date) -> None:
        assert self.contract is not None
        happened = Happened(effect, self.contract, self.timeline, self._circumstances())
        self._send(today, letters_of_effect(happened))
        if effect.kind is EffectKind.ERASURE:
            self.names.clear()
            self.titles.clear()

    def _send(self, day: date, posts: Iterable[Post]) -> None:
        """Whoever has been erased gets no more letters."""
        self.letters += [Letter(day, self.names[post.to], post) for post in posts if post.to in self.names]

    def _circumstances(self) -> Circumstances:
        language: Language = self.story.language
        people = {user: Person(user, name, language) for user, name in self.names.items()}
        return Circumstances(self.catalogue, ContractName("1"), self.story.customer, people, self.titles, "")
