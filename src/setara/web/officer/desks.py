"""The desk of a ceremony: scan or type, see who and what, hand over, take back. Works without script."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from setara.accounts.permission import NotPermitted, may
from setara.certificates.acts.documents import DocumentRefused, checked
from setara.handover.acts.handing_over import hand_over, helps_at, may_stand_at, require_desk, undo_handover
from setara.handover.acts.refusing import AlreadyHandedOver, CeremonyRefused
from setara.handover.models import Desk, Line, Receipt
from setara.handover.queries import desks_of, latest_receipts, line_hold, lines_named, lines_of, progress, waiting_with
from setara.issuance.office import content_store
from setara.kernel.access.acts import Act
from setara.kernel.access.scope import EVERYTHING, Scope
from setara.kernel.handover.rules import Receiver
from setara.platform.installation import is_local
from setara.web.asking import number_of, text_of
from setara.web.officer.desk_forms import HandOverForm, UndoForm
from setara.web.officer.documents import received, served
from setara.web.officer.names import names_of
from setara.web.security import actor_of, needs, seen_by
from setara.words.certificates import refusal_word
from setara.words.handover import HOLD_WORDS, ceremony_refusal

SHOWN = 12
"""Hand-overs of a desk that its page keeps in sight, to be taken back."""
LONGEST_TEXT = 2_000
"""Characters of what is scanned or typed; the text of a QR code has about 900."""
AT_DESKS = (Act.HAND_OVER, Act.HELP_AT_DESK)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was scanned or typed at a desk, and what it may mean."""

    text: str
    lines: tuple[Line, ...] = ()

    @property
    def only(self) -> Line | None:
        """The line, where there is no doubt."""
        return self.lines[0] if len(self.lines) == 1 else None


@needs(*AT_DESKS)
@require_safe
def desk_home(request: HttpRequest) -> HttpResponse:
    """The desks at which whoever asks may stand."""
    actor = actor_of(request)
    desks = list(desks_of(actor, [act for act in AT_DESKS if may(actor, act)]))
    return render(request, "officer/desk_home.html", {"desks": desks})


@needs(*AT_DESKS)
@require_safe
def desk(request: HttpRequest, desk_id: int) -> HttpResponse:
    """A desk: the field for the scanner, what it found, and what was handed over last."""
    found = found_desk(request, desk_id)
    asked = _asked(request, found)
    form = None
    if asked.only is not None and not standing_of(asked.only) and line_hold(asked.only) is None:
        form = HandOverForm.fresh(asked.only, asked.text)
    return _shown(request, found, asked, form)


@needs(*AT_DESKS)
@require_POST
def hand(request: HttpRequest, desk_id: int) -> HttpResponse:
    """Hand over; who comes second is told who was first, status 409."""
    found = found_desk(request, desk_id)
    form = HandOverForm(request.POST, request.FILES)
    line = seen_lines(request, found).filter(pk=form.line_id).first()
    if line is None:
        raise Http404
    asked = Asked(line.certificate.number, (line,))
    if not form.is_valid():
        return _shown(request, found, asked, form, 422)
    try:
        receipt = _hand_over(request, found, line, form)
    except AlreadyHandedOver:
        again = seen_lines(request, found).get(pk=line.pk)
        return _shown(request, found, Asked(asked.text, (again,)), None, 409)
    except CeremonyRefused as refused:
        form.add_error(None, ceremony_refusal(refused.code))
    except DocumentRefused as refused:
        form.add_error("letter", refusal_word(refused.code))
    else:
        messages.success(request, _("Handed over: envelope %(number)s.") % {"number": line.position})
        return HttpResponseRedirect(f"{reverse('desk', args=[found.pk])}?{urlencode({'done': receipt.pk})}")
    return _shown(request, found, asked, form, 422)


def _hand_over(request: HttpRequest, found: Desk, line: Line, form: HandOverForm) -> Receipt:
    at, actor, store = timezone.now(), actor_of(request), content_store()
    given = form.cleaned_data
    if given["letter"] is None or given["receiver"] != Receiver.PROXY:
        return hand_over(line.pk, form.told(at, None), store, desk=found, actor=actor, at=at)
    with received(given["letter"]) as path:
        return hand_over(line.pk, form.told(at, checked(path)), store, desk=found, actor=actor, at=at)


