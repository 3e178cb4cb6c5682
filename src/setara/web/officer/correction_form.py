"""The form that proposes a correction: every fact that a certificate states, as the record says it now."""

import hashlib
from collections.abc import Mapping

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _

from setara.certificates.acts.correcting import CORRECTABLE_NAMES, LONGEST, LONGEST_TEXT, NUMBERS, values_of
from setara.certificates.acts.recording import DATES
from setara.certificates.models import Certificate
from setara.kernel.credentials.canonical import canonical
from setara.kernel.rulebook.regions import districts_of
from setara.web.officer.forms import DayField, public_reason
from setara.web.templatetags.shown import district
from setara.words.certificates import refusal_word
from setara.words.intake import field_word

REQUIRED = frozenset({"holder", "number"})
LONG = frozenset({"product", "title"})
FIRST_YEAR, LAST_YEAR = 2000, 2100


class CorrectionForm(forms.Form):
    """What the record should say; only what differs is handed on, and only of the record that was looked at."""

    def __init__(self, certificate: Certificate, data: Mapping[str, str] | None = None) -> None:
        now = values_of(certificate)
        self.seen = hashlib.sha256(canonical(now)).hexdigest()
        super().__init__(data, initial={**now, "seen": self.seen}, auto_id="correction-%s")
        for name in CORRECTABLE_NAMES:
            self.fields[name] = _field(name, str(now[name] or ""))
        self.fields["why"] = public_reason(
            label=_("What was wrong, in words fit for the public"),
            help_text=_("It stands on the page of the sheet that is replaced."),
        )
        self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        if given.get("seen") != self.seen:
            raise forms.ValidationError(refusal_word("changed_while_shown"))
        return given

    @property
    def changes(self) -> dict[str, str | int | None]:
        """Return the public values that differ from the record."""
        return {name: _plain(name, self.cleaned_data[name]) for name in self.changed_data if name in CORRECTABLE_NAMES}


def _field(name: str, now: str) -> forms.Field:
    label = field_word(name)
    if name in DATES:
        return DayField(label=label, required=False)
    if name in NUMBERS:
        return forms.IntegerField(label=label, required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)
    if name == "district_code":
        codes = dict.fromkeys((now, *districts_of(settings.PROVINCE)))
        return forms.ChoiceField(label=label, required=bool(now), choices=[(code, district(code)) for code in codes])
    widget = forms.Textarea(attrs={"rows": 2}) if name in LONG else None
    return forms.CharField(
        label=label, max_length=LONGEST.get(name, LONGEST_TEXT), required=name in REQUIRED, widget=widget
    )


def _plain(name: str, value: object) -> str | int | None:
    """Write a cleaned value as a public one; what the certificate does not say is None, of texts empty."""
    if isinstance(value, int):
        return value
    return str(value) if value else (None if name in DATES | NUMBERS else "")
