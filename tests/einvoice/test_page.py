"""What stands on the page, and that it reads: in German and English, for any text, on any number of pages."""

from __future__ import annotations

import base64
import io
from dataclasses import replace
from typing import Any

import pytest
import segno
from PIL import Image
from pypdf import PdfReader
from tests.einvoice.samples import (
    BRAND,
    BUYER,
    DEBIT,
    SAMPLES,
    TRANSFER,
    cancellation,
    correction,
    correction_of_two,
    debited,
    document,
    line,
    outside,
    plain,
    prepaid,
    reverse_charge,
    small_business,
)

from laufzeit.einvoice.page.content import page
from laufzeit.einvoice.page.girocode import payload, picture
from laufzeit.einvoice.page.letters import BOX, RANGES
from laufzeit.einvoice.pdf import zugferd
from laufzeit.einvoice.typesetting import NotSet
from laufzeit.einvoice.wording.opening import opening
from laufzeit.einvoice.wording.payment import payment_terms
from laufzeit.invoices.document import Document


def texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for one in inner for text in texts(one)]


def said(document: Document) -> str:
    """All that the page says, blanks made simple."""
    return " ".join(texts(page(document, BRAND))).replace("\xa0", " ")


def read(pdf: bytes) -> list[str]:
    """The text of each page, as a reader finds it."""
    return [one.extract_text().replace("\xa0", " ") for one in PdfReader(io.BytesIO(pdf)).pages]


def test_a_german_invoice_says_what_the_law_wants() -> None:
    """§ 14 (4) UStG, one by one."""
    text = said(plain())
    for needed in (
        "RED connect Beispiel GmbH",
        "Musterallee 12",
        "Praxis Dr. Jürgen Groß & Partner",
        "Lindenstraße 3",
        "37/123/45678",
        "DE999999995",
        "01.04.2026",
        "Rechnung RE-2026-000123",
        "RED connect plus",
        "01.03.2026 – 31.03.2026",
        "89,70 €",
        "zzgl. 19 % USt auf 89,70 €",
        "17,04 €",
        "106,74 €",
        "Zahlbar bis 15.04.2026 ohne Abzug.",
    ):
        assert needed in text, needed


def test_an_english_invoice_speaks_english() -> None:
    text = said(replace(plain(), language="en"))
    assert "Invoice RE-2026-000123" in text
    assert "plus 19% VAT on €89.70" in text
    assert "Payable by 15 April 2026 without deduction." in text
    assert not [word for word in ("Rechnung ", "Summe", "Zahlbar", "Seite") if word in text]


def test_what_a_correction_is_called_and_corrects() -> None:
    assert "Rechnungskorrektur RK-2026-000007" in said(correction())
    assert opening(correction()) == (
        "Wir berichtigen die Rechnung RE-2026-000101 vom 01.03.2026 um die folgenden Beträge:"
    )
    assert "Stornorechnung RK-2026-000008" in said(cancellation())
    assert opening(cancellation()) == "Wir stornieren die Rechnung RE-2026-000123 vom 01.04.2026 in voller Höhe:"
    assert opening(correction_of_two()) == (
        "Wir berichtigen die Rechnungen RE-2026-000101 vom 01.03.2026 und RE-2026-000055 vom 01.02.2026"
        " um die folgenden Beträge:"
    )
    assert not [name for name in SAMPLES if "gutschrift" in said(SAMPLES[name]).lower()]


def test_how_it_is_paid() -> None:
    assert payment_terms(debited()) == (
        "Wir ziehen den Betrag von 106,74 € am 15.04.2026 von Ihrem Konto DE •••• 2051 ein"
        " (Mandat RC-1-2026, Gläubiger-ID DE98ZZZ09999999999)."
    )
    assert payment_terms(correction()) == (
        "Den Betrag von 21,87 € verrechnen wir mit offenen Rechnungen oder erstatten ihn Ihnen."
    )
    assert payment_terms(SAMPLES["paid_already"]) == "Es ist nichts zu zahlen."


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_debited_account_is_never_told_whole(language: str) -> None:
    assert DEBIT.iban not in said(replace(debited(), language=language)).replace(" ", "")