@needs(*AT_DESKS)
@require_POST
def take_back(request: HttpRequest, receipt_id: int) -> HttpResponse:
    """Take a hand-over back, with the reason."""
    receipt = found_receipt(request, receipt_id)
    form = UndoForm(request.POST)
    because = form.cleaned_data["because"] if form.is_valid() else ""
    back = HttpResponseRedirect(_back_to(request, receipt))
    try:
        undo_handover(receipt.pk, because, actor=actor_of(request), at=timezone.now())
    except CeremonyRefused as refused:
        messages.error(request, ceremony_refusal(refused.code))
        return back
    messages.success(request, _("Taken back: envelope %(number)s.") % {"number": receipt.line.position})
    return back


def _back_to(request: HttpRequest, receipt: Receipt) -> str:
    if request.POST.get("from") == "certificate" or receipt.desk_id is None:
        return reverse("certificate", args=[receipt.certificate_id])
    return reverse("desk", args=[receipt.desk_id])


@needs(*AT_DESKS)
@require_safe
def letter(request: HttpRequest, receipt_id: int) -> HttpResponseBase:
    """The photograph of a proxy's letter."""
    receipt = found_receipt(request, receipt_id)
    return served(receipt.letter_sha256, f"surat-kuasa-{receipt.line.position}")


def found_desk(request: HttpRequest, desk_id: int, *, even_closed: bool = False) -> Desk:
    """Return a desk to those who may stand at it, helpers while its event is open; to others there is none."""
    found = Desk.objects.select_related("ceremony").filter(pk=desk_id).first()
    actor = actor_of(request)
    if found is None or not may_stand_at(actor, found):
        raise Http404
    if found.ceremony.closed_at is not None and not even_closed and not may(actor, Act.HAND_OVER):
        raise Http404
    return found


def found_receipt(request: HttpRequest, receipt_id: int) -> Receipt:
    """Return a hand-over to those who may hand that over; to others there is none."""
    found = Receipt.objects.select_related("line__ceremony", "line__certificate", "desk").filter(pk=receipt_id).first()
    if found is None:
        raise Http404
    try:
        require_desk(actor_of(request), found.line, found.desk)
    except NotPermitted as outside:
        raise Http404 from outside
    return found


def scope_at(request: HttpRequest, found: Desk) -> Scope:
    """Say which lines somebody at a desk sees: a helper all of its event, others what they may hand over."""
    return EVERYTHING if helps_at(actor_of(request), found) else seen_by(request, Act.HAND_OVER)


def seen_lines(request: HttpRequest, found: Desk) -> QuerySet[Line]:
    """Return the lines of the event that somebody at a desk sees."""
    return lines_of(found.ceremony, scope_at(request, found))


def standing_of(line: Line) -> Receipt | None:
    """Return who received a line, as `lines_of` fetched it."""
    standing: list[Receipt] = line.standing  # type: ignore[attr-defined]
    return standing[0] if standing else None


def _asked(request: HttpRequest, found: Desk) -> Asked:
    text, line = text_of(request.GET, "q", LONGEST_TEXT), number_of(request.GET, "line")
    if line is not None:
        return Asked(text, tuple(seen_lines(request, found).filter(pk=line)))
    if not text:
        return Asked("")
    return Asked(text, tuple(lines_named(found.ceremony, text, scope_at(request, found))))


def _shown(
    request: HttpRequest, found: Desk, asked: Asked, form: HandOverForm | None, status: int = 200
) -> HttpResponse:
    line = asked.only
    standing = standing_of(line) if line else None
    scope = scope_at(request, found)
    latest = latest_receipts(found, SHOWN, scope)
    held = line_hold(line) if line and not standing else None
    words = {
        "desk": found,
        "ceremony": found.ceremony,
        "asked": asked,
        "line": line,
        "standing": standing,
        "hold": HOLD_WORDS[held] if held else "",
        "others": waiting_with(line) if line else [],
        "form": form,
        "latest": latest,
        "names": names_of([one.by for one in latest] + ([standing.by] if standing else [])),
        "is_before": timezone.localdate() < found.ceremony.on,
        "progress": progress(found.ceremony, scope),
        "is_secure": settings.BASE_URL.startswith("https://") or is_local(request.get_host().split(":")[0]),
    }
    return render(request, "officer/desk.html", words, status=status)
