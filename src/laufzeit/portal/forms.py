"""The forms of decisions: what was seen, the name of the form, and the boxes beside the texts that are agreed to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laufzeit.catalogue.model import Catalogue
from laufzeit.contracts.commands import SwitchTarget
from laufzeit.contracts.declaration import Consent
from laufzeit.vendors.models import new_id

BOXES = ("agree_", "sure")


def shown_text(consent: Consent) -> str:
    """Exactly which text was shown: edition, language and hash in one hidden field."""
    return f"{consent.edition}:{consent.language}:{consent.sha256}"


class DecisionForm(forms.Form):
    """``seen_version`` is the version of the contract that the page showed, ``form_key`` the name under which this
    form counts once, however often it is sent. Each text has a box and, hidden, what exactly was shown."""

    use_required_attribute = False

    seen_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, consents: Sequence[Consent] = (), catalogue: Catalogue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreements = [consent.agreement for consent in consents]
        for consent in consents:
            self.fields[f"text_{consent.agreement}"] = forms.CharField(
                initial=shown_text(consent), widget=forms.HiddenInput, max_length=200
            )
            self.fields[f"sentence_{consent.agreement}"] = forms.CharField(
                initial=consent.sentence, widget=forms.HiddenInput, max_length=300
            )
            self.fields[f"agree_{consent.agreement}"] = forms.BooleanField(
                label=_label(consent, catalogue),
                help_text=_("Edition %(edition)s") % {"edition": consent.edition},
                error_messages={"required": _("Please read the text and tick the box.")},
            )

    @classmethod
    def fresh(cls, version: int, **kwargs: Any) -> DecisionForm:
        """An empty form for a contract in ``version``, with a new name."""
        initial = {"seen_version": version, "form_key": new_id()} | kwargs.pop("initial", {})
        return cls(initial=initial, **kwargs)

    @property
    def consent_fields(self) -> list[forms.BoundField]:
        return [self[f"agree_{agreement}"] for agreement in self.agreements]

    @property
    def unusable(self) -> bool:
        """Whether what the page sent along unseen is wrong, which no typing can mend."""
        return any(field.errors for field in self.hidden_fields())

    @property
    def chosen(self) -> bool:
        """Whether everything but the boxes was filled in so that it can be read."""
        return all(name.startswith(BOXES) for name in self.errors)

    def forget_missing_consents(self) -> None:
        """Who only looks at what would follow need not have agreed to anything yet."""
        for name in [name for name in self.errors if name.startswith(BOXES)]:
            del self.errors[name]

    def consents(self) -> Iterable[Consent]:
        """What was agreed to, exactly as it was shown; whether it is still in force is decided elsewhere."""
        for agreement in self.agreements:
            if not self.cleaned_data.get(f"agree_{agreement}"):
                continue
            edition, _colon, rest = self.cleaned_data[f"text_{agreement}"].partition(":")
            language, _colon, sha256 = rest.partition(":")
            yield Consent(agreement, edition, language, sha256, self.cleaned_data[f"sentence_{agreement}"])


def _sentence_with_link(consent: Consent, catalogue: Catalogue) -> SafeString:
    """The sentence, with the text's name as a link to exactly this edition."""
    names = catalogue.agreements[consent.agreement].names
    name = next((text for _language, text in names.by_language if text in consent.sentence), "")
    before, named, after = consent.sentence.partition(name) if name else ("", consent.sentence, "")
    link = reverse("portal:text", args=[consent.agreement, consent.edition])
    return format_html(
        '{}<a href="{}?language={}" target="_blank" rel="noopener">{}<span class="visually-hidden"> ({})</span></a>{}',
        before, link, consent.language, named, _("opens in a new window"), after,
    )  # fmt: skip


class OffersForm(forms.Form):
    """The boxes beside the texts that go with several offers, asked for once; each acceptance carries them. Each answer
    of the form that ``form_key`` names counts once, however often the form is sent."""

    use_required_attribute = False

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, one: DecisionForm | None, data: Any = None) -> None:
        """``one`` is the form of one of the offers, which has the texts."""
        super().__init__(data, initial={"form_key": new_id()})
        self.agreements = one.agreements if one else []
        if one is not None:
            self.fields |= {
                name: field for name, field in one.fields.items() if name not in ("seen_version", "form_key")
            }

    @property
    def consent_fields(self) -> list[forms.BoundField]:
        return [self[f"agree_{agreement}"] for agreement in self.agreements]

    consents = DecisionForm.consents

    def key_of(self, offer: UUID, answer: str) -> UUID | None:
        """The name of one answer; another answer to the same offer is not the same one sent again. ``None`` where the
        form has no name."""
        form_key: UUID | None = self.cleaned_data.get("form_key")
        return uuid5(form_key, f"{offer} {answer}") if form_key else None


