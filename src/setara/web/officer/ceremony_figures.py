"""The figures of a ceremony: as they stand, frozen for a speech or report, and the two papers of a frozen set."""

from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from setara.handover.models import Ceremony
from setara.kernel.access.acts import Act
from setara.kernel.figures.definitions import definitions
from setara.kernel.figures.recounting import Figure
from setara.reporting.acts.freezing import LONGEST_NAME, FreezingRefused, freeze
from setara.reporting.ceremony_figures import figures_of
from setara.reporting.ceremony_papers import FROZEN_PAPERS, frozen_paper
from setara.reporting.models import Snapshot
from setara.reporting.queries import latest_snapshots, snapshot
from setara.web.officer.ceremonies import found
from setara.web.officer.names import names_of
from setara.web.security import actor_of, needs
from setara.words.certificates import Text, spoken
from setara.words.figures import FREEZING_WORDS, figure_name
from setara.words.papers import FROZEN_PAPER_WORDS

MOST = 20


class FreezeForm(forms.Form):
    """What the figures are frozen for."""

    name = forms.CharField(
        label=gettext_lazy("Name of the moment"),
        help_text=gettext_lazy("For instance: speech of the governor, 30 November, 08.00."),
        max_length=LONGEST_NAME,
    )

    def __init__(self, data: "dict[str, str] | None" = None) -> None:
        super().__init__(data, auto_id="freeze-%s")


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as it is read."""

    name: str
    value: int
    definition: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A frozen set: who froze it, and its papers, each with its address."""

    snapshot: Snapshot
    who: str
    papers: tuple[tuple[Text, str], ...]


@needs(Act.PLAN_CEREMONY)
@require_safe
def ceremony_figures(request: HttpRequest, ceremony_id: int) -> HttpResponse:
    """What the event is in numbers now, and what was frozen of it."""
    return _page(request, found(ceremony_id), FreezeForm())


@needs(Act.PLAN_CEREMONY)
@require_POST
def freeze_ceremony(request: HttpRequest, ceremony_id: int) -> HttpResponse:
    """Freeze the figures of an event under a name."""
    event, form = found(ceremony_id), FreezeForm(request.POST)
    if form.is_valid():
        try:
            freeze(form.cleaned_data["name"], about=event.stream, actor=actor_of(request), at=timezone.now())
        except FreezingRefused as refused:
            form.add_error("name", str(FREEZING_WORDS[refused.code]))
        else:
            return HttpResponseRedirect(reverse("ceremony_figures", args=[event.pk]))
    return _page(request, event, form, 422)


@needs(Act.PLAN_CEREMONY)
@require_safe
def figures_paper(request: HttpRequest, ceremony_id: int, snapshot_id: int, slug: str) -> HttpResponse:
    """The report or the speech figures of a frozen set as a PDF file: the same set gives the same paper."""
    event, kept = found(ceremony_id), snapshot(snapshot_id)
    if kept is None or kept.about != event.stream or slug not in FROZEN_PAPERS:
        raise Http404
    response = HttpResponse(frozen_paper(slug, event, kept), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{slug}-{event.pk}-{kept.pk}.pdf"'
    return response


def _page(request: HttpRequest, event: Ceremony, form: FreezeForm, status: int = 200) -> HttpResponse:
    frozen = latest_snapshots(event.stream, MOST)
    people = names_of(one.by for one in frozen)
    words = {
        "event": event,
        "figures": [_shown(one) for one in figures_of(event)],
        "frozen": [Kept(one, people[one.by], _papers(event, one)) for one in frozen],
        "form": form,
    }
    return render(request, "officer/ceremony_figures.html", words, status=status)


def _shown(one: Figure) -> Shown:
    return Shown(figure_name(one.code), one.value, spoken(definitions()[one.code].definition))


def _papers(event: Ceremony, kept: Snapshot) -> tuple[tuple[Text, str], ...]:
    return tuple(
        (FROZEN_PAPER_WORDS[slug], reverse("figures_paper", args=[event.pk, kept.pk, slug])) for slug in FROZEN_PAPERS
    )
