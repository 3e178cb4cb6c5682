"""The lists of the register as files, with the filter of the page and the moment in them."""

from collections.abc import Set as AbstractSet
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from setara.certificates import queries as certificates
from setara.kernel.access.acts import Act
from setara.kernel.rulebook.regions import districts
from setara.platform.tables.lists import MEDIA_TYPES, ListFile, ListForm, TooManyRows, write_list
from setara.registry import queries as businesses
from setara.registry.acts.exporting import record_export
from setara.web.officer.businesses import asked_businesses
from setara.web.officer.list_columns import (
    business_headings,
    business_rows,
    certificate_headings,
    certificate_rows,
)
from setara.web.officer.register_filters import asked_of, chosen_of
from setara.web.security import actor_of, needs, seen_by


@needs(Act.SEE_REGISTER)
@never_cache
@require_GET
def export_certificates(request: HttpRequest, form: str) -> HttpResponseBase:
    """The register of certificates as the address filters it, all pages of it."""
    seen = seen_by(request)
    asked = asked_of(request.GET, seen)
    among = 0 if asked.is_too_short else certificates.among(asked.filters, certificates.facets(asked.filters))
    content = ListFile(
        title=_("Certificates"),
        about=about_list(request, [link.word for link in chosen_of(asked)], seen.districts),
        about_title=_("About this list"),
        headings=certificate_headings(),
        rows=certificate_rows(certificates.every(asked.filters, among)),
    )
    names = ("certificates", _("certificates"))
    return list_file(request, names, ListForm(form), content, personal=False, back=reverse("certificates"))


@needs(Act.SEE_REGISTER)
@never_cache
@require_GET
def export_businesses(request: HttpRequest, form: str) -> HttpResponseBase:
    """The register of businesses as the address filters it; owners for those who may see them of all its lines."""
    asked = asked_businesses(request)
    filters = asked.filters
    chosen = ([districts()[filters.district_code].full_name] if filters.district_code else []) + [
        f"“{asked.text}”"
    ] * bool(asked.text)
    content = ListFile(
        title=_("Businesses"),
        about=about_list(request, chosen, filters.within),
        about_title=_("About this list"),
        headings=business_headings(personal=filters.personal),
        rows=business_rows(() if asked.is_too_short else businesses.every(filters), personal=filters.personal),
    )
    names = ("businesses", _("businesses"))
    back = reverse("businesses")
    return list_file(request, names, ListForm(form), content, personal=filters.personal, back=back)


def about_list(request: HttpRequest, chosen: list[str], within: AbstractSet[str] | None) -> list[tuple[str, str]]:
    """Say where a list comes from: what a reader of the file alone has to know."""
    now = timezone.localtime()
    lines = [
        (_("Office"), settings.OFFICE_ID),
        (_("Filter in force"), "; ".join(chosen) or _("none: all lines")),
        (_("As recorded at"), date_format(now, "j F Y H.i") + " WIB"),
        (_("Taken out by"), str(request.user)),
    ]
    if within is not None:
        lines.insert(1, (_("Districts"), ", ".join(sorted(districts()[code].full_name for code in within))))
    return lines


def list_file(
    request: HttpRequest, names: tuple[str, str], form: ListForm, content: ListFile, *, personal: bool, back: str
) -> HttpResponseBase:
    """Answer with a list as a file, and keep who took it; one that is too long leads back to its page.

    `names` are how the history calls it and how the file is called.
    """
    at, (name, word) = timezone.now(), names
    filename = f"{word}-{timezone.localtime(at):%Y-%m-%d-%H%M}.{form}"
    try:
        with TemporaryDirectory() as folder:
            rows = write_list(Path(folder) / filename, form, content)
            record_export(name, rows, personal=personal, actor=actor_of(request), at=at)
            file = (Path(folder) / filename).open("rb")
    except TooManyRows:
        messages.error(request, _("A workbook holds at most 100,000 lines. Filter the list, or take it out as CSV."))
        return HttpResponseRedirect(f"{back}?{request.GET.urlencode()}")
    return FileResponse(file, as_attachment=True, filename=filename, content_type=MEDIA_TYPES[form])
