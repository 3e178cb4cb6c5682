"""What nobody received at a ceremony (*belum diambil*): whom to call, reminders, the list as a file."""

from collections.abc import Iterable, Iterator, Sequence

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from setara.accounts.permission import NotPermitted, may
from setara.handover import queries
from setara.handover.acts.refusing import CeremonyRefused
from setara.handover.acts.reminding import remind as keep_reminder
from setara.handover.models import Ceremony, Line
from setara.handover.queries import LineFilters, LineState
from setara.kernel.access.acts import Act
from setara.kernel.access.scope import Scope
from setara.kernel.handover.rules import Means
from setara.kernel.rulebook.regions import districts
from setara.platform.long_lists import PAGE_SIZE
from setara.platform.tables.lists import ListFile, ListForm
from setara.platform.tables.writing import OutValue
from setara.web.asking import numbers_of
from setara.web.officer.ceremonies import found
from setara.web.officer.ceremony_lines import phone_of
from setara.web.officer.exports import about_list, list_file
from setara.web.officer.line_filters import AskedLines, asked_lines, districts_in, page_of
from setara.web.officer.names import names_of
from setara.web.officer.register_filters import UNKNOWN, word_of
from setara.web.security import actor_of, needs, seen_by
from setara.words.certificates import custody_word, kind_name
from setara.words.handover import HOLD_WORDS, MEANS_WORDS, ceremony_refusal


class ReminderForm(forms.Form):
    """How somebody was reminded, and what was agreed."""

    means = forms.ChoiceField(label=gettext_lazy("Reminded by"), choices=[*MEANS_WORDS.items()])
    note = forms.CharField(label=gettext_lazy("What was agreed"), required=False, max_length=500)


@needs(Act.SEE_REGISTER)
@require_safe
def not_collected(request: HttpRequest, ceremony_id: int) -> HttpResponse:
    """The certificates of an event that nobody received yet; text and district restrict."""
    return _page(request, found(ceremony_id), ReminderForm(auto_id="bulk-%s"))


@needs(Act.HAND_OVER)
@require_POST
def remind(request: HttpRequest, line_id: int) -> HttpResponse:
    """Keep that one owner was reminded."""
    line = Line.objects.select_related("certificate", "ceremony").filter(pk=line_id).first()
    scope = seen_by(request, Act.HAND_OVER)
    if line is None or not scope.holds(line.certificate.district_code, line.certificate.kind):
        raise Http404
    form = ReminderForm(request.POST, auto_id="bulk-%s")
    if not form.is_valid():
        return _page(request, line.ceremony, form)
    return _reminded(request, line.ceremony, [line.pk], form)


@needs(Act.HAND_OVER)
@require_POST
def remind_many(request: HttpRequest, ceremony_id: int) -> HttpResponse:
    """Keep that the owners of the chosen lines were reminded by the same means."""
    event, form = found(ceremony_id), ReminderForm(request.POST, auto_id="bulk-%s")
    chosen = event.lines.filter(pk__in=numbers_of(request.POST, "line")).values_list("pk", flat=True)
    if form.is_valid() and not chosen:
        form.add_error(None, _("Choose at least one line."))
    return _reminded(request, event, list(chosen), form) if form.is_valid() else _page(request, event, form)


def _reminded(request: HttpRequest, event: Ceremony, line_ids: Sequence[int], form: ReminderForm) -> HttpResponse:
    means, note, done, left = Means(form.cleaned_data["means"]), form.cleaned_data["note"], 0, ""
    for line_id in line_ids:
        try:
            keep_reminder(line_id, means, note, actor=actor_of(request), at=timezone.now())
            done += 1
        except CeremonyRefused as refused:
            left = ceremony_refusal(refused.code)
        except NotPermitted:
            left = _("Some of them you may not hand over; those were left.")
    if done:
        messages.success(request, ngettext("%(n)s reminder kept.", "%(n)s reminders kept.", done) % {"n": done})
    if left:
        messages.warning(request, left)
    return HttpResponseRedirect(reverse("not_collected", args=[event.pk]))


