"""A catalogue file that was sent: its text, the files beside it, and what it would change."""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laufzeit.catalogue.diff import Change, compare, forbidden
from laufzeit.catalogue.model import Catalogue
from laufzeit.catalogue.reading import MAX_BYTES, Examined, examine
from laufzeit.office.forms import text_of


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(one, initial) for one in given]


class UploadForm(forms.Form):
    """A file, and those that it names."""

    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("Catalogue file (TOML)"),
        widget=forms.FileInput(attrs={"accept": ".toml"}),
        error_messages={"required": gettext_lazy("Please choose a file.")},
    )
    beside = FilesField(
        label=gettext_lazy("Files that it names"),
        required=False,
        help_text=gettext_lazy("Long agreement texts and the logo, where the file names some."),
    )

    def clean_file(self) -> str:
        sent = self.cleaned_data["file"]
        if sent.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than one megabyte; keep long texts in files beside it."))
        return text_of(sent)

    def upload(self, current: Catalogue | None) -> Upload:
        """What was sent, once the form is valid."""
        sent = self.cleaned_data
        return Upload(sent["file"], {one.name: one.read() for one in sent["beside"]}, current)


class ApplyForm(forms.Form):
    """The file once more, as it was shown with all that it changes; ``seen`` is the print of that."""

    text = forms.CharField(widget=forms.HiddenInput, strip=False)
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    @classmethod
    def of(cls, given: Upload) -> ApplyForm:
        return cls(initial={"text": given.text, "kept": given.kept, "seen": given.print})

    def upload(self, current: Catalogue | None) -> Upload:
        """What was shown, once the form is valid."""
        return Upload(self.cleaned_data["text"], _unpacked(self.cleaned_data["kept"]), current)


@dataclass(frozen=True)
class Upload:
    """A file with those beside it, compared with the catalogue in force."""

    text: str
    beside: Mapping[str, bytes]
    current: Catalogue | None

    def files(self, name: str) -> bytes | None:
        """The content of a file beside it."""
        return self.beside.get(name)

    @cached_property
    def examined(self) -> Examined:
        return examine(self.text, self.files)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What applying the file would change; nothing is said about the first one, of which all is new."""
        if self.examined.catalogue is None or self.current is None:
            return ()
        return compare(self.current, self.examined.catalogue, self.examined.lines)

    @property
    def refused(self) -> tuple[Change, ...]:
        return forbidden(self.changes)

    @property
    def applicable(self) -> bool:
        return self.examined.catalogue is not None and not self.refused

    @cached_property
    def print(self) -> str:
        """A print of the file and of what it would change: with it comes back what was seen."""
        said = [self.text, *(f"{name}:{hashlib.sha256(self.beside[name]).hexdigest()}" for name in sorted(self.beside))]
        return hashlib.sha256("\n".join([*said, *map(str, self.changes)]).encode()).hexdigest()

    @property
    def kept(self) -> str:
        """The files beside it as a text that a form can carry."""
        packed = {name: b64encode(content).decode() for name, content in self.beside.items()}
        return json.dumps(packed) if packed else ""


def _unpacked(kept: str) -> dict[str, bytes]:
    try:
        return {str(name): b64decode(content) for name, content in json.loads(kept or "{}").items()}
    except (ValueError, AttributeError, TypeError, RecursionError):
        return {}
