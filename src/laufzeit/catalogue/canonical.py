"""A catalogue as JSON and back: the form in which an applied catalogue is kept, and of which hashes are taken.

The form follows the value types. A field that has its default is left out, so that the form of what has been applied
stays the same when the types grow.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from laufzeit.catalogue.model import Catalogue, Terms, TermsRef
from laufzeit.catalogue.texts import Texts
from laufzeit.dates.notice import NoticeRule
from laufzeit.dates.span import Span
from laufzeit.values.codec import Atom, Codec, Json

T = TypeVar("T")

_ATOMS: Mapping[type, Atom] = {
    Span: Atom(str, Span.parse),
    NoticeRule: Atom(str, NoticeRule.parse),
    TermsRef: Atom(str, TermsRef.parse),
    Texts: Atom(lambda texts: dict(texts.by_language), Texts.of, stored_as=Mapping[str, str]),
}
_WHOLE = Codec(_ATOMS, leave_out_defaults=True)
_WITHOUT_TEXTS = Codec(_ATOMS, leave_out_defaults=True, leave_out=(Texts,))


def to_json(value: object) -> Json:
    """A value of this room; also a tuple of them."""
    return _WHOLE.write(value)


def without_texts(value: object) -> Json:
    """As ``to_json``, without the words."""
    return _WITHOUT_TEXTS.write(value)


def from_json(kind: type[T], data: Json) -> T:
    """The value of a type that ``to_json`` has written. Raises ``Unreadable``."""
    return _WHOLE.read(kind, data)


def to_document(catalogue: Catalogue) -> str:
    """The catalogue as the text in which it is kept; plans and features stay in their order."""
    return json.dumps(to_json(catalogue), ensure_ascii=False)


def from_document(document: str) -> Catalogue:
    return from_json(Catalogue, json.loads(document))


def terms_json(terms: Terms) -> dict[str, Any]:
    """What a contract is bound to: an edition without the words, without until when it is sold, and without the
    changes of plan that it offers (``diff`` sees to it that they only grow)."""
    content = cast("dict[str, Any]", _WITHOUT_TEXTS.write(terms))
    del content["sold_until"], content["changes"]
    return content


def terms_hash(terms: Terms) -> str:
    """SHA-256 of ``terms_json``, as hexadecimal: an applied edition never has another."""
    written = json.dumps(terms_json(terms), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()
