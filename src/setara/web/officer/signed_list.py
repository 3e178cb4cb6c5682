"""A signed list that came back: of those on stage, or of the bundle that a district handed out. Many lines at once."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from setara.accounts.permission import NotPermitted
from setara.handover.acts.handing_over import Told, hand_over
from setara.handover.acts.refusing import AlreadyHandedOver, CeremonyRefused
from setara.handover.models import Ceremony, Line
from setara.handover.queries import RECEIVED, line_hold, lines_of
from setara.issuance.office import content_store
from setara.kernel.access.acts import Act
from setara.kernel.handover.rules import LONGEST_NAME, Channel, Receiver, Route
from setara.kernel.rulebook.days import JAKARTA
from setara.web.asking import text_of
from setara.web.officer.desk_app import first_words
from setara.web.officer.desks import standing_of
from setara.web.officer.forms import DayField
from setara.web.security import actor_of, needs, seen_by
from setara.words.handover import HOLD_WORDS, ceremony_refusal

MOST = 200
"""Lines of one list: what one form of a browser holds."""
NOON = dt.time(12)


class SignedForm(forms.Form):
    """When the list was signed."""

    on = DayField(label=gettext_lazy("Day on which they received it"))

    def __init__(self, data: "dict[str, str] | None" = None, *, today: str = "") -> None:
        super().__init__(data, initial={"on": today}, auto_id="signed-%s")


@dataclass(frozen=True, slots=True)
class SignedLine:
    """A line of the list: who is said to have received it, whether it is ticked, and what became of it."""

    line: Line
    name: str
    is_ticked: bool
    done: str = ""
    lack: str = ""


@needs(Act.HAND_OVER)
@require_http_methods(["GET", "HEAD", "POST"])
def signed_list(request: HttpRequest, ceremony_id: int) -> HttpResponse:
    """The lines of a district's bundle (?district=) or of the stage, ticked as the paper says; failures stay ticked."""
    ceremony = Ceremony.objects.filter(pk=ceremony_id).first()
    if ceremony is None:
        raise Http404
    district = text_of(request.GET, "district", 5)
    lines = list(_lines(request, ceremony, district).filter(~RECEIVED)[:MOST])
    form = SignedForm(request.POST if request.method == "POST" else None, today=timezone.localdate().isoformat())
    results: dict[int, str] = {}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            results = {line.pk: _recorded(request, line, form) for line in lines if f"got_{line.pk}" in request.POST}
            status = 422 if any(results.values()) else 200
            lines = list(_lines(request, ceremony, district).filter(pk__in=[line.pk for line in lines]))
    words = {
        "ceremony": ceremony,
        "district": district,
        "form": form,
        "rows": [_row(request, line, results.get(line.pk, "")) for line in lines],
        "recorded": sum(not why for why in results.values()),
        "failed": sum(bool(why) for why in results.values()),
    }
    return render(request, "officer/signed_list.html", words, status=status)


def _lines(request: HttpRequest, ceremony: Ceremony, district: str) -> QuerySet[Line]:
    lines = lines_of(ceremony, seen_by(request, Act.HAND_OVER))
    if district:
        return lines.filter(route=Route.BUNDLE, certificate__district_code=district)
    return lines.filter(route=Route.STAGE).order_by("stage")


def _row(request: HttpRequest, line: Line, why: str) -> SignedLine:
    business, standing, held = line.certificate.business, standing_of(line), line_hold(line)
    name = request.POST.get(f"name_{line.pk}", business.owner or line.certificate.holder)
    lack = str(HOLD_WORDS[held]) if held and not standing else why
    return SignedLine(line, name, f"got_{line.pk}" in request.POST, first_words(standing) if standing else "", lack)


def _recorded(request: HttpRequest, line: Line, form: SignedForm) -> str:
    """Hand one line over as the list says; return why it could not be, or ``""``."""
    at = timezone.now()
    happened = min(dt.datetime.combine(form.cleaned_data["on"], NOON, JAKARTA), at)
    name = text_of(request.POST, f"name_{line.pk}", LONGEST_NAME + 1)
    told = Told(uuid.uuid4(), Receiver.OWNER, name, Channel.LIST, happened)
    try:
        hand_over(line.pk, told, content_store(), desk=None, actor=actor_of(request), at=at)
    except AlreadyHandedOver:
        return ceremony_refusal("already_handed_over")
    except CeremonyRefused as refused:
        return ceremony_refusal(refused.code)
    except NotPermitted:
        return _("You may not hand this over.")
    return ""
