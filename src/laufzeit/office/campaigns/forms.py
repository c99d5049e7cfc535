"""The forms of campaigns: the plan as a text, a later day, an acceptance that came by letter or mail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from laufzeit.campaigns.plan import Plan
from laufzeit.campaigns.reading import MAX_BYTES, PlanFaults, read
from laufzeit.campaigns.simulating.mass import MOST_MONTHS
from laufzeit.catalogue.faults import Fault
from laufzeit.contracts.declaration import Channel

CHANNELS = [(Channel.MAIL.value, gettext_lazy("by mail")), (Channel.LETTER.value, gettext_lazy("by letter"))]


class PlanForm(forms.Form):
    """The plan, typed or from a file; ``faults`` has all that is wrong, line by line, and what was typed stays."""

    use_required_attribute = False

    text = forms.CharField(
        label=pgettext_lazy("of a campaign", "Plan"),
        help_text=gettext_lazy("Whom, what, when, and how: as a text in the form of the example."),
        max_length=MAX_BYTES,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false", "class": "code", "lang": "en"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.faults: tuple[Fault, ...] = ()
        self.plan: Plan | None = None

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        try:
            self.plan = read(text)
        except PlanFaults as found:
            self.faults = found.faults
            raise forms.ValidationError(gettext_lazy("The plan cannot be read; what is wrong stands above.")) from None
        return text


class UntilForm(forms.Form):
    """A later last day to accept."""

    use_required_attribute = False
    accept_until = forms.DateField(
        label=gettext_lazy("New last day to accept"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class LateForm(forms.Form):
    """How an acceptance came that staff records."""

    channel = forms.ChoiceField(label=gettext_lazy("Came"), choices=CHANNELS)


class MonthsForm(forms.Form):
    """Over how many months a simulation looks."""

    use_required_attribute = False
    months = forms.IntegerField(label=gettext_lazy("Months"), min_value=1, max_value=MOST_MONTHS)
