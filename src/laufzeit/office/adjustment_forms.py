"""The forms of discounts, one-off charges and credits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from laufzeit.contracts.deciding.bounds import LONGEST_TEXT
from laufzeit.contracts.deciding.discounts import MOST_PERIODS
from laufzeit.money.amount import Currency
from laufzeit.money.vat import VatCategory
from laufzeit.office.amounts import basis_points, minor_units
from laufzeit.office.decision_forms import DecisionForm
from laufzeit.office.forms import day_field

PERCENT, AMOUNT = "percent", "amount"
ALL = "*"
"""Every recurring price: no key of a charge looks like that."""
CHARGE, CREDIT = "charge", "credit"

CurrencyOn = Callable[[date], Currency]
"""The currency that the contract reckons in on a day."""


def _number_field(label: Any, **options: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=40, widget=widget, **options)


class GrantDiscountForm(DecisionForm):
    """A discount; which of ``percent`` and ``amount`` is meant, the unit says."""

    unit = forms.ChoiceField(
        label=gettext_lazy("What is taken off?"),
        choices=[
            (PERCENT, gettext_lazy("a percentage of the price")),
            (AMOUNT, gettext_lazy("an amount off each billing period")),
        ],
        initial=PERCENT,
        widget=forms.RadioSelect,
    )
    measure = _number_field(gettext_lazy("How much?"))
    charge = forms.ChoiceField(label=gettext_lazy("Off which price?"), initial=ALL)
    reason = forms.CharField(
        label=pgettext_lazy("of a discount", "Reason"),
        max_length=LONGEST_TEXT,
        help_text=gettext_lazy("The invoice calls it so."),
    )
    effective_on = day_field(
        pgettext_lazy("of a discount", "From"),
        help_text=gettext_lazy("Billing periods that begin on this day or later have the discount."),
    )
    until = day_field(
        pgettext_lazy("of a discount", "Until"),
        required=False,
        help_text=gettext_lazy("Billing periods that begin after this day do not have it."),
    )
    periods = forms.IntegerField(
        label=gettext_lazy("For how many billing periods?"),
        required=False,
        min_value=1,
        max_value=MOST_PERIODS,
        help_text=gettext_lazy("Of each price. Leave both empty for a discount without an end."),
    )

    def __init__(
        self, *args: Any, charges: Sequence[tuple[str, str]] = (), currency_on: CurrencyOn, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._currency_on = currency_on
        self.fields["charge"].choices = [(ALL, _("all recurring prices")), *charges]

    def clean(self) -> dict[str, Any]:
        """``percent`` in basis points or ``amount`` in minor units, of what was typed."""
        sent = {**(super().clean() or {}), "percent": None, "amount": None}
        if not {"unit", "measure", "effective_on"} <= sent.keys():
            return sent
        try:
            if sent["unit"] == PERCENT:
                sent["percent"] = basis_points(sent["measure"])
            else:
                sent["amount"] = minor_units(sent["measure"], self._currency_on(sent["effective_on"]))
        except forms.ValidationError as fault:
            self.add_error("measure", fault)
        return sent


class EndDiscountForm(DecisionForm):
    """From when on a discount is no longer given."""

    effective_on = day_field(
        gettext_lazy("Without it from"),
        help_text=gettext_lazy("Billing periods that begin on this day or later do not have it any more."),
    )


class ChargeExtraForm(DecisionForm):
    """Something that is charged or credited once. The amount has no sign; ``kind`` says which of the two it is."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=[(CHARGE, gettext_lazy("we charge")), (CREDIT, gettext_lazy("we credit"))],
        initial=CHARGE,
        widget=forms.RadioSelect,
    )
    amount = _number_field("")
    text = forms.CharField(
        label=gettext_lazy("What for?"), max_length=LONGEST_TEXT, help_text=gettext_lazy("The invoice calls it so.")
    )
    effective_on = day_field(
        gettext_lazy("Day of the service"),
        help_text=gettext_lazy("It is owed on this day, and the next invoice after it has it."),
    )
    vat = forms.ChoiceField(
        label=gettext_lazy("VAT"),
        choices=[
            (VatCategory.STANDARD.value, gettext_lazy("standard rate")),
            (VatCategory.REDUCED.value, gettext_lazy("reduced rate (books, newspapers: § 12 (2) UStG)")),
        ],
        initial=VatCategory.STANDARD.value,
    )

    def __init__(self, *args: Any, currency_on: CurrencyOn, today: date, basis: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._currency_on = currency_on
        self.fields["amount"].label = _("Amount in %(currency)s") % {"currency": currency_on(today).code}
        self.fields["amount"].help_text = basis

    def clean(self) -> dict[str, Any]:
        """``minor``: the amount in minor units, negative for a credit."""
        sent = super().clean() or {}
        if not {"kind", "amount", "effective_on"} <= sent.keys():
            return sent
        try:
            minor = minor_units(sent["amount"], self._currency_on(sent["effective_on"]))
        except forms.ValidationError as fault:
            self.add_error("amount", fault)
            return sent
        return {**sent, "minor": -minor if sent["kind"] == CREDIT else minor}
