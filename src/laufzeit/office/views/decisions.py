"""The course of everything that staff record or declare: fill in, see what follows, record exactly that.

What is shown before is computed by the same decision that is stored then. Sent without having seen its consequences (a
day was changed last), a form is shown again with them and nothing is recorded.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from laufzeit.contracts import actions
from laufzeit.contracts.commands import Command
from laufzeit.contracts.declaration import Declaration
from laufzeit.contracts.events import NoticeGiven, SwitchRequested
from laufzeit.contracts.refusal import Code, Refused
from laufzeit.contracts.store import form_was_sent
from laufzeit.contracts.wording import Words, refusal_in_words
from laufzeit.office import loading
from laufzeit.office.decision_forms import DecisionForm
from laufzeit.portal.contract_page import state_tag
from laufzeit.portal.loading import shown
from laufzeit.portal.views.decisions import CONFLICT, UNPROCESSABLE, Asked, outcome_context

Typed = dict[str, Any]


def _received(asked: Asked) -> date | None:
    """The day of receipt from which the rehearsed period counts."""
    events = asked.outcome.events if asked.outcome else ()
    return next((event.received_on for event in events if isinstance(event, NoticeGiven | SwitchRequested)), None)


class Decision(View):
    """The course; each kind says its command, its declaration, its form and its words."""

    http_method_names: ClassVar[list[str]] = ["get", "post"]
    template: ClassVar[str] = "office/decision.html"
    form_class: ClassVar[type[DecisionForm]] = DecisionForm

    def command(self, asked: Asked, typed: Typed) -> Command:
        """What is recorded or declared."""
        raise NotImplementedError

    def declaration(self, asked: Asked, typed: Typed) -> Declaration:
        """Who declares it, and on which way it came."""
        raise NotImplementedError

    def initial(self, asked: Asked) -> Typed:
        """What the fields say when the page opens."""
        return {}

    def form_options(self, asked: Asked) -> dict[str, Any]:
        return {}

    def words(self, asked: Asked) -> dict[str, Any]:
        """``title``, ``submit`` and what else the template needs."""
        raise NotImplementedError

    def done(self, asked: Asked) -> str:
        """The sentence after it was recorded."""
        raise NotImplementedError

    def recorded(self, asked: Asked, form: DecisionForm) -> None:
        """What else belongs to it, in the same transaction."""

    def get(self, request: HttpRequest, contract_id: UUID, **kwargs: Any) -> HttpResponse:
        asked = self._asked(request, contract_id)
        options = self.form_options(asked)
        form = self.form_class.opening(asked.held.contract.version, self.initial(asked), **options)
        if form.is_bound:
            self._rehearse(asked, form)
        return self._page(asked, form)

    def post(self, request: HttpRequest, contract_id: UUID, **kwargs: Any) -> HttpResponse:
        asked = self._asked(request, contract_id)
        form = self.form_class(request.POST, **self.form_options(asked))
        if not form.is_valid():
            return self._page(asked, form, UNPROCESSABLE)
        if form_was_sent(form.cleaned_data["form_key"]):
            return HttpResponseRedirect(self.back(asked))
        self._rehearse(asked, form)
        if asked.outcome is None:
            return self._page(asked, form, CONFLICT)
        if "rehearse" in request.POST or form.cleaned_data["seen"] != self._print(asked, form):
            return self._page(asked, form, unseen="rehearse" not in request.POST)
        return self._record(asked, form)

    def _record(self, asked: Asked, form: DecisionForm) -> HttpResponse:
        typed = form.typed()
        try:
            asked.held = actions.carry_out(
                asked.held.row.id,
                self.command(asked, typed),
                self.declaration(asked, typed),
                asked.request.now,
                seen_version=form.cleaned_data["seen_version"],
                form_key=form.cleaned_data["form_key"],
            )
        except Refused as refused:
            asked.refused = refused
            return (
                self._meanwhile(asked) if refused.code is Code.CHANGED_MEANWHILE else self._page(asked, form, CONFLICT)
            )
        self.recorded(asked, form)
        messages.success(asked.request, self.done(asked))
        return HttpResponseRedirect(self.back(asked))

    @staticmethod
    def back(asked: Asked) -> str:
        return reverse("office:contract", args=[asked.held.row.id])

    @staticmethod
    def _asked(request: HttpRequest, contract_id: UUID) -> Asked:
        held = loading.contract_or_404(contract_id)
        return Asked(request, held, shown(request, held))

    def _rehearse(self, asked: Asked, form: DecisionForm) -> None:
        """What would follow from the form as it is filled in."""
        typed = form.typed()
        try:
            asked.outcome = actions.preview(asked.held, self.command(asked, typed), self.declaration(asked, typed))
        except Refused as refused:
            asked.refused = refused

    @staticmethod
    def _print(asked: Asked, form: DecisionForm) -> str:
        assert asked.outcome is not None  # a print is taken of what would follow
        found = asked.outcome.consequences
        return form.print_of(
            [found.first_day, found.ends_on, found.plan_after, found.seats_after, found.users_removed, found.erase_on]
        )

    def _page(self, asked: Asked, form: DecisionForm, status: int = 200, *, unseen: bool = False) -> HttpResponse:
        values = outcome_context(asked) if asked.outcome else {}
        if asked.request.htmx:
            status = 200  # the part that it asked for is shown, whatever it says
        values |= {
            "contract": asked.held.row,
            "shown": asked.shown,
            "tag": state_tag(asked.shown),
            "form": form,
            "received": _received(asked),
            "seen": self._print(asked, form) if asked.outcome else "",
            "unseen": unseen,
            "refusal": self._in_words(asked) if asked.refused else None,
            "back": self.back(asked),
        }
        return render(
            asked.request, self.template, loading.context(asked.request, **values, **self.words(asked)), status=status
        )

    @staticmethod
    def _in_words(asked: Asked) -> Words:
        assert asked.refused is not None  # asked for refusals only
        return refusal_in_words(asked.refused, asked.held.catalogue, asked.shown.language, asked.names)

    @staticmethod
    def _meanwhile(asked: Asked) -> HttpResponse:
        """Somebody decided between showing and sending; nothing was carried out."""
        messages.warning(
            asked.request,
            _("Somebody has decided about this contract meanwhile; nothing of what you sent was recorded."),
        )
        return HttpResponseRedirect(reverse("office:contract", args=[asked.held.row.id]))
