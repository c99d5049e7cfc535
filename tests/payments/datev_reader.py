"""Reads a file for DATEV back, by the words of its format, knowing nothing of the code that wrote it."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from io import StringIO

# Fields of a row by their number in DATEV's description of the format (developer.datev.de), and what they look like.
ROW = {
    1: r"(?!0{1,10},00)\d{1,10},\d{2}",
    2: r'"(S|H)"',
    7: r"(?!0{1,9}$)\d{4,5}",
    8: r"(?!0{1,9}$)\d{4,5}",
    9: r'"\d{2}"',
    10: r"(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])",
    11: r'"[A-Za-z0-9$&%*+\-/]{1,36}"',
    14: r'"(?:[^"\x00-\x1f]|""){0,60}"',
    40: r'"[A-Z]{2}[A-Z0-9+*]{0,13}"',
    41: r"\d{2},\d{2}",
    48: r'"Kundennummer"',
    49: r'"[^"]{1,210}"',
    114: r"0|1",
    115: r"(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])20\d{2}",
    116: r"(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])20\d{2}",
    117: r"(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])20\d{2}",
}
NEEDED = {1, 2, 7, 8, 10, 11, 14, 114}
HEADER = [
    r'"EXTF"', "700", "21", r'"Buchungsstapel"', "13", r"20\d{15}", "", r'"RE"', r'"\w{0,25}"', r'""', r"\d{4,7}",
    r"\d{1,5}", r"20\d{6}", "4", r"20\d{6}", r"20\d{6}",
    r'"[\w.\-/ ]{0,30}"', r'""', "1", "0", "0|1", r'"EUR"', "", r'""',
    "", "", r'"0[34]"', "", "", r'""', r'".{0,16}"',
]  # fmt: skip


@dataclass(frozen=True)
class Row:
    amount: int
    side: str
    account: str
    contra: str
    key: str
    day: str
    voucher: str
    text: str
    eu: str
    eu_rate: str
    service_on: str


@dataclass(frozen=True)
class Read:
    header: list[str]
    names: list[str]
    rows: list[Row]

    def balances(self) -> dict[str, int]:
        """What each account has at the end: debits less credits, in cents, gross as booked."""
        found: dict[str, int] = defaultdict(int)
        for row in self.rows:
            signed = row.amount if row.side == "S" else -row.amount
            found[row.account] += signed
            found[row.contra] -= signed
        return dict(found)


def read(content: bytes) -> Read:
    """The file, or an ``AssertionError`` that says what is not as the format wants it."""
    text = content.decode("cp1252")
    assert text.endswith("\r\n")
    assert text.replace("\r\n", "").isprintable()
    header, names, *lines = text.removesuffix("\r\n").split("\r\n")
    for raw, pattern in zip(raw_cells(header), HEADER, strict=True):
        assert re.fullmatch(pattern, raw), (raw, pattern)
    return Read(cells(header), cells(names), [row(line) for line in lines])


def row(line: str) -> Row:
    raw = raw_cells(line)
    assert len(raw) == 125
    for place, value in enumerate(raw, 1):
        if value or place in NEEDED:
            assert place in ROW, f"field {place} is not expected to be filled: {value}"
            assert re.fullmatch(ROW[place], value), (place, value)
    assert bool(raw[114]) == bool(raw[115]), "the day of performance and the tax period belong together"
    plain = cells(line)
    return Row(
        amount=int(plain[0].replace(",", "")), side=plain[1], account=plain[6], contra=plain[7], key=plain[8],
        day=plain[9], voucher=plain[10], text=plain[13], eu=plain[39], eu_rate=plain[40], service_on=plain[114],
    )  # fmt: skip


def cells(line: str) -> list[str]:
    [found] = csv.reader(StringIO(line), delimiter=";", strict=True)
    return found


def raw_cells(line: str) -> list[str]:
    """The fields with their quotation marks."""
    return [match[1] for match in re.finditer(r'("(?:[^"]|"")*"|[^";]*)(?:;|$)', line)][: len(cells(line))]
