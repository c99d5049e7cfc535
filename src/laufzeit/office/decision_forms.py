"""The forms of what staff record or declare. Each carries what was shown, so that nothing is recorded unseen."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laufzeit.contracts.commands import JudgedBy, SwitchTarget
from laufzeit.contracts.declaration import Channel
from laufzeit.office.forms import day_field
from laufzeit.vendors.models import new_id

HIDDEN: Final = ("seen_version", "form_key", "seen")


class DecisionForm(forms.Form):
    """``seen_version`` is the version of the contract that was shown, ``form_key`` the name under which the form counts
    once, ``seen`` the print of what was typed and what would follow when it was last shown."""

    use_required_attribute = False

    seen_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    form_key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def typed(self) -> dict[str, Any]:
        """What was filled in, once the form is valid."""
        return {name: value for name, value in self.cleaned_data.items() if name not in HIDDEN}

    def print_of(self, outcome: Sequence[object]) -> str:
        """A print of what was filled in together with what would follow from it."""
        said = [f"{name}={_plain(value)}" for name, value in sorted(self.typed().items())]
        return hashlib.sha256("\n".join([*said, *map(str, outcome)]).encode()).hexdigest()

    @classmethod
    def opening(cls, version: int, initial: dict[str, Any], **options: Any) -> DecisionForm:
        """The form as its page opens: already filled in and checked where there is enough to rehearse."""
        values = {"seen_version": version, "form_key": new_id()} | initial
        filled = cls({name: _written(value) for name, value in values.items() if value is not None}, **options)
        return filled if filled.is_valid() else cls(initial=values, **options)


def _plain(value: Any) -> str:
    """Without regard to the order in which boxes were sent."""
    return str(sorted(value)) if isinstance(value, list) else str(value)


def _written(value: Any) -> Any:
    """As a browser would send it."""
    match value:
        case date():
            return value.isoformat()
        case list():
            return [str(one) for one in value]
        case _:
            return str(value)


class ByChannelForm(DecisionForm):
    """What a customer declared: on which way it came."""

    channel = forms.ChoiceField(
        label=gettext_lazy("How did it come?"),
        choices=[
            (Channel.LETTER.value, gettext_lazy("by letter")),
            (Channel.MAIL.value, gettext_lazy("by e-mail")),
        ],
        initial=Channel.LETTER.value,
        widget=forms.RadioSelect,
    )


class NoticeForm(ByChannelForm):
    """A notice of the customer that came by letter or e-mail."""

    received_on = day_field(
        gettext_lazy("Received on"),
        help_text=gettext_lazy("The day on which it reached us, whenever it was written or opened (§ 130 (1) BGB)."),
    )
    not_before = day_field(
        gettext_lazy("Wished last day"),
        required=False,
        help_text=gettext_lazy("Only if the customer names a later day than the earliest possible."),
    )
    erase = forms.BooleanField(
        label=gettext_lazy("The customer also wants its data to be erased"),
        required=False,
        help_text=gettext_lazy("After the time for fetching it has passed."),
    )

    def __init__(self, *args: Any, public: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if public:
            self.fields["channel"] = forms.ChoiceField(
                choices=[(Channel.PUBLIC_PAGE.value, "")], initial=Channel.PUBLIC_PAGE.value, widget=forms.HiddenInput
            )


class VendorNoticeForm(DecisionForm):
    """The vendor's own notice. Its period counts from the day on which it reaches the customer."""

    not_before = day_field(
        gettext_lazy("Last day not before"),
        required=False,
        help_text=gettext_lazy("Leave empty for the earliest possible end."),
    )


class ChangeForm(ByChannelForm):
    """A change of plan; ``keep`` where the new plan has room for some of the users but not for all."""

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]] = (), room: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.room = room
        if choices:
            self.fields["keep"] = forms.MultipleChoiceField(
                choices=choices, required=False, widget=forms.CheckboxSelectMultiple, label=_("Who stays?")
            )

    def clean_keep(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["keep"]
        if len(chosen) > self.room:
            said = {"room": self.room, "chosen": len(chosen)}
            raise forms.ValidationError(_("The new plan has room for %(room)d of them; %(chosen)d are chosen.") % said)
        return chosen


class SeatsForm(ByChannelForm):
    """Another number of seats."""

    def __init__(
        self, *args: Any, units: str = "", minimum: int = 1, maximum: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seats"] = forms.IntegerField(label=units, min_value=minimum, max_value=maximum or 1_000_000)


class SwitchForm(ByChannelForm):
    """A switch under the Data Act that was asked for by letter or e-mail."""

    received_on = day_field(gettext_lazy("Received on"))
    target = forms.ChoiceField(
        label=gettext_lazy("What does the customer want?"),
        choices=[
            (SwitchTarget.OTHER_PROVIDER.value, gettext_lazy("Move to another provider")),
            (SwitchTarget.ON_PREMISES.value, gettext_lazy("Move to its own systems")),
            (SwitchTarget.ERASE.value, gettext_lazy("Have its data erased")),
        ],
        initial=SwitchTarget.OTHER_PROVIDER.value,
        widget=forms.RadioSelect,
    )


class ExtendSwitchForm(DecisionForm):
    """A longer transition, for the customer or for the vendor."""

    side = forms.ChoiceField(
        label=gettext_lazy("Who extends?"),
        choices=[
            ("customer", gettext_lazy("the customer asks for it (once, Art. 25 (5) Data Act)")),
            ("vendor", gettext_lazy("we need it for technical reasons (at most seven months, Art. 25 (4) Data Act)")),
        ],
        initial="customer",
        widget=forms.RadioSelect,
    )
    until = day_field(gettext_lazy("Last day of the transition"))


class CompleteSwitchForm(ByChannelForm):
    """The switch has succeeded."""

    last_day = day_field(
        gettext_lazy("Last day of the contract"),
        help_text=gettext_lazy("The day on which the switch succeeded, or a later one (Art. 25 (2)(c) Data Act)."),
    )


class OfferForm(DecisionForm):
    """Other terms, offered to this one customer."""

    to = forms.ChoiceField(label=gettext_lazy("Terms offered"))
    cut_over = day_field(
        gettext_lazy("From the first renewal on or after"),
        help_text=gettext_lazy("Terms (Laufzeiten) that begin before this day run once more at the old prices."),
    )
    judged_by = forms.ChoiceField(
        label=gettext_lazy("Which day of a term counts?"),
        choices=[
            (JudgedBy.FIRST_DAY.value, gettext_lazy("the first day of the new term")),
            (JudgedBy.LAST_DAY.value, gettext_lazy("the last day of the old term")),
        ],
        initial=JudgedBy.FIRST_DAY.value,
        widget=forms.RadioSelect,
    )
    accept_until = day_field(
        gettext_lazy("Can be accepted until"),
        help_text=gettext_lazy("Silence is no consent: without an answer nothing changes."),
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = choices
