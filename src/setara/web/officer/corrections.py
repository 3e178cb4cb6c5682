"""Corrections of records: proposed by one person, decided on by another."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from setara.accounts.permission import may, refusal, takes_two
from setara.certificates import queries
from setara.certificates.acts.correcting import CorrectionRefused, values_of
from setara.certificates.acts.proposing import propose_correction, reject_correction, withdraw_correction
from setara.certificates.acts.recording import DATES
from setara.certificates.models import Certificate, Correction
from setara.issuance.acts.approving import approve_correction
from setara.issuance.acts.sheets import SheetRefused
from setara.issuance.queries import standing_slug
from setara.kernel.access.acts import Act
from setara.kernel.certificates.corrections import CorrectionState, proposal_refusal
from setara.kernel.rulebook.days import jakarta_day
from setara.web.asking import LARGEST_ID, choice_of, number_of, text_of
from setara.web.officer.correction_form import CorrectionForm
from setara.web.officer.names import names_of
from setara.web.refusals import REASON_WORDS, role_name
from setara.web.security import actor_of, needs, seen_by
from setara.web.templatetags.shown import district
from setara.words.certificates import CORRECTION_WORDS, refusal_word
from setara.words.intake import field_word

MOST_REMARK = 1000


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One fact as it was and as it is proposed."""

    name: str
    old: str
    new: str


@needs(Act.PROPOSE_CORRECTION, Act.APPROVE_CORRECTION)
@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """The proposals that wait, or those that were decided on, of the records that this person sees."""
    state = CorrectionState(choice_of(request.GET, "state", frozenset(CorrectionState)) or CorrectionState.PROPOSED)
    after = number_of(request.GET, "after", LARGEST_ID)
    page = queries.corrections(state, seen_by(request), after)
    names = names_of(one.proposed_by for one in page.rows)
    here: dict[str, str | int] = {"state": str(state)} if state is not CorrectionState.PROPOSED else {}
    words = {
        "state": state,
        "states": CORRECTION_WORDS.items(),
        "rows": [(one, [field_word(name) for name in one.changes], names[one.proposed_by]) for one in page.rows],
        "next": "?" + urlencode({**here, "after": page.after}) if page.after else "",
        "first": "?" + urlencode(here) if after else "",
    }
    return render(request, "officer/corrections.html", words)


@needs(Act.PROPOSE_CORRECTION)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """The form with every fact that can be corrected; posted, a proposal that waits for another person."""
    certificate = queries.whole(certificate_id, seen_by(request))
    if certificate is None:
        raise Http404
    form, at = CorrectionForm(certificate, request.POST if request.method == "POST" else None), timezone.now()
    if form.is_valid():
        given = form.changes, form.cleaned_data["why"]
        try:
            made = propose_correction(certificate.pk, *given, actor=actor_of(request), at=at, on=jakarta_day(at))
        except CorrectionRefused as refused:
            form.add_error(None, refusal_word(refused.code))
        else:
            messages.success(request, _("Proposed. Another person decides on it; until then nothing changes."))
            return HttpResponseRedirect(reverse("correction", args=[made.pk]))
    words = {"certificate": certificate, "form": form, "slug": standing_slug(certificate.pk)}
    return render(request, "officer/propose_correction.html", words, status=422 if form.is_bound else 200)


@needs(Act.PROPOSE_CORRECTION, Act.APPROVE_CORRECTION)
@require_safe
def correction(request: HttpRequest, correction_id: int) -> HttpResponse:
    """Old and new side by side, who proposed it and why, and what this person may do with it."""
    return _page(request, _found(request, correction_id))


@needs(Act.APPROVE_CORRECTION)
@require_POST
def approve(request: HttpRequest, correction_id: int) -> HttpResponse:
    """Correct the record as proposed and replace its sheet."""
    found, at = _found(request, correction_id), timezone.now()

    def act() -> None:
        approve_correction(found.pk, actor=actor_of(request), at=at, on=jakarta_day(at))

    return _done_or_again(request, found, act, _("Approved: the record is corrected."))