_label = lazy(_sentence_with_link, SafeString)
"""Made where the form is shown: one that is only read needs none."""


class ChangeForm(DecisionForm):
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
            raise forms.ValidationError(
                _("The new plan has room for %(room)d of them; you have chosen %(chosen)d.")
                % {"room": self.room, "chosen": len(chosen)}
            )
        return chosen


class NoticeForm(DecisionForm):
    """Ordinary notice, to the earliest end or to a later one that is wished for."""

    not_before = forms.DateField(
        label=gettext_lazy("Not before"),
        help_text=gettext_lazy("Leave empty for the earliest possible end."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class EraseForm(DecisionForm):
    """Notice with erasure: one more box, because it cannot be undone once the data is gone."""

    sure = forms.BooleanField(
        label=gettext_lazy("I want the contract to end and the data to be deleted for good after that."),
        error_messages={"required": gettext_lazy("Please confirm that the data is to be deleted.")},
    )


class SwitchForm(DecisionForm):
    """The customer's choice by Art. 25 (3) Data Act."""

    target = forms.ChoiceField(
        label=gettext_lazy("What do you want?"),
        choices=[
            (SwitchTarget.OTHER_PROVIDER.value, gettext_lazy("Move to another provider")),
            (SwitchTarget.ON_PREMISES.value, gettext_lazy("Move to our own systems")),
            (SwitchTarget.ERASE.value, gettext_lazy("Have the data erased")),
        ],
        initial=SwitchTarget.OTHER_PROVIDER.value,
        widget=forms.RadioSelect,
    )


class LastDayForm(DecisionForm):
    """A last day that somebody names."""

    last_day = forms.DateField(
        label=gettext_lazy("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class SeatsForm(DecisionForm):
    """Another number of seats."""

    def __init__(self, *args: Any, units: str, minimum: int, maximum: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seats"] = forms.IntegerField(label=units, min_value=minimum, max_value=maximum or 1_000_000)


class BookingForm(forms.Form):
    """A booking of a feature for a day."""

    use_required_attribute = False

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    at = forms.TimeField(label=gettext_lazy("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, features: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["feature"] = forms.ChoiceField(
            label=_("Function"),
            choices=features,
            widget=forms.Select if len(features) > 1 else forms.HiddenInput,
            initial=features[0][0],
        )
        self.order_fields(["title", "day", "at", "feature"])

    @classmethod
    def fresh(cls, day: date, **kwargs: Any) -> BookingForm:
        return cls(initial={"day": day, "at": time(18, 0), "form_key": new_id()}, **kwargs)


class PublicCancellationForm(forms.Form):
    """The declaration of § 312k (2) S. 3 No. 1 BGB. Exactly the particulars of the statute: no field may be added."""

    use_required_attribute = False

    sort = forms.ChoiceField(
        label=gettext_lazy("Kind of cancellation"),
        choices=[
            ("ordinary", gettext_lazy("Ordinary cancellation")),
            ("extraordinary", gettext_lazy("Extraordinary cancellation, for good cause")),
        ],
        initial="ordinary",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Cause"),
        help_text=gettext_lazy("Only for an extraordinary cancellation."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    person = forms.CharField(
        label=gettext_lazy("Your name"), max_length=200, widget=forms.TextInput({"autocomplete": "name"})
    )
    contract = forms.CharField(
        label=gettext_lazy("Your contract"),
        help_text=gettext_lazy("Contract or customer number, or what the contract is called."),
        max_length=200,
    )
    wished_last_day = forms.DateField(
        label=gettext_lazy("The contract is to end on"),
        help_text=gettext_lazy("Leave empty for the earliest possible end."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address for the confirmation"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if (
            cleaned.get("sort") == "extraordinary"
            and not cleaned.get("reason", "").strip()
            and "reason" not in self.errors
        ):
            self.add_error("reason", _("Please name the cause of the extraordinary cancellation."))
        return cleaned


def chosen_users(values: Iterable[str]) -> tuple[UUID, ...]:
    """Ids out of boxes; what is no id was not on the page."""
    found = []
    for value in values:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return tuple(found)
