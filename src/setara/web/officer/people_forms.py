"""The forms by which people are invited and granted; what they promise is checked again by the acts."""

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from setara.kernel.access.rules import Grant
from setara.kernel.access.scope import ALL
from setara.kernel.certificates.kinds import Kind
from setara.kernel.rulebook.regions import districts_of
from setara.web.officer.forms import DayField
from setara.web.refusals import role_name
from setara.words.certificates import short_kind


def roles() -> list[tuple[str, str]]:
    """The roles of the office."""
    return [(code, role_name(role)) for code, role in settings.ROLES.items()]


def areas() -> list[tuple[str, str]]:
    """The whole province, then its districts, kabupaten before kota."""
    known = sorted(districts_of(settings.PROVINCE).values(), key=lambda one: (one.kind, one.name))
    return [(ALL, gettext("The whole province")), *((one.code, one.full_name) for one in known)]


def facilities() -> list[tuple[str, str]]:
    """All facilities, then each."""
    return [(ALL, gettext("All facilities")), *((kind, str(short_kind(kind))) for kind in Kind)]


class PersonForm(forms.Form):
    """A new account."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    name = forms.CharField(label=_("Name"), max_length=200)


class GrantForm(forms.Form):
    """A role for an area and a facility from a day to a day."""

    role = forms.ChoiceField(label=_("Role"), choices=roles)
    area = forms.ChoiceField(label=_("Area"), required=False, choices=areas)
    facility = forms.ChoiceField(label=_("Facility"), required=False, choices=facilities)
    starts = DayField(label=_("First day"), initial=timezone.localdate)
    ends = DayField(label=_("Last day"), required=False, help_text=_("Empty: until it is ended."))

    @property
    def grant(self) -> Grant:
        """The grant of a form that is good."""
        given = self.cleaned_data
        return Grant(settings.ROLES[given["role"]], given["area"], given["facility"])
