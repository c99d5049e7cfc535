"""What stands around every page of the office: its menu, and the bar of a sandbox."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from laufzeit.contracts.models import Contract
from laufzeit.customers.roles import Role
from laufzeit.dates.day import ONE_DAY, add_months
from laufzeit.portal.navigation import Item, item

CUSTOMER_PAGES = ("office:customer", "office:new_customer", "office:edit_customer", "office:conclude", "office:invite")
CONTRACT_PAGES = (
    "office:contract",
    "office:log",
    "office:notice",
    "office:vendor_notice",
    "office:revoke",
    "office:change",
    "office:seats",
    "office:switch",
    "office:revoke_own",
    "office:extend_switch",
    "office:complete_switch",
    "office:offer",
)
BILLING_PAGES = ("office:run", "office:start_run")
INVOICE_PAGES = ("office:invoice", "office:cancel_invoice", "office:dispute", "office:end_dispute")
PAYMENT_PAGES = (
    "office:entry",
    "office:import_file",
    "office:assign",
    "office:debits",
    "office:collect",
    "office:reminders",
    "office:remind",
    "office:mandates",
)
CAMPAIGN_PAGES = (
    "office:new_campaign",
    "office:new_campaign_file",
    "office:campaign",
    "office:campaign_plan",
    "office:campaign_file",
    "office:campaign_step",
    "office:campaign_simulation",
    "office:campaign_contracts",
    "office:campaign_paper",
    "office:campaign_contract",
    "office:extend_one",
    "office:accept_late",
)
CATALOGUE_PAGES = ("office:agreement", "office:catalogue_history", "office:upload")
STAFF_PAGES = ("office:invite_staff", "office:member", "office:account_log")

ROLES = {
    Role.CLERK: lambda: pgettext("of a person", "Clerk"),
    Role.MANAGER: lambda: pgettext("of a person", "Manager"),
    Role.AUDITOR: lambda: pgettext("of a person", "Auditor"),
}


def menu_of(request: HttpRequest) -> tuple[Item, ...]:
    """The menu of whoever is signed in; empty for visitors."""
    if not request.user.is_authenticated:
        return ()
    return (
        item(request, _("Start"), "office:start", icon="start"),
        item(request, _("Customers"), "office:customers", icon="people", pages=CUSTOMER_PAGES),
        item(request, _("Contracts"), "office:contracts", icon="contract", pages=CONTRACT_PAGES),
        item(request, _("Billing"), "office:billing", icon="run", pages=BILLING_PAGES),
        item(request, _("Invoices"), "office:invoices", icon="invoice", pages=INVOICE_PAGES),
        item(request, _("Payments"), "office:payments", icon="bank", pages=PAYMENT_PAGES),
        item(request, _("Campaigns"), "office:campaigns", icon="calendar", pages=CAMPAIGN_PAGES),
        item(request, _("Overview"), "office:overview", icon="chart"),
        item(request, _("Mails"), "office:mails", icon="mail", pages=("office:mail",)),
        item(request, _("Cancellations"), "office:cancellations", icon="box", pages=("office:cancellation",)),
        item(request, _("Catalogue"), "office:catalogue", icon="coins", pages=CATALOGUE_PAGES),
        item(request, _("Staff"), "office:staff", icon="lock", pages=STAFF_PAGES),
    )


def role_of(user: Any) -> str:
    """What a member of staff is, in one word."""
    role = getattr(user, "role", "")
    return ROLES[Role(role)]() if role in ROLES else ""


def travel_of(request: HttpRequest) -> dict[str, Any]:
    """What the bar of a sandbox needs: its day, and the next day on which anything happens; empty elsewhere."""
    if request.vendor is None or not request.vendor.sandbox or not request.user.is_authenticated:
        return {}
    coming = Contract.objects.filter(next_moment_on__gt=request.today).order_by("next_moment_on")
    return {
        "today": request.today,
        "tomorrow": request.today + ONE_DAY,
        "next_month": add_months(request.today, 1),
        "next_moment": coming.values_list("next_moment_on", flat=True).first(),
    }
