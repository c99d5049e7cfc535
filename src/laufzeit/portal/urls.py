"""The pages of the portal, each with who may see it."""

from __future__ import annotations

from django.urls import path
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from laufzeit.customers.permissions import main_user_required, member_required, public
from laufzeit.portal.views import (
    again,
    assets,
    bookings,
    contracts,
    deciding,
    export,
    invoices,
    mailbox,
    mandate,
    master_data,
    members,
    offers,
    texts,
)
from laufzeit.portal.views import public as public_pages
from laufzeit.portal.views import travel as travelling

app_name = "portal"

form = require_http_methods(["GET", "POST"])

urlpatterns = [
    path("", member_required(require_GET(contracts.start)), name="start"),
    # The frame
    path("brand.css", public(require_GET(assets.brand)), name="brand"),
    path("favicon.svg", public(require_GET(assets.favicon)), name="favicon"),
    path("language/", public(require_POST(assets.language)), name="language"),
    # Contracts
    path("contracts/", member_required(require_GET(contracts.contracts)), name="contracts"),
    path("contracts/<uuid:contract_id>/", member_required(require_GET(contracts.contract)), name="contract"),
    path("contracts/<uuid:contract_id>/history/", member_required(require_GET(contracts.history)), name="history"),
    path(
        "contracts/<uuid:contract_id>/agreements/",
        member_required(require_GET(contracts.agreements)),
        name="agreements",
    ),
    path(
        "contracts/<uuid:contract_id>/agreements/<slug:sha256>/",
        member_required(require_GET(contracts.agreed)),
        name="agreed",
    ),
    path(
        "contracts/<uuid:contract_id>/agreed/<uuid:event>.pdf",
        member_required(require_GET(contracts.agreed_pdf)),
        name="agreed_pdf",
    ),
    path("contracts/<uuid:contract_id>/data/", main_user_required(require_GET(export.take_data)), name="take_data"),
    # Decisions
    path(
        "contracts/<uuid:contract_id>/change/<slug:plan>/",
        main_user_required(deciding.Change.as_view()),
        name="change",
    ),
    path(
        "contracts/<uuid:contract_id>/revoke/<uuid:item>/",
        main_user_required(deciding.RevokeDecision.as_view()),
        name="revoke",
    ),
    path("contracts/<uuid:contract_id>/notice/", main_user_required(deciding.Notice.as_view()), name="notice"),
    path("contracts/<uuid:contract_id>/erase/", main_user_required(deciding.Erase.as_view()), name="erase"),
    path("contracts/<uuid:contract_id>/switch/", main_user_required(deciding.Switch.as_view()), name="switch"),
    path(
        "contracts/<uuid:contract_id>/switch/<uuid:item>/done/",
        main_user_required(deciding.SwitchDone.as_view()),
        name="switch_completed",
    ),
    path(
        "contracts/<uuid:contract_id>/switch/<uuid:item>/more-time/",
        main_user_required(deciding.SwitchExtension.as_view()),
        name="switch_extended",
    ),
    path("contracts/<uuid:contract_id>/again/", main_user_required(form(again.again)), name="again"),
    path("contracts/<uuid:contract_id>/seats/", main_user_required(deciding.Seats.as_view()), name="seats"),
    path(
        "contracts/<uuid:contract_id>/offers/<uuid:offer>/",
        member_required(form(offers.Offer.as_view())),
        name="offer",
    ),
    path("offers/", member_required(form(offers.offers)), name="offers"),
    path("offers/<str:token>/", member_required(require_GET(offers.by_link)), name="offer_by_link"),
    # Master data
    path("data/main-user/", member_required(form(master_data.main_user)), name="main_user"),
    path("data/organisation/", member_required(form(master_data.organisation)), name="organisation"),
    path("data/bank/", member_required(form(master_data.bank)), name="bank"),
    path("data/bank/mandate/", main_user_required(form(mandate.mandate)), name="mandate"),
    path("data/bank/mandate/revoke/", main_user_required(require_POST(mandate.revoke_mandate)), name="revoke_mandate"),
    path("users/", member_required(require_GET(members.members)), name="members"),
    path("users/invite/", main_user_required(form(members.invite)), name="invite"),
    path("users/invitations/<uuid:invitation>/", main_user_required(require_POST(members.withdraw)), name="withdraw"),
    path("users/<uuid:user>/remove/", main_user_required(form(members.remove_member)), name="remove_member"),
    # Invoices, the product, the mailbox and the clock of a sandbox
    path("connect/", member_required(form(bookings.bookings)), name="bookings"),
    path(
        "connect/<uuid:booking>/cancel/", member_required(require_POST(bookings.cancel_booking)), name="cancel_booking"
    ),
    path("invoices/", member_required(require_GET(invoices.invoices)), name="invoices"),
    path("invoices/<int:year>.zip", member_required(require_GET(invoices.invoices_of_year)), name="invoices_of_year"),
    path("invoices/<uuid:document>/", member_required(require_GET(invoices.invoice)), name="invoice"),
    path("invoices/<uuid:document>/pdf/", member_required(require_GET(invoices.invoice_pdf)), name="invoice_pdf"),
    path("invoices/<uuid:document>/xml/", member_required(require_GET(invoices.invoice_xml)), name="invoice_xml"),
    path("mailbox/", member_required(require_GET(mailbox.mailbox)), name="mailbox"),
    path("mailbox/<uuid:letter>/", member_required(require_GET(mailbox.letter)), name="letter"),
    path("mailbox/<uuid:letter>/html/", member_required(require_GET(mailbox.letter_html)), name="letter_html"),
    path("travel/", member_required(require_POST(travelling.travel)), name="travel"),
    # For everybody
    path("help/", member_required(require_GET(texts.help_page)), name="help"),
    path("texts/", public(require_GET(texts.texts)), name="texts"),
    path("texts/<slug:key>/<str:edition>/", public(require_GET(texts.text)), name="text"),
    path("imprint/", public(require_GET(texts.imprint)), name="imprint"),
    path("cancel/", public(form(public_pages.cancel_publicly)), name="cancel_publicly"),
    path("cancel/<str:token>/", public(require_GET(public_pages.cancelled_publicly)), name="cancelled_publicly"),
    path(
        "cancel/<str:token>/confirmation.txt",
        public(require_GET(public_pages.cancellation_text)),
        name="cancellation_text",
    ),
]
