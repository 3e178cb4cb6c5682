"""The papers of a ceremony: made when asked for; and the signed records that came back."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from setara.accounts.permission import may, scope
from setara.certificates.acts.documents import DocumentRefused
from setara.handover.acts.filing import LONGEST_NUMBER, Signed, file_record
from setara.handover.acts.refusing import CeremonyRefused
from setara.handover.models import Ceremony, Record
from setara.handover.papers.content import district_name
from setara.handover.papers.material import Part, districts_in
from setara.handover.papers.of_ceremony import PAPERS, may_take, paper, sees_all
from setara.issuance.office import content_store
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.registry.acts.exporting import record_export
from setara.web.asking import number_of, text_of
from setara.web.officer.documents import received, served
from setara.web.officer.forms import DayField
from setara.web.officer.names import names_of
from setara.web.security import actor_of, needs, seen_by
from setara.words.certificates import Text, refusal_word
from setara.words.handover import ceremony_refusal
from setara.words.papers import PAPER_WORDS

STAGE = "stage"
"""The stage in the list of parts."""


class RecordForm(forms.Form):
    """A signed record as it came back."""

    number = forms.CharField(label=gettext_lazy("Number on the record"), max_length=LONGEST_NUMBER)
    dated = DayField(label=gettext_lazy("Date on the record"))
    district = forms.ChoiceField(label=gettext_lazy("Of which part"), required=False)
    scan = forms.FileField(
        label=gettext_lazy("The signed record as a file"),
        help_text=gettext_lazy("PDF, PNG or JPEG, at most 20 MB."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/png,image/jpeg"}),
    )

    def __init__(
        self,
        districts: list[tuple[str, str]],
        data: QueryDict | None = None,
        files: "MultiValueDict[str, UploadedFile[bytes]] | None" = None,
    ) -> None:
        super().__init__(data, files, auto_id="record-%s")
        self.districts = districts
        self.fields["district"].choices = [("", _("the whole event")), *districts]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper that whoever asks may take, with its address."""

    name: Text
    about: Text
    url: str


@dataclass(frozen=True, slots=True)
class Filed:
    """A record that was filed; `url` is empty where its names are not for whoever asks."""

    record: Record
    part: str
    who: str
    url: str


@needs(Act.SEE_REGISTER)
@require_safe
def ceremony_papers(request: HttpRequest, ceremony_id: int) -> HttpResponse:
    """All papers of an event, or of one district or desk of it; the records that came back."""
    ceremony = get_object_or_404(Ceremony, pk=ceremony_id)
    return _page(request, ceremony, RecordForm(_districts(request, ceremony)))


@needs(Act.SEE_REGISTER)
@never_cache
@require_GET
def ceremony_paper(request: HttpRequest, ceremony_id: int, slug: str) -> HttpResponseBase:
    """One paper as a PDF file, as things stand now; the history keeps who took it."""
    ceremony = get_object_or_404(Ceremony, pk=ceremony_id)
    part, actor, at = _part(request.GET, ceremony), actor_of(request), timezone.now()
    try:
        made = paper(slug, ceremony, part, actor=actor, at=at)
    except KeyError as error:
        raise Http404 from error
    record_export(f"{ceremony.stream}/{slug}", made.rows, personal=made.shows_people, actor=actor, at=at)
    ending = f"-{part.district or part.desk or 'panggung'}" if part != Part() else ""
    response = HttpResponse(made.pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{slug}-{ceremony.pk}{ending}.pdf"'
    return response


@needs(Act.PLAN_CEREMONY)
@require_POST
def file_ceremony_record(request: HttpRequest, ceremony_id: int) -> HttpResponse:
    """File a record that came back numbered and signed."""
    ceremony = get_object_or_404(Ceremony, pk=ceremony_id)
    form = RecordForm(_districts(request, ceremony), request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data
        signed = Signed(given["number"], given["dated"], given["district"])
        try:
            with received(given["scan"]) as path:
                file_record(ceremony.pk, path, signed, content_store(), actor=actor_of(request), at=timezone.now())
        except CeremonyRefused as refused:
            form.add_error(None, ceremony_refusal(refused.code))
        except DocumentRefused as refused:
            form.add_error("scan", refusal_word(refused.code))
        else:
            messages.success(request, _("Filed. The history holds its fingerprint."))
            return HttpResponseRedirect(reverse("ceremony_papers", args=[ceremony.pk]))
    return _page(request, ceremony, form, 422)


@needs(Act.SEE_PERSONAL)
@require_safe
def ceremony_record(request: HttpRequest, ceremony_id: int, record_id: int) -> HttpResponseBase:
    """The scan of a signed record, for whoever sees the people of all that it lists."""
    record = get_object_or_404(Record, pk=record_id, ceremony=ceremony_id)
    if not _may_open(record, actor_of(request)):
        raise Http404
    return served(record.sha256, f"berita-acara-{record.ceremony_id}-{record.pk}")


def _page(request: HttpRequest, ceremony: Ceremony, form: RecordForm, status: int = 200) -> HttpResponse:
    part, actor = _part(request.GET, ceremony), actor_of(request)
    filed = list(ceremony.records.order_by("-pk"))
    people = names_of(one.filed_by for one in filed)
    words = {
        "event": ceremony,
        "part": part,
        "desks": list(ceremony.desks.all()),
        "offers": [
            _offer(slug, ceremony, part)
            for slug, kind in PAPERS.items()
            if kind.is_of(part) and may_take(kind, part, actor)
        ],
        "filed": [_filed(one, people[one.filed_by], actor) for one in filed],
        "form": form if may(actor, Act.PLAN_CEREMONY) else None,
        "districts": form.districts,
    }
    return render(request, "officer/ceremony_papers.html", words, status=status)


def _offer(slug: str, ceremony: Ceremony, part: Part) -> Offer:
    name, about = PAPER_WORDS[slug]
    asked = QueryDict(mutable=True)
    if part.district:
        asked["district"] = part.district
    elif part.desk:
        asked["desk"] = str(part.desk)
    elif part.is_stage:
        asked["stage"] = "1"
    url = reverse("ceremony_paper", args=[ceremony.pk, slug])
    return Offer(name, about, f"{url}?{asked.urlencode()}" if asked else url)


def _filed(record: Record, who: str, actor: Actor) -> Filed:
    part = district_name(record.district_code) if record.district_code else _("the whole event")
    url = reverse("ceremony_record", args=[record.ceremony_id, record.pk]) if _may_open(record, actor) else ""
    return Filed(record, part, who, url)


def _may_open(record: Record, actor: Actor) -> bool:
    return sees_all(scope(actor, Act.SEE_PERSONAL), record.district_code)


def _districts(request: HttpRequest, ceremony: Ceremony) -> list[tuple[str, str]]:
    return [(code, district_name(code)) for code in districts_in(ceremony, seen_by(request))]


def _part(asked: QueryDict, ceremony: Ceremony) -> Part:
    """Read a part from an address; what is no part of the event is not there. The list of parts names a desk `m2`."""
    chosen = text_of(asked, "part", 5)
    if chosen == STAGE or asked.get("stage") == "1":
        return Part(is_stage=True)
    district, desk = text_of(asked, "district", 5), number_of(asked, "desk", 999)
    if chosen[:1] == "m" and chosen[1:].isdecimal():
        desk = int(chosen[1:])
    elif chosen:
        district = chosen
    if district and not ceremony.lines.filter(certificate__district_code=district).exists():
        raise Http404
    if desk and not ceremony.desks.filter(number=desk).exists():
        raise Http404
    return Part(district) if district else Part(desk=desk)
