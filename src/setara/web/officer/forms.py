"""The forms of the acts on one certificate; what they promise is checked again by the acts."""

from collections.abc import Mapping
from functools import partial

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from setara.certificates.models import Certificate
from setara.kernel.certificates.states import Custody, EntryKind
from setara.words.certificates import CUSTODY_WORDS
from setara.words.questions import LISTS

DECISION_TITLES: Mapping[EntryKind, Promise] = {
    EntryKind.SUSPENDED: _("Record a suspension by the body"),
    EntryKind.REINSTATED: _("Record that the body lifted the suspension"),
    EntryKind.REVOKED: _("Record that the body revoked it"),
    EntryKind.LAPSED: _("Record that it was not continued"),
}

CORRECTABLE = {
    "holder": (_("Holder"), 300),
    "number": (_("Number"), 200),
    "issuer": (_("Issuing body"), 300),
    "title": (_("Title"), 1000),
    "product": (_("Product or scope"), 1000),
    "standard": (_("Standard"), 300),
}
"""What the page offers of `kernel.certificates.correction.CORRECTABLE`, and how long it may be."""
CORRECTABLE_DATES = {"issue_date": _("Issue date"), "expiry_date": _("Expiry date")}


class Day(forms.DateInput):
    """A date picker of the browser; its value is ISO in every language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayField(forms.DateField):
    """A date, taken as ISO only."""

    widget = Day
    input_formats = ["%Y-%m-%d"]


public_reason = partial(forms.CharField, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
"""A field for a reason that stands on the verification page."""


class YearForm(forms.Form):
    """The budget year of a run."""

    year = forms.IntegerField(label=_("Budget year"), min_value=2000, max_value=2100)


class UploadForm(forms.Form):
    """A workbook for the register."""

    file = forms.FileField(
        label=_("Workbook"),
        help_text=_("xlsx, xls, ods or csv, as it is; nothing of it is registered before you have seen a preview."),
        error_messages={"empty": _("The file is empty.")},
    )
    list = forms.ChoiceField(label=_("What it lists"), choices=[*LISTS.items()])
    year = forms.IntegerField(
        label=_("Budget year"),
        required=False,
        min_value=2000,
        max_value=2100,
        help_text=_("For certificates: whose budget paid, where no column says it."),
    )

    def __init__(
        self,
        data: Mapping[str, str] | None = None,
        files: "MultiValueDict[str, UploadedFile[bytes]] | None" = None,
        initial: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, files, auto_id="upload-%s", initial=dict(initial or {}))


class DecisionForm(forms.Form):
    """A decision of the body with its letter; `kind` says which, so that one page carries several such forms."""

    letter_number = forms.CharField(label=_("Number of the letter"), max_length=200)
    letter_date = DayField(label=_("Date of the letter"))
    effective = DayField(label=_("Takes effect on"))
    reason = public_reason(label=_("Reason, in words fit for the public"))

    def __init__(self, kind: EntryKind, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data, auto_id=f"{kind.value.replace('.', '-')}-%s")
        self.kind = kind
        self.title = DECISION_TITLES[kind]


class CustodyForm(forms.Form):
    """Where the original is now."""

    custody = forms.ChoiceField(label=_("The original is now"), choices=list(CUSTODY_WORDS.items()))
    on = DayField(label=_("Since"))

    def __init__(self, data: Mapping[str, str] | None = None, *, now: str = "", today: str = "") -> None:
        super().__init__(data, initial={"custody": now, "on": today}, auto_id="custody-%s")

    @property
    def to(self) -> Custody:
        return Custody(self.cleaned_data["custody"])


class OriginalForm(forms.Form):
    """A copy of the body's original, to be kept beside the record."""

    copy = forms.FileField(label=_("Scan of the original (PDF, PNG or JPEG)"))

    def __init__(
        self, data: Mapping[str, str] | None = None, files: "MultiValueDict[str, UploadedFile[bytes]] | None" = None
    ) -> None:
        super().__init__(data, files, auto_id="original-%s")


class WithdrawalForm(forms.Form):
    """Why the office takes its own sheet back."""

    why = public_reason(label=_("Reason, in words fit for the public"))

    def __init__(self, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data, auto_id="withdrawal-%s")


class CorrectionForm(forms.Form):
    """The corrected record; only what changes is handed on."""

    def __init__(self, certificate: Certificate, data: Mapping[str, str] | None = None) -> None:
        names = (*CORRECTABLE, *CORRECTABLE_DATES)
        super().__init__(data, initial={name: getattr(certificate, name) for name in names}, auto_id="correction-%s")
        for name, (label, most) in CORRECTABLE.items():
            self.fields[name] = forms.CharField(label=label, max_length=most, required=bool(getattr(certificate, name)))
        for name, label in CORRECTABLE_DATES.items():
            self.fields[name] = DayField(label=label, required=getattr(certificate, name) is not None)
        self.fields["why"] = public_reason(label=_("What was wrong, in words fit for the public"))

    @property
    def changes(self) -> dict[str, str | int | None]:
        """Return the public values that differ from the record."""
        return {name: str(self.cleaned_data[name]) for name in self.changed_data if name != "why"}
