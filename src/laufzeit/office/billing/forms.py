"""The forms of billing: search and filters of documents, the day of a run, reasons, amounts, files of the bank."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from laufzeit.dates.wording import MONTHS
from laufzeit.invoices.document import DocumentKind
from laufzeit.money.amount import Currency
from laufzeit.office.amounts import minor_units
from laufzeit.office.billing.finding import DocumentFilter, DocumentState
from laufzeit.office.forms import SearchForm, day_field
from laufzeit.portal.wording import language

STATES: Final = [
    ("", gettext_lazy("every state")),
    (DocumentState.OPEN.value, pgettext_lazy("of documents", "open")),
    (DocumentState.OVERDUE.value, pgettext_lazy("of documents", "overdue")),
    (DocumentState.DISPUTED.value, pgettext_lazy("of documents", "disputed")),
    (DocumentState.SETTLED.value, pgettext_lazy("of documents", "paid or settled")),
    (DocumentState.CREDIT.value, pgettext_lazy("of documents", "credit of the customer")),
]
KINDS: Final = [
    ("", gettext_lazy("every kind")),
    (DocumentKind.INVOICE.value, gettext_lazy("Invoices")),
    (DocumentKind.CORRECTION.value, gettext_lazy("Corrections")),
    (DocumentKind.CANCELLATION.value, pgettext_lazy("of invoices", "Cancellations")),
]


class DocumentSearchForm(SearchForm):
    """Search and filters of the list of documents."""

    state = forms.ChoiceField(label=pgettext_lazy("of documents", "State"), required=False, choices=STATES)
    kind = forms.ChoiceField(label=pgettext_lazy("of documents", "Kind"), required=False, choices=KINDS)
    month = forms.ChoiceField(label=gettext_lazy("Month"), required=False)
    customer = forms.UUIDField(required=False, widget=forms.HiddenInput)
    run = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, months: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._months = {f"{month:%Y-%m}": month for month in months}
        named = [(key, f"{MONTHS[language()][month.month - 1]} {month.year}") for key, month in self._months.items()]
        self.fields["month"].choices = [("", _("every month")), *named]

    def wanted(self) -> DocumentFilter:
        """What the list is narrowed to; fields with faults narrow nothing."""
        self.is_valid()
        sent = self.cleaned_data
        return DocumentFilter(
            search=sent.get("q", ""),
            state=DocumentState(sent["state"]) if sent.get("state") else None,
            kind=DocumentKind(sent["kind"]) if sent.get("kind") else None,
            month=self._months.get(sent.get("month", "")),
            customer=sent.get("customer"),
            run=sent.get("run"),
        )


class ThroughForm(forms.Form):
    """Until which day dues are invoiced, or collected."""

    use_required_attribute = False

    through = day_field(gettext_lazy("Dues until"), error_messages={"required": gettext_lazy("Please choose a day.")})


class StartRunForm(ThroughForm):
    """A run is started. ``seen`` is the latest run when the page was shown: sent twice, the form counts once."""

    seen = forms.UUIDField(required=False, widget=forms.HiddenInput)


class DisputeForm(forms.Form):
    """What the customer says is wrong with a document."""

    use_required_attribute = False

    reason = forms.CharField(
        label=gettext_lazy("What does the customer object to?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Until it is settled there are no reminders, and nothing is collected."),
    )


class EndDisputeForm(forms.Form):
    """How a dispute was settled."""

    use_required_attribute = False

    ending = forms.CharField(
        label=gettext_lazy("How was it settled?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class NoteForm(forms.Form):
    """Why something is decided about a payment."""

    use_required_attribute = False

    note = forms.CharField(label=gettext_lazy("Why?"), max_length=500, widget=forms.TextInput)


LARGEST_UPLOAD: Final = 4_000_000
"""Bytes: a little less than a request may have. That is some thousand bookings; the console takes larger files."""


class StatementForm(forms.Form):
    """A file of the bank."""

    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("File of the bank (camt.053 or camt.054)"),
        widget=forms.FileInput(attrs={"accept": ".xml,.c53,.c54"}),
        help_text=gettext_lazy(
            "XML as the bank offers it for download, up to 4 MB. What has been read before is known."
        ),
        error_messages={
            "required": gettext_lazy("Please choose a file."),
            "empty": gettext_lazy("The file is empty."),
        },
    )

    def clean_file(self) -> Any:
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST_UPLOAD:
            raise forms.ValidationError(
                _("The file is larger than 4 MB. Please ask the bank for single days, or import it from the console.")
            )
        return sent


class AssignForm(forms.Form):
    """How much of an entry goes to a document. Amounts are typed without a sign: the entry has one."""

    use_required_attribute = False

    document = forms.UUIDField(widget=forms.HiddenInput)
    amount = forms.CharField(
        label=gettext_lazy("Amount"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, currency: Currency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._currency = currency

    def clean_amount(self) -> int:
        minor = minor_units(self.cleaned_data["amount"], self._currency)
        if not minor:
            raise forms.ValidationError(_("Please write an amount above zero."))
        return minor


class CollectForm(forms.Form):
    """What is collected. ``unannounced``: also what was not announced on its invoice, and debits that came back."""

    use_required_attribute = False

    through = day_field(
        gettext_lazy("Due until"),
        help_text=gettext_lazy("At most two weeks ahead: earlier, banks take no orders."),
        error_messages={"required": gettext_lazy("Please choose a day.")},
    )
    unannounced = forms.BooleanField(
        label=gettext_lazy("Also what was not announced on the invoice, and debits that came back"),
        required=False,
        help_text=gettext_lazy("These customers get a letter with the day first."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class RemindForm(forms.Form):
    """Reminders are sent as they were shown; ``seen`` is the print of that."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
