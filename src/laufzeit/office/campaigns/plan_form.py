"""The form of a plan: whom, what, when, how, and what is assumed. A plan fills it in, and it says a plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from laufzeit.campaigns.plan import By, Cohort, EndingBefore, Plan, Seats, Way
from laufzeit.campaigns.reading import MOST_SEATS
from laufzeit.catalogue.table import is_name
from laufzeit.contracts.commands import JudgedBy
from laufzeit.contracts.models import Contract
from laufzeit.office.forms import day_field

RESERVED: Final = frozenset({"new"})
"""Keys that stand for something else in the addresses of pages."""
MOST_NUMBERS: Final = 100_000
"""Letters of a field with numbers of contracts: more of them come by the file."""
NAMED: Final = 5
"""Unknown contracts that a fault names."""

Option = tuple[str, str]


class ListField(forms.CharField):
    """Words, parted by commas, semicolons or lines."""

    def __init__(
        self, *, rows: int = 1, pattern: str = "", wrong: Any = "", upper: bool = False, **kwargs: Any
    ) -> None:
        kwargs["widget"] = forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput()
        super().__init__(required=False, **kwargs)
        self.pattern, self.wrong, self.upper = pattern, wrong, upper

    def clean(self, value: Any) -> tuple[str, ...]:
        text = super().clean(value)
        found = [word.strip() for word in re.split(r"[,;\n]", text.upper() if self.upper else text)]
        words = tuple(dict.fromkeys(word for word in found if word))
        if self.pattern and not all(re.fullmatch(self.pattern, word) for word in words):
            raise ValidationError(self.wrong)
        return words


def written(words: Iterable[object]) -> str:
    """A list as it stands in such a field."""
    return ", ".join(map(str, words))


def seats_field(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=MOST_SEATS)


def countries_field() -> ListField:
    return ListField(
        label=gettext_lazy("Countries"),
        help_text=gettext_lazy("Codes such as DE, AT. Empty: all."),
        pattern="[A-Z]{2}",
        wrong=gettext_lazy("Please write codes of two letters, such as DE, AT."),
        upper=True,
        max_length=1000,
    )


class SeatsMixin:
    """The two fields of a number of seats, as one value."""

    def seats(self) -> Seats:
        sent = self.cleaned_data  # type: ignore[attr-defined]
        return Seats(sent.get("seats_from") or 0, sent.get("seats_to"))

    def _seats_in_order(self) -> None:
        found = self.seats()
        if found.most is not None and found.most < found.least:
            self.add_error("seats_to", _("It ends below where it begins."))  # type: ignore[attr-defined]


def seats_as_sent(seats: Seats) -> dict[str, int | None]:
    return {"seats_from": seats.least or None, "seats_to": seats.most}


class CampaignForm(SeatsMixin, forms.Form):
    """All of a plan but its rows: the editions that are replaced, and what is assumed."""

    use_required_attribute = False

    name = forms.CharField(
        label=pgettext_lazy("of a campaign", "Name"),
        max_length=200,
        help_text=gettext_lazy("For the staff; customers do not see it."),
    )
    key = forms.CharField(
        label=pgettext_lazy("of a campaign", "Key"),
        max_length=60,
        help_text=gettext_lazy("Its name in addresses and commands: small letters, digits and hyphens."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    way = forms.ChoiceField(
        label=gettext_lazy("What is declared to the contracts?"),
        widget=forms.RadioSelect,
        choices=[
            (
                Way.NOTICE_AND_OFFER.value,
                gettext_lazy("Notice, and an offer: who accepts goes on at the new terms, all others end"),
            ),
            (Way.OFFER.value, gettext_lazy("An offer only: without acceptance the old terms go on")),
            (Way.NOTICE.value, gettext_lazy("Notice only: the contracts end")),
        ],
    )
    announce_on = day_field(
        gettext_lazy("Announcement"), help_text=gettext_lazy("The day of the first letters."),
    )  # fmt: skip
    accept_until = day_field(
        gettext_lazy("Can be accepted until"),
        help_text=gettext_lazy("The last day; contracts that end before have a last day of their own."),
    )
    cut_over = day_field(
        gettext_lazy("Cut-over"),
        help_text=gettext_lazy("Renewals from this day on are at the new terms."),
    )
    ending_before = forms.ChoiceField(
        label=gettext_lazy("Whoever accepts, and whose term ends before the cut-over:"),
        widget=forms.RadioSelect,
        choices=[
            (
                EndingBefore.ONCE_MORE.value,
                gettext_lazy("renews once more at the old terms; the new ones hold from the renewal after that"),
            ),
            (EndingBefore.NEW_TERMS.value, gettext_lazy("renews at the new terms already")),
        ],
    )
    judged_by = forms.ChoiceField(
        label=gettext_lazy("Which day decides whether a renewal is before the cut-over?"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("This differs only for terms that end on the day before the cut-over."),
        choices=[
            (JudgedBy.FIRST_DAY.value, gettext_lazy("the first day of the new term")),
            (JudgedBy.LAST_DAY.value, gettext_lazy("the last day of the old term")),
        ],
    )
    by = forms.ChoiceField(
        label=gettext_lazy("How do the letters go out?"),
        widget=forms.RadioSelect,
        choices=[
            (By.MAIL.value, gettext_lazy("by e-mail; by post where no e-mail arrives")),
            (By.PAPER.value, gettext_lazy("all by post, as a PDF to be printed")),
        ],
    )
    letters_an_hour = forms.IntegerField(
        label=gettext_lazy("Letters an hour"),
        required=False,
        min_value=1,
        max_value=10_000_000,
        help_text=gettext_lazy("Empty: all at once."),
    )
    post_days = forms.IntegerField(
        label=gettext_lazy("Days of the post"),
        min_value=0,
        max_value=14,
        help_text=gettext_lazy("After how many working days a letter by post counts as received."),
    )
    reminders = ListField(
        label=pgettext_lazy("of an open offer", "Reminders"),
        help_text=gettext_lazy(
            "How many days before the last day whoever has not answered is reminded, such as 30, 7."
        ),
        pattern="[1-9][0-9]{0,2}",
        wrong=gettext_lazy("Please write days from 1 to 365, such as 30, 7."),
        max_length=200,
    )
    threshold = forms.IntegerField(
        label=gettext_lazy("Name rises of more than (percent)"),
        min_value=0,
        max_value=10_000,
        help_text=gettext_lazy("The check lists contracts whose price rises by more."),
    )
    seats_from = seats_field(gettext_lazy("Seats from"))
    seats_to = seats_field(gettext_lazy("Seats to"))
    countries = countries_field()
    postcodes = ListField(
        label=gettext_lazy("Postcodes"),
        help_text=gettext_lazy("Their beginnings, such as 10, 803. Empty: all."),
        max_length=1000,
    )
    only = ListField(
        label=gettext_lazy("Only these contracts"),
        help_text=gettext_lazy("By their numbers, parted by commas or lines. Empty: all that fit."),
        rows=3,
        max_length=MOST_NUMBERS,
    )
    without = ListField(
        label=gettext_lazy("Never these contracts"),
        help_text=gettext_lazy("By their numbers, parted by commas or lines."),
        rows=3,
        max_length=MOST_NUMBERS,
    )

    def __init__(self, *args: Any, key: str = "", **kwargs: Any) -> None:
        """``key`` is that of a campaign that exists: it stays as it is."""
        super().__init__(*args, **kwargs)
        self.offers = self["way"].value() != Way.NOTICE.value
        self.fields["accept_until"].required = self.fields["cut_over"].required = self.offers
        if key:
            self.fields["key"].disabled, self.initial["key"] = True, key

    def clean_key(self) -> str:
        key = str(self.cleaned_data["key"])
        if not is_name(key):
            raise ValidationError(_("Please use small letters, digits and hyphens only."))
        if key in RESERVED:
            raise ValidationError(_("This key has a meaning already; please choose another one."))
        return key

    def clean_reminders(self) -> tuple[int, ...]:
        days = sorted({int(day) for day in self.cleaned_data["reminders"]}, reverse=True)
        if days and days[0] > 365:
            raise ValidationError(_("Please write days from 1 to 365, such as 30, 7."))
        return tuple(days)

    def clean_only(self) -> tuple[str, ...]:
        return _known(self.cleaned_data["only"])

    def clean_without(self) -> tuple[str, ...]:
        return _known(self.cleaned_data["without"])

    def clean(self) -> None:
        self._seats_in_order()

    def cohort(self) -> Cohort:
        sent = self.cleaned_data
        return Cohort(self.seats(), sent["countries"], sent["postcodes"], sent["only"], sent["without"])

    @staticmethod
    def of(plan: Plan) -> dict[str, Any]:
        """A plan as the form shows it."""
        days = {"accept_until": plan.accept_until, "cut_over": plan.cut_over} if plan.offers else {}
        cohort = plan.cohort
        return {
            "name": plan.name, "key": plan.key, "way": plan.way.value, "announce_on": plan.announce_on, **days,
            "ending_before": plan.ending_before.value, "judged_by": plan.judged_by.value, "by": plan.by.value,
            "letters_an_hour": plan.letters_an_hour, "post_days": plan.post_days,
            "reminders": written(plan.reminders), "threshold": plan.threshold // 100, **seats_as_sent(cohort.seats),
            "countries": written(cohort.countries), "postcodes": written(cohort.postcodes),
            "only": written(cohort.only), "without": written(cohort.without),
        }  # fmt: skip


def _known(numbers: tuple[str, ...]) -> tuple[str, ...]:
    """Numbers of contracts, if there is one of each."""
    known = set(Contract.objects.filter(number__in=numbers).values_list("number", flat=True)) if numbers else set()
    missing = [number for number in numbers if number not in known]
    if missing:
        named = written(missing[:NAMED]) + (" …" if len(missing) > NAMED else "")
        raise ValidationError(_("There is no contract with this number: %(numbers)s.") % {"numbers": named})
    return numbers


class ReplacementForm(forms.Form):
    """An edition, and the one that is offered instead; not ``offering``: none has to be."""

    use_required_attribute = False

    old = forms.ChoiceField(label=gettext_lazy("Contracts at"))
    new = forms.ChoiceField(label=gettext_lazy("are offered"))

    def __init__(
        self, *args: Any, old: Sequence[Option] = (), new: Sequence[Option] = (), offering: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old"].choices = [("", "–"), *old]
        self.fields["new"].choices = [("", "–"), *new]
        self.fields["new"].required = offering


class AssumptionForm(SeatsMixin, forms.Form):
    """A segment, and which share of it is assumed to accept."""

    use_required_attribute = False

    name = forms.CharField(label=pgettext_lazy("of a segment", "Name"), max_length=60)
    accepting = forms.IntegerField(label=gettext_lazy("Accepting (percent)"), min_value=0, max_value=100)
    plans = forms.MultipleChoiceField(
        label=gettext_lazy("Plans"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen: all."),
    )  # fmt: skip
    seats_from = seats_field(gettext_lazy("Seats from"))
    seats_to = seats_field(gettext_lazy("Seats to"))
    countries = countries_field()

    def __init__(self, *args: Any, plans: Sequence[Option] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plans"].choices = plans

    def clean(self) -> None:
        self._seats_in_order()


def as_typed(form: forms.Form, sent: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed into a form, to be shown again without judging it."""
    return {
        name: field.widget.value_from_datadict(sent, {}, form.add_prefix(name)) for name, field in form.fields.items()
    }
