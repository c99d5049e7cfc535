"""Decisions about a contract: shown before they are made, by the same ``decide`` that will store them.

Each is a page with a form. GET shows what would follow, POST with ``rehearse`` the same for other choices, POST
alone decides. What is refused is said where it belongs, and what was typed stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from laufzeit.contracts import actions
from laufzeit.contracts.actions import Preview
from laufzeit.contracts.commands import Command
from laufzeit.contracts.contract import Booking
from laufzeit.contracts.refusal import Code, Refused
from laufzeit.contracts.store import Held
from laufzeit.contracts.wording import Words, refusal_in_words
from laufzeit.portal import loading
from laufzeit.portal.contract_page import consents_to, notices, state_tag
from laufzeit.portal.costs import costs_of
from laufzeit.portal.forms import DecisionForm, shown_text
from laufzeit.portal.history import latest_history
from laufzeit.portal.shown import Shown
from laufzeit.portal.wording import cost_card

UNPROCESSABLE, CONFLICT = 422, 409


@dataclass
class Asked:
    """One request about one contract. ``outcome`` is what would follow, ``refused`` why nothing would."""

    request: HttpRequest
    held: Held
    shown: Shown
    outcome: Preview | None = None
    refused: Refused | None = None

    @cached_property
    def names(self) -> dict[UUID, str]:
        """Names of the customer's people, looked up where a page says them."""
        return loading.names(self.held.row.organisation_id)

    @property
    def back(self) -> str:
        return reverse("portal:contract", args=[self.held.row.id])


class Decision(View):
    """The course of every decision; each kind says its command, its form and its words."""

    template: ClassVar[str]
    form_class: ClassVar[type[DecisionForm]] = DecisionForm

    def command(self, asked: Asked, form: DecisionForm | None) -> Command:
        """What the person asks for: by the valid ``form``, or (``None``) as the page opens."""
        raise NotImplementedError

    def form_options(self, asked: Asked) -> dict[str, Any]:
        return {}

    def words(self, asked: Asked) -> dict[str, Any]:
        """What the template needs beside the outcome."""
        return {}

    def done(self, asked: Asked) -> str:
        """The sentence after it was carried out."""
        raise NotImplementedError

    def get(self, request: HttpRequest, contract_id: UUID, **kwargs: Any) -> HttpResponse:
        asked = self._asked(request, contract_id)
        command = self.command(asked, None)
        self._rehearse(asked, command)
        if asked.outcome is None and not self.opens_refused:
            return self._impossible(asked)
        return self._page(asked, self._form(asked, command))

    opens_refused: ClassVar[bool] = False
    """Whether the page makes sense when the first rehearsal is refused, because there is something to choose."""

    def post(self, request: HttpRequest, contract_id: UUID, **kwargs: Any) -> HttpResponse:
        only_looks = "rehearse" in request.POST
        asked = self._asked(request, contract_id, lock=not only_looks)
        opening = self.command(asked, None)
        form = self._form(asked, opening, request.POST)
        valid = form.is_valid()
        command = self.command(asked, form) if form.chosen else opening
        if valid and not only_looks:
            return self._decide(asked, command, form)
        self._rehearse(asked, command)
        if only_looks:
            form.forget_missing_consents()
            return self._page(asked, form)
        return self._page(asked, form, UNPROCESSABLE)

    def _decide(self, asked: Asked, command: Command, form: DecisionForm) -> HttpResponse:
        """Not rehearsed before: what is carried out has no need of it, and what is refused is shown as if it were."""
        try:
            asked.held = actions.carry_out(
                asked.held.row.id,
                command,
                loading.declaration(asked.request, form.consents()),
                asked.request.now,
                seen_version=form.cleaned_data["seen_version"],
                form_key=form.cleaned_data["form_key"],
                locked=asked.held,
            )
        except Refused as refused:
            self._rehearse(asked, command)
            return self._refused(asked, command, form, refused)
        messages.success(asked.request, self.done(asked))
        return HttpResponseRedirect(asked.back)

    def _refused(self, asked: Asked, command: Command, form: DecisionForm, refused: Refused) -> HttpResponse:
        if refused.code is Code.CHANGED_MEANWHILE:
            return meanwhile(asked)
        if refused.code in (Code.CONSENT_MISSING, Code.CONSENT_OUTDATED):
            agreement, words = str(refused.facts["agreement"]), str(self._in_words(asked, refused))
            return self._page(asked, self._with_text_of_today(asked, command, agreement, words), UNPROCESSABLE)
        asked.refused = refused
        return self._page(asked, form, CONFLICT)

    def _with_text_of_today(self, asked: Asked, command: Command, agreement: str, words: str) -> DecisionForm:
        """The form as it was sent, but with the text that is in force now and its box empty."""
        data = asked.request.POST.copy()
        data.pop(f"agree_{agreement}", None)
        for consent in consents_to(asked.shown, command):
            if consent.agreement == agreement:
                data[f"text_{agreement}"] = shown_text(consent)
                data[f"sentence_{agreement}"] = consent.sentence
        form = self._form(asked, command, data)
        form.fields[f"agree_{agreement}"].required = False
        form.add_error(f"agree_{agreement}", words)
        return form

    def _asked(self, request: HttpRequest, contract_id: UUID, *, lock: bool = False) -> Asked:
        held = loading.contract_or_404(request, contract_id, lock=lock)
        return Asked(request, held, loading.shown(request, held))

    def _rehearse(self, asked: Asked, command: Command) -> None:
        """What would follow if everything that has to be agreed to were agreed to."""
        declaration = loading.declaration(asked.request, consents_to(asked.shown, command))
        try:
            asked.outcome, asked.refused = actions.preview(asked.held, command, declaration), None
        except Refused as refused:
            asked.outcome, asked.refused = None, refused

    def _form(self, asked: Asked, command: Command, data: Any = None) -> DecisionForm:
        options = self.form_options(asked) | {
            "consents": consents_to(asked.shown, command),
            "catalogue": asked.held.catalogue,
        }
        if data is not None:
            return self.form_class(data, **options)
        return self.form_class.fresh(asked.held.contract.version, initial=self.initial(asked), **options)

    def initial(self, asked: Asked) -> dict[str, Any]:
        """What stands in the fields as the page opens."""
        return {}

    def _in_words(self, asked: Asked, refused: Refused) -> Words:
        return refusal_in_words(refused, asked.held.catalogue, asked.shown.language, asked.names)

    def _impossible(self, asked: Asked) -> HttpResponse:
        assert asked.refused is not None  # a rehearsal has an outcome or a refusal
        context = {"refusal": self._in_words(asked, asked.refused), "back": asked.back}
        return render(asked.request, "portal/impossible.html", context, status=CONFLICT)

    def _page(self, asked: Asked, form: DecisionForm, status: int = 200) -> HttpResponse:
        context = outcome_context(asked) if asked.outcome else {}
        context |= {
            "contract": asked.held.row,
            "shown": asked.shown,
            "form": form,
            "refusal": self._in_words(asked, asked.refused) if asked.refused else None,
            "possible": asked.outcome is not None or self.opens_refused,
            "back": asked.back,
        }
        return render(asked.request, self.template, context | self.words(asked), status=status)


