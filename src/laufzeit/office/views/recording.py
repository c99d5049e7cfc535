"""The kinds of what staff record for a customer or declare for the vendor."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from laufzeit.catalogue.model import TermsRef
from laufzeit.contracts.commands import (
    ChangePlan,
    ChangeSeats,
    Command,
    CompleteSwitch,
    ExtendSwitch,
    GiveNotice,
    JudgedBy,
    OfferTerms,
    RequestSwitch,
    Revoke,
    SwitchTarget,
)
from laufzeit.contracts.declaration import Channel, Declaration, Side
from laufzeit.contracts.pending import Pending, PendingKind
from laufzeit.dates.day import add_months
from laufzeit.dates.wording import day_in_digits, rule_in_words
from laufzeit.office import cancellations, decision_forms
from laufzeit.office.decision_forms import DecisionForm
from laufzeit.office.loading import for_customer, for_vendor
from laufzeit.office.outcome import Outcome
from laufzeit.office.views.decisions import Decision, Typed
from laufzeit.office.wording import PENDING
from laufzeit.portal.forms import chosen_users
from laufzeit.portal.models import PublicCancellation
from laufzeit.portal.store import cancellation
from laufzeit.portal.views.decisions import Asked
from laufzeit.vendors.models import new_id


def _day(asked: Asked, day: date | None) -> str:
    return "" if day is None else day_in_digits(day, asked.shown.language)


class Recorded(Decision):
    """What the customer declared outside of its portal; it counts for the customer."""

    def declaration(self, asked: Asked, typed: Typed) -> Declaration:
        return for_customer(asked.request, Channel(typed["channel"]))


class Notice(Recorded):
    """Notice of the customer, by letter or e-mail, or by a public cancellation that named no contract without doubt."""

    form_class = decision_forms.NoticeForm

    def command(self, asked: Asked, typed: Typed) -> Command:
        return GiveNotice(new_id(), typed["received_on"], typed["not_before"], typed["erase"])

    def form_options(self, asked: Asked) -> dict[str, Any]:
        return {"public": self._declared(asked) is not None}

    def initial(self, asked: Asked) -> Typed:
        declared = self._declared(asked)
        if declared is None:
            erase = True if asked.request.GET.get("erase") else None
            return {"received_on": asked.shown.today, "channel": Channel.LETTER.value, "erase": erase}
        return {
            "received_on": declared.received_on,
            "not_before": declared.wished_last_day,
            "channel": Channel.PUBLIC_PAGE.value,
        }

    def words(self, asked: Asked) -> dict[str, Any]:
        return {
            "title": _("Record a notice of the customer"),
            "intro": _(
                "For a notice that came by letter or e-mail. The period counts from the day of receipt, which itself "
                "is not counted (§ 187 (1) BGB); weekends and holidays do not move its end."
            ),
            "rule": rule_in_words(asked.shown.terms.notice_by_customer, asked.shown.language),
            "submit": _("Record notice"),
            "cancellation": self._declared(asked),
        }

    def done(self, asked: Asked) -> str:
        return _("The notice is recorded: the contract ends on %(day)s. The customer gets a confirmation.") % {
            "day": _day(asked, asked.held.timeline.last_day())
        }

    def recorded(self, asked: Asked, form: DecisionForm) -> None:
        declared = self._declared(asked)
        if declared is not None:
            request, contract = asked.request, asked.held.row.id
            cancellations.handle(declared.id, Outcome.NOTICE, by=request.user.id, now=request.now, contract=contract)

    @staticmethod
    def _declared(asked: Asked) -> PublicCancellation | None:
        """The public cancellation that this notice is recorded for, by the address of the page."""
        named = asked.request.GET.get("cancellation")
        if not named:
            return None
        try:
            found = cancellation(UUID(named))
        except ValueError:
            found = None
        if found is None or found.contract_id is not None or cancellations.handled(found.id):
            raise Http404
        return found


class VendorNotice(Decision):
    """The vendor's own notice."""

    form_class = decision_forms.VendorNoticeForm

    def command(self, asked: Asked, typed: Typed) -> Command:
        return GiveNotice(new_id(), None, typed["not_before"])

    def declaration(self, asked: Asked, typed: Typed) -> Declaration:
        return for_vendor(asked.request)

    def words(self, asked: Asked) -> dict[str, Any]:
        return {
            "title": _("Give notice to the customer"),
            "intro": _(
                "Our own notice. It goes to the customer's main user by e-mail at once and counts from today. "
                "Check first whether the contract asks for another form."
            ),
            "rule": rule_in_words(asked.shown.terms.notice_by_vendor, asked.shown.language),
            "submit": _("Give notice"),
            "grave": True,
        }

    def done(self, asked: Asked) -> str:
        return _("Notice is given: the contract ends on %(day)s. The customer is told by e-mail.") % {
            "day": _day(asked, asked.held.timeline.last_day())
        }


