"""A merge of two businesses: what it did, and undoing it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from setara.certificates.acts.merging import in_the_way, undo_merge
from setara.kernel.access.acts import Act
from setara.kernel.intake.merging import Obstacle, Side
from setara.registry import queries
from setara.registry.acts.pairs import MergeRefused
from setara.registry.models import Merge
from setara.web.officer.businesses import sees_all_personal
from setara.web.officer.names import names_of
from setara.web.officer.side_by_side import lines_of
from setara.web.security import actor_of, needs
from setara.words.businesses import merge_refusal_text, obstacle_text

PAGES = {"merged_since": "merge", "certificate_added": "certificate", "certificate_moved_away": "certificate"}
"""Where to look at what stands in the way, by the code of the obstacle."""


@needs(Act.MERGE)
@require_safe
def merge(request: HttpRequest, merge_id: int) -> HttpResponse:
    """What a merge did, and what stands in the way of undoing it."""
    return shown(request, found(merge_id))


@needs(Act.MERGE)
@require_POST
def undo(request: HttpRequest, merge_id: int) -> HttpResponse:
    """Put everything back as it was before a merge."""
    try:
        undo_merge(found(merge_id).pk, actor=actor_of(request), at=timezone.now())
    except MergeRefused as refused:
        return shown(request, found(merge_id), refused.code)
    messages.success(request, _("Undone. Both businesses stand as they did before."))
    return HttpResponseRedirect(reverse("merge", args=[merge_id]))


def found(merge_id: int) -> Merge:
    """Return the merge or say that there is none."""
    merge = queries.whole_merge(merge_id)
    if merge is None:
        raise Http404
    return merge


def shown(request: HttpRequest, merge: Merge, refusal: str = "") -> HttpResponse:
    """Show a merge; a refusal of its undoing is said above it, status 409."""
    personal = sees_all_personal(request)
    choices = {name: Side(side) for name, side in merge.choices.items()}
    lines = lines_of(merge.values[Side.KEPT], merge.values[Side.GONE], choices, personal=personal)
    names = names_of([merge.merged_by, merge.undone_by])
    words = {
        "merge": merge,
        "names": {side: merge.values[side]["name"] for side in Side},
        "lines": [line for line in lines if line.differs],
        "hidden": len(choices) - sum(line.differs for line in lines),
        "moved": len(merge.certificates["moved"]),
        "merged_by": names.get(merge.merged_by),
        "undone_by": names.get(merge.undone_by),
        "obstacles": [link_of(one) for one in in_the_way(merge)] if merge.undone_at is None else [],
        "refusal": merge_refusal_text(refusal) if refusal else "",
    }
    return render(request, "officer/merge.html", words, status=409 if refusal else 200)


def link_of(obstacle: Obstacle) -> tuple[str, str]:
    """Say what stands in the way and where to look at it; no address for a field."""
    page = PAGES.get(obstacle.code)
    return obstacle_text(obstacle), reverse(page, args=[obstacle.subject]) if page else ""
