"""Invitations to a ceremony and who came: the list, and the page behind the QR code of an invitation."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from setara.accounts.permission import may
from setara.handover.acts import inviting
from setara.handover.acts.refusing import CeremonyRefused
from setara.handover.models import Ceremony, Invitation
from setara.handover.queries import Came, guests, guests_counted, not_invited
from setara.kernel.access.acts import Act
from setara.platform.long_lists import PAGE_SIZE
from setara.web.asking import LARGEST_ID, choice_of, number_of, text_of
from setara.web.officer.ceremonies import found
from setara.web.officer.names import names_of
from setara.web.security import actor_of, needs, public, seen_by
from setara.words.handover import ceremony_refusal


@needs(Act.SEE_REGISTER)
@require_safe
def invitations(request: HttpRequest, ceremony_id: int) -> HttpResponse:
    """Who is invited and who came; a part of the name restricts."""
    return _page(request, found(ceremony_id))


@needs(Act.PLAN_CEREMONY)
@require_POST
def invite(request: HttpRequest, ceremony_id: int) -> HttpResponse:
    """Make the invitations that are missing."""
    event = found(ceremony_id)
    try:
        made = inviting.invite(event.pk, actor=actor_of(request), at=timezone.now())
    except CeremonyRefused as refused:
        return _page(request, event, ceremony_refusal(refused.code), 409)
    said = ngettext("%(n)s invitation made.", "%(n)s invitations made.", made) % {"n": made}
    messages.success(request, said if made else _("Every business of the event is invited already."))
    return HttpResponseRedirect(reverse("invitations", args=[event.pk]))


@public
@never_cache
@require_safe
def attend(request: HttpRequest, code: str) -> HttpResponse:
    """Behind the code of an invitation: for the public the event alone, for whoever receives guests the business."""
    invitation = _invited(code)
    if not inviting.may_receive(actor_of(request), invitation):
        return render(request, "public/attend.html", {"event": invitation.ceremony})
    return _guest(request, invitation)


@needs(Act.HAND_OVER, Act.HELP_AT_DESK)
@require_POST
def check_in(request: HttpRequest, code: str) -> HttpResponse:
    """Keep that they came; posted with ``undo``, take that back."""
    invitation, is_undoing = _invited(code), "undo" in request.POST
    act = inviting.undo_check_in if is_undoing else inviting.check_in
    try:
        act(code, actor=actor_of(request), at=timezone.now())
    except CeremonyRefused as refused:
        return _guest(request, _invited(code), ceremony_refusal(refused.code), 409)
    messages.success(request, _("Taken back.") if is_undoing else _("Recorded: they came."))
    return HttpResponseRedirect(reverse("attend", args=[invitation.code]))


def _invited(code: str) -> Invitation:
    found = Invitation.objects.select_related("ceremony", "business").filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _guest(request: HttpRequest, invitation: Invitation, refusal: str = "", status: int = 200) -> HttpResponse:
    lines = invitation.ceremony.lines.filter(certificate__business=invitation.business_id)
    words = {
        "invitation": invitation,
        "event": invitation.ceremony,
        "lines": lines.select_related("certificate", "desk"),
        "came_by": names_of(filter(None, [invitation.came_by])).get(invitation.came_by, ""),
        "may_look": may(actor_of(request), Act.SEE_REGISTER),
        "refusal": refusal,
    }
    return render(request, "officer/guest.html", words, status=status)


def _page(request: HttpRequest, event: Ceremony, refusal: str = "", status: int = 200) -> HttpResponse:
    seen, text = seen_by(request), text_of(request.GET, "q")
    came = choice_of(request.GET, "came", frozenset(Came))
    after = number_of(request.GET, "after", LARGEST_ID)
    rows = list(guests(event, seen, text, came, after)[: PAGE_SIZE + 1])
    names = names_of(one.came_by for one in rows if one.came_by)
    asked: dict[str, str] = {name: value for name, value in (("q", text), ("came", came or "")) if value}
    words = {
        "event": event,
        "text": text,
        "came": came,
        "counted": guests_counted(event, seen),
        "missing": len(not_invited(event)) if may(actor_of(request), Act.PLAN_CEREMONY) else 0,
        "rows": [(one, names.get(one.came_by, "")) for one in rows[:PAGE_SIZE]],
        "next": "?" + urlencode({**asked, "after": str(rows[PAGE_SIZE - 1].pk)}) if len(rows) > PAGE_SIZE else "",
        "first": "?" + urlencode(asked) if after else "",
        "is_open": event.closed_at is None,
        "refusal": refusal,
    }
    return render(request, "officer/invitations.html", words, status=status)
