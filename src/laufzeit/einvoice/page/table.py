"""The table of a page and its totals, as texts."""

from __future__ import annotations

from typing import Any

from laufzeit.einvoice.page.saying import Saying
from laufzeit.invoices.document import Allowance, Document, Line, TaxCategory, TaxLine

_UNTAXED = (TaxCategory.REVERSE_CHARGE, TaxCategory.EXEMPT, TaxCategory.OUTSIDE)


def table(document: Document, say: Saying) -> dict[str, Any]:
    """Heads and rows. The rate has a column of its own where there are several, the contract a line where there are
    several."""
    words = say.labels
    rates = len({(line.category, line.rate) for line in document.lines}) > 1
    contracts = len({line.contract_number for line in document.lines}) > 1
    heads = {
        "position": words.position, "text": words.text, "period": words.period, "quantity": words.quantity,
        "price": words.price, "rate": words.rate, "amount": words.amount,
    }  # fmt: skip
    rows = [_row(number, line, say, contracts) for number, line in enumerate(document.lines, 1)]
    return {"heads": heads, "rates": rates, "rows": rows}


def _row(number: int, line: Line, say: Saying, contracts: bool) -> dict[str, Any]:
    """``small`` is what stands below the name: the price in words, and the contract."""
    contract = f"{say.labels.contract} {line.contract_number}" if contracts and line.contract_number else ""
    return {
        "position": str(number),
        "text": line.text,
        "small": "\n".join(text for text in (line.explanation, contract) if text),
        "period": say.period(line.service),
        "quantity": say.quantity(line.quantity, line.unit),
        "price": say.price(line.unit_price),
        "rate": "–" if line.category in _UNTAXED else say.rate(line.rate),
        "amount": say.amount(line.amount),
        "allowances": [[_allowance(one, say), say.amount(-one.amount)] for one in line.allowances],
    }


def _allowance(allowance: Allowance, say: Saying) -> str:
    if allowance.percent is None:
        return allowance.reason
    return f"{say.rate(allowance.percent)} {allowance.reason}"


def totals(document: Document, say: Saying) -> list[list[str]]:
    """The sums from the lines down to the result: label and amount. A total that is the result is not told twice."""
    words = say.labels
    if document.gross_prices:
        rows = [[words.total, say.amount(document.gross)]]
        rows += [[_taxed(words.tax_within, tax, say), say.amount(tax.tax)] for tax in document.taxes if _shown(tax)]
    else:
        rows = [[words.net, say.amount(document.net)]]
        rows += [[_taxed(words.tax, tax, say), say.amount(tax.tax)] for tax in document.taxes if _shown(tax)]
        if document.prepaid or document.payable < 0:
            rows.append([words.total, say.amount(document.gross)])
    if document.prepaid:
        rows.append([words.prepaid, say.amount(-document.prepaid)])
    return rows


def _shown(tax: TaxLine) -> bool:
    """Where no tax is charged none is stated either (§ 14c UStG); the reason says why."""
    return tax.category not in _UNTAXED


def _taxed(pattern: str, tax: TaxLine, say: Saying) -> str:
    return pattern.format(rate=say.rate(tax.rate), base=say.amount(tax.base))


def result(document: Document, say: Saying) -> list[str]:
    """The one amount that matters: what is to be paid, or what the customer gets."""
    words = say.labels
    if document.payable < 0:
        return [words.in_favour, say.amount(-document.payable)]
    if document.prepaid or document.gross_prices:
        return [words.payable, say.amount(document.payable)]
    return [words.total, say.amount(document.payable)]
