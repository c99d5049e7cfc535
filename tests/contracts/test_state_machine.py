"""A contract under random decisions, on the examples and on a catalogue that uses every rule."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tests.contracts import laws
from tests.contracts.lives import FILES, FIRST_DAY, OFTEN, Wish, attempt, begun

from laufzeit.stories.life import Life

NUMBERS = st.tuples(*[st.integers(0, 999)] * 5)


class ContractUnderDecisions(RuleBasedStateMachine):
    """Concluding, deciding, and time that passes; after each step all laws hold."""

    life: Life

    @initialize(name=st.sampled_from(sorted(FILES)), day=st.integers(60, 1500), numbers=NUMBERS)
    def conclude(self, name: str, day: int, numbers: tuple[int, ...]) -> None:
        self.life = begun(name, FIRST_DAY + timedelta(days=day), numbers)

    @rule(kind=st.sampled_from(OFTEN), numbers=NUMBERS)
    def decide(self, kind: str, numbers: tuple[int, ...]) -> None:
        made = attempt(self.life, Wish(0, kind, numbers))
        laws.check_decided(self.life, made)

    @rule(days=st.sampled_from((1, 7, 14, 28, 31, 59, 90, 181, 365)))
    def time_passes(self, days: int) -> None:
        before = self.life.contract
        self.life.reach(self.life.today + timedelta(days=days))
        assert self.life.contract == before

    @invariant()
    def the_laws_hold(self) -> None:
        if hasattr(self, "life"):
            laws.check_standing(self.life)
            laws.only_the_declaring_side_revokes(self.life)

    def teardown(self) -> None:
        if hasattr(self, "life"):
            laws.the_log_can_be_told(self.life)


ContractUnderDecisions.TestCase.settings = settings(
    max_examples=100,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestContractUnderDecisions = ContractUnderDecisions.TestCase
