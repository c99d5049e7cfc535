"""XML as text: escaped, without the characters that XML 1.0 cannot hold, and never an empty element (PEPPOL R008)."""

from __future__ import annotations

import re
from typing import Final

_UNWRITABLE: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Not a Char of XML 1.0, section 2.2."""


def escaped(text: str) -> str:
    """The text as content or as an attribute's value.

    >>> escaped('Müller & Söhne <"A">\\x00')
    'Müller &amp; Söhne &lt;&quot;A&quot;&gt;'
    """
    if not text.isprintable():
        text = _UNWRITABLE.sub("", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def leaf(tag: str, text: str, attributes: str = "") -> str:
    """An element with a text; nothing where the text is empty or blank. ``attributes`` are markup.

    >>> leaf("cbc:ID", "A&B"), leaf("cbc:ID", " ")
    ('<cbc:ID>A&amp;B</cbc:ID>', '')
    """
    said = escaped(text).strip()
    return f"<{tag}{attributes}>{said}</{tag}>" if said else ""


def branch(tag: str, *children: str) -> str:
    """An element around others; nothing where none of them says anything.

    >>> branch("cac:Country", leaf("cbc:IdentificationCode", "DE")), branch("cac:Country", "")
    ('<cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country>', '')
    """
    inside = "".join(children)
    return f"<{tag}>{inside}</{tag}>" if inside else ""
