"""The forms of the acts on one certificate; what they promise is checked again by the acts."""

from collections.abc import Mapping
from functools import partial

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from setara.certificates.acts.decisions import Letter
from setara.kernel.certificates.decision_reasons import OTHER
from setara.kernel.certificates.states import Custody, EntryKind
from setara.words.certificates import CUSTODY_WORDS
from setara.words.questions import LISTS

DECISION_TITLES: Mapping[EntryKind, Promise] = {
    EntryKind.SUSPENDED: _("Record a suspension by the body"),
    EntryKind.REINSTATED: _("Record that the body lifted the suspension"),
    EntryKind.REVOKED: _("Record that the body revoked it"),
    EntryKind.LAPSED: _("Record that it was not continued"),
}


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
    """A decision of the body with its letter; `kind` says which, so that one page carries several such forms.

    The scan is asked for where the decision is confirmed: a browser does not hand a file on from page to page.
    """

    letter_number = forms.CharField(label=_("Number of the letter"), max_length=200)
    letter_date = DayField(label=_("Date of the letter"))
    effective = DayField(label=_("Takes effect on"))
    code = forms.ChoiceField(label=_("Reason that the letter gives"))
    reason = public_reason(
        label=_("Another reason, in words fit for the public"),
        required=False,
        help_text=_("Only where the list has none that fits; in Indonesian."),
    )
    scan = forms.FileField(label=_("Scan of the letter (PDF, PNG or JPEG)"), required=False)

    def __init__(
        self,
        kind: EntryKind,
        data: Mapping[str, str] | None = None,
        files: "MultiValueDict[str, UploadedFile[bytes]] | None" = None,
    ) -> None:
        super().__init__(data, files, auto_id=f"{kind.value.replace('.', '-')}-%s")
        self.kind = kind
        self.title = DECISION_TITLES[kind]
        self.reasons = settings.REASONS[kind]
        self.fields["code"].choices = [  # type: ignore[attr-defined]
            ("", _("choose")),
            *((one.code, one.en if get_language() == "en" else one.id) for one in self.reasons.values()),
            (OTHER, _("another reason")),
        ]

    def clean_reason(self) -> str:
        reason = str(self.cleaned_data["reason"])
        if self.cleaned_data.get("code") == OTHER and not reason.strip():
            raise forms.ValidationError(_("Say which reason."))
        return reason

    @property
    def typed(self) -> list[forms.BoundField]:
        """What is typed from the letter, without its scan."""
        return [field for field in self if field.name != "scan"]

    @property
    def letter(self) -> Letter:
        """The letter as it was typed, its reason in the words that are recorded."""
        given = self.cleaned_data
        chosen = self.reasons.get(given["code"])
        if chosen is None:
            return Letter(given["letter_number"], given["letter_date"], given["reason"])
        return Letter(given["letter_number"], given["letter_date"], chosen.id, chosen.code, chosen.en)


class CustodyForm(forms.Form):
    """Where the original is now."""

    custody = forms.ChoiceField(label=_("The original is now"), choices=list(CUSTODY_WORDS.items()))
    on = DayField(label=_("Since"))
    paper = forms.CharField(label=_("Number of the receipt or letter, if there is one"), required=False, max_length=200)

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
