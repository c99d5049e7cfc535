"""The forms of lists: what is typed into their fields narrows them; what makes no sense narrows nothing and says so."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from laufzeit.catalogue.model import Catalogue
from laufzeit.customers.roles import Role
from laufzeit.messages.state import ON_ITS_WAY, TROUBLE, State
from laufzeit.office.finding import ContractFilter, ContractState
from laufzeit.office.wording import CONTRACT_STATES
from laufzeit.portal.wording import language


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A day, typed by the browser's own calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


class SearchForm(forms.Form):
    """One field to search in."""

    use_required_attribute = False

    q = forms.CharField(
        label=gettext_lazy("Search"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
    )

    @property
    def text(self) -> str:
        return str(self.cleaned_data.get("q", "")) if self.is_valid() or hasattr(self, "cleaned_data") else ""


class CustomerSearchForm(SearchForm):
    erased = forms.ChoiceField(
        label=gettext_lazy("Show"),
        required=False,
        choices=[
            ("", gettext_lazy("all customers")),
            ("no", gettext_lazy("with their data")),
            ("yes", gettext_lazy("erased")),
        ],
    )

    @property
    def wanted(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data.get("erased", "")) if self.is_valid() else None


class PlanField(forms.ChoiceField):
    """A plan, or one edition of it by its name ("plus@2020"), also where the list does not offer that."""

    known: Collection[str] = ()

    def valid_value(self, value: Any) -> bool:
        return value in self.known


class ContractSearchForm(SearchForm):
    """Search and filters of the list of contracts."""

    state = forms.ChoiceField(label=pgettext_lazy("of contracts", "State"), required=False)
    plan = PlanField(label=gettext_lazy("Plan"), required=False)
    ends_from = day_field(gettext_lazy("Ends from"), required=False)
    ends_until = day_field(gettext_lazy("Ends until"), required=False)
    customer = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, catalogue: Catalogue | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [
            ("", _("every state")),
            *((key.value, word) for key, word in CONTRACT_STATES.items()),
        ]
        self.fields["plan"].choices = [("", _("every plan")), *_plan_choices(catalogue)]
        plans = catalogue.plans.values() if catalogue else ()
        self.fields["plan"].known = {plan.key for plan in plans} | {
            str(terms.ref) for plan in plans for terms in plan.editions
        }

    def wanted(self) -> ContractFilter:
        """What the list is narrowed to; fields with faults narrow nothing."""
        self.is_valid()
        sent = self.cleaned_data
        plan, _at, edition = sent.get("plan", "").partition("@")
        customer: UUID | None = sent.get("customer")
        return ContractFilter(
            search=sent.get("q", ""),
            state=ContractState(sent["state"]) if sent.get("state") else None,
            plan=plan,
            edition=edition,
            ends_from=sent.get("ends_from"),
            ends_until=sent.get("ends_until"),
            customer=customer,
        )


def _plan_choices(catalogue: Catalogue | None) -> list[tuple[str, Any]]:
    """Each plan, and below those with several editions each of them."""
    choices: list[tuple[str, Any]] = []
    for plan in catalogue.plans.values() if catalogue else ():
        name = plan.names.text(language())
        choices.append((plan.key, name))
        if len(plan.editions) > 1:
            choices += [(str(terms.ref), f"{name} · {terms.ref.edition}") for terms in plan.editions]
    return choices


class MailSearchForm(SearchForm):
    """Search and filter of the list of letters."""

    state = forms.ChoiceField(
        label=pgettext_lazy("of a mail", "State"),
        required=False,
        choices=[
            ("", gettext_lazy("every state")),
            ("trouble", gettext_lazy("needs a decision (unclear, failed, bounced)")),
            ("waiting", gettext_lazy("on their way")),
            (State.SENT.value, pgettext_lazy("of mails", "sent")),
            (State.UNCLEAR.value, pgettext_lazy("of mails", "unclear")),
            (State.FAILED.value, pgettext_lazy("of mails", "failed")),
            (State.BOUNCED.value, pgettext_lazy("of mails", "bounced")),
            (State.HELD.value, pgettext_lazy("of mails", "kept")),
        ],
    )

    def states(self) -> tuple[State, ...]:
        """The states that are asked for; none for all."""
        chosen = self.cleaned_data.get("state", "") if self.is_valid() else ""
        match chosen:
            case "":
                return ()
            case "trouble":
                return TROUBLE
            case "waiting":
                return ON_ITS_WAY
            case _:
                return (State(chosen),)


class SetAsideForm(forms.Form):
    """Why a public cancellation concerns no contract."""

    use_required_attribute = False

    reason = forms.CharField(
        label=gettext_lazy("Why does it concern no contract?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class RoleForm(forms.Form):
    """Another role for one of the staff."""

    role = forms.ChoiceField(
        label=pgettext_lazy("of a person", "Role"),
        choices=[
            (Role.CLERK.value, pgettext_lazy("of a person", "Clerk")),
            (Role.MANAGER.value, pgettext_lazy("of a person", "Manager")),
            (Role.AUDITOR.value, pgettext_lazy("of a person", "Auditor")),
        ],
    )


def text_of(sent: UploadedFile) -> str:
    """The text of a file that was sent. Raises ``ValidationError`` where it is not written in UTF-8."""
    try:
        return str(sent.read().decode("utf-8"))
    except UnicodeDecodeError as fault:
        raise forms.ValidationError(
            _("The file is not written in UTF-8: byte %(byte)d is none of its letters.") % {"byte": fault.start + 1}
        ) from None
