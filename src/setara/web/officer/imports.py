"""Import on screen: a file handed in, its columns mended, its preview, the import, what became of each row."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from setara.certificates import tasks
from setara.intake import upload_queries
from setara.intake.acts.mapping import Form, confirm_mapping, revoke_mapping
from setara.intake.acts.receiving import LARGEST, HandedIn, receive_file
from setara.intake.acts.uploads import UploadRefused, ask_for
from setara.intake.models import HeaderMapping, Upload, Work
from setara.issuance.office import content_store
from setara.kernel.access.acts import Act
from setara.kernel.intake.records import ListKind
from setara.kernel.rulebook.days import jakarta_day
from setara.platform.tables.reading import FileRefused
from setara.web.asking import number_of, text_of
from setara.web.officer import import_columns, import_page
from setara.web.officer.businesses import sees_all_personal
from setara.web.officer.forms import UploadForm
from setara.web.officer.names import names_of
from setara.web.security import actor_of, needs
from setara.words.intake import file_refusal_text
from setara.words.uploads import REFUSED

FORM_AROUND = 64 * 1024
"""Bytes that the form itself may add to the largest file."""


@needs(Act.IMPORT)
@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """The files that were handed in, newest first, and the form to hand one in."""
    return _list(request, UploadForm(initial={"year": jakarta_day(timezone.now()).year}))


@needs(Act.IMPORT)
@require_POST
@csrf_exempt
def receive(request: HttpRequest) -> HttpResponse:
    """Take a file in; what is too large is turned away before any of it is read."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST + FORM_AROUND:
        form = UploadForm({})
        form.errors.clear()
        form.add_error("file", file_refusal_text("too_large"))
        return _list(request, form)
    return _receive(request)


@csrf_protect
def _receive(request: HttpRequest) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _list(request, form)
    given = form.cleaned_data
    handed = HandedIn(given["file"].name, given["file"].chunks(), ListKind(given["list"]), given["year"])
    try:
        upload = receive_file(handed, content_store(), actor=actor_of(request), at=timezone.now())
    except FileRefused as refused:
        form.add_error("file", file_refusal_text(refused.code))
        return _list(request, form)
    return HttpResponseRedirect(reverse("import", args=[upload.pk]))


def _list(request: HttpRequest, form: UploadForm) -> HttpResponse:
    before = number_of(request.GET, "after")
    uploads, following = upload_queries.uploads(before)
    words = {
        "form": form,
        "lines": import_page.lines_of(uploads),
        "next": f"?after={following}" if following else "",
        "first": reverse("imports") if before else "",
    }
    return render(request, "officer/imports.html", words, status=422 if form.errors else 200)


@needs(Act.IMPORT)
@require_safe
def upload(request: HttpRequest, upload_id: int) -> HttpResponse:
    """One file, by its state: its columns, its preview, or what became of its rows."""
    return _page(request, _found(upload_id))


@needs(Act.IMPORT)
@require_safe
def progress(request: HttpRequest, upload_id: int) -> HttpResponse:
    """The part of the page that changes, for the script that refreshes it."""
    return _page(request, _found(upload_id), "officer/import_state.html")


@needs(Act.IMPORT)
@require_POST
def columns(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Remember what the columns hold and hand the file to the worker for a preview."""
    found = _found(upload_id)
    sheet = text_of(request.POST, "sheet", 255)
    forms = import_columns.posted(request.POST, found, sheet, is_personal_shown=sees_all_personal(request))
    if any(form.error for form in forms):
        return _page(request, found, forms=forms)
    return _ask(request, found, Work.PREVIEW, sheet, [form.form for form in forms if form.is_confirmed])


@needs(Act.IMPORT)
@require_POST
def start(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Hand a previewed file to the worker; the page may be closed."""
    return _ask(request, _found(upload_id), Work.IMPORT, seen=request.POST.get("basis"))


def _ask(
    request: HttpRequest,
    found: Upload,
    work: Work,
    sheet: str | None = None,
    confirmed: Sequence[Form] = (),
    seen: str | None = None,
) -> HttpResponse:
    try:
        ask_for(found.pk, work, actor=actor_of(request), sheet=sheet, seen=seen)
    except UploadRefused as refused:
        messages.warning(request, str(REFUSED[refused.code]))
    else:
        for form in confirmed:
            confirm_mapping(form, actor=actor_of(request), at=timezone.now())
        task = tasks.preview if work == Work.PREVIEW else tasks.import_file
        task.enqueue(found.pk, actor_of(request).id)
    return HttpResponseRedirect(reverse("import", args=[found.pk]))


def _found(upload_id: int) -> Upload:
    found = upload_queries.upload(upload_id)
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest,
    found: Upload,
    template: str = "officer/import.html",
    forms: "list[import_columns.ColumnForm] | None" = None,
) -> HttpResponse:
    words = import_page.words_of(request, found, forms)
    response = render(request, template, words, status=422 if forms else 200)
    response["Cache-Control"] = "no-store"
    return response


@needs(Act.IMPORT)
@require_safe
def mappings(request: HttpRequest) -> HttpResponse:
    """What people said of the columns of forms, newest first, and what was taken back."""
    before = number_of(request.GET, "after")
    kept, following = upload_queries.mappings(before)
    people = names_of(name for one in kept for name in (one.actor, one.revoked_by))
    words = {
        "lines": [(one, import_columns.pairs_of(one), people[one.actor], people[one.revoked_by]) for one in kept],
        "next": f"?after={following}" if following else "",
        "first": reverse("mappings") if before else "",
    }
    return render(request, "officer/mappings.html", words)


@needs(Act.IMPORT)
@require_POST
def revoke(request: HttpRequest, mapping_id: int) -> HttpResponse:
    """Let a mapping hold no longer."""
    try:
        revoke_mapping(mapping_id, actor=actor_of(request), at=timezone.now())
    except HeaderMapping.DoesNotExist as error:
        raise Http404 from error
    return HttpResponseRedirect(reverse("mappings"))