@needs(Act.APPROVE_CORRECTION)
@require_POST
def reject(request: HttpRequest, correction_id: int) -> HttpResponse:
    """Turn the proposal down, with a remark."""
    found, at = _found(request, correction_id), timezone.now()
    remark = text_of(request.POST, "remark", MOST_REMARK)

    def act() -> None:
        reject_correction(found.pk, remark, actor=actor_of(request), at=at, on=jakarta_day(at))

    return _done_or_again(request, found, act, _("Rejected; the record stays as it is."))


@needs(Act.PROPOSE_CORRECTION)
@require_POST
def withdraw(request: HttpRequest, correction_id: int) -> HttpResponse:
    """Take one's own proposal back."""
    found, at = _found(request, correction_id), timezone.now()

    def act() -> None:
        withdraw_correction(found.pk, actor=actor_of(request), at=at, on=jakarta_day(at))

    return _done_or_again(request, found, act, _("Withdrawn; the record stays as it is."))


def _found(request: HttpRequest, correction_id: int) -> Correction:
    found = queries.whole_correction(correction_id, seen_by(request))
    if found is None:
        raise Http404
    return found


def _done_or_again(request: HttpRequest, found: Correction, act: Callable[[], None], said: str) -> HttpResponse:
    """Act and go back to the proposal; a refusal is said above it as it stands now, status 409, or 422 without remark.

    So the second of two who decide at once reads who was first, and when.
    """
    try:
        act()
    except (CorrectionRefused, SheetRefused) as refused:
        status = 422 if refused.code == "remark_missing" else 409
        return _page(request, _found(request, found.pk), refused.code, status)
    messages.success(request, said)
    return HttpResponseRedirect(reverse("correction", args=[found.pk]))


def _page(request: HttpRequest, found: Correction, code: str = "", status: int = 200) -> HttpResponse:
    certificate, actor = found.certificate, actor_of(request)
    is_open = found.state == CorrectionState.PROPOSED
    is_own = found.proposed_by == actor.id
    approving = refusal(actor, Act.APPROVE_CORRECTION, certificate.about)
    names = names_of([found.proposed_by, found.decided_by])
    words = {
        "correction": found,
        "certificate": certificate,
        "lines": lines_of(found),
        "refusal": refusal_word(code) if code else "",
        "is_open": is_open,
        "is_stale": is_open and is_stale(found, certificate),
        "state": CORRECTION_WORDS[CorrectionState(found.state)],
        "proposed_by": names[found.proposed_by],
        "decided_by": names.get(found.decided_by, ""),
        "may_decide": is_open and not is_own and approving is None,
        "may_withdraw": is_open and is_own and may(actor, Act.PROPOSE_CORRECTION, certificate.about),
        "why_not": why_not(is_own=is_own, code=approving.code if approving else "") if is_open else "",
        "who_could": who_could(),
        "slug": standing_slug(certificate.pk),
    }
    return render(request, "officer/correction.html", words, status=status)


def is_stale(found: Correction, certificate: Certificate) -> bool:
    """Say whether the record no longer says what the proposal would correct."""
    code = proposal_refusal(found.proposal, CorrectionState.APPROVED, "", values_of(certificate))
    return code == "record_changed_since"


def why_not(*, is_own: bool, code: str) -> str | Promise:
    """Say why this person does not decide on it, or nothing."""
    return REASON_WORDS["same_person"] if is_own else REASON_WORDS.get(code, "")


def who_could() -> list[str]:
    """Name the roles that decide on corrections."""
    return [role_name(role) for role in takes_two(Act.APPROVE_CORRECTION).refusal.who_could]


def lines_of(found: Correction) -> list[ChangeLine]:
    """Write old and new values as the pages do."""
    return [
        ChangeLine(field_word(name), said(name, old), said(name, new)) for name, (old, new) in found.changes.items()
    ]


def said(name: str, value: str | int | None) -> str:
    """Write one value."""
    if value in ("", None):
        return _("not stated")
    if name in DATES:
        return date_format(dt.date.fromisoformat(str(value)), "j F Y")
    return district(str(value)) if name == "district_code" else str(value)
