"""What a simulation assumes, to be tried out: months, and the share of each segment that accepts."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laufzeit.campaigns.plan import OTHERS, Assumption, Plan
from laufzeit.campaigns.simulating.mass import MOST_MONTHS

MONTHS: Final = 36
OTHER: Final = "others"
EVERYBODY: Final = "*"
"""The name of the segment that all others are taken for, where they are not all taken to accept."""


class AssumingForm(forms.Form):
    """The plan's segments with their shares in percent; nothing that is typed here changes the plan."""

    use_required_attribute = False
    field_order = ("months",)

    def __init__(self, data: Any = None, *, plan: Plan) -> None:
        super().__init__(data)
        self._plan = plan
        self.fields["months"] = forms.IntegerField(
            label=gettext_lazy("Months"), min_value=1, max_value=MOST_MONTHS, initial=MONTHS
        )
        for at, one in enumerate(plan.assumptions):
            self.fields[f"share-{at}"] = self._share(one.name, one.accepting)
        label = _("All others") if plan.assumptions else _("All contracts")
        self.fields[f"share-{OTHER}"] = self._share(label, OTHERS.accepting)

    @staticmethod
    def _share(name: str, accepting: int) -> forms.IntegerField:
        label = _("%(segment)s: accepting (percent)") % {"segment": name}
        return forms.IntegerField(label=label, min_value=0, max_value=100, initial=accepting // 100)

    def months(self) -> int:
        return int(self.cleaned_data["months"]) if self.is_bound else MONTHS

    def assumptions(self) -> tuple[Assumption, ...]:
        """The plan's, with the shares that were typed."""
        if not self.is_bound:
            return self._plan.assumptions
        sent, plan = self.cleaned_data, self._plan.assumptions
        found = [
            Assumption(one.name, sent[f"share-{at}"] * 100, one.plans, one.seats, one.countries)
            for at, one in enumerate(plan)
        ]
        others = sent[f"share-{OTHER}"] * 100
        return (*found, *([Assumption(EVERYBODY, others)] if others != OTHERS.accepting else []))
