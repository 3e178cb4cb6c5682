"""The verbs of `setara ceremony` that plan, close, and say how far an event is."""

import argparse
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from setara.cli.frame import GOOD, NO, CouldNot, answer, today
from setara.handover import queries
from setara.handover.acts import planning
from setara.handover.acts.refusing import CeremonyRefused
from setara.handover.models import Ceremony, Line
from setara.handover.queries import LineFilters, LineState, Progress
from setara.kernel.access.rules import CONSOLE
from setara.kernel.access.scope import EVERYTHING
from setara.kernel.handover.ordering import Order
from setara.kernel.handover.rules import Settled
from setara.kernel.rulebook.regions import districts, districts_of
from setara.words.handover import HOLD_WORDS, ceremony_refusal


def run_plan(arguments: argparse.Namespace) -> int:
    at = today(arguments).at
    details = planning.Details(
        arguments.name, arguments.place, arguments.day, arguments.time, arguments.year, Order(arguments.order)
    )
    if unknown := [one for one in arguments.bundle if one not in districts_of(settings.PROVINCE)]:
        raise CouldNot(f"--bundle {unknown[0]}: no district of the province; write its code, such as 35.15")
    try:
        with transaction.atomic():
            made = planning.plan_ceremony(details, actor=CONSOLE, at=at)
            if arguments.bundle:
                planning.set_bundles(made.pk, arguments.bundle, actor=CONSOLE, at=at)
            if arguments.desks:
                planning.set_desks(made.pk, arguments.desks, actor=CONSOLE, at=at)
            if arguments.stage:
                proposed = planning.propose_stage(made, arguments.stage)
                planning.set_stage(made.pk, proposed, actor=CONSOLE, at=at)
    except CeremonyRefused as refused:
        return refused_by(arguments, refused.code)
    return _shown(arguments, made)


def run_close(arguments: argparse.Namespace) -> int:
    event = found(arguments.ceremony)
    try:
        event = planning.close_ceremony(event.pk, actor=CONSOLE, at=today(arguments).at)
    except CeremonyRefused as refused:
        return refused_by(arguments, refused.code)
    return _shown(arguments, event)


def run_list(arguments: argparse.Namespace) -> int:
    events = list(Ceremony.objects.order_by("id"))
    numbers = queries.progress_of(events)
    content = [described(one) | numbered(numbers.get(one.pk, queries.NOTHING_YET)) for one in events]
    lines = [_sentence(one, numbers.get(one.pk, queries.NOTHING_YET)) for one in events]
    answer(arguments, {"ceremonies": content}, "\n".join(lines) or _("no ceremony yet"))
    return GOOD


def run_show(arguments: argparse.Namespace) -> int:
    return _shown(arguments, found(arguments.ceremony))


def run_hold(arguments: argparse.Namespace) -> int:
    event = found(arguments.ceremony)
    held = queries.chosen_lines(event, EVERYTHING, LineFilters(state=LineState.HOLD))
    lines = [(line, why) for line in held if (why := queries.line_hold(line))]
    content = [lined(line) | {"why": why, "custody": line.certificate.custody} for line, why in lines]
    said = [f"{_line_sentence(line)}: {HOLD_WORDS[why]}" for line, why in lines]
    answer(
        arguments, {"ceremony": event.pk, "lines": content}, "\n".join(said) or _("every certificate has its envelope")
    )
    return GOOD


def run_report(arguments: argparse.Namespace) -> int:
    event = found(arguments.ceremony)
    numbers, by_district = queries.progress(event), queries.progress_by_district(event)
    waiting = list(queries.not_collected(event))
    content = {
        **described(event),
        **numbered(numbers),
        "reports_open": event.reports.filter(decision=Settled.OPEN).count(),
        "districts": [{"district_code": code, **numbered(one)} for code, one in sorted(by_district.items())],
        "not_collected": [lined(line) for line in waiting],
    }
    said = [_sentence(event, numbers)]
    for code, one in sorted(by_district.items()):
        name = districts()[code].full_name if code in districts() else _("District unknown")
        said.append(f"  {name}: {one.handed_over}/{one.planned}")
    answer(arguments, content, "\n".join(said))
    return GOOD


