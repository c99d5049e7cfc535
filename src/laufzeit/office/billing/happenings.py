"""What happened to a document, in the order of its days: issued, sent, collected, paid, reminded of, disputed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from laufzeit.customers.models import User
from laufzeit.dates.wording import Language, day_in_digits
from laufzeit.einvoice.models import File
from laufzeit.invoices.document import Document
from laufzeit.invoices.models import Document as DocumentRow
from laufzeit.invoices.models import Run
from laufzeit.office.billing.words import entry_in_words
from laufzeit.payments.booking.store import entries_of
from laufzeit.payments.ledger import EntryKind
from laufzeit.payments.models import DirectDebit, Dispute, Entry
from laufzeit.payments.reminding.store import steps_of
from laufzeit.payments.returns import reason
from laufzeit.portal.billing import money


@dataclass(frozen=True, slots=True)
class Happening:
    """One line. ``amount`` is what it did to the open amount; ``tone`` is that of a tag; ``link`` leads to more."""

    on: date
    what: str
    detail: str = ""
    amount: str = ""
    tone: str = ""
    link: str = ""
    by: str = ""


def happenings(document: Document, language: Language) -> list[Happening]:
    """Everything that is known, the latest first."""
    found = [
        *_issued(document),
        *_collected(document, language),
        *_reminded(document, language),
        *_disputed(document),
        *_booked(document, language),
        *_cancelled(document),
    ]
    # Within a day what is listed last here came last.
    return sorted(found, key=lambda one: one.on)[::-1]


def _issued(document: Document) -> Iterator[Happening]:
    run_id = DocumentRow.objects.filter(id=document.id).values_list("run", flat=True).first()
    run = Run.objects.filter(id=run_id).first() if run_id else None
    link = reverse("office:run", args=[run.id]) if run else ""
    yield Happening(document.issued_on, _("Issued"), link=link, detail=_("in a billing run") if run else "")
    made = File.objects.filter(document=document.id).order_by("made_at").values_list("made_at", flat=True).first()
    if made is not None:
        yield Happening(made.date(), _("Files made and kept"))


def _collected(document: Document, language: Language) -> Iterator[Happening]:
    debits = DirectDebit.objects.filter(document=document.id).select_related("came_back", "order", "mandate")
    for debit in debits.defer("order__content").order_by("attempt"):
        said = {"day": day_in_digits(debit.collected_on, language), "mandate": debit.mandate.reference}
        yield Happening(
            debit.order.created_at.date(),
            _("Direct debit handed to the bank"),
            _("to be collected on %(day)s by mandate %(mandate)s") % said,
            link=reverse("office:debits"),
        )
        back = getattr(debit, "came_back", None)
        if back is not None:
            yield Happening(
                back.returned_on, _("Direct debit came back"), reason(back.code).in_words(language), tone="bad"
            )


def _reminded(document: Document, language: Language) -> Iterator[Happening]:
    steps = steps_of(document.id)
    names = _names({step.by for step in steps})
    for step in steps:
        fee = _("with a fee of %(amount)s") % {"amount": money(step.fee, document.currency, language)}
        yield Happening(
            step.on,
            _("Reminder, level %(level)d") % {"level": step.level},
            fee if step.fee else "",
            tone="warn",
            by=names.get(step.by, ""),
        )


def _disputed(document: Document) -> Iterator[Happening]:
    disputes = list(Dispute.objects.filter(document=document.id).order_by("opened_on", "id"))
    names = _names({one.opened_by for one in disputes} | {one.ended_by for one in disputes})
    for one in disputes:
        yield Happening(one.opened_on, _("Disputed"), one.reason, tone="warn", by=names.get(one.opened_by, ""))
        if one.ended_on is not None:
            yield Happening(one.ended_on, _("Dispute settled"), one.ending, tone="good", by=names.get(one.ended_by, ""))


def _booked(document: Document, language: Language) -> Iterator[Happening]:
    entries = entries_of(document.id)
    names = _names({one.by for one in entries})
    for one in entries:
        link = reverse("office:entry", args=[one.bank_entry_id]) if one.bank_entry_id else ""
        link = reverse("office:invoice", args=[one.counterpart]) if one.counterpart else link
        yield Happening(
            one.booked_on,
            entry_in_words(EntryKind(one.kind)),
            _noted(one),
            money(one.amount, one.currency, language),
            tone="good" if one.kind == EntryKind.PAYMENT else "",
            link=link,
            by=names.get(one.by, ""),
        )


def _noted(entry: Entry) -> str:
    if entry.kind == EntryKind.OFFSET:
        return _("with %(number)s") % {"number": entry.note}
    return str(entry.note)


def _cancelled(document: Document) -> Iterator[Happening]:
    for row in DocumentRow.objects.filter(corrects=document.id):
        yield Happening(
            row.issued_on,
            _("Cancelled by %(number)s") % {"number": row.number},
            tone="warn",
            link=reverse("office:invoice", args=[row.id]),
        )
    of = DocumentRow.objects.filter(id=document.id).values_list("corrects", flat=True).first()
    original = DocumentRow.objects.filter(id=of).first() if of else None
    if original is not None:
        yield Happening(
            document.issued_on,
            _("Cancels %(number)s") % {"number": original.number},
            link=reverse("office:invoice", args=[original.id]),
        )


def _names(people: set[UUID | None]) -> dict[UUID | None, str]:
    """Names of staff; whoever is not known was the program."""
    known = people - {None}
    return {user.id: str(user) for user in User.objects.filter(id__in=known)} if known else {}