def test_where_no_tax_is_charged_none_is_stated_and_the_reason_is() -> None:
    """§ 14c UStG: what is stated is owed."""
    for make in (reverse_charge, small_business, outside):
        made = make()
        assert made.taxes[0].reason in said(made)
        assert "USt auf" not in said(made)


def test_what_was_paid_is_told() -> None:
    found = page(prepaid(), BRAND)
    assert [label for label, _ in found["totals"]] == [
        "Summe netto",
        "zzgl. 19\xa0% USt auf 89,70\xa0€",
        "Gesamtbetrag",
        "bereits gezahlt",
    ]
    assert found["result"] == ["Zahlbetrag", "56,74\xa0€"]


def test_amounts_of_a_line_and_its_discounts_add_up_on_the_page() -> None:
    rows = page(SAMPLES["discounted"], BRAND)["table"]["rows"]
    assert [(row["amount"], row["allowances"]) for row in rows] == [
        ("76,00\xa0€", [["10\xa0% Treuerabatt", "−7,60\xa0€"]]),
        ("250,00\xa0€", [["Messeangebot", "−50,00\xa0€"]]),
    ]


def test_a_long_address_gets_smaller_type() -> None:
    """It has to fit the window of the envelope."""
    sizes = [
        page(replace(plain(), buyer=replace(BUYER, name="Gesellschaft " * times)), BRAND)["address"]["size"]
        for times in (1, 5, 9, 16, 40)
    ]
    assert sizes == sorted(sizes, reverse=True)
    assert (sizes[0], sizes[-1]) == (10, 6)


def test_an_address_abroad_ends_with_the_country() -> None:
    assert page(reverse_charge(), BRAND)["address"]["lines"][-1] == "Frankreich"
    assert page(plain(), BRAND)["address"]["lines"][-1] == "20095 Hamburg"


# --- The QR code ------------------------------------------------------------------------------------------------------


def test_the_code_says_what_the_standard_wants() -> None:
    assert payload(plain()).split("\n") == [
        "BCD", "002", "1", "SCT", "", "RED connect Beispiel GmbH", "DE89370400440532013000", "EUR106.74", "",
        "", "RE-2026-000123 K-10023",
    ]  # fmt: skip


def test_only_a_transfer_in_euros_that_is_owed_has_a_code() -> None:
    for other in (debited(), correction(), outside(), SAMPLES["paid_already"], SAMPLES["no_decimals"]):
        assert payload(other) == ""
        assert page(other, BRAND)["qr"] == []


def test_no_line_of_the_code_can_be_smuggled_in() -> None:
    sly = replace(plain(), payment=replace(TRANSFER, holder="RED\nDE02120300000000202051\nEUR999.00" + "x" * 90))
    lines = payload(sly).split("\n")
    assert len(lines) == 11 and len(lines[5]) == 70 and lines[7] == "EUR106.74"


def test_the_picture_is_the_code() -> None:
    """Module by module, from the pixels."""
    text = payload(plain())
    code = segno.make(text, error="m", boost_error=False, micro=False, encoding="utf-8", mask=2)
    drawn = Image.open(io.BytesIO(picture(text)))
    assert drawn.width == drawn.height == len(code.matrix) * 4
    modules = [
        [drawn.getpixel((4 * x + 1, 4 * y + 2)) == 0 for x in range(len(row))] for y, row in enumerate(code.matrix)
    ]
    assert modules == [[bool(module) for module in row] for row in code.matrix]
    Image.open(io.BytesIO(picture(text))).verify()


# --- Any text ---------------------------------------------------------------------------------------------------------

HOSTILE = '#panic("x") $x$ *a* _b_ @ref <label> \\ ` // /* ] } #eval("1") \\u{41} "q" \'s\' -- --- ...'


