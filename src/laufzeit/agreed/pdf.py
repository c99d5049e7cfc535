"""The document as a PDF. The same texts give the same bytes."""

from __future__ import annotations

import json
from typing import Final

from laufzeit.agreed.document import Case, page_of
from laufzeit.dates.wording import Language
from laufzeit.einvoice.typesetting import Layout, typeset

LAYOUT: Final = Layout("laufzeit.agreed.page", "agreement.typ")


def pdf_of(case: Case, language: Language) -> bytes:
    """Raises ``NotSet`` where the page cannot be set."""
    page = json.dumps(page_of(case, language), ensure_ascii=False)
    return typeset(LAYOUT, {"page": page}, case.entry.said.declaration.today)
