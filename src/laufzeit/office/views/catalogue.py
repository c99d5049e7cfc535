"""The catalogue as it was applied: plans in words, texts with their hashes, how it came about; and a new file, checked,
compared and applied."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from laufzeit.catalogue import store
from laufzeit.catalogue.actions import apply
from laufzeit.catalogue.diff import EditionFixed
from laufzeit.catalogue.faults import CatalogueFaults
from laufzeit.catalogue.law import Weight
from laufzeit.catalogue.model import Catalogue
from laufzeit.catalogue.models import AppliedCatalogue
from laufzeit.contracts.store import bound_to
from laufzeit.office.catalogue_page import change_row, plan_rows
from laufzeit.office.catalogue_upload import ApplyForm, Upload, UploadForm
from laufzeit.office.loading import context
from laufzeit.portal.views.decisions import CONFLICT, UNPROCESSABLE
from laufzeit.portal.wording import language


def catalogue(request: HttpRequest) -> HttpResponse:
    """What is sold: plans with their editions and how many contracts are bound to each, and the agreement texts."""
    current = store.current_catalogue(request.vendor.id)
    values = context(
        request,
        catalogue=current,
        applied=store.applications(request.vendor.id)[:1],
        plans=plan_rows(current, bound_to(request.vendor.id), request.today) if current else (),
        agreements=_agreements(current) if current else (),
    )
    return render(request, "office/catalogue.html", values)


def _agreements(current: Catalogue) -> list[dict[str, Any]]:
    return [
        {"key": agreement.key, "name": agreement.names.text(language()), "edition": edition}
        for agreement in current.agreements.values()
        for edition in reversed(agreement.editions)
    ]


def agreement(request: HttpRequest, sha256: str) -> HttpResponse:
    """A text by its hash, exactly as customers agreed to it."""
    text = store.agreed_text(sha256)
    if text is None:
        raise Http404
    current = store.current_catalogue(request.vendor.id)
    known = current.agreements.get(text.agreement) if current else None
    name = known.names.text(text.language) if known else text.agreement
    return render(request, "office/agreement.html", context(request, text=text, name=name))


def history(request: HttpRequest) -> HttpResponse:
    """Which files were applied, when and by whom."""
    rows = store.applications(request.vendor.id)
    return render(request, "office/catalogue_history.html", context(request, rows=rows))


def source(request: HttpRequest, version: int) -> HttpResponse:
    """A file as it was applied, to be downloaded."""
    row = AppliedCatalogue.objects.filter(version=version).first()
    if row is None:
        raise Http404
    response = HttpResponse(row.source, content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{request.vendor.slug}-{version}.toml"'
    return response


def upload(request: HttpRequest) -> HttpResponse:
    """A new file: its faults with their lines, or what it changes and for whom; then it is applied as it was shown."""
    current = store.current_catalogue(request.vendor.id)
    if request.method == "GET":
        return render(request, "office/upload.html", context(request, form=UploadForm()))
    form = ApplyForm(request.POST) if "apply" in request.POST else UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        answered = UploadForm() if isinstance(form, ApplyForm) else form
        return render(request, "office/upload.html", context(request, form=answered), status=UNPROCESSABLE)
    given = form.upload(current)
    if isinstance(form, ApplyForm) and given.applicable and form.cleaned_data["seen"] == given.print:
        return _applied(request, given)
    return _shown(request, given, UNPROCESSABLE if given.examined.faults else CONFLICT if given.refused else 200)


def _shown(request: HttpRequest, given: Upload, status: int) -> HttpResponse:
    """What the file changes and for whom."""
    bound = bound_to(request.vendor.id)
    cautions = given.examined.cautions
    values = context(
        request,
        form=UploadForm(),
        apply=ApplyForm.of(given),
        given=given,
        changes=[change_row(change, bound) for change in given.changes],
        warnings=[one for one in cautions if one.weight is Weight.WARNING],
        notes=[one for one in cautions if one.weight is Weight.NOTE],
    )
    return render(request, "office/upload.html", values, status=status)


def _applied(request: HttpRequest, given: Upload) -> HttpResponse:
    who = f"{request.user.name} <{request.user.email}>".strip()
    try:
        done = apply(request.vendor, given.text, by=who, now=request.now, files=given.files)
    except (CatalogueFaults, EditionFixed):
        # Somebody has applied another file meanwhile: compared with that one it looks different.
        return _shown(request, Upload(given.text, given.beside, store.current_catalogue(request.vendor.id)), CONFLICT)
    if done.fresh:
        messages.success(request, _("Version %(version)s of the catalogue is in force.") % {"version": done.version})
    else:
        messages.info(request, _("This file is in force already; nothing was changed."))
    for host in done.hosts_taken:
        messages.warning(request, _("%(host)s is another vendor's host name; it stays there.") % {"host": host})
    return HttpResponseRedirect(reverse("office:catalogue"))
