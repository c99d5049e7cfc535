"""Makes the pictures of an invoice for the documentation: the first page of two of the tests' documents.

.venv/bin/python tools/invoice_pictures.py
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import typst  # noqa: E402
from tests.einvoice.samples import BRAND, discounted, english  # noqa: E402

import laufzeit.einvoice.page  # noqa: E402
from laufzeit.einvoice.page.content import page  # noqa: E402

LAYOUT = Path(laufzeit.einvoice.page.__file__).parent
FOLDER = ROOT / "docs/screenshots"
DOTS_PER_INCH = 96


def main() -> None:
    """Both languages."""
    compiler = typst.Compiler(
        LAYOUT / "invoice.typ", root=LAYOUT, font_paths=[LAYOUT / "fonts"], ignore_system_fonts=True
    )
    for document in (discounted(), english()):
        inputs = {"page": json.dumps(page(document, BRAND)), "xml": ""}
        picture = compiler.compile(format="png", ppi=DOTS_PER_INCH, sys_inputs=inputs)
        first = picture[0] if isinstance(picture, list) else picture
        target = FOLDER / f"invoice.{document.language}.png"
        target.write_bytes(first or b"")
        print(target.relative_to(ROOT), target.stat().st_size)


if __name__ == "__main__":
    main()
