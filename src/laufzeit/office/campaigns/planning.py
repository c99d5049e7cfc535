"""A plan on its page: the form with its rows, read together, and each fault of the plan at the field it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from laufzeit.campaigns.faults import Flaw, PlanFault
from laufzeit.campaigns.plan import Assumption, By, EndingBefore, Plan, Replacement, Way
from laufzeit.campaigns.words import flaw_in_words
from laufzeit.catalogue.model import Catalogue, TermsRef
from laufzeit.contracts.commands import JudgedBy
from laufzeit.dates.wording import Language
from laufzeit.money.wording import in_digits
from laufzeit.office.campaigns.plan_form import (
    AssumptionForm,
    CampaignForm,
    Option,
    ReplacementForm,
    as_typed,
    seats_as_sent,
    written,
)

MOST_ROWS: Final = 50
SPARE: Final = 1
"""Empty rows below those that are filled in."""
MORE: Final = 2
"""Rows that are added at a time."""

PLACES: Final[Mapping[Flaw, str | None]] = {
    Flaw.ANNOUNCED_IN_PAST: "announce_on",
    Flaw.DEADLINE_IN_PAST: "accept_until",
    Flaw.DEADLINE_BEFORE_ANNOUNCEMENT: "accept_until",
    Flaw.CUT_OVER_BEFORE_ANNOUNCEMENT: "cut_over",
    Flaw.OVERLAPS: "without",
}
"""The fields that faults are about; all others are about the editions, or the whole."""

_Replacements = formset_factory(ReplacementForm, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS, validate_max=True)
_Assumptions = formset_factory(AssumptionForm, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS, validate_max=True)


class Planning:
    """Three forms that are one. ``plan`` is there once they are valid."""

    def __init__(
        self, catalogue: Catalogue, bound: Mapping[tuple[str, str], int], language: Language, *, key: str = ""
    ) -> None:
        """``bound``: how many contracts there are at each edition; ``key``: of a campaign that exists."""
        self._language, self._key = language, key
        editions = _editions(catalogue, language)
        self._replaced_options = {"old": _with_numbers(editions, bound, language), "new": editions}
        self._assumed_options = {"plans": [(one.key, one.names.text(language)) for one in catalogue.plans.values()]}
        self.plan: Plan | None = None

    def show(self, plan: Plan | None, today: date) -> Planning:
        """The forms with a plan, or as they open."""
        self.form = CampaignForm(initial=CampaignForm.of(plan) if plan else _opening(today), key=self._key)
        rows = [{"old": str(one.old), "new": str(one.new or "")} for one in plan.replacements] if plan else []
        assumed = [_assumption_as_sent(one) for one in plan.assumptions] if plan else []
        self._set_rows(rows, assumed, SPARE)
        return self

    def show_more(self, sent: Any, what: str) -> Planning:
        """The forms as they were filled in, with more rows of ``what``; nothing is judged."""
        form = CampaignForm(key=self._key)
        self.form = CampaignForm(
            initial=as_typed(form, sent) | ({"key": self._key} if self._key else {}), key=self._key
        )
        rows, assumed = ([as_typed(one, sent) for one in formset.forms] for formset in self._bound_rows(sent))
        self._set_rows(rows, assumed, 0)
        for formset, prefix in zip((self.replacements, self.assumptions), ("replace", "assume"), strict=True):
            if prefix == what:
                formset.extra = MORE
        return self

    def read(self, sent: Any) -> bool:
        """What was sent as a plan. Whether it is one; otherwise the forms say what is wrong."""
        self.form = CampaignForm(sent, key=self._key)
        self.replacements, self.assumptions = self._bound_rows(sent)
        valid = all([self.form.is_valid(), self.replacements.is_valid(), self.assumptions.is_valid()])
        replaced = self._replaced()
        if not valid or replaced is None:
            return False
        self.plan = self._planned(replaced)
        return True

    def add(self, faults: Sequence[PlanFault]) -> None:
        """Say what is wrong with the plan, each at its place."""
        for one in faults:
            self.form.add_error(PLACES.get(one.flaw), flaw_in_words(one, self._language))

    @property
    def count_of_errors(self) -> int:
        rows = (form for formset in (self.replacements, self.assumptions) for form in formset.forms)
        return sum(len(form.errors) for form in (self.form, *rows)) + len(self.replacements.non_form_errors())

    def _set_rows(self, rows: list[dict[str, Any]], assumed: list[dict[str, Any]], spare: int) -> None:
        self.replacements = _Replacements(initial=rows, prefix="replace", form_kwargs=self._options()[0])
        self.assumptions = _Assumptions(initial=assumed, prefix="assume", form_kwargs=self._options()[1])
        self.replacements.extra = self.assumptions.extra = spare

    def _bound_rows(self, sent: Any) -> tuple[BaseFormSet, BaseFormSet]:
        """The rows as they were sent; one that was cleared counts as none."""
        replaced, assumed = self._options()
        return (
            _Replacements(sent, prefix="replace", form_kwargs=replaced | {"empty_permitted": True}),
            _Assumptions(sent, prefix="assume", form_kwargs=assumed | {"empty_permitted": True}),
        )

    def _options(self) -> tuple[dict[str, Any], dict[str, Any]]:
        return self._replaced_options | {"offering": self.form.offers}, self._assumed_options

    def _replaced(self) -> tuple[Replacement, ...] | None:
        """The editions, or ``None`` where something is wrong with them, which is said at their rows."""
        found: dict[TermsRef, Replacement] = {}
        rows = [one for one in self.replacements.forms if one.is_valid() and one.has_changed()]
        for one in rows:
            old, new = TermsRef.parse(one.cleaned_data["old"]), one.cleaned_data["new"]
            if old in found:
                one.add_error("old", _("This edition stands in another row already."))
            found[old] = Replacement(old, TermsRef.parse(new) if new and self.form.offers else None)
        if not rows and self.replacements.is_valid():
            self.form.add_error(None, _("Please choose at least one edition that is to be replaced."))
        return tuple(found.values()) if rows and not any(one.errors for one in self.replacements.forms) else None

    def _planned(self, replaced: tuple[Replacement, ...]) -> Plan:
        sent = self.form.cleaned_data
        return Plan(
            key=sent["key"],
            name=sent["name"].strip(),
            way=Way(sent["way"]),
            replacements=replaced,
            announce_on=sent["announce_on"],
            accept_until=sent["accept_until" if self.form.offers else "announce_on"],
            cut_over=sent["cut_over" if self.form.offers else "announce_on"],
            cohort=self.form.cohort(),
            ending_before=EndingBefore(sent["ending_before"]),
            judged_by=JudgedBy(sent["judged_by"]),
            reminders=sent["reminders"],
            by=By(sent["by"]),
            letters_an_hour=sent["letters_an_hour"],
            post_days=sent["post_days"],
            threshold=sent["threshold"] * 100,
            assumptions=tuple(_assumption(one) for one in self.assumptions.forms if one.has_changed()),
        )


def _assumption(form: AssumptionForm) -> Assumption:
    sent = form.cleaned_data
    return Assumption(sent["name"], sent["accepting"] * 100, tuple(sent["plans"]), form.seats(), sent["countries"])


def _assumption_as_sent(one: Assumption) -> dict[str, Any]:
    return {
        "name": one.name, "accepting": one.accepting // 100, "plans": list(one.plans), **seats_as_sent(one.seats),
        "countries": written(one.countries),
    }  # fmt: skip


def _opening(today: date) -> dict[str, Any]:
    """The form with nothing decided yet but what a plan says by default."""
    day = date.max
    default = Plan("", "", Way.NOTICE_AND_OFFER, (), day, day, day)
    filled = CampaignForm.of(default)
    return filled | {"announce_on": today, "accept_until": None, "cut_over": None}


def _editions(catalogue: Catalogue, language: Language) -> list[Option]:
    return [
        (str(terms.ref), f"{plan.names.text(language)} · {terms.ref.edition}")
        for plan in catalogue.plans.values()
        for terms in plan.editions
    ]


def _with_numbers(editions: Sequence[Option], bound: Mapping[tuple[str, str], int], language: Language) -> list[Option]:
    """Editions with how many contracts are at each."""
    found = []
    for name, words in editions:
        ref = TermsRef.parse(name)
        count = bound.get((ref.plan, ref.edition), 0)
        said = ngettext("%(count)s contract", "%(count)s contracts", count) % {"count": in_digits(count, language)}
        found.append((name, f"{words} ({said})"))
    return found