def outcome_context(asked: Asked) -> dict[str, Any]:
    """The consequences as templates show them: costs before and after, and what is lost by name."""
    assert asked.outcome is not None  # asked for outcomes only
    found, catalogue, language = asked.outcome.consequences, asked.held.catalogue, asked.shown.language
    meters = dict(catalogue.meters)
    before = catalogue.terms(found.plan_before)
    context: dict[str, Any] = {
        "outcome": found,
        "cost_before": cost_card(asked.shown.name_of(found.plan_before), found.price_before, before, meters),
        "lost": {
            "users": [asked.names.get(user, "") for user in found.users_removed],
            "bookings": called(found.bookings_invalid, asked),
            "features": [catalogue.features[key].names.text(language) for key in found.features_lost]
            if found.plan_after
            else [],
        },
        "gained": [catalogue.features[key].names.text(language) for key in found.features_gained],
    }
    if found.plan_after is not None and found.price_after is not None:
        after = catalogue.terms(found.plan_after)
        context["cost_after"] = cost_card(asked.shown.name_of(found.plan_after), found.price_after, after, meters)
        context["price_note"] = after.price_notes.text(language)
        context["costs"] = costs_of(
            asked.held.contract, asked.outcome.after.contract, catalogue, found.first_day, language
        )
    return context


def called(bookings: tuple[Booking, ...], asked: Asked) -> list[dict[str, Any]]:
    """Bookings by their titles; one whose title is gone by its feature."""
    rows = loading.with_titles(bookings)
    for row in rows:
        row["title"] = row["title"] or asked.held.catalogue.features[row["feature"]].names.text(asked.shown.language)
    return rows


def meanwhile(asked: Asked) -> HttpResponse:
    """Somebody decided between showing and sending: how things stand now, and that nothing was carried out."""
    held = loading.contract_or_404(asked.request, asked.held.row.id)
    shown = loading.shown(asked.request, held)
    context = {
        "contract": held.row,
        "shown": shown,
        "seats": shown.seats_in_words(shown.phase),
        "tag": state_tag(shown),
        "notices": notices(shown),
        "may_decide": loading.may_decide(asked.request),
        "history": latest_history(held, shown, asked.names, most=1)[0],
    }
    return render(asked.request, "portal/meanwhile.html", context, status=CONFLICT)
