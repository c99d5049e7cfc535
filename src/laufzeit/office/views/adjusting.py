"""Discounts, one-off charges and credits: decisions of the vendor's own, which take a manager.

No letter goes out for them. The next invoice has them, and the customer reads them in the history of its contract.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from laufzeit.contracts.commands import CancelExtra, ChargeExtra, Command, EndDiscount, GrantDiscount
from laufzeit.contracts.contract import Discount, Extra
from laufzeit.contracts.currency import currency_on
from laufzeit.contracts.deciding.discounts import recurring_charges
from laufzeit.contracts.declaration import Declaration
from laufzeit.dates.wording import day_in_digits
from laufzeit.money.amount import Currency
from laufzeit.money.vat import VatCategory
from laufzeit.office import adjustment_forms, adjustments
from laufzeit.office.decision_forms import DecisionForm
from laufzeit.office.loading import for_vendor
from laufzeit.office.views.decisions import Decision, Typed
from laufzeit.portal.adjustments import amount_in_words, measure_in_words, span_in_words
from laufzeit.portal.views.decisions import Asked
from laufzeit.vendors.models import new_id

Facts = list[tuple[str, str]]


class Adjustment(Decision):
    """What all of them have in common: the vendor declares them, and what follows are lines of invoices."""

    def declaration(self, asked: Asked, typed: Typed) -> Declaration:
        return for_vendor(asked.request)

    def words(self, asked: Asked) -> dict[str, Any]:
        if asked.outcome is None:
            return {"adjusting": None}
        difference = adjustments.difference(asked.held, asked.outcome.after, self.since(asked), asked.shown)
        return {"adjusting": {"facts": self.facts(asked), "difference": difference}}

    def facts(self, asked: Asked) -> Facts:
        """What would be recorded, in words."""
        raise NotImplementedError

    def since(self, asked: Asked) -> date:
        """The first day that it concerns."""
        assert asked.outcome is not None  # asked for what would follow
        return asked.outcome.events[0].effective_on

    def _discount(self, asked: Asked) -> Discount:
        """The discount of the page's address, as it is stored."""
        found = asked.held.contract.discount(self.kwargs["discount"])
        if found is None:
            raise Http404
        return found

    def _extra(self, asked: Asked) -> Extra:
        found = next((one for one in asked.held.contract.extras if one.id == self.kwargs["extra"]), None)
        if found is None:
            raise Http404
        return found

    @staticmethod
    def _currency_on(asked: Asked, day: date) -> Currency:
        return currency_on(asked.held.timeline, asked.held.catalogue, day)


class Grant(Adjustment):
    """A discount."""

    form_class = adjustment_forms.GrantDiscountForm

    def command(self, asked: Asked, typed: Typed) -> Command:
        last_day: date | None = typed["until"]
        until = last_day + timedelta(days=1) if last_day is not None and last_day < date.max else last_day
        return GrantDiscount(
            new_id(),
            typed["effective_on"],
            typed["percent"],
            typed["amount"],
            None if typed["charge"] == adjustment_forms.ALL else typed["charge"],
            until,
            typed["periods"],
            typed["reason"],
        )

    def form_options(self, asked: Asked) -> dict[str, Any]:
        life, language = asked.held.timeline, asked.shown.language
        charges = recurring_charges(life, asked.held.catalogue, min(asked.shown.today, life.phases[-1].period.start))
        return {
            "charges": [(key, charge.names.text(language)) for key, charge in charges.items()],
            "currency_on": lambda day: self._currency_on(asked, day),
        }

    def initial(self, asked: Asked) -> Typed:
        return {
            "unit": adjustment_forms.PERCENT,
            "charge": adjustment_forms.ALL,
            "effective_on": max(asked.shown.today, asked.held.contract.start),
        }

    def words(self, asked: Asked) -> dict[str, Any]:
        return super().words(asked) | {
            "title": _("Grant a discount"),
            "intro": _(
                "It counts for whole billing periods and changes neither plan nor term. The customer sees it on the "
                "next invoice and in the history of the contract; no mail goes out."
            ),
            "submit": _("Grant discount"),
        }

    def facts(self, asked: Asked) -> Facts:
        assert asked.outcome is not None
        granted = asked.outcome.after.contract.discounts[-1]
        return [
            (_("Discount"), measure_in_words(granted, asked.shown)),
            (_("On the invoice"), granted.reason),
            (_("Applies"), span_in_words(granted, asked.shown.language)),
        ]

    def done(self, asked: Asked) -> str:
        granted = asked.held.contract.discounts[-1]
        return _("The discount “%(reason)s” is granted.") % {"reason": granted.reason}


