"""What desks reported and nobody recorded yet: two said different things, or the day beat the hold list."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from setara.handover.acts.handing_over import settle_report as settle
from setara.handover.acts.refusing import CeremonyRefused
from setara.handover.models import Ceremony, Report
from setara.kernel.access.acts import Act
from setara.kernel.handover.rules import Settled
from setara.web.asking import choice_of, text_of
from setara.web.officer.ceremonies import found
from setara.web.officer.names import names_of
from setara.web.security import actor_of, needs
from setara.words.certificates import Text
from setara.words.handover import RECEIVER_WORDS, SETTLED_WORDS, ceremony_refusal

MOST_REASON = 1000
SHOWN = 50
WHY_WORDS: Mapping[str, Promise] = {
    "already_handed_over": gettext_lazy("Two desks handed over the same certificate."),
    "not_in_ceremony": gettext_lazy("What was scanned or typed does not stand in the order of the event."),
    "no_original": gettext_lazy("It was handed over though its original was not in custody."),
    "not_active": gettext_lazy("It was handed over though the body has suspended, revoked or ended it."),
    "no_sheet": gettext_lazy("It was handed over without a verification sheet."),
    "proxy_letter_missing": gettext_lazy("A proxy received it, and no letter was kept."),
}


@dataclass(frozen=True, slots=True)
class Side:
    """What one desk said: who received it, as whom, with what letter, when, which desk, who was there."""

    receiver: Text
    name: str
    letter: str
    at: dt.datetime
    desk: str
    by: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A report with what stands in its way, if something does."""

    report: Report
    why: str | Promise
    first: Side | None
    second: Side
    decision: Text
    decided_by: str


@needs(Act.PLAN_CEREMONY)
@require_safe
def desk_reports(request: HttpRequest, ceremony_id: int) -> HttpResponse:
    """The reports that wait, first and second side by side, then those that were decided."""
    return _page(request, found(ceremony_id))


@needs(Act.PLAN_CEREMONY)
@require_POST
def settle_report(request: HttpRequest, report_id: int) -> HttpResponse:
    """Record a report or dismiss it, with the reason."""
    report = Report.objects.select_related("ceremony").filter(pk=report_id).first()
    if report is None:
        raise Http404
    because = text_of(request.POST, "because", MOST_REASON)
    decision = choice_of(request.POST, "decision", frozenset({Settled.RECORDED, Settled.DISMISSED}))
    if decision is None:
        return _page(request, report.ceremony, _("Choose what becomes of it."), 422)
    try:
        settle(report.pk, Settled(decision), because, actor=actor_of(request), at=timezone.now())
    except CeremonyRefused as refused:
        status = 422 if refused.code == "reason_missing" else 409
        return _page(request, report.ceremony, ceremony_refusal(refused.code), status)
    said = _("Recorded as reported; what stood before was taken back.")
    messages.success(request, said if decision == Settled.RECORDED else _("Dismissed; what stood before stands."))
    return HttpResponseRedirect(reverse("desk_reports", args=[report.ceremony_id]))


def _page(request: HttpRequest, event: Ceremony, refusal: str = "", status: int = 200) -> HttpResponse:
    kept = event.reports.select_related("line__certificate", "first__desk", "first__line").order_by("-pk")
    waiting = list(kept.filter(decision=Settled.OPEN).order_by("pk")[:SHOWN])
    settled = list(kept.exclude(decision=Settled.OPEN)[:SHOWN])
    shown = [*waiting, *settled]
    names = names_of(one for report in shown for one in _people(report))
    desks = {desk.pk: str(desk.number) for desk in event.desks.all()}
    words = {
        "event": event,
        "waiting": [_beside(one, names, desks) for one in waiting],
        "settled": [_beside(one, names, desks) for one in settled],
        "refusal": refusal,
    }
    response = render(request, "officer/desk_reports.html", words, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _people(report: Report) -> list[str]:
    people = [report.by, report.decided_by, report.first.by if report.first else ""]
    return [one for one in people if one]


def _beside(report: Report, names: Mapping[str, str], desks: Mapping[int, str]) -> Beside:
    told, first = report.told, report.first
    second = Side(
        receiver=RECEIVER_WORDS[told["receiver"]],
        name=told["name"],
        letter=_letter(told["letter_number"], told["letter_sha256"]),
        at=dt.datetime.fromisoformat(told["happened_at"]),
        desk=desks.get(told["desk"], ""),
        by=names[report.by],
    )
    return Beside(
        report=report,
        why=WHY_WORDS.get(report.why, ceremony_refusal(report.why)),
        first=Side(
            receiver=RECEIVER_WORDS[first.receiver],
            name=first.name,
            letter=_letter(first.letter_number, first.letter_sha256),
            at=first.happened_at,
            desk=str(first.desk.number) if first.desk else "",
            by=names[first.by],
        )
        if first
        else None,
        second=second,
        decision=SETTLED_WORDS[report.decision],
        decided_by=names.get(report.decided_by, ""),
    )


def _letter(number: str, sha256: str) -> str:
    photographed = _("photographed") if sha256 else ""
    return ", ".join(filter(None, (number, photographed)))
