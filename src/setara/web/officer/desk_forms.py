"""The forms of a desk."""

import datetime as dt
import uuid
from collections.abc import Mapping

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from setara.certificates.acts.documents import Document
from setara.handover.acts.handing_over import Told
from setara.handover.models import Line
from setara.kernel.handover.rules import LONGEST_NAME, Channel, Receiver
from setara.words.handover import RECEIVER_WORDS

LONGEST_TYPED = 100
"""Characters of a number that somebody types; what is longer came from a scanner."""


def channel_of(text: str) -> Channel:
    """Say whether a text was scanned or typed: nobody types the text of a QR code."""
    return Channel.SCANNER if len(text) > LONGEST_TYPED or "/v/" in text else Channel.TYPED


class HandOverForm(forms.Form):
    """Who receives one certificate, as a desk is told."""

    line = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)
    key = forms.UUIDField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(
        widget=forms.HiddenInput, choices=[(one, one) for one in (Channel.TYPED, Channel.SCANNER)]
    )
    receiver = forms.ChoiceField(
        label=_("Who receives it"), choices=[*RECEIVER_WORDS.items()], widget=forms.RadioSelect
    )
    name = forms.CharField(label=_("Name of whoever receives it"), max_length=LONGEST_NAME)
    letter_number = forms.CharField(
        label=_("Number of the letter (surat kuasa), or its photograph below"), required=False, max_length=200
    )
    letter = forms.FileField(
        label=_("Photograph of the letter"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/*,application/pdf", "capture": "environment"}),
    )

    def __init__(
        self,
        data: Mapping[str, str] | None = None,
        files: "MultiValueDict[str, UploadedFile[bytes]] | None" = None,
        initial: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, files, auto_id="hand-over-%s", initial=dict(initial or {}))

    @classmethod
    def fresh(cls, line: Line, text: str) -> "HandOverForm":
        """Return a form for a line, with a key of its own and the owner as who receives it."""
        business = line.certificate.business
        return cls(
            initial={
                "line": line.pk,
                "key": uuid.uuid4(),
                "channel": channel_of(text),
                "receiver": Receiver.OWNER,
                "name": business.owner or line.certificate.holder,
            }
        )

    @property
    def line_id(self) -> int:
        """The line that was posted; 0 where none was."""
        given = self.data.get("line", "")
        return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else 0

    def told(self, at: dt.datetime, letter: Document | None) -> Told:
        """Return what the desk says."""
        given = self.cleaned_data
        return Told(
            key=given["key"],
            receiver=Receiver(given["receiver"]),
            name=given["name"],
            channel=Channel(given["channel"]),
            happened_at=at,
            letter_number=given["letter_number"],
            letter=letter,
        )


class UndoForm(forms.Form):
    """Why a hand-over is taken back."""

    because = forms.CharField(label=_("Why it is taken back"), max_length=1000)