class Revocation(Recorded):
    """The customer takes back what is pending, by letter or e-mail."""

    form_class = decision_forms.ByChannelForm
    side = Side.CUSTOMER

    def command(self, asked: Asked, typed: Typed) -> Command:
        return Revoke(new_id(), self.kwargs["item"])

    def initial(self, asked: Asked) -> Typed:
        return {"channel": Channel.LETTER.value}

    def words(self, asked: Asked) -> dict[str, Any]:
        pending = self._pending(asked)
        what = PENDING[pending.kind]
        said = {"what": what, "day": _day(asked, pending.revocable_until)}
        return {
            "title": _("Record a revocation: %(what)s") % said,
            "intro": _("What is pending falls away and the contract goes on unchanged. Possible until %(day)s.") % said,
            "submit": _("Record revocation"),
            "revoking": True,
        }

    def done(self, asked: Asked) -> str:
        return _("The revocation is recorded; the contract goes on as before.")

    def _pending(self, asked: Asked) -> Pending:
        found = next((one for one in asked.shown.pending if one.item == self.kwargs["item"]), None)
        if found is None or found.by is not self.side:
            raise Http404
        return found


class OwnRevocation(Revocation):
    """The vendor takes back its own notice."""

    form_class = DecisionForm
    side = Side.VENDOR

    def declaration(self, asked: Asked, typed: Typed) -> Declaration:
        return for_vendor(asked.request)

    def initial(self, asked: Asked) -> Typed:
        return {}

    def words(self, asked: Asked) -> dict[str, Any]:
        return super().words(asked) | {"title": _("Revoke our notice"), "submit": _("Revoke notice")}

    def done(self, asked: Asked) -> str:
        return _("Our notice is revoked; the contract goes on as before.")


class Change(Recorded):
    """A change of plan that the customer asked for."""

    form_class = decision_forms.ChangeForm

    def command(self, asked: Asked, typed: Typed) -> Command:
        return ChangePlan(new_id(), self.kwargs["plan"], chosen_users(typed.get("keep", ())))

    def form_options(self, asked: Asked) -> dict[str, Any]:
        users, room = self._users_and_room(asked)
        choices = [(str(user), asked.names.get(user, "")) for user in users] if 0 < room < len(users) else []
        return {"choices": choices, "room": room}

    def initial(self, asked: Asked) -> Typed:
        users, room = self._users_and_room(asked)
        return {"channel": Channel.LETTER.value, "keep": [str(user) for user in users[:room]]}

    def _users_and_room(self, asked: Asked) -> tuple[list[UUID], int]:
        """The users beside the main user, and how many of them the new plan has room for."""
        users = [user for user in asked.shown.phase.users if user != asked.held.contract.main_user]
        plan = asked.held.catalogue.plans.get(self.kwargs["plan"])
        terms = plan.sold_on(asked.shown.today) if plan else None
        maximum = terms.seats.maximum if terms else None
        return users, len(users) if maximum is None else min(maximum - 1, len(users))

    def words(self, asked: Asked) -> dict[str, Any]:
        plan = asked.held.catalogue.plans.get(self.kwargs["plan"])
        if plan is None:
            raise Http404
        said = {"plan": plan.names.text(asked.shown.language)}
        return {
            "title": _("Record a change to %(plan)s") % said,
            "intro": _("For a change that the customer asked for by letter or e-mail. It counts from today."),
            "rule": rule_in_words(asked.shown.terms.notice_by_customer, asked.shown.language),
            "submit": _("Record change"),
        }

    def done(self, asked: Asked) -> str:
        return _("The change is recorded. The customer gets a confirmation.")


class Seats(Recorded):
    """Another number of seats that the customer asked for."""

    form_class = decision_forms.SeatsForm

    def command(self, asked: Asked, typed: Typed) -> Command:
        return ChangeSeats(new_id(), typed["seats"])

    def initial(self, asked: Asked) -> Typed:
        return {"channel": Channel.LETTER.value}

    def form_options(self, asked: Asked) -> dict[str, Any]:
        seats, language = asked.shown.terms.seats, asked.shown.language
        units = seats.plurals.text(language) or seats.names.text(language)
        return {"units": units, "minimum": seats.minimum, "maximum": seats.maximum}

    def words(self, asked: Asked) -> dict[str, Any]:
        return {
            "title": _("Record another number of seats"),
            "intro": _("At present the contract covers %(seats)s.")
            % {"seats": asked.shown.seats_in_words(asked.shown.phase)},
            "submit": _("Record change"),
        }

    def done(self, asked: Asked) -> str:
        return _("The change is recorded. The customer gets a confirmation.")


