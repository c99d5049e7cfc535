"""How a vendor invoices, in a catalogue file: the ``[vendor.billing]`` table."""

from __future__ import annotations

import re

from schwifty import BIC, IBAN
from schwifty.exceptions import SchwiftyException
from stdnum.eu import at_02

from laufzeit.catalogue.billing import (
    NO_BILLING,
    BankDetails,
    Billing,
    Chart,
    Datev,
    DunningLevel,
    InvoicePer,
    TaxScheme,
)
from laufzeit.catalogue.numbering import format_fault, may_collide
from laufzeit.catalogue.prices import amount
from laufzeit.catalogue.table import Table
from laufzeit.catalogue.texts import NO_TEXTS
from laufzeit.money.amount import Currency
from laufzeit.money.vat_eu import MEMBER_STATES

LONGEST_HOLDER = 70
"""``Cdtr/Nm`` of pain.008 (EPC130-08)."""

_NEVER = "never"


def read_billing(table: Table, currency: Currency, country: str) -> Billing:
    """The table, of a vendor in ``country`` whose currency is ``currency``."""
    billing = Billing(
        per=table.choice("per", InvoicePer, NO_BILLING.per),
        since=table.day("since", required=False) if "since" in table else None,
        invoice_number=_number_format(table, "invoice_number", NO_BILLING.invoice_number),
        correction_number=_number_format(table, "correction_number", NO_BILLING.correction_number),
        due_days=table.whole("due_days", NO_BILLING.due_days, most=365),
        tax=table.choice("tax", TaxScheme, NO_BILLING.tax),
        oss=table.truth("oss", default=False),
        contact=table.text("contact", "", limit=100),
        bank=_bank(table.below("bank")) if "bank" in table else None,
        creditor_id=_creditor_id(table),
        notice_of_debit_days=table.whole("notice_of_debit_days", NO_BILLING.notice_of_debit_days, least=1, most=365),
        dunning=_dunning(table, currency),
        datev=_datev(table.below("datev"), currency) if "datev" in table else None,
    )
    _check_together(table, billing, country)
    table.done()
    return billing


def _check_together(table: Table, billing: Billing, country: str) -> None:
    formats = [table.at("invoice_number"), table.at("correction_number")]
    if not any(map(table.report.faulty, formats)) and may_collide(billing.invoice_number, billing.correction_number):
        key = "correction_number" if "correction_number" in table else "invoice_number"
        message = f'could give the same numbers as "{_other_format(billing, key)}"'
        table.fault(key, message, 'the series begin with other letters, such as "RE-" and "RK-"')
    if billing.oss and billing.tax is TaxScheme.SMALL_BUSINESS:
        table.fault("oss", 'cannot stand beside tax = "small business"', "small businesses charge no tax (§ 19 UStG)")
    elif billing.oss and country and country not in MEMBER_STATES:
        table.fault("oss", f"needs a vendor in the EU, and this one is in {country}", "Art. 369a Directive 2006/112/EC")
    if billing.creditor_id and billing.bank is None:
        table.fault("bank", "is missing", "direct debits are collected to an account")
    if billing.creditor_id and billing.notice_of_debit_days > billing.due_days:
        message = f"is {billing.notice_of_debit_days}, more than the {billing.due_days} due days"
        table.fault("notice_of_debit_days", message, "an invoice announces its debit on the day on which it is due")


def _other_format(billing: Billing, key: str) -> str:
    return billing.invoice_number if key == "correction_number" else billing.correction_number


def _number_format(table: Table, key: str, default: str) -> str:
    form = table.text(key, default)
    fault = format_fault(form)
    if fault is not None and not table.report.faulty(table.at(key)):
        table.fault(key, f'"{form}" {fault[0]}', fault[1])
    return form


def _bank(table: Table) -> BankDetails:
    """The account; spaces in its numbers are for reading."""
    holder = table.text("holder", limit=LONGEST_HOLDER)
    iban, bic = _compact(table.text("iban")), _compact(table.text("bic", ""))
    for key, number, kind in (("iban", iban, IBAN), ("bic", bic, BIC)):
        try:
            if number:
                kind(number)
        except SchwiftyException as fault:
            table.fault(key, f'"{number}" is not {"an IBAN" if kind is IBAN else "a BIC"}', str(fault))
    # Some territories bank under codes of their own; in these countries another one is always a slip.
    if bic and iban[:2] in ("DE", "AT") and bic[4:6] != iban[:2]:
        table.fault("bic", f'"{bic}" is of another country than the IBAN', f"{iban[:2]} stands at its fifth place")
    table.done()
    return BankDetails(holder, iban, bic)


def _compact(number: str) -> str:
    return re.sub(r"\s", "", number).upper()


def _creditor_id(table: Table) -> str:
    """Its check digits are by ISO 7064 (mod 97, 10); the business code in its middle is none of them."""
    number = _compact(table.text("creditor_id", ""))
    if number and not at_02.is_valid(number):
        hint = 'its check digits or its form are wrong; such as "DE98ZZZ09999999999"'
        table.fault("creditor_id", f'"{number}" is not a creditor identifier', hint)
    return number


def _dunning(table: Table, currency: Currency) -> tuple[DunningLevel, ...]:
    levels: list[DunningLevel] = []
    for level in table.tables("dunning"):
        days = level.whole("days", least=1, most=365)
        if levels and days <= levels[-1].days and not level.report.faulty(level.at("days")):
            level.fault("days", f"is {days}, not after {levels[-1].days}", "days are counted from when it fell due")
        levels.append(DunningLevel(days, level.texts("text", NO_TEXTS), amount(level, "fee", currency, 0)))
        level.done()
    return tuple(levels)


def _datev(table: Table, currency: Currency) -> Datev:
    datev = Datev(
        chart=table.choice("chart", Chart),
        consultant=table.whole("consultant", least=1_001, most=9_999_999),
        client=table.whole("client", least=1, most=99_999),
        fiscal_year=table.whole("fiscal_year", 1, least=1, most=12),
        debtor=table.whole("debtor", 10_000, least=10_000, most=69_999),
        defer_from=_defer_from(table, currency),
    )
    table.done()
    return datev


def _defer_from(table: Table, currency: Currency) -> int | None:
    """From which amount on a prepayment is deferred; ``"never"`` is none."""
    if table.values.get("defer_from") == _NEVER and "defer_from" in table:
        return None
    return amount(table, "defer_from", currency, 0)
