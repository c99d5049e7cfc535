"""The pages of the office, each with who may see it: auditors read, clerks also record, managers do everything."""

from __future__ import annotations

from django.urls import path
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from laufzeit.customers.permissions import staff_required
from laufzeit.customers.roles import Role
from laufzeit.office.views import (
    adjusting,
    billing,
    campaigns,
    campaigns_contracts,
    campaigns_plan,
    campaigns_simulation,
    campaigns_steps,
    cancellations,
    catalogue,
    concluding,
    contracts,
    customers,
    debits,
    entries,
    invoices,
    mails,
    mandates,
    overview,
    payments,
    recording,
    reminders,
    staff,
    start,
)
from laufzeit.portal.views.travel import travel

app_name = "office"

reading = staff_required(Role.AUDITOR)
clerk = staff_required(Role.CLERK)
manager = staff_required(Role.MANAGER)
form = require_http_methods(["GET", "POST"])

urlpatterns = [
    path("", reading(require_GET(start.start)), name="start"),
    path("travel/", clerk(require_POST(travel)), name="travel"),
    # Customers
    path("customers/", reading(require_GET(customers.customers)), name="customers"),
    path("customers/new/", clerk(form(customers.new_customer)), name="new_customer"),
    path("customers/<uuid:customer_id>/", reading(require_GET(customers.customer)), name="customer"),
    path("customers/<uuid:customer_id>/edit/", clerk(form(customers.edit_customer)), name="edit_customer"),
    path("customers/<uuid:customer_id>/invite/", clerk(require_POST(customers.invite)), name="invite"),
    path("customers/<uuid:customer_id>/conclude/", clerk(form(concluding.conclude)), name="conclude"),
    # Contracts
    path("contracts/", reading(require_GET(contracts.contracts)), name="contracts"),
    path("contracts/<uuid:contract_id>/", reading(require_GET(contracts.contract)), name="contract"),
    path(
        "contracts/<uuid:contract_id>/agreed/<uuid:event>.pdf",
        reading(require_GET(contracts.agreed_pdf)),
        name="agreed_pdf",
    ),
    path("contracts/<uuid:contract_id>/log/", reading(require_GET(contracts.log)), name="log"),
    # What the customer declared by letter or e-mail
    path("contracts/<uuid:contract_id>/notice/", clerk(recording.Notice.as_view()), name="notice"),
    path("contracts/<uuid:contract_id>/revoke/<uuid:item>/", clerk(recording.Revocation.as_view()), name="revoke"),
    path("contracts/<uuid:contract_id>/change/<slug:plan>/", clerk(recording.Change.as_view()), name="change"),
    path("contracts/<uuid:contract_id>/seats/", clerk(recording.Seats.as_view()), name="seats"),
    path("contracts/<uuid:contract_id>/switch/", clerk(recording.Switch.as_view()), name="switch"),
    path(
        "contracts/<uuid:contract_id>/switch/<uuid:item>/complete/",
        clerk(recording.SwitchCompletion.as_view()),
        name="complete_switch",
    ),
    # What the vendor declares
    path("contracts/<uuid:contract_id>/our-notice/", manager(recording.VendorNotice.as_view()), name="vendor_notice"),
    path(
        "contracts/<uuid:contract_id>/our-notice/<uuid:item>/revoke/",
        manager(recording.OwnRevocation.as_view()),
        name="revoke_own",
    ),
    path(
        "contracts/<uuid:contract_id>/switch/<uuid:item>/extend/",
        manager(recording.SwitchExtension.as_view()),
        name="extend_switch",
    ),
    path("contracts/<uuid:contract_id>/offer/", manager(recording.Offer.as_view()), name="offer"),
    path("contracts/<uuid:contract_id>/discounts/grant/", manager(adjusting.Grant.as_view()), name="grant_discount"),
    path(
        "contracts/<uuid:contract_id>/discounts/<uuid:discount>/end/",
        manager(adjusting.End.as_view()),
        name="end_discount",
    ),
    path("contracts/<uuid:contract_id>/extras/charge/", manager(adjusting.Charge.as_view()), name="charge_extra"),
    path(
        "contracts/<uuid:contract_id>/extras/<uuid:extra>/cancel/",
        manager(adjusting.Cancel.as_view()),
        name="cancel_extra",
    ),
    # Billing runs, what they issued, and the figures
    path("overview/", reading(require_GET(overview.overview)), name="overview"),
    path("billing/", reading(require_GET(billing.billing)), name="billing"),
    path("billing/start/", manager(require_POST(billing.start_run)), name="start_run"),
    path("billing/<uuid:run_id>/", reading(require_GET(billing.run)), name="run"),
    path("invoices/", reading(require_GET(invoices.invoices)), name="invoices"),
    path("invoices/<uuid:document>/", reading(require_GET(invoices.invoice)), name="invoice"),
    path("invoices/<uuid:document>/pdf/", reading(require_GET(invoices.invoice_pdf)), name="invoice_pdf"),
    path("invoices/<uuid:document>/xml/", reading(require_GET(invoices.invoice_xml)), name="invoice_xml"),
    path("invoices/<uuid:document>/cancel/", manager(form(invoices.cancel_invoice)), name="cancel_invoice"),
    path("invoices/<uuid:document>/dispute/", clerk(require_POST(invoices.dispute)), name="dispute"),
    path("invoices/<uuid:document>/dispute/end/", clerk(require_POST(invoices.end_dispute)), name="end_dispute"),
    # Money in
    path("payments/", reading(require_GET(payments.payments)), name="payments"),
    path("payments/import/", clerk(require_POST(payments.import_file)), name="import_file"),
    path("payments/<uuid:entry_id>/", reading(require_GET(entries.entry)), name="entry"),
    path("payments/<uuid:entry_id>/assign/", clerk(require_POST(entries.assign)), name="assign"),
    path(
        "payments/<uuid:entry_id>/returned/<uuid:debit>/",
        clerk(require_POST(entries.assign_return)),
        name="assign_return",
    ),
    path("payments/<uuid:entry_id>/set-aside/", clerk(require_POST(entries.set_entry_aside)), name="set_entry_aside"),
    path("payments/<uuid:entry_id>/take-back/", clerk(require_POST(entries.take_back)), name="take_back"),
    path("debits/", reading(require_GET(debits.debits)), name="debits"),
    path("debits/collect/", manager(require_POST(debits.collect_debits)), name="collect"),
    path("debits/<uuid:order>/", reading(require_GET(debits.debit_file)), name="debit_file"),
    path("reminders/", reading(require_GET(reminders.reminders_due)), name="reminders"),
    path("reminders/send/", manager(require_POST(reminders.remind)), name="remind"),
    path("mandates/", reading(require_GET(mandates.mandates)), name="mandates"),
    # Campaigns
    path("campaigns/", reading(require_GET(campaigns.campaigns)), name="campaigns"),
    path("campaigns/new/", manager(form(campaigns_plan.plan_form)), name="new_campaign"),
    path("campaigns/new/file/", manager(form(campaigns_plan.plan_file)), name="new_campaign_file"),
    path("campaigns/<slug:key>/", reading(require_GET(campaigns.campaign)), name="campaign"),
    path("campaigns/<slug:key>/plan/", manager(form(campaigns_plan.plan_form)), name="campaign_plan"),
    path("campaigns/<slug:key>/plan/file/", manager(form(campaigns_plan.plan_file)), name="campaign_file"),
    path("campaigns/<slug:key>/plan.toml", reading(require_GET(campaigns_plan.plan_download)), name="campaign_toml"),
    path("campaigns/<slug:key>/step/<slug:name>/", manager(form(campaigns_steps.step)), name="campaign_step"),
    path(
        "campaigns/<slug:key>/simulation/",
        reading(require_GET(campaigns_simulation.simulation)),
        name="campaign_simulation",
    ),
    path(
        "campaigns/<slug:key>/contracts/",
        reading(require_GET(campaigns_contracts.participants)),
        name="campaign_contracts",
    ),
    path(
        "campaigns/<slug:key>/contracts.csv", reading(require_GET(campaigns_contracts.export)), name="campaign_export"
    ),
    path("campaigns/<slug:key>/paper/", reading(require_GET(campaigns_contracts.paper)), name="campaign_paper"),
    path(
        "campaigns/<slug:key>/paper/<int:number>/",
        clerk(require_GET(campaigns_contracts.paper_file)),
        name="campaign_paper_file",
    ),
    path(
        "campaigns/<slug:key>/contracts/<uuid:contract_id>/",
        reading(require_GET(campaigns_contracts.participant)),
        name="campaign_contract",
    ),
    path(
        "campaigns/<slug:key>/contracts/<uuid:contract_id>/extend/",
        manager(form(campaigns_contracts.extend_one)),
        name="extend_one",
    ),
    path(
        "campaigns/<slug:key>/contracts/<uuid:contract_id>/accept/",
        clerk(campaigns_contracts.LateAcceptance.as_view()),
        name="accept_late",
    ),
    # Public cancellations
    path("cancellations/", reading(require_GET(cancellations.cancellations)), name="cancellations"),
    path("cancellations/<uuid:declaration>/", reading(require_GET(cancellations.cancellation)), name="cancellation"),
    path("cancellations/<uuid:declaration>/set-aside/", clerk(require_POST(cancellations.set_aside)), name="set_aside"),
    # Mails
    path("mails/", reading(require_GET(mails.mails)), name="mails"),
    path("mails/<uuid:letter>/", reading(require_GET(mails.mail)), name="mail"),
    path("mails/<uuid:letter>/html/", reading(require_GET(mails.mail_html)), name="mail_html"),
    path("mails/<uuid:letter>/again/", clerk(require_POST(mails.resend)), name="resend"),
    # Catalogue
    path("catalogue/", reading(require_GET(catalogue.catalogue)), name="catalogue"),
    path("catalogue/history/", reading(require_GET(catalogue.history)), name="catalogue_history"),
    path("catalogue/source/<int:version>/", reading(require_GET(catalogue.source)), name="catalogue_source"),
    path("catalogue/texts/<slug:sha256>/", reading(require_GET(catalogue.agreement)), name="agreement"),
    path("catalogue/apply/", manager(form(catalogue.upload)), name="upload"),
    # Staff
    path("staff/", reading(require_GET(staff.staff)), name="staff"),
    path("staff/log/", reading(require_GET(staff.account_log)), name="account_log"),
    path("staff/invite/", manager(form(staff.invite)), name="invite_staff"),
    path("staff/invitations/<uuid:invitation>/", manager(require_POST(staff.withdraw)), name="withdraw_staff"),
    path("staff/<uuid:user>/", reading(require_GET(staff.member)), name="member"),
    path("staff/<uuid:user>/role/", manager(require_POST(staff.set_role)), name="set_role"),
    path("staff/<uuid:user>/end/", manager(require_POST(staff.end_access)), name="end_access"),
    path(
        "staff/<uuid:user>/second-factor/", manager(require_POST(staff.reset_second_factor)), name="reset_second_factor"
    ),
]
