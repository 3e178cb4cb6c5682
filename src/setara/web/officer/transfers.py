"""Originals moved by the pile: chosen in the register, scanned, or typed; looked at; moved; undone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from setara.certificates import queries
from setara.certificates.acts.custody import Move, move_originals, undo_transfer
from setara.certificates.acts.decisions import DecisionRefused
from setara.certificates.models import Transfer, TransferLine
from setara.certificates.queries import RegisterRow
from setara.issuance.queries import certificates_named
from setara.kernel.access.acts import Act
from setara.kernel.certificates.states import Custody
from setara.kernel.certificates.transfers import MOST, MoveOutcome, undo_refusal
from setara.web.officer.forms import CustodyForm
from setara.web.officer.names import names_of
from setara.web.officer.register_filters import asked_of
from setara.web.security import actor_of, needs, seen_by
from setara.words.certificates import MOVE_WORDS, REFUSAL_WORDS

LONGEST_PILE = MOST * 1_000
"""Characters of a pile typed or scanned: as many QR texts."""
SHOWN = 20
LEFT_BEHIND = (MoveOutcome.ALREADY_THERE, MoveOutcome.NOT_PERMITTED, MoveOutcome.MOVED_SINCE)


class PileForm(CustodyForm):
    """Which originals, by one line for each, and where they are now."""

    pile = forms.CharField(
        label=gettext_lazy("Scan the QR codes or type the numbers, one on each line"),
        required=False,
        max_length=LONGEST_PILE,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
    )
    field_order = ("pile", "custody", "on", "paper")


@dataclass(frozen=True, slots=True)
class Pile:
    """What a person holds out: certificates found, and the lines that stand for none, or for several, with why."""

    rows: tuple[RegisterRow, ...]
    unclear: tuple[tuple[str, str], ...]


@needs(Act.MOVE_CUSTODY)
@require_safe
def pile(request: HttpRequest) -> HttpResponse:
    """Where a pile is put together; certificates chosen in the register stand in it already."""
    ids = _chosen(request)
    form = PileForm(today=timezone.localdate().isoformat(), now=Custody.AT_PROVINCE)
    return _form(request, form, Pile(_rows(request, ids), ()))


@needs(Act.MOVE_CUSTODY)
@require_POST
def move(request: HttpRequest) -> HttpResponse:
    """Look at what would move, or move it; lines that stand for no certificate stay in the form."""
    form, ids = PileForm(request.POST), _ids(request.POST.getlist("id"))
    if not form.is_valid():
        return _form(request, form, Pile(_rows(request, ids), ()), 422)
    if "confirmed" not in request.POST:
        found = _read(request, ids, form.cleaned_data["pile"])
        return _form(request, form, found, 422) if _lack(form, found) else _preview(request, form, found)
    given, at = form.cleaned_data, timezone.now()
    try:
        order = Move(form.to, given["on"], given["paper"])
        transfer = move_originals([row.id for row in _rows(request, ids)], order, actor=actor_of(request), at=at)
    except DecisionRefused as refused:
        form.add_error(None, str(REFUSAL_WORDS[refused.code]))
        return _form(request, form, Pile(_rows(request, ids), ()), 422)
    return HttpResponseRedirect(reverse("transfer", args=[transfer.pk]))


@needs(Act.MOVE_CUSTODY)
@require_safe
def transfer(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """What became of each original of a transfer, and the way back."""
    return _shown(request, _found(request, transfer_id))


@needs(Act.MOVE_CUSTODY)
@require_POST
def undo(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """Move the originals of a transfer back."""
    found = _found(request, transfer_id)
    try:
        undo_transfer(found.pk, actor=actor_of(request), at=timezone.now())
    except DecisionRefused as refused:
        return _shown(request, found, str(REFUSAL_WORDS[refused.code]))
    messages.success(request, _("Moved back. The history keeps both steps."))
    return HttpResponseRedirect(reverse("transfer", args=[found.pk]))


def _chosen(request: HttpRequest) -> list[int]:
    """Return the certificates that the address names, one by one or as all that a filter of the register finds."""
    if "all" not in request.GET:
        return _ids(request.GET.getlist("id"))
    asked = asked_of(request.GET, seen_by(request, Act.MOVE_CUSTODY))
    among = 0 if asked.is_too_short else queries.among(asked.filters, queries.facets(asked.filters))
    return [row.id for row in queries.page(asked.filters, among, size=MOST).rows]


def _ids(given: Sequence[str]) -> list[int]:
    if len(given) > MOST or not all(one.isascii() and one.isdigit() and len(one) < 19 for one in given):
        raise BadRequest("id")
    return sorted({int(one) for one in given})


def _rows(request: HttpRequest, ids: Iterable[int]) -> tuple[RegisterRow, ...]:
    return queries.rows_of(ids, seen_by(request, Act.MOVE_CUSTODY))


def _read(request: HttpRequest, ids: Iterable[int], text: str) -> Pile:
    """Find what each line stands for; what lies outside the reader's scope is answered as one that is not there."""
    lines = list(dict.fromkeys(filter(None, map(str.strip, text.splitlines()))))
    named = certificates_named(lines[: MOST + 1])
    within = {row.id: row for row in _rows(request, [*ids, *(pk for found in named.values() for pk in found)])}
    chosen, unclear = {pk for pk in ids if pk in within}, []
    for line, found in named.items():
        meant = [pk for pk in found if pk in within]
        if len(meant) == 1:
            chosen.update(meant)
        else:
            unclear.append((line, _("several certificates carry this number") if meant else _("not in the register")))
    return Pile(tuple(within[pk] for pk in sorted(chosen)), tuple(unclear))


