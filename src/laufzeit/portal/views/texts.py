"""Texts that everybody may read: what is agreed to, in each edition, the imprint, and the help."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from laufzeit.catalogue.model import Agreement, AgreementEdition, Catalogue
from laufzeit.portal.frame import catalogue_of
from laufzeit.portal.wording import language


@dataclass(frozen=True, slots=True)
class Text:
    """One edition of a text in one language, as the page of a text shows it."""

    body: str
    edition: str
    valid_from: date
    language: str
    sha256: str


def texts(request: HttpRequest) -> HttpResponse:
    """All texts with their editions, the one in force first."""
    catalogue = _catalogue(request)
    rows = [
        {
            "key": agreement.key,
            "name": agreement.names.text(language()),
            "editions": agreement.editions[::-1],
            "in_force": agreement.on(request.today),
        }
        for agreement in catalogue.agreements.values()
    ]
    return render(request, "portal/texts.html", {"rows": rows})


def text(request: HttpRequest, key: str, edition: str) -> HttpResponse:
    """One edition of a text, readable and printable, with the hash by which the log knows it."""
    agreement = _catalogue(request).agreements.get(key)
    found = next((one for one in agreement.editions if one.edition == edition), None) if agreement else None
    if agreement is None or found is None:
        raise Http404
    spoken = request.GET.get("language", language())
    context = {"name": agreement.names.text(language()), "text": _text(agreement, found, spoken)}
    return render(request, "portal/text.html", context)


def _text(agreement: Agreement, edition: AgreementEdition, wanted: str) -> Text:
    written = edition.bodies.languages()
    spoken = wanted if wanted in written else written[0]
    body = edition.bodies.text(spoken)
    return Text(body, edition.edition, edition.valid_from, spoken, edition.hash_of(spoken))


def imprint(request: HttpRequest) -> HttpResponse:
    """Who the vendor is (§ 5 DDG)."""
    return render(request, "portal/imprint.html", {"facts": _catalogue(request).vendor})


def help_page(request: HttpRequest) -> HttpResponse:
    """How the most frequent things are done."""
    return render(request, "portal/help.html", {"facts": _catalogue(request).vendor})


def _catalogue(request: HttpRequest) -> Catalogue:
    catalogue = catalogue_of(request)
    if catalogue is None:
        raise Http404
    return catalogue