class End(Adjustment):
    """A discount that is no longer given."""

    form_class = adjustment_forms.EndDiscountForm

    def command(self, asked: Asked, typed: Typed) -> Command:
        return EndDiscount(new_id(), typed["effective_on"], self._discount(asked).id)

    def initial(self, asked: Asked) -> Typed:
        return {"effective_on": max(asked.shown.today, self._discount(asked).effective_on)}

    def words(self, asked: Asked) -> dict[str, Any]:
        discount = self._discount(asked)
        return super().words(asked) | {
            "title": _("End the discount “%(reason)s”") % {"reason": discount.reason},
            "intro": _(
                "Check first whether it was promised for longer. Ended on its first day, it counts as never granted."
            ),
            "submit": _("End discount"),
        }

    def facts(self, asked: Asked) -> Facts:
        assert asked.outcome is not None
        discount = self._discount(asked)
        ended = asked.outcome.after.contract.discount(discount.id)
        assert ended is not None  # an ended one stays
        return [
            (_("Discount"), measure_in_words(discount, asked.shown)),
            (_("Until now"), span_in_words(discount, asked.shown.language)),
            (_("From now on"), span_in_words(ended, asked.shown.language)),
        ]

    def done(self, asked: Asked) -> str:
        return _("The discount “%(reason)s” is ended.") % {"reason": self._discount(asked).reason}


class Charge(Adjustment):
    """A one-off charge or credit."""

    form_class = adjustment_forms.ChargeExtraForm

    def command(self, asked: Asked, typed: Typed) -> Command:
        return ChargeExtra(
            new_id(), typed["effective_on"], typed["minor"], typed["text"], VatCategory(typed["vat"])
        )  # fmt: skip

    def form_options(self, asked: Asked) -> dict[str, Any]:
        return {
            "currency_on": lambda day: self._currency_on(asked, day),
            "today": asked.shown.today,
            "basis": adjustments.basis_in_words(asked.shown),
        }

    def initial(self, asked: Asked) -> Typed:
        return {
            "kind": adjustment_forms.CHARGE,
            "effective_on": max(asked.shown.today, asked.held.contract.start),
            "vat": VatCategory.STANDARD.value,
        }

    def words(self, asked: Asked) -> dict[str, Any]:
        return super().words(asked) | {
            "title": _("Charge or credit once"),
            "intro": _(
                "For what no price of the plan covers: a training, a set-up, goodwill. The next invoice has it; the "
                "customer also sees it in the history of the contract. Possible after the end of the contract too."
            ),
            "submit": _("Record charge or credit"),
        }

    def facts(self, asked: Asked) -> Facts:
        assert asked.outcome is not None
        return _extra_facts(asked.outcome.after.contract.extras[-1], asked)

    def done(self, asked: Asked) -> str:
        extra = asked.held.contract.extras[-1]
        said = {"amount": amount_in_words(abs(extra.amount), extra.effective_on, asked.shown)}
        return (_("%(amount)s is charged.") if extra.amount > 0 else _("%(amount)s is credited.")) % said


class Cancel(Adjustment):
    """A one-off charge or credit that falls away."""

    form_class = DecisionForm

    def command(self, asked: Asked, typed: Typed) -> Command:
        return CancelExtra(new_id(), self._extra(asked).id)

    def since(self, asked: Asked) -> date:
        return self._extra(asked).effective_on

    def words(self, asked: Asked) -> dict[str, Any]:
        extra = self._extra(asked)
        return super().words(asked) | {
            "title": _("Take back “%(text)s”") % {"text": extra.text},
            "intro": _("It is no longer owed, as if it had never been. The log keeps it."),
            "submit": _("Take back"),
        }

    def facts(self, asked: Asked) -> Facts:
        return _extra_facts(self._extra(asked), asked)

    def done(self, asked: Asked) -> str:
        return _("It is taken back.")


def _extra_facts(extra: Extra, asked: Asked) -> Facts:
    amount = amount_in_words(abs(extra.amount), extra.effective_on, asked.shown)
    rate = _("reduced rate") if extra.vat is VatCategory.REDUCED else _("standard rate")
    return [
        (_("Charged") if extra.amount > 0 else _("Credited"), amount),
        (_("On the invoice"), extra.text),
        (_("Day of the service"), day_in_digits(extra.effective_on, asked.shown.language)),
        (_("VAT"), rate),
    ]
