"""Each code of a fault with a file that has it, and where. What is not among these, the vendor's data reproduce."""

from __future__ import annotations

from laufzeit.usage.faults import Code

HEAD = "contract,meter,quantity,day,at,subject,id\n"

NO_USAGE: dict[Code, tuple[bytes, int, str]] = {
    Code.EMPTY: (b"\n \r\n", 1, ""),
    Code.A_LIST: (b'[{"contract": "V-1"}]', 1, ""),
    Code.COLUMN_UNKNOWN: (b"contract,meter,amount,day,id\n", 1, ""),
    Code.COLUMN_MISSING: (b"meter,quantity,day,id\n", 1, "contract"),
    Code.COLUMN_TWICE: (b"contract;meter;quantity;Day;day;id\n", 1, "day"),
}
"""Files of which nothing is read: content, line and column of the only fault."""


def csv(*rows: str) -> bytes:
    return (HEAD + "\n".join(rows)).encode()


FAULTY: dict[Code, tuple[bytes, int, str]] = {
    Code.LINE_TOO_LONG: (csv("V-1,sms,1,2021-01-01,,," + "x" * 10_000), 2, ""),
    Code.NOT_UTF8: (csv("V-1,sms,1,2021-01-01,,,1") + b"\xfc", 2, ""),
    Code.QUOTES: (csv('V-1,sms,1,2021-01-01,,,"open', 'V-1,sms,1,2021-01-01,,,"2"'), 2, ""),
    Code.FIELD_COUNT: (csv("V-1,sms,1,2021-01-01,,,1", "V-1,sms,1,2021-01-01,,,2,"), 3, ""),
    Code.NOT_JSON: (b'{"contract": }', 1, ""),
    Code.NOT_AN_OBJECT: (b'{"contract": "V-1", "meter": "sms", "day": "2021-01-01", "id": 1, "quantity": 1}\n7', 2, ""),
    Code.NAME_UNKNOWN: (b'{"contract": "V-1", "meter": "sms", "day": "2021-01-01", "id": 1, "amount": 1}', 1, ""),
    Code.NAME_TWICE: (b'{"contract": "V-1", "contract": "V-2"}', 1, ""),
    Code.NOT_A_TEXT: (b'{"contract": "V-1", "meter": ["sms"], "day": "2021-01-01", "id": 1}', 1, "meter"),
    Code.MISSING: (csv("V-1,sms,1,2021-01-01,,, "), 2, "id"),
    Code.TOO_LONG: (csv(f"V-1,sms,1,2021-01-01,,,{'x' * 201}"), 2, "id"),
    Code.UNPRINTABLE: (csv("V-1,s\x00ms,1,2021-01-01,,,1"), 2, "meter"),
    Code.QUANTITY_FORM: (csv("V-1,sms,1e3,2021-01-01,,,1"), 2, "quantity"),
    Code.DECIMAL_COMMA: (csv('V-1,sms,"1,5",2021-01-01,,,1'), 2, "quantity"),
    Code.TOO_EXACT: (csv("V-1,sms,0.1234567,2021-01-01,,,1"), 2, "quantity"),
    Code.TOO_LARGE: (csv("V-1,sms,1000000000000,2021-01-01,,,1"), 2, "quantity"),
    Code.DAY_FORM: (csv("V-1,sms,1,29.02.2020,,,1"), 2, "day"),
    Code.AT_FORM: (csv("V-1,sms,1,,2021-02-29T10:00:00Z,,1"), 2, "at"),
    Code.OFFSET_MISSING: (csv("V-1,sms,1,,2021-02-28T10:00:00,,1"), 2, "at"),
    Code.DAY_OR_AT: (csv("V-1,sms,1,2021-02-28,2021-02-28T10:00:00Z,,1"), 2, "day"),
}
"""Files with one line that cannot be read: content, line and column of the only fault."""

AGAINST_DATA: dict[Code, tuple[str, str]] = {
    Code.CONTRACT_UNKNOWN: ("V-nowhere,sms,1,2021-01-01,,,1", "contract"),
    Code.METER_UNKNOWN: ("{number},smss,1,2021-01-01,,,1", "meter"),
    Code.IN_FUTURE: ("{number},sms,1,2021-02-11,,,1", "day"),
    Code.BEFORE_START: ("{number},sms,1,2015-01-01,,,1", "day"),
    Code.AFTER_END: ("{ended},sms,1,2021-01-01,,,1", "day"),
    Code.NEGATIVE: ("{number},storage,-1,2021-01-01,,,1", "quantity"),
    Code.SUBJECT_MISSING: ("{number},people,1,2021-01-01,,,1", "subject"),
    Code.ID_TAKEN: ("{number},sms,2,2021-01-01,,,taken", "id"),
}
"""Lines that can be read and may not be recorded, on 2021-02-10: the line, with a contract's number, and the column."""
