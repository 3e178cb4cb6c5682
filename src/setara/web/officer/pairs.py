"""Businesses that may be one: the queue of open pairs, two side by side, and what a person decides of them."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from setara.certificates import queries as certificates
from setara.certificates.acts.merging import merge_businesses, records_digest
from setara.kernel.access.acts import Act
from setara.kernel.access.scope import EVERYTHING
from setara.kernel.intake.merging import Side, preferred
from setara.registry import queries
from setara.registry.acts.pairs import MergeRefused, ask_again, keep_apart
from setara.registry.models import CandidatePair
from setara.web.asking import choice_of, number_of, text_of
from setara.web.officer.businesses import sees_all_personal
from setara.web.officer.names import names_of
from setara.web.officer.side_by_side import PERSONAL, lines_of
from setara.web.security import actor_of, needs
from setara.words.businesses import PAIR_REASONS, merge_refusal_text

Choices = Mapping[str, Side | None]


@needs(Act.MERGE)
@require_safe
def pairs(request: HttpRequest) -> HttpResponse:
    """The pairs that wait for a decision; a reason restricts."""
    reason, after = choice_of(request.GET, "reason", frozenset(PAIR_REASONS)), number_of(request.GET, "after")
    page, counted = queries.open_pairs(reason, after), queries.open_by_reason()
    here: dict[str, str | int] = {"reason": reason} if reason else {}
    words = {
        "chosen": reason,
        "total": sum(counted.values()),
        "reasons": [(code, word, counted.get(code, 0)) for code, word in PAIR_REASONS.items()],
        "rows": [(pair, PAIR_REASONS.get(pair.reason, pair.reason)) for pair in page.rows],
        "next": "?" + urlencode({**here, "after": page.after}) if page.after else "",
        "first": "?" + urlencode(here) if after else "",
    }
    return render(request, "officer/pairs.html", words)


@needs(Act.MERGE)
@require_safe
def pair(request: HttpRequest, pair_id: int) -> HttpResponse:
    """Two businesses side by side, and the choice for each field in which they differ."""
    return compared(request, found(pair_id))


@needs(Act.MERGE)
@require_http_methods(["GET", "POST"])
def unite(request: HttpRequest, pair_id: int) -> HttpResponse:
    """Say that the two are one: first what that would give, then, confirmed, do it.

    Whoever comes back to this address, from signing in or another language, begins at the pair again.
    """
    if request.method != "POST":
        return HttpResponseRedirect(reverse("pair", args=[pair_id]))
    pair = found(pair_id)
    choices = choices_in(request, pair)
    if pair.decided_at is not None:
        return compared(request, pair, refusal="already_decided")
    if "again" in request.POST:
        return compared(request, pair, choices)
    if None in choices.values():
        return compared(request, pair, choices, status=422)
    if "confirmed" in request.POST:
        return merged(request, pair, {name: side for name, side in choices.items() if side is not None})
    words = words_of(request, pair, choices) | {"seen": records_digest(pair.first.values, pair.second.values)}
    return render(request, "officer/pair_preview.html", words)


def merged(request: HttpRequest, pair: CandidatePair, sides: Mapping[str, Side]) -> HttpResponse:
    """Merge the two, if they are still what was looked at, and show what was done."""
    actor, seen = actor_of(request), text_of(request.POST, "seen")
    try:
        merge = merge_businesses(pair.first_id, pair.second_id, sides, actor=actor, at=timezone.now(), seen=seen)
    except MergeRefused as refused:
        return compared(request, found(pair.pk), sides, refusal=refused.code)
    messages.success(request, _("Merged and recorded in the history."))
    return HttpResponseRedirect(reverse("merge", args=[merge.pk]))


@needs(Act.MERGE)
@require_POST
def keep(request: HttpRequest, pair_id: int) -> HttpResponse:
    """Say that the two are not the same; go on with the next open pair."""
    try:
        pair = keep_apart(found(pair_id).pk, actor=actor_of(request), at=timezone.now())
    except MergeRefused as refused:
        return compared(request, found(pair_id), refusal=refused.code)
    both = {"one": pair.first.name, "other": pair.second.name}
    said = _("Recorded: “%(one)s” and “%(other)s” are two. They are not asked again.") % both
    url = reverse("pair", args=[pair_id])
    messages.success(request, format_html('{} <a href="{}">{}</a>', said, url, _("Back to these two")))
    following = queries.open_pairs(after=pair_id, size=1).rows
    return HttpResponseRedirect(reverse("pair", args=[following[0].pk]) if following else reverse("pairs"))


@needs(Act.MERGE)
@require_POST
def reopen(request: HttpRequest, pair_id: int) -> HttpResponse:
    """Take back that two were kept apart."""
    try:
        ask_again(found(pair_id).pk, actor=actor_of(request), at=timezone.now())
    except MergeRefused as refused:
        return compared(request, found(pair_id), refusal=refused.code)
    return HttpResponseRedirect(reverse("pair", args=[pair_id]))


def found(pair_id: int) -> CandidatePair:
    """Return the pair or say that there is none."""
    pair = queries.whole_pair(pair_id)
    if pair is None:
        raise Http404
    return pair


def choices_in(request: HttpRequest, pair: CandidatePair) -> dict[str, Side | None]:
    """Read whose value each differing field takes, None where nothing is chosen; what is not shown goes as proposed."""
    hidden = frozenset() if sees_all_personal(request) else PERSONAL
    asked = {
        name: proposed if name in hidden else choice_of(request.POST, name, frozenset(Side))
        for name, proposed in preferred(pair.first.values, pair.second.values).items()
    }
    return {name: Side(side) if side else None for name, side in asked.items()}


def compared(
    request: HttpRequest, pair: CandidatePair, choices: Choices | None = None, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    """Show the two side by side; a refusal of what was asked is said above them, status 409."""
    words = words_of(request, pair, choices) | {
        "is_asked": pair.decided_at is None,
        "refusal": merge_refusal_text(refusal) if refusal else "",
        "is_choice_missing": status == 422,
        "reason": PAIR_REASONS.get(pair.reason, pair.reason),
        "decided_by": names_of([pair.decided_by]).get(pair.decided_by),
    }
    return render(request, "officer/pair.html", words, status=409 if refusal else status)


def words_of(request: HttpRequest, pair: CandidatePair, choices: Choices | None) -> dict[str, object]:
    """Gather what both pages of a pair show to this person."""
    personal = sees_all_personal(request)
    numbers = certificates.numbers_by_business([pair.first_id, pair.second_id], EVERYTHING)
    return {
        "pair": pair,
        "both": (pair.first, pair.second),
        "is_personal_shown": personal,
        "lines": lines_of(pair.first.values, pair.second.values, choices, personal=personal),
        "stay": numbers.get(pair.first_id, 0),
        "move": numbers.get(pair.second_id, 0),
    }
