"""A vendor's logo as one SVG, whatever it is stored as."""

from __future__ import annotations

import base64
import binascii
import re
import struct
from fractions import Fraction
from typing import Final

WIDEST: Final = Fraction(70, 18)
"""The proportion of the room that the page has for a logo, in millimetres."""

_SVG: Final = "data:image/svg+xml;base64,"
_PNG: Final = "data:image/png;base64,"
_HEADER: Final = struct.Struct(">8s4x4sII")
"""Signature, name of the first chunk, width, height (PNG, third edition, 5.2 and 11.2.1)."""
_NUMBER: Final = r"([0-9]{1,6}(?:\.[0-9]{1,6})?)"
_VIEW_BOX: Final = re.compile(rf"viewBox\s*=\s*[\"'][-0-9.]+[\s,]+[-0-9.]+[\s,]+{_NUMBER}[\s,]+{_NUMBER}")
_WIDTH: Final = re.compile(rf"<svg[^>]*?\swidth\s*=\s*[\"']{_NUMBER}")
_HEIGHT: Final = re.compile(rf"<svg[^>]*?\sheight\s*=\s*[\"']{_NUMBER}")


def as_svg(data: str) -> str:
    """The logo's SVG; a PNG is wrapped in one, with its own size. Empty where there is none, or none that reads.

    >>> as_svg("data:image/svg+xml;base64,PHN2Zy8+"), as_svg(""), as_svg("data:image/png;base64,AAAA")
    ('<svg/>', '', '')
    """
    try:
        if data.startswith(_SVG):
            return base64.b64decode(data.removeprefix(_SVG)).decode()
        if data.startswith(_PNG):
            return _wrapped(data)
    except (binascii.Error, UnicodeDecodeError, struct.error):
        return ""
    return ""


def _wrapped(data: str) -> str:
    signature, chunk, width, height = _HEADER.unpack_from(base64.b64decode(data.removeprefix(_PNG)))
    if signature != b"\x89PNG\r\n\x1a\n" or chunk != b"IHDR" or not width or not height:
        return ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="{data}"/></svg>'
    )


def proportion(svg: str) -> Fraction:
    """Width by height of an SVG; 1 where it does not say.

    >>> proportion('<svg width="20" height="8">'), proportion('<svg viewBox="0 0 200 60"/>'), proportion("<svg/>")
    (Fraction(5, 2), Fraction(10, 3), Fraction(1, 1))
    """
    width, height, box = _WIDTH.search(svg), _HEIGHT.search(svg), _VIEW_BOX.search(svg)
    if width and height:
        across, down = Fraction(width[1]), Fraction(height[1])
    elif box:
        across, down = Fraction(box[1]), Fraction(box[2])
    else:
        return Fraction(1)
    return across / down if down else Fraction(1)
