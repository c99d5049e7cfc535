"""The forms about customers: a new one with its main user, and the conclusion of a contract."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laufzeit.catalogue.model import Catalogue, Terms
from laufzeit.contracts.declaration import Channel
from laufzeit.customers.details import Person
from laufzeit.customers.forms import CheckedForm
from laufzeit.office.decision_forms import DecisionForm
from laufzeit.office.forms import day_field
from laufzeit.portal.wording import language


class MainUserForm(CheckedForm):
    """Who will decide for a new customer."""

    use_required_attribute = False
    prefix = "main"

    first_name = forms.CharField(label=gettext_lazy("First name"), max_length=100)
    last_name = forms.CharField(label=gettext_lazy("Last name"), max_length=100)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        help_text=gettext_lazy("An invitation goes there; whoever reads it can sign in with a one-time code at once."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=lambda: list(settings.LANGUAGES))

    def person(self) -> Person:
        """What was sent, once the form is valid."""
        return Person(**self.cleaned_data)


class ConcludeForm(DecisionForm):
    """A contract that was agreed upon by letter or e-mail, or on the telephone and confirmed in text form."""

    plan = forms.ChoiceField(label=gettext_lazy("Plan and edition"), widget=forms.RadioSelect)
    start = day_field(gettext_lazy("First day of the contract"))
    seats = forms.IntegerField(
        label=gettext_lazy("Seats"),
        min_value=1,
        max_value=1_000_000,
        required=False,
        help_text=gettext_lazy("For plans with named users these are counted below."),
    )
    users = forms.MultipleChoiceField(
        label=gettext_lazy("Further users"), required=False, widget=forms.CheckboxSelectMultiple
    )
    trial = forms.BooleanField(label=gettext_lazy("Begin with the trial of the plan"), required=False)
    label = forms.CharField(
        label=gettext_lazy("Name of the contract"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("To tell several contracts of a customer apart, for example “Server Munich”."),
    )
    number = forms.CharField(
        label=gettext_lazy("Contract number"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Leave empty for the next free one."),
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("How did the customer declare it?"),
        choices=[
            (Channel.LETTER.value, gettext_lazy("by letter")),
            (Channel.MAIL.value, gettext_lazy("by e-mail")),
        ],
        initial=Channel.LETTER.value,
        widget=forms.RadioSelect,
    )

    def __init__(
        self, *args: Any, catalogue: Catalogue, today: date, people: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"].choices = [
            (str(terms.ref), _offered(catalogue, terms, today)) for terms in _editions(catalogue, today)
        ]
        self.fields["users"].choices = people
        if not people:
            del self.fields["users"]
        if not any(terms.trial for terms in _editions(catalogue, today)):
            del self.fields["trial"]

    def typed(self) -> dict[str, Any]:
        return {"users": [], "trial": False} | super().typed()


def _editions(catalogue: Catalogue, today: date) -> list[Terms]:
    """Those on sale today first, then earlier and later ones: a contract of paper keeps what was agreed."""
    editions = [terms for plan in catalogue.plans.values() for terms in plan.editions]
    return sorted(editions, key=lambda terms: not _on_sale(terms, today))


def _on_sale(terms: Terms, today: date) -> bool:
    return terms.sold_from <= today and (terms.sold_until is None or today < terms.sold_until)


def _offered(catalogue: Catalogue, terms: Terms, today: date) -> str:
    name = f"{catalogue.plans[terms.ref.plan].names.text(language())} · {terms.ref.edition}"
    return name if _on_sale(terms, today) else _("%(plan)s (not on sale today)") % {"plan": name}