class Switch(Recorded):
    """A switch under the Data Act that the customer asked for."""

    form_class = decision_forms.SwitchForm

    def command(self, asked: Asked, typed: Typed) -> Command:
        return RequestSwitch(new_id(), SwitchTarget(typed["target"]), typed["received_on"])

    def initial(self, asked: Asked) -> Typed:
        return {
            "received_on": asked.shown.today,
            "channel": Channel.LETTER.value,
            "target": SwitchTarget.OTHER_PROVIDER.value,
        }

    def words(self, asked: Asked) -> dict[str, Any]:
        return {
            "title": _("Record a switch under the Data Act"),
            "intro": _(
                "The customer may leave at any time (Art. 25 of Regulation (EU) 2023/2854): at most two months' "
                "notice, a transition of at most 30 days, then at least 30 days to fetch its data."
            ),
            "submit": _("Record switch"),
        }

    def done(self, asked: Asked) -> str:
        return _("The switch is recorded: the contract ends on %(day)s at the latest.") % {
            "day": _day(asked, asked.held.timeline.last_day())
        }


def _require_switch(asked: Asked, item: UUID) -> None:
    """Of a switch that is not this contract's nobody learns that it exists."""
    if not any(one.item == item and one.kind is PendingKind.SWITCH for one in asked.shown.pending):
        raise Http404


class SwitchExtension(Decision):
    """A longer transition of a switch."""

    form_class = decision_forms.ExtendSwitchForm

    def form_options(self, asked: Asked) -> dict[str, Any]:
        _require_switch(asked, self.kwargs["item"])
        return {}

    def command(self, asked: Asked, typed: Typed) -> Command:
        return ExtendSwitch(new_id(), self.kwargs["item"], typed["until"])

    def declaration(self, asked: Asked, typed: Typed) -> Declaration:
        if typed["side"] == Side.VENDOR.value:
            return for_vendor(asked.request)
        return for_customer(asked.request, Channel.LETTER)

    def words(self, asked: Asked) -> dict[str, Any]:
        return {
            "title": _("Extend the transition"),
            "intro": _("At present the transition ends on %(day)s.")
            % {"day": _day(asked, asked.shown.timeline.last_day())},
            "submit": _("Extend transition"),
        }

    def done(self, asked: Asked) -> str:
        return _("The transition is extended to %(day)s.") % {"day": _day(asked, asked.held.timeline.last_day())}


class SwitchCompletion(Recorded):
    """The customer has switched successfully."""

    form_class = decision_forms.CompleteSwitchForm

    def form_options(self, asked: Asked) -> dict[str, Any]:
        _require_switch(asked, self.kwargs["item"])
        return {}

    def command(self, asked: Asked, typed: Typed) -> Command:
        return CompleteSwitch(new_id(), self.kwargs["item"], typed["last_day"])

    def initial(self, asked: Asked) -> Typed:
        return {"channel": Channel.MAIL.value, "last_day": asked.shown.today}

    def words(self, asked: Asked) -> dict[str, Any]:
        return {
            "title": _("Record that the switch has succeeded"),
            "intro": _("The contract then ends earlier than at the end of the transition."),
            "submit": _("Record completion"),
        }

    def done(self, asked: Asked) -> str:
        return _("The switch is completed: the contract ends on %(day)s.") % {
            "day": _day(asked, asked.held.timeline.last_day())
        }


class Offer(Decision):
    """Other terms for this one customer, who is free to accept them."""

    form_class = decision_forms.OfferForm

    def command(self, asked: Asked, typed: Typed) -> Command:
        to = TermsRef.parse(typed["to"])
        return OfferTerms(new_id(), to, typed["accept_until"], typed["cut_over"], JudgedBy(typed["judged_by"]))

    def declaration(self, asked: Asked, typed: Typed) -> Declaration:
        return for_vendor(asked.request)

    def initial(self, asked: Asked) -> Typed:
        today = asked.shown.today
        choices = self.form_options(asked)["choices"]
        return {
            "to": choices[0][0] if choices else None,
            "cut_over": add_months(today, 1),
            "accept_until": today + timedelta(days=28),
            "judged_by": JudgedBy.FIRST_DAY.value,
        }

    def form_options(self, asked: Asked) -> dict[str, Any]:
        language, today = asked.shown.language, asked.shown.today
        choices = [
            (str(terms.ref), f"{plan.names.text(language)} · {terms.ref.edition}")
            for plan in asked.held.catalogue.plans.values()
            for terms in plan.editions
            if terms.ref != asked.shown.phase.terms and (terms.sold_until is None or terms.sold_until > today)
        ]
        return {"choices": choices}

    def words(self, asked: Asked) -> dict[str, Any]:
        return {
            "title": _("Offer other terms"),
            "intro": _(
                "The customer finds the offer in its portal and in its mail and is free to accept or to decline it. "
                "Nothing changes before it is accepted."
            ),
            "submit": _("Send offer"),
            "offering": True,
        }

    def done(self, asked: Asked) -> str:
        return _("The offer is sent.")
