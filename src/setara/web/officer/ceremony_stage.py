"""Who goes on stage (*penerima simbolis*): proposed, mended, looked at by photo groups, recorded."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from setara.handover import queries
from setara.handover.acts.planning import MOST_ON_STAGE, propose_stage, set_stage
from setara.handover.acts.refusing import CeremonyRefused
from setara.handover.models import Ceremony, Line
from setara.kernel.access.acts import Act
from setara.kernel.access.scope import EVERYTHING
from setara.kernel.handover.ordering import photo_groups
from setara.kernel.handover.rules import Route
from setara.web.asking import number_of, numbers_of, text_of
from setara.web.officer.ceremonies import found
from setara.web.officer.line_filters import MOST_TEXT
from setara.web.security import actor_of, needs
from setara.words.handover import ceremony_refusal

USUAL_NUMBER = 10
USUAL_GROUP = 5
LARGEST_GROUP = 20
NOWHERE = 9_999


@dataclass(frozen=True, slots=True)
class Draft:
    """A stage that is looked at: lines in order, what a typed number may mean, how many stand in a photograph."""

    line_ids: tuple[int, ...]
    meant: tuple[Line, ...] = ()
    group: int = USUAL_GROUP
    is_changed: bool = False


@needs(Act.PLAN_CEREMONY)
@require_http_methods(["GET", "HEAD", "POST"])
def stage(request: HttpRequest, ceremony_id: int) -> HttpResponse:
    """The stage as it stands, or with ``?number=`` a proposal; posted, looked at once more or recorded."""
    event = found(ceremony_id)
    if request.method != "POST":
        return _page(request, event, _draft(request.GET, event))
    draft, refusal = _posted(request.POST, event)
    if refusal or draft.meant or "save" not in request.POST:
        return _page(request, event, draft, refusal, 422 if refusal or draft.meant else 200)
    try:
        set_stage(event.pk, draft.line_ids, actor=actor_of(request), at=timezone.now())
    except CeremonyRefused as refused:
        return _page(request, event, draft, ceremony_refusal(refused.code), 409)
    messages.success(request, _("The stage is recorded."))
    return HttpResponseRedirect(reverse("stage", args=[event.pk]))


def _draft(asked: QueryDict, event: Ceremony) -> Draft:
    group = _group_of(asked)
    if "number" in asked:
        wanted = number_of(asked, "number", MOST_ON_STAGE) or 0
        return Draft(tuple(propose_stage(event, wanted)), group=group, is_changed=True)
    standing = event.lines.filter(route=Route.STAGE).order_by("stage").values_list("pk", flat=True)
    return Draft(tuple(standing), group=group)


def _posted(posted: QueryDict, event: Ceremony) -> tuple[Draft, str]:
    """Read the places that were typed, and whom to add; a number that means several is asked back."""
    ids = _placed(posted)
    ids += [one for one in numbers_of(posted, "add") if one not in ids]
    meant, refusal, which = [], "", text_of(posted, "which", MOST_TEXT)
    if which:
        meant = [line for line in queries.lines_named(event, which) if line.pk not in ids]
        refusal = "" if meant else _("No envelope of this event carries this, or it is on stage already.")
        if len(meant) == 1:
            ids, meant = [*ids, meant[0].pk], []
    return Draft(tuple(ids), tuple(meant), _group_of(posted), is_changed=True), refusal


def _placed(posted: QueryDict) -> list[int]:
    """Return the lines that stay on stage, by the places that were typed beside them."""
    off = set(numbers_of(posted, "off"))
    places = [(number_of(posted, f"place-{one}", NOWHERE), one) for one in numbers_of(posted, "line")]
    placed = [(NOWHERE if place is None else place, one) for place, one in places if one not in off]
    return [one for _, one in sorted(placed, key=lambda pair: pair[0])]


def _group_of(asked: QueryDict) -> int:
    return max(1, number_of(asked, "group", LARGEST_GROUP) or USUAL_GROUP)


def _page(request: HttpRequest, event: Ceremony, draft: Draft, refusal: str = "", status: int = 200) -> HttpResponse:
    lines = queries.lines_of(event, EVERYTHING).in_bulk(draft.line_ids)
    ids = [one for one in draft.line_ids if one in lines]
    words = {
        "event": event,
        "draft": draft,
        "rows": [(place, lines[one], queries.line_hold(lines[one])) for place, one in enumerate(ids, start=1)],
        "groups": [[lines[one] for one in some] for some in _groups(ids, draft.group)],
        "number": len(ids) or USUAL_NUMBER,
        "most": MOST_ON_STAGE,
        "largest_group": LARGEST_GROUP,
        "is_open": event.closed_at is None,
        "refusal": refusal,
    }
    return render(request, "officer/ceremony_stage.html", words, status=status)


def _groups(ids: Sequence[int], size: int) -> list[list[int]]:
    return photo_groups(ids, size) if ids else []