def _lack(form: PileForm, found: Pile) -> bool:
    """Say on the form what keeps the pile from being moved, if anything does."""
    if len(found.rows) + len(found.unclear) > MOST:
        form.add_error("pile", str(REFUSAL_WORDS["too_many_originals"]))
    elif not found.rows:
        form.add_error("pile", _("No line stands for a certificate that you may move."))
    elif form.cleaned_data["on"] > timezone.localdate():
        form.add_error("on", str(REFUSAL_WORDS["custody_in_future"]))
    return bool(form.errors)


def _form(request: HttpRequest, form: PileForm, found: Pile, status: int = 200) -> HttpResponse:
    actor, sees_all = actor_of(request), seen_by(request, Act.MOVE_CUSTODY).is_everything
    latest = Transfer.objects.all() if sees_all else Transfer.objects.filter(made_by=actor.id)
    transfers = list(latest.order_by("-id")[:SHOWN])
    names = names_of(one.made_by for one in transfers)
    words = {
        "form": form,
        "found": found,
        "transfers": [(one, names[one.made_by]) for one in transfers],
        "most": MOST,
    }
    return render(request, "officer/pile.html", words, status=status)


def _preview(request: HttpRequest, form: PileForm, found: Pile) -> HttpResponse:
    moving = [row for row in found.rows if row.custody != form.to]
    words = {"form": form, "found": found, "moving": len(moving), "resting": len(found.rows) - len(moving)}
    return render(request, "officer/pile_preview.html", words)


def _found(request: HttpRequest, transfer_id: int) -> Transfer:
    """Return a transfer to who made it, and to who may move every original; to others there is none."""
    found = Transfer.objects.filter(pk=transfer_id).first()
    sees_all = seen_by(request, Act.MOVE_CUSTODY).is_everything
    if found is None or not (sees_all or found.made_by == actor_of(request).id):
        raise Http404
    return found


def _shown(request: HttpRequest, found: Transfer, refusal: str = "") -> HttpResponse:
    """Show a transfer; a refusal of its undoing is said above it, status 409."""
    lines = list(TransferLine.objects.filter(transfer=found).order_by("id"))
    rows = {row.id: row for row in _rows(request, (line.certificate_id for line in lines))}
    names = names_of([found.made_by, found.undone_by])
    left = [line.certificate_id for line in lines if line.outcome in LEFT_BEHIND and line.certificate_id in rows]
    words = {
        "transfer": found,
        "lines": [(rows.get(line.certificate_id), line, MOVE_WORDS[MoveOutcome(line.outcome)]) for line in lines],
        "moved": sum(line.outcome == MoveOutcome.MOVED for line in lines),
        "made_by": names.get(found.made_by),
        "undone_by": names.get(found.undone_by),
        "can_undo": undo_refusal(found.made_at, found.undone_at, timezone.now()) is None,
        "left": left,
        "refusal": refusal,
    }
    return render(request, "officer/transfer.html", words, status=409 if refusal else 200)