def run_not_collected(arguments: argparse.Namespace) -> int:
    event = found(arguments.ceremony)
    waiting = list(queries.not_collected(event))
    content = [lined(line) | {"reminders": _reminders(line)} for line in waiting]
    said = "\n".join(map(_line_sentence, waiting)) or _("everything was handed over")
    answer(arguments, {"ceremony": event.pk, "lines": content}, said)
    return GOOD


def found(ceremony_id: int) -> Ceremony:
    """Return an event by its number. Raises CouldNot."""
    event = Ceremony.objects.filter(pk=ceremony_id).first()
    if event is None:
        raise CouldNot(f"{ceremony_id}: no such ceremony; `ceremony list` has their numbers")
    return event


def refused_by(arguments: argparse.Namespace, code: str, sentence: str = "") -> int:
    """Answer with why an act is refused; the answer is no."""
    sentence = sentence or ceremony_refusal(code)
    answer(arguments, {"refused": code, "message": sentence}, sentence)
    return NO


def described(event: Ceremony) -> dict[str, object]:
    """What an event is, for a script."""
    return {
        "ceremony": event.pk,
        "name": event.name,
        "place": event.place,
        "day": event.on.isoformat(),
        "time": event.starts.strftime("%H:%M"),
        "years": event.years,
        "order": event.order,
        "closed": event.closed_at.isoformat() if event.closed_at else None,
    }


def numbered(numbers: Progress) -> dict[str, object]:
    """How far it is, for a script."""
    return {
        "planned": numbers.planned,
        "handed_over": numbers.handed_over,
        "by_proxy": numbers.by_proxy,
        "waiting": numbers.waiting,
        "on_hold": numbers.on_hold,
        "on_stage": numbers.on_stage,
        "in_bundles": numbers.in_bundles,
    }


def lined(line: Line) -> dict[str, object]:
    """A line of an event, for a script."""
    certificate = line.certificate
    return {
        "envelope": line.position,
        "kind": certificate.kind,
        "number": certificate.number,
        "holder": certificate.holder,
        "district_code": certificate.district_code or None,
        "route": line.route,
        "desk": line.desk.number if line.desk else None,
    }


def _reminders(line: Line) -> list[dict[str, object]]:
    reminders = sorted(line.reminders.all(), key=lambda one: one.at)
    return [{"at": one.at.isoformat(), "means": one.means, "note": one.note, "by": one.by} for one in reminders]


def _shown(arguments: argparse.Namespace, event: Ceremony) -> int:
    numbers = queries.progress(event)
    desks = [
        {"desk": one.number, "helpers": sorted(helper.email for helper in one.helpers.all())}
        for one in event.desks.prefetch_related("helpers")
    ]
    lines = [_sentence(event, numbers)]
    lines += [f"  {_('desk')} {one['desk']}: {', '.join(_strings(one['helpers'])) or '–'}" for one in desks]
    answer(arguments, {**described(event), **numbered(numbers), "desks": desks}, "\n".join(lines))
    return GOOD


def _strings(some: object) -> Iterable[str]:
    return [str(one) for one in some] if isinstance(some, list) else []


def _sentence(event: Ceremony, numbers: Progress) -> str:
    said = {
        "id": event.pk,
        "name": event.name,
        "place": event.place,
        "day": event.on.isoformat(),
        "done": numbers.handed_over,
        "planned": numbers.planned,
        "held": numbers.on_hold,
    }
    return _("%(id)s  %(name)s, %(place)s, %(day)s: %(done)s of %(planned)s handed over, %(held)s on hold") % said


def _line_sentence(line: Line) -> str:
    certificate = line.certificate
    return f"{line.position}  {certificate.holder}, {certificate.kind} {certificate.number}"
