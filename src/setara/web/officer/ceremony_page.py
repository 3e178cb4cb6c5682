"""The page of a ceremony: what stands, what is next, and the acts on the event as a whole."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from setara.accounts.permission import may
from setara.certificates.queries import rows_of
from setara.handover import queries
from setara.handover.acts import planning
from setara.handover.acts.refusing import CeremonyRefused
from setara.handover.models import Ceremony
from setara.handover.queries import Progress
from setara.issuance.queries import certificates_named
from setara.kernel.access.acts import Act
from setara.kernel.handover.rules import Settled
from setara.web.asking import number_of, text_of
from setara.web.officer.ceremonies import found
from setara.web.officer.history_lines import history_lines
from setara.web.officer.names import names_of
from setara.web.security import actor_of, needs, seen_by
from setara.words.handover import ORDER_WORDS, ceremony_refusal

MOST_NAME = 500
"""Characters of a scanned QR text."""


@dataclass(frozen=True, slots=True)
class Task:
    """A step of preparing an event: what it is, how it stands, where it is done; the tone says whether it waits."""

    word: str
    stands: str
    url: str
    tone: str


@needs(Act.SEE_REGISTER)
@require_safe
def ceremony(request: HttpRequest, ceremony_id: int) -> HttpResponse:
    """What stands, what is next, and the numbers, each leading to its lines."""
    return page(request, found(ceremony_id))


@needs(Act.PLAN_CEREMONY)
@require_POST
def order_ceremony(request: HttpRequest, ceremony_id: int) -> HttpResponse:
    """Take in what was recorded since and number the envelopes anew."""
    event = found(ceremony_id)

    def act() -> None:
        planning.put_in_order(event.pk, actor=actor_of(request), at=timezone.now())

    return done_or_again(request, event, act, _("Put in order: the envelopes have new numbers."))


@needs(Act.PLAN_CEREMONY)
@require_POST
def add_late(request: HttpRequest, ceremony_id: int) -> HttpResponse:
    """Put one more certificate at the end, named by its QR text, address or number; several meanings are asked."""
    event, which = found(ceremony_id), text_of(request.POST, "which", MOST_NAME)
    chosen = number_of(request.POST, "certificate")
    meant = [chosen] if chosen else certificates_named([which])[which] if which else []
    rows = rows_of(meant, seen_by(request))
    if not rows:
        refusal = _("No certificate of the register carries this.") if which or chosen else _("Scan or type a number.")
        return page(request, event, refusal, 422)
    if len(rows) > 1:
        return page(request, event, _("Several certificates carry this number: which one?"), 422, meant=rows)

    def act() -> None:
        planning.add_late(event.pk, rows[0].id, actor=actor_of(request), at=timezone.now())

    return done_or_again(request, event, act, _("Added at the end; the numbers given out stay."))


@needs(Act.PLAN_CEREMONY)
@require_POST
def close_ceremony(request: HttpRequest, ceremony_id: int) -> HttpResponse:
    """Say what would stand as not collected; confirmed, close the event."""
    event = found(ceremony_id)
    if "confirmed" not in request.POST and event.closed_at is None:
        words = {"event": event, "numbers": queries.progress(event), "reports": open_reports(event)}
        return render(request, "officer/ceremony_close.html", words)

    def act() -> None:
        planning.close_ceremony(event.pk, actor=actor_of(request), at=timezone.now())

    return done_or_again(request, event, act, _("Closed. What nobody received stands as not collected."))


def done_or_again(request: HttpRequest, event: Ceremony, act: Callable[[], object], said: str) -> HttpResponse:
    """Act and go back to the event; a refusal is said above it as it stands, status 409."""
    try:
        act()
    except CeremonyRefused as refused:
        return page(request, found(event.pk), ceremony_refusal(refused.code), 409)
    messages.success(request, said)
    return HttpResponseRedirect(reverse("ceremony", args=[event.pk]))


def page(
    request: HttpRequest, event: Ceremony, refusal: str = "", status: int = 200, meant: object = ()
) -> HttpResponse:
    """The page of an event as it stands now."""
    numbers = queries.progress(event, seen_by(request))
    plans = may(actor_of(request), Act.PLAN_CEREMONY)
    names = names_of(filter(None, [event.made_by, event.closed_by]))
    words = {
        "event": event,
        "numbers": numbers,
        "order": ORDER_WORDS[event.order],
        "tasks": tasks(event, numbers) if plans else (),
        "history": history_lines(queries.steps_of(event)) if plans else (),
        "is_open": event.closed_at is None,
        "made_by": names[event.made_by],
        "closed_by": names.get(event.closed_by, ""),
        "sees_all": seen_by(request).is_everything,
        "refusal": refusal,
        "meant": meant,
    }
    return render(request, "officer/ceremony.html", words, status=status)


def open_reports(event: Ceremony) -> int:
    """Count the reports of desks that wait for a decision."""
    return event.reports.filter(decision=Settled.OPEN).count()


def tasks(event: Ceremony, numbers: Progress) -> list[Task]:
    """List the steps of preparing and running an event in their order, for somebody who plans it."""
    is_open = event.closed_at is None
    steps = [*_preparing(event, numbers)] if is_open else []
    if waiting := open_reports(event):
        said = ngettext("%(n)s report waits", "%(n)s reports wait", waiting) % {"n": waiting}
        steps.append(_task(event, _("What desks said differently"), said, "desk_reports", "stop"))
    steps.append(_task(event, _("Papers"), _("run sheet, desk slips, records of hand-over"), "ceremony_papers", "info"))
    if not is_open or numbers.handed_over:
        left = numbers.waiting
        said = ngettext("%(n)s certificate not collected", "%(n)s certificates not collected", left) % {"n": left}
        steps.append(_task(event, _("Not collected"), said, "not_collected", "wait" if left else "good"))
    return steps


def _preparing(event: Ceremony, numbers: Progress) -> list[Task]:
    since = queries.recorded_since(event)
    said = ngettext("%(n)s envelope in order", "%(n)s envelopes in order", numbers.planned) % {"n": numbers.planned}
    if since:
        said += "; " + ngettext("%(n)s recorded since", "%(n)s recorded since", since) % {"n": since}
    return [
        _task(event, _("Order"), said, "ceremony_lines", "wait" if since else "good"),
        _held(event, numbers),
        _staged(event, numbers),
        _bundled(event, numbers),
        _desks(event),
        _invited(event),
    ]


def _held(event: Ceremony, numbers: Progress) -> Task:
    said = ngettext("%(n)s without an envelope", "%(n)s without an envelope", numbers.on_hold) % {"n": numbers.on_hold}
    word = said if numbers.on_hold else _("every certificate has its envelope")
    return _task(event, _("Hold list"), word, "hold_list", "wait" if numbers.on_hold else "good")


def _staged(event: Ceremony, numbers: Progress) -> Task:
    said = ngettext("%(n)s on stage", "%(n)s on stage", numbers.on_stage) % {"n": numbers.on_stage}
    word = said if numbers.on_stage else _("nobody chosen yet")
    return _task(event, _("Stage"), word, "stage", "good" if numbers.on_stage else "wait")


def _bundled(event: Ceremony, numbers: Progress) -> Task:
    if not numbers.in_bundles:
        return _task(event, _("Bundles of districts"), _("no district takes its certificates along"), "bundles", "info")
    taken = event.bundles.filter(transfer__undone_at=None).values("district_code").distinct().count()
    said = ngettext("%(n)s certificate in bundles", "%(n)s certificates in bundles", numbers.in_bundles)
    said = said % {"n": numbers.in_bundles} + "; " + _("%(n)s taken") % {"n": taken}
    return _task(event, _("Bundles of districts"), said, "bundles", "good" if taken else "wait")


def _desks(event: Ceremony) -> Task:
    desks = event.desks.count()
    helped = event.desks.filter(helpers__isnull=False).distinct().count()
    if not desks:
        return _task(event, _("Desks"), _("none set up yet"), "desks", "wait")
    said = ngettext("%(n)s desk", "%(n)s desks", desks) % {"n": desks} + "; " + _("helpers at %(n)s") % {"n": helped}
    return _task(event, _("Desks"), said, "desks", "good" if helped else "wait")


def _invited(event: Ceremony) -> Task:
    made = event.invitations.count()
    came = event.invitations.filter(came_at__isnull=False).count()
    said = ngettext("%(n)s invited", "%(n)s invited", made) % {"n": made} + "; " + _("%(n)s came") % {"n": came}
    word: str | Promise = said if made else _("none made yet")
    return _task(event, _("Invitations"), str(word), "invitations", "good" if made else "info")


def _task(event: Ceremony, word: str, stands: str, name: str, tone: str) -> Task:
    return Task(word, stands, reverse(name, args=[event.pk]), tone)
