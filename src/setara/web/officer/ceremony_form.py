"""What is typed of a ceremony, and its programme (*susunan acara*) as lines of text."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from setara.handover.acts.planning import Details
from setara.handover.models import Ceremony
from setara.kernel.handover.ordering import Order
from setara.web.officer.forms import DayField
from setara.words.handover import ORDER_WORDS

MOST_ITEMS = 60
CLOCK = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)(\s*[-–]\s*([01]?\d|2[0-3])[.:]([0-5]\d))?")
NIP_DIGITS = 18
PARTS = 3

AgendaItem = tuple[str, str, str]


class AgendaFault(ValueError):
    """A line of a programme that cannot be read; the text names the line."""


class Clock(forms.TimeInput):
    """A clock of the browser; its value is ``09:00`` in every language."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class CeremonyForm(forms.Form):
    """Name, place, day and what an event draws on; `offered` are the budget years with how many certificates."""

    name = forms.CharField(label=_("Name of the event"), max_length=200)
    place = forms.CharField(label=_("Place"), max_length=200)
    on = DayField(label=_("Day"))
    starts = forms.TimeField(label=_("Begins at"), widget=Clock, input_formats=["%H:%M", "%H.%M"])
    years = forms.TypedMultipleChoiceField(
        label=_("Budget years that it draws on"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one budget year.")},
    )
    order = forms.ChoiceField(label=_("Order of the envelopes"), choices=[*ORDER_WORDS.items()])
    agenda = forms.CharField(
        label=_("Programme"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 7, "placeholder": "08.00 | Registrasi | Panitia"}),
        help_text=_("One item on each line: time | what happens | who leads it."),
    )
    official_name = forms.CharField(label=_("Official who hands over"), required=False, max_length=200)
    official_title = forms.CharField(label=_("Title of the official"), required=False, max_length=200)
    official_nip = forms.CharField(label="NIP", required=False, max_length=30)
    basis = forms.CharField(
        label=_("Basis"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Decree and budget document, as the record of hand-over names them."),
    )

    def __init__(
        self,
        offered: Sequence[tuple[int, int]],
        data: Mapping[str, str] | None = None,
        initial: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, auto_id="event-%s", initial=dict(initial or {}))
        self.fields["years"].choices = [  # type: ignore[attr-defined]
            (str(year), gettext("%(year)s: %(number)s certificates") % {"year": year, "number": number})
            for year, number in offered
        ]

    def clean_agenda(self) -> tuple[AgendaItem, ...]:
        try:
            return read_agenda(str(self.cleaned_data["agenda"]))
        except AgendaFault as fault:
            raise forms.ValidationError(str(fault)) from fault

    def clean_official_nip(self) -> str:
        nip = str(self.cleaned_data["official_nip"]).replace(" ", "")
        if nip and not (nip.isascii() and nip.isdigit() and len(nip) == NIP_DIGITS):
            raise forms.ValidationError(gettext("A NIP has 18 digits."))
        return nip

    @property
    def details(self) -> Details:
        """What was typed, as the act takes it."""
        given = self.cleaned_data
        return Details(
            name=given["name"],
            place=given["place"],
            on=given["on"],
            starts=given["starts"],
            years=given["years"],
            order=Order(given["order"]),
            agenda=given["agenda"],
            official=(given["official_name"], given["official_title"], given["official_nip"]),
            basis=given["basis"],
        )


def typed_of(ceremony: Ceremony) -> dict[str, object]:
    """Write an event as the form takes it."""
    return {
        "name": ceremony.name,
        "place": ceremony.place,
        "on": ceremony.on,
        "starts": ceremony.starts,
        "years": [str(year) for year in ceremony.years],
        "order": ceremony.order,
        "agenda": written_agenda(ceremony.agenda),
        "official_name": ceremony.official_name,
        "official_title": ceremony.official_title,
        "official_nip": ceremony.official_nip,
        "basis": ceremony.basis,
    }


def proposed(today: dt.date, offered: Sequence[tuple[int, int]]) -> dict[str, object]:
    """Say what stands in an empty form: the latest year is chosen."""
    years = [str(year) for year, _number in offered[:1]]
    return {"on": today, "starts": dt.time(9), "years": years, "order": Order.DISTRICT.value}


def read_agenda(text: str) -> tuple[AgendaItem, ...]:
    """Read a programme, one item on each line; raises AgendaFault with the first line that is none."""
    lines = [(place, line.strip()) for place, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(lines) > MOST_ITEMS:
        raise AgendaFault(gettext("A programme has at most %(most)s items.") % {"most": MOST_ITEMS})
    return tuple(_item(place, line) for place, line in lines)


def written_agenda(items: Sequence[Sequence[str]]) -> str:
    """Write a programme as `read_agenda` reads it."""
    return "\n".join(" | ".join(filter(None, item)) for item in items)


def _item(place: int, line: str) -> AgendaItem:
    clock, *rest = (part.strip() for part in line.split("|"))
    if not CLOCK.fullmatch(clock):
        raise AgendaFault(
            gettext("Line %(line)s: begin with a time such as 08.00, then | and what happens.") % {"line": place}
        )
    if not rest or not rest[0]:
        raise AgendaFault(gettext("Line %(line)s: what happens is missing after the time.") % {"line": place})
    if len(rest) > PARTS - 1:
        raise AgendaFault(gettext("Line %(line)s: at most three parts: time | what | who.") % {"line": place})
    return clock, rest[0], rest[1] if len(rest) == PARTS - 1 else ""
