"""The smaller forms of campaigns: the plan as a file, a later day, months, the search of a list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from laufzeit.campaigns.plan import Plan
from laufzeit.campaigns.reading import MAX_BYTES, PlanFaults, read
from laufzeit.catalogue.faults import Fault
from laufzeit.office.campaigns.plan_form import RESERVED
from laufzeit.office.decision_forms import ByChannelForm
from laufzeit.office.forms import SearchForm, day_field, text_of

UNREADABLE = gettext_lazy("The plan cannot be read; what is wrong stands above.")


class FileForm(forms.Form):
    """The plan, typed or from a file; ``faults`` has all that is wrong, line by line, and what was typed stays."""

    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("File (TOML)"),
        required=False,
        help_text=gettext_lazy("It replaces the text below."),
        widget=forms.FileInput(attrs={"accept": ".toml"}),
    )
    text = forms.CharField(
        label=pgettext_lazy("of a campaign", "Plan"),
        required=False,
        max_length=MAX_BYTES,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false", "class": "code", "lang": "en"}),
    )

    def __init__(self, *args: Any, key: str = "", **kwargs: Any) -> None:
        """``key`` is that of a campaign that exists: it stays as it is."""
        super().__init__(*args, **kwargs)
        self.data: Any
        self._key = key
        self.faults: tuple[Fault, ...] = ()
        self.plan: Plan | None = None

    def clean_file(self) -> str:
        sent = self.cleaned_data["file"]
        if sent is None:
            return ""
        if sent.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than one megabyte."))
        return text_of(sent)

    def clean(self) -> None:
        if self.errors:
            return
        sent = self.cleaned_data
        sent["text"] = (sent.get("file") or sent.get("text") or "").replace("\r\n", "\n")
        self.data = {"text": sent["text"]}  # what was sent as a file is shown with its faults
        if not sent["text"].strip():
            self.add_error("text", _("Please write a plan, or choose a file."))
            return
        try:
            self.plan = read(sent["text"])
        except PlanFaults as found:
            self.faults = found.faults
            self.add_error("text", UNREADABLE)
            return
        self._require_key(self.plan.key)

    def _require_key(self, key: str) -> None:
        if key in RESERVED:
            self.add_error("text", _("This key has a meaning already; please choose another one."))
        elif self._key and key != self._key:
            self.add_error("text", _("This is the campaign “%(key)s”; its key stays.") % {"key": self._key})


class UntilForm(forms.Form):
    """A later last day to accept."""

    use_required_attribute = False
    accept_until = day_field(
        gettext_lazy("New last day to accept"), error_messages={"required": gettext_lazy("Please choose a day.")}
    )


class LateForm(ByChannelForm):
    """An acceptance that came by letter or mail."""


class ParticipantSearchForm(SearchForm):
    """The search of a list behind a number, which it stays in."""

    which = forms.CharField(required=False, widget=forms.HiddenInput)
    finding = forms.CharField(required=False, widget=forms.HiddenInput)
    segment = forms.CharField(required=False, widget=forms.HiddenInput)
