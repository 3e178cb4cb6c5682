"""The lines of a ceremony in their order, and the hold list."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from setara.handover import queries
from setara.handover.models import Line
from setara.handover.queries import LineFilters, LineState
from setara.kernel.access.acts import Act
from setara.kernel.access.scope import Scope
from setara.kernel.certificates.kinds import Kind
from setara.platform.long_lists import PAGE_SIZE
from setara.web.asking import number_of
from setara.web.officer.ceremonies import found
from setara.web.officer.line_filters import asked_lines, districts_in, page_of
from setara.web.officer.register_filters import UNKNOWN
from setara.web.security import needs, seen_by
from setara.words.certificates import SHORT_KINDS
from setara.words.handover import HOLD_WORDS, ROUTE_WORDS

STATE_WORDS: Mapping[str, Promise] = {
    LineState.READY: _("with an envelope"),
    LineState.HOLD: _("on hold"),
    LineState.HANDED_OVER: _("handed over"),
    LineState.WAITING: _("not handed over"),
}


@needs(Act.SEE_REGISTER)
@require_safe
def ceremony_lines(request: HttpRequest, ceremony_id: int) -> HttpResponse:
    """The envelopes in their order; text, district, kind, route and state restrict."""
    event, seen, asked = found(ceremony_id), seen_by(request), asked_lines(request.GET)
    chosen = queries.chosen_lines(event, seen, asked.filters)
    rows, following = page_of(chosen.filter(position__gt=asked.after or 0)[: PAGE_SIZE + 1])
    words = {
        "event": event,
        "asked": asked,
        "total": chosen.count(),
        "rows": [(line, queries.line_hold(line)) for line in rows],
        "holds": HOLD_WORDS,
        "routes": ROUTE_WORDS,
        "states": STATE_WORDS,
        "kinds": [(kind, SHORT_KINDS[kind]) for kind in Kind],
        "districts": districts_in(event, seen),
        "unknown": UNKNOWN,
        "next": asked.address(after=following) if following else "",
        "first": asked.address() if asked.after else "",
    }
    return render(request, "officer/ceremony_lines.html", words)


@needs(Act.SEE_REGISTER)
@require_safe
def hold_list(request: HttpRequest, ceremony_id: int) -> HttpResponse:
    """What has no envelope: why, where the original is, and whom to call."""
    event, seen, after = found(ceremony_id), seen_by(request), number_of(request.GET, "after", 99_999)
    held = queries.chosen_lines(event, seen, LineFilters(state=LineState.HOLD)).select_related("certificate__business")
    rows, following = page_of(held.filter(position__gt=after or 0)[: PAGE_SIZE + 1])
    personal = seen_by(request, Act.SEE_PERSONAL)
    words = {
        "event": event,
        "total": held.count(),
        "rows": [
            (line, HOLD_WORDS[why], phone_of(line, personal)) for line in rows if (why := queries.line_hold(line))
        ],
        "next": f"?after={following}" if following else "",
        "first": "?" if after else "",
        "may_call": bool(personal.reaches),
    }
    return render(request, "officer/hold_list.html", words)


def phone_of(line: Line, personal: Scope) -> str:
    """Return the telephone number of the business of a line, for somebody who may see personal data of this one."""
    certificate = line.certificate
    return certificate.business.phone if personal.holds(certificate.district_code, certificate.kind) else ""