def test_typst_and_html_in_texts_are_harmless() -> None:
    hostile = replace(
        plain(),
        buyer=replace(BUYER, name=HOSTILE, city="<script>alert(1)</script>"),
        lines=(line(HOSTILE, "1", "89.70", explanation=f"{HOSTILE}\n= zweite Zeile"),),
        notes=(HOSTILE,),
    )
    text = "".join("".join(read(zugferd(hostile, replace(BRAND, name=HOSTILE)))).split())
    assert text.count("".join(HOSTILE.split())) >= 3
    assert "<script>alert(1)</script>" in text
    assert "=zweiteZeile" in text


def test_what_the_font_lacks_is_a_box_and_the_page_is_still_made() -> None:
    odd = replace(plain(), buyer=replace(BUYER, name="東京 Łódź Ωmega Привет \U0001f600 \u202eabc\x00\x07"))
    assert f"{BOX}{BOX} Łódź Ωmega Привет {BOX} abc" in read(zugferd(odd, BRAND))[0]


def test_the_ranges_are_those_of_the_fonts() -> None:
    """Each character by itself: a font without it makes the typesetter fail."""
    bounds = [[int(end, 16) for end in part.split("-")] for part in RANGES.split()]
    everything = "".join(chr(code) for ends in bounds for code in range(ends[0], ends[-1] + 1))
    made = replace(plain(), lines=(line("x", "1", "89.70", explanation=everything),))
    assert zugferd(made, BRAND)


def test_a_word_without_end_stays_in_its_column() -> None:
    endless = replace(plain(), lines=(line("x" * 300, "1", "89.70", explanation="y" * 300),))
    assert zugferd(endless, BRAND)
    assert "\u200b" in page(endless, BRAND)["table"]["rows"][0]["text"]


@pytest.mark.slow
def test_two_hundred_lines_go_over_several_pages_with_the_head_on_each() -> None:
    many = document([line(f"Leistung {number}", "1", "19.00", explanation="je Monat") for number in range(1, 201)])
    pages = read(zugferd(many, BRAND))
    assert len(pages) > 5
    with_rows = [text for text in pages if "Leistung 1" in text or "je Monat" in text]
    assert all("Einzelpreis" in text for text in with_rows)
    assert all(f"Seite {number} von {len(pages)}" in text for number, text in enumerate(pages, 1))
    assert all("Rechnung RE-2026-000123" in text for text in pages)
    text = " ".join(pages)
    assert all(f"Leistung {number}" in text for number in range(1, 201))
    assert "Gesamtbetrag" in pages[-1]


def test_a_text_longer_than_a_page_is_whole() -> None:
    novel = " ".join(f"Wort{number}" for number in range(3000))
    text = " ".join(read(zugferd(document([line("Roman", explanation=novel)]), BRAND)))
    assert "Wort0 " in text and "Wort2999" in text


def data(media: str, content: bytes) -> str:
    return f"data:image/{media};base64,{base64.b64encode(content).decode()}"


def test_a_logo_is_a_picture_of_the_page() -> None:
    """A PNG is wrapped, an SVG is taken as it is; both keep their proportions."""
    without = zugferd(plain(), BRAND)
    png = io.BytesIO()
    Image.new("RGB", (400, 40), "#b3122b").save(png, "PNG")
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4"/></svg>'
    for logo, wide in ((data("png", png.getvalue()), True), (data("svg+xml", svg), False)):
        branded = replace(BRAND, logo=logo)
        assert page(plain(), branded)["brand"]["wide"] is wide
        made = zugferd(plain(), branded)
        assert "RED connect Beispiel GmbH" in read(made)[0]
        assert made != without


def test_a_logo_that_does_not_read_is_told() -> None:
    with pytest.raises(NotSet):
        zugferd(plain(), replace(BRAND, logo=data("svg+xml", b"no picture")))