@needs(Act.SEE_REGISTER)
@never_cache
@require_GET
def export_not_collected(request: HttpRequest, ceremony_id: int, form: str) -> HttpResponseBase:
    """The same list as a file, all pages of it, with the telephone numbers that whoever asks may see."""
    event, asked, seen = found(ceremony_id), asked_lines(request.GET), seen_by(request)
    personal = seen_by(request, Act.SEE_PERSONAL)
    content = ListFile(
        title=_("Not collected"),
        about=[(_("Ceremony"), _event_line(event)), *about_list(request, _chosen(asked), seen.districts)],
        about_title=_("About this list"),
        headings=_headings(is_called=bool(personal.reaches)),
        rows=_rows(_waiting(event, seen, asked), personal),
    )
    back = reverse("not_collected", args=[event.pk])
    written = ListForm(form)
    return list_file(
        request, ("not_collected", _("not-collected")), written, content, personal=bool(personal.reaches), back=back
    )


def _page(request: HttpRequest, event: Ceremony, form: ReminderForm) -> HttpResponse:
    seen, asked, personal = seen_by(request), asked_lines(request.GET), seen_by(request, Act.SEE_PERSONAL)
    waiting = _waiting(event, seen, asked)
    lines, following = page_of(waiting.filter(position__gt=asked.after or 0)[: PAGE_SIZE + 1])
    reminders = {line.pk: sorted(line.reminders.all(), key=lambda one: one.at, reverse=True) for line in lines}
    names = names_of(one.by for some in reminders.values() for one in some)
    handing = seen_by(request, Act.HAND_OVER)
    words = {
        "event": event,
        "desk": event.desks.first(),
        "asked": asked,
        "form": form,
        "total": waiting.count(),
        "rows": [
            {
                "line": line,
                "hold": HOLD_WORDS.get(queries.line_hold(line) or ""),
                "phone": phone_of(line, personal),
                "reminders": [(one, MEANS_WORDS[one.means], names[one.by]) for one in reminders[line.pk]],
                "may_remind": handing.holds(line.certificate.district_code, line.certificate.kind),
            }
            for line in lines
        ],
        "means": MEANS_WORDS,
        "may_call": bool(personal.reaches),
        "may_remind": may(actor_of(request), Act.HAND_OVER),
        "districts": districts_in(event, seen),
        "unknown": UNKNOWN,
        "next": asked.address(after=following) if following else "",
        "first": asked.address() if asked.after else "",
        "exports": [
            (one, reverse("export_not_collected", args=[event.pk, one.lower()]) + asked.address().removesuffix("?"))
            for one in ("XLSX", "CSV")
        ],
    }
    response = render(request, "officer/not_collected.html", words, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


def _waiting(event: Ceremony, seen: Scope, asked: AskedLines) -> QuerySet[Line]:
    filters = LineFilters(asked.filters.text, asked.filters.district_code, state=LineState.WAITING)
    found = queries.chosen_lines(event, seen, filters)
    return found.select_related("certificate__business", "desk").prefetch_related("reminders")


def _chosen(asked: AskedLines) -> list[str]:
    district, text = asked.filters.district_code, asked.filters.text
    chosen = [] if district is None else [word_of("district_code", district, None)]
    return [*chosen, f"“{text}”"] if text else chosen


def _event_line(event: Ceremony) -> str:
    return f"{event.name}, {event.place}, {date_format(event.on, 'j F Y')}"


def _headings(*, is_called: bool) -> list[str]:
    headings = [
        _("Envelope"), _("Holder"), _("District"), _("Kind of certificate"), _("Certificate number"),
        _("Where the original is"), _("On hold because"), _("Last reminded"), _("How"), _("What was agreed"),
    ]  # fmt: skip
    return [*headings, _("Owner"), _("Telephone")] if is_called else headings


def _rows(lines: Iterable[Line], personal: Scope) -> Iterator[Sequence[OutValue]]:
    """Write each line; owner and telephone stand only where the reader may see them of this one."""
    for line in lines:
        certificate = line.certificate
        last = max(line.reminders.all(), key=lambda one: one.at, default=None)
        district = districts().get(certificate.district_code)
        row: list[OutValue] = [
            line.position,
            certificate.holder,
            district.full_name if district else "",
            kind_name(certificate.kind),
            certificate.number,
            str(custody_word(certificate.custody)),
            str(HOLD_WORDS.get(queries.line_hold(line) or "", "")),
            timezone.localdate(last.at) if last else None,
            str(MEANS_WORDS[last.means]) if last else "",
            last.note if last else "",
        ]
        if personal.reaches:
            is_within = personal.holds(certificate.district_code, certificate.kind)
            business = certificate.business
            row += [business.owner, business.phone] if is_within else ["", ""]
        yield row
