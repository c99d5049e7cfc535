"""The kinds of decisions: change of plan, revocation, notice, notice with erasure, switch, seats."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from laufzeit.catalogue.model import Terms
from laufzeit.contracts.commands import (
    ChangePlan,
    ChangeSeats,
    Command,
    CompleteSwitch,
    ExtendSwitch,
    GiveNotice,
    RequestSwitch,
    Revoke,
    SwitchTarget,
)
from laufzeit.contracts.entitlement import bookings_without_feature
from laufzeit.contracts.events import SwitchRequested
from laufzeit.contracts.pending import PendingKind
from laufzeit.dates.data_act import SwitchCharges, switching_charges
from laufzeit.dates.day import add_months
from laufzeit.dates.wording import day_in_digits, rule_in_words
from laufzeit.portal import loading
from laufzeit.portal.contract_page import plan_card, rule_of_change, terms_to_be_bound
from laufzeit.portal.forms import (
    ChangeForm,
    DecisionForm,
    EraseForm,
    LastDayForm,
    NoticeForm,
    SeatsForm,
    SwitchForm,
    chosen_users,
)
from laufzeit.portal.keydates import notice_end
from laufzeit.portal.views.decisions import Asked, Decision, called
from laufzeit.vendors.models import new_id


def day_of(asked: Asked, day: date | None) -> str:
    return "" if day is None else day_in_digits(day, asked.shown.language)


class Change(Decision):
    """The change to another plan; where the new plan has room for some users, with the choice who stays."""

    template = "portal/change.html"
    form_class = ChangeForm
    sold: tuple[Terms | None] | None = None
    """What ``_terms`` has found, which is the same for the whole request."""

    def command(self, asked: Asked, form: DecisionForm | None) -> Command:
        to = self.kwargs["plan"]
        if form is None:
            users, room = self._users_and_room(asked)
            return ChangePlan(new_id(), to, tuple(users[:room]))
        return ChangePlan(new_id(), to, chosen_users(form.cleaned_data.get("keep", ())))

    def form_options(self, asked: Asked) -> dict[str, Any]:
        users, room = self._users_and_room(asked)
        choices = [(str(user), asked.names.get(user, "")) for user in users] if 0 < room < len(users) else []
        return {"choices": choices, "room": room}

    def initial(self, asked: Asked) -> dict[str, Any]:
        users, room = self._users_and_room(asked)
        return {"keep": [str(user) for user in users[:room]]}

    def _users_and_room(self, asked: Asked) -> tuple[list[UUID], int]:
        """The users beside the main user, and how many of them the new plan has room for."""
        users = [user for user in asked.shown.phase.users if user != asked.held.contract.main_user]
        terms = self._terms(asked)
        maximum = terms.seats.maximum if terms else None
        return users, len(users) if maximum is None else min(maximum - 1, len(users))

    def _terms(self, asked: Asked) -> Terms | None:
        """The edition that the change would be bound to; who stays does not matter for that."""
        if self.sold is None:
            self.sold = (terms_to_be_bound(asked.shown, self.kwargs["plan"]),)
        return self.sold[0]

    def words(self, asked: Asked) -> dict[str, Any]:
        terms = self._terms(asked)
        assert terms is not None  # what is not on sale is refused before
        _users, room = self._users_and_room(asked)
        return {
            "plan": plan_card(terms, asked.shown),
            "rule": rule_of_change(asked.shown, self.kwargs["plan"]),
            "keep_hint": ngettext(
                "The main user stays, and one of the others can.",
                "The main user stays, and %(room)d of the others can.",
                room,
            )
            % {"room": room},
        }

    def done(self, asked: Asked) -> str:
        pending = loading.shown(asked.request, asked.held).of_kind(PendingKind.CHANGE)
        if pending is None:
            return _("Your contract has been changed. A confirmation is on its way to you by e-mail.")
        return _("Your change of contract is noted for %(day)s. A confirmation is on its way to you by e-mail.") % {
            "day": day_of(asked, pending.effective_on)
        }


class RevokeDecision(Decision):
    """Taking back what is pending."""

    template = "portal/revoke.html"

    def command(self, asked: Asked, form: DecisionForm | None) -> Command:
        return Revoke(new_id(), self.kwargs["item"])

    def words(self, asked: Asked) -> dict[str, Any]:
        pending = next((one for one in asked.shown.pending if one.item == self.kwargs["item"]), None)
        kind = pending.kind if pending else PendingKind.NOTICE_BY_CUSTOMER
        words = {"stays": asked.shown.plan_name, "heading": _("Revoke decision")} | _REVOCATION_WORDS[kind]()
        if kind in (PendingKind.CHANGE, PendingKind.NOTICE_BY_CUSTOMER):
            words["notice_end"] = notice_end(asked.shown, asked.shown.today)
        if asked.outcome is not None:
            words["kept"] = self._kept(asked)
        return words

    @staticmethod
    def _kept(asked: Asked) -> dict[str, Any]:
        """What would have been lost and stays."""
        assert asked.outcome is not None
        first_day, catalogue, today = asked.outcome.consequences.first_day, asked.held.catalogue, asked.shown.today
        after = asked.outcome.after
        old, new = asked.held.timeline.phase_on(first_day), after.timeline.phase_on(first_day)
        still = set(bookings_without_feature(after.contract, after.timeline, catalogue, today))
        lost = bookings_without_feature(asked.held.contract, asked.held.timeline, catalogue, today)
        leaving = set(new.users if new else ()) - set(old.users if old else ())
        return {
            "users": [name for user, name in asked.names.items() if user in leaving],
            "bookings": called(tuple(booking for booking in lost if booking not in still), asked),
        }

    def done(self, asked: Asked) -> str:
        return _("It is revoked: your contract goes on as before. A confirmation is on its way to you by e-mail.")


def _change_words() -> dict[str, str]:
    return {
        "heading": _("Revoke change of contract"),
        "sentence": _(
            "At present you can still take back the change of contract. "
            "Please note that the notice period is reset, too."
        ),
    }


def _notice_words() -> dict[str, str]:
    return {
        "heading": _("Revoke termination"),
        "sentence": _(
            "At present you can still take back the termination. Please note that the notice period is reset, too."
        ),
    }


def _other_words() -> dict[str, str]:
    return {"heading": _("Revoke decision"), "sentence": _("At present you can still take this back.")}


_REVOCATION_WORDS = dict.fromkeys(PendingKind, _other_words) | {
    PendingKind.CHANGE: _change_words,
    PendingKind.NOTICE_BY_CUSTOMER: _notice_words,
    PendingKind.NOTICE_BY_VENDOR: _notice_words,
}


class Notice(Decision):
    """Ordinary notice of the contract."""

    template = "portal/notice.html"
    form_class = NoticeForm

    def command(self, asked: Asked, form: DecisionForm | None) -> Command:
        return GiveNotice(new_id(), not_before=form.cleaned_data.get("not_before") if form else None)

    def words(self, asked: Asked) -> dict[str, Any]:
        return {"rule": rule_in_words(asked.shown.terms.notice_by_customer, asked.shown.language)}

    def done(self, asked: Asked) -> str:
        return _("Your notice has been received: the contract ends on %(day)s. You get a confirmation by e-mail.") % {
            "day": day_of(asked, asked.held.timeline.last_day())
        }


class Erase(Decision):
    """Notice of the contract and the erasure of the data after it, on a path of its own."""

    template = "portal/erase.html"
    form_class = EraseForm

    def command(self, asked: Asked, form: DecisionForm | None) -> Command:
        return GiveNotice(new_id(), erase=True)

    def words(self, asked: Asked) -> dict[str, Any]:
        return {
            "rule": rule_in_words(asked.shown.terms.notice_by_customer, asked.shown.language),
            "erased_lines": [
                _("names, e-mail addresses and telephone numbers of all users"),
                _("addresses and bank accounts of the organisation"),
                _("titles of appointments"),
            ],
            "kept_lines": [
                _("invoices and bookkeeping records: 8 years (§ 147 AO)"),
                _("notices and confirmations: 6 years (§ 257 HGB)"),
                _("the contract's log, without names"),
            ],
        }

    def done(self, asked: Asked) -> str:
        return _(
            "Your notice has been received: the contract ends on %(day)s, then the data is deleted. "
            "You get a confirmation by e-mail."
        ) % {"day": day_of(asked, asked.held.timeline.last_day())}


class Switch(Decision):
    """The request by Art. 25 Data Act, with the three choices and the days that follow from each."""

    template = "portal/switch.html"
    form_class = SwitchForm

    def command(self, asked: Asked, form: DecisionForm | None) -> Command:
        target = form.cleaned_data["target"] if form else SwitchTarget.OTHER_PROVIDER.value
        return RequestSwitch(new_id(), SwitchTarget(target))

    def words(self, asked: Asked) -> dict[str, Any]:
        events = asked.outcome.events if asked.outcome else ()
        request = next((event for event in events if isinstance(event, SwitchRequested)), None)
        free = switching_charges(request.effective_on if request else asked.shown.today) is SwitchCharges.NONE
        return {
            "switch": request,
            "charges": _("none (Art. 29 Data Act)") if free else _("at most what it costs us (Art. 29 Data Act)"),
        }

    def done(self, asked: Asked) -> str:
        return _("Your request has been received: the contract ends on %(day)s at the latest.") % {
            "day": day_of(asked, asked.held.timeline.last_day())
        }


class SwitchDone(Decision):
    """The switch has succeeded before its latest end, so the contract ends (Art. 25 (2)(c) Data Act)."""

    template = "portal/switch_completed.html"
    form_class = LastDayForm
    opens_refused = True

    def command(self, asked: Asked, form: DecisionForm | None) -> Command:
        day = form.cleaned_data["last_day"] if form else asked.shown.today
        return CompleteSwitch(new_id(), self.kwargs["item"], day)

    def initial(self, asked: Asked) -> dict[str, Any]:
        return {"last_day": asked.shown.today}

    def done(self, asked: Asked) -> str:
        return _("The switch is noted as done: the contract ends on %(day)s.") % {
            "day": day_of(asked, asked.held.timeline.last_day())
        }


class SwitchExtension(Decision):
    """A longer transition, once, for as long as the customer thinks right (Art. 25 (5) Data Act)."""

    template = "portal/switch_extended.html"
    form_class = LastDayForm
    opens_refused = True

    def command(self, asked: Asked, form: DecisionForm | None) -> Command:
        return ExtendSwitch(
            new_id(), self.kwargs["item"], form.cleaned_data["last_day"] if form else self._proposed(asked)
        )

    def initial(self, asked: Asked) -> dict[str, Any]:
        return {"last_day": self._proposed(asked)}

    @staticmethod
    def _proposed(asked: Asked) -> date:
        return add_months(asked.held.timeline.last_day() or asked.shown.today, 1)

    def done(self, asked: Asked) -> str:
        return _("The transition now lasts until %(day)s.") % {"day": day_of(asked, asked.held.timeline.last_day())}


class Seats(Decision):
    """Another number of seats: what it costs, and what it does to the term."""

    template = "portal/seats.html"
    form_class = SeatsForm
    opens_refused = True

    def command(self, asked: Asked, form: DecisionForm | None) -> Command:
        seats = form.cleaned_data["seats"] if form else asked.shown.phase.seats + 1
        return ChangeSeats(new_id(), seats)

    def form_options(self, asked: Asked) -> dict[str, Any]:
        seats = asked.shown.terms.seats
        return {"units": self._units(asked), "minimum": seats.minimum, "maximum": seats.maximum}

    def initial(self, asked: Asked) -> dict[str, Any]:
        return {"seats": asked.shown.phase.seats + 1}

    @staticmethod
    def _units(asked: Asked) -> str:
        seats = asked.shown.terms.seats
        return (seats.plurals or seats.names).text(asked.shown.language)

    def words(self, asked: Asked) -> dict[str, Any]:
        found = asked.outcome.consequences if asked.outcome else None
        before, after = (found.term_before, found.term_after) if found else (None, None)
        return {
            "units": self._units(asked),
            "rule": _("At present: %(seats)s.") % {"seats": asked.shown.seats_in_words(asked.shown.phase)},
            "extends": bool(before and after and before.last_day and after.last_day and after.end != before.end),
        }

    def done(self, asked: Asked) -> str:
        shown = loading.shown(asked.request, asked.held)
        pending = shown.of_kind(PendingKind.SEATS)
        if pending is None:
            return _("Your contract now covers %(seats)s.") % {"seats": shown.seats_in_words(shown.phase)}
        return _("The change is noted for %(day)s.") % {"day": day_of(asked, pending.effective_on)}
