"""The typesetter (Typst): a layout and texts in, a PDF out.

It is deterministic: no clock (the document's own day is the time of making), no fonts of the machine, no network, no
file but the layout's folder and the two fonts. The same texts give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import as_file, files
from threading import Lock
from typing import Final

import typst

_ONE_AT_A_TIME: Final = Lock()
"""A compiler keeps what it has set before for the next document; it is not to be used by two threads at once."""


class NotSet(Exception):
    """The page could not be set: the vendor's logo does not read, or the layout has a fault."""


@dataclass(frozen=True, slots=True)
class Layout:
    """``file`` in the folder of ``package``. It finds its texts in ``sys.inputs``, and may read what lies beside it."""

    package: str
    file: str


@cache
def _compiler(layout: Layout) -> typst.Compiler:
    """One for each process and layout: starting it takes longer than many pages."""
    with as_file(files(layout.package)) as folder, as_file(files("laufzeit.einvoice.page")) as beside:
        return typst.Compiler(
            folder / layout.file, root=folder, font_paths=[beside / "fonts"], ignore_system_fonts=True
        )


def typeset(layout: Layout, inputs: Mapping[str, str], day: date, *, archive: bool = False) -> bytes:
    """The PDF, made at noon of ``day`` as far as it knows. With ``archive`` for the archive (PDF/A-3b, ISO 19005-3) and
    for those who have it read aloud (PDF/UA-1, ISO 14289-1), which the layout has to allow. Raises ``NotSet``."""
    made_at = datetime.combine(day, time(12), UTC)
    try:
        with _ONE_AT_A_TIME:
            pdf = _compiler(layout).compile(
                format="pdf",
                sys_inputs=dict(inputs),
                pdf_standards=["a-3b", "ua-1"] if archive else [],
                timestamp=made_at,
            )
    except typst.TypstError as fault:
        raise NotSet(fault.message) from fault
    if not isinstance(pdf, bytes):
        raise NotSet("the typesetter gave no single file")
    return pdf
