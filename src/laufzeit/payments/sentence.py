"""The words of a mandate, as the rulebooks want them (EPC016-06 and EPC222-07, annex VII; the German banks' texts)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from laufzeit.payments.mandate import Scheme

GERMAN: Final[Mapping[Scheme, str]] = {
    Scheme.CORE: (
        "Ich ermächtige {creditor}, Zahlungen von meinem Konto mittels Lastschrift einzuziehen."
        " Zugleich weise ich mein Kreditinstitut an, die von {creditor} auf mein Konto gezogenen Lastschriften"
        " einzulösen. Hinweis: Ich kann innerhalb von acht Wochen, beginnend mit dem Belastungsdatum, die"
        " Erstattung des belasteten Betrags verlangen. Es gelten dabei die mit meinem Kreditinstitut"
        " vereinbarten Bedingungen."
    ),
    Scheme.B2B: (
        "Ich ermächtige {creditor}, Zahlungen von meinem Konto mittels SEPA-Firmenlastschrift einzuziehen."
        " Zugleich weise ich mein Kreditinstitut an, die von {creditor} auf mein Konto gezogenen Lastschriften"
        " einzulösen. Dieses Mandat dient nur dem Einzug von Lastschriften, die auf Konten von Unternehmen"
        " gezogen sind. Ich bin nicht berechtigt, nach der erfolgten Einlösung eine Erstattung des belasteten"
        " Betrags zu verlangen. Ich bin berechtigt, mein Kreditinstitut bis zum Fälligkeitstag anzuweisen,"
        " Lastschriften nicht einzulösen."
    ),
}
ENGLISH: Final[Mapping[Scheme, str]] = {
    Scheme.CORE: (
        "I authorise {creditor} to collect payments from my account by direct debit, and I instruct my bank to"
        " pay these debits of {creditor}. I am entitled to a refund from my bank under the terms of my agreement"
        " with it. A refund must be claimed within eight weeks from the date on which my account was debited."
    ),
    Scheme.B2B: (
        "I authorise {creditor} to collect payments from my account by SEPA business-to-business direct debit,"
        " and I instruct my bank to pay these debits of {creditor}. This mandate is only for debits of accounts"
        " of businesses. I am not entitled to a refund after my account has been debited, but I may instruct my"
        " bank not to pay a debit until its due date."
    ),
}


def sentence_of(scheme: Scheme, creditor: str, language: str) -> str:
    """What a customer agrees to, in German or (any other language) English.

    >>> sentence_of(Scheme.CORE, "RED GmbH", "en").partition(",")[0]
    'I authorise RED GmbH to collect payments from my account by direct debit'
    """
    table = GERMAN if language == "de" else ENGLISH
    return table[scheme].format(creditor=creditor)
