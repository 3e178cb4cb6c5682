"""Prepare a ceremony (*menyusun acara*): its order, its stage, its desks, its bundles."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F, Q

from setara.accounts.models import User
from setara.accounts.permission import require, require_still
from setara.certificates.models import Certificate
from setara.handover.acts.refusing import CeremonyRefused
from setara.handover.models import Ceremony, Desk, Line
from setara.handover.queries import candidates
from setara.history.chain import Draft
from setara.history.store import append, hold_chain
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.credentials.canonical import canonical
from setara.kernel.handover.ordering import Candidate, Order, desks_for, ordered, symbolic
from setara.kernel.handover.rules import Route
from setara.kernel.handover.rules import hold as hold_of
from setara.kernel.rulebook.days import jakarta_day

MOST_ON_STAGE = 50
MOST_DESKS = 40
MOST_LINES = 20_000
"""Certificates of one event; an office of the size of the example hands over 450."""
ASIDE = 1_000_000
TOLD_OF_NOTHING = Q(reminders=None, reports=None)
"""Of lines: those that nothing but the order knows."""


@dataclass(frozen=True, slots=True)
class Details:
    """What an event is: see `Ceremony`."""

    name: str
    place: str
    on: dt.date
    starts: dt.time
    years: Sequence[int]
    order: Order = Order.DISTRICT
    agenda: Sequence[tuple[str, str, str]] = ()
    official: tuple[str, str, str] = field(default=("", "", ""))
    basis: str = ""


def plan_ceremony(details: Details, *, actor: Actor, at: dt.datetime) -> Ceremony:
    """Make an event and put into order what its budget years have to hand over.

    Raises NotPermitted, CeremonyRefused (``name_missing no_years nothing_to_hand_over``).
    """
    require(actor, Act.PLAN_CEREMONY)
    with transaction.atomic():
        hold_chain()
        require_still(actor, Act.PLAN_CEREMONY)
        ceremony = Ceremony(made_at=at, made_by=actor.id)
        _describe(ceremony, details)
        _put_in_order(ceremony)
        _tell("ceremony.planned", ceremony, actor, at)
    return ceremony


def change_ceremony(ceremony_id: int, details: Details, *, actor: Actor, at: dt.datetime) -> Ceremony:
    """Change what an event is. Other years or another order put it in order anew, which nothing handed over may bar.

    Raises NotPermitted, CeremonyRefused (as `plan_ceremony`, and ``has_begun already_closed``), Ceremony.DoesNotExist.
    """
    with transaction.atomic():
        ceremony = hold_ceremony(ceremony_id, actor)
        before = (ceremony.years, ceremony.order)
        _describe(ceremony, details)
        if before != (ceremony.years, ceremony.order):
            _put_in_order(ceremony)
        _tell("ceremony.changed", ceremony, actor, at)
    return ceremony


def put_in_order(ceremony_id: int, *, actor: Actor, at: dt.datetime) -> Ceremony:
    """Take in what was recorded since, and number the envelopes anew; what was on stage stays there.

    Raises NotPermitted, CeremonyRefused (``has_begun already_closed nothing_to_hand_over``).
    """
    with transaction.atomic():
        ceremony = hold_ceremony(ceremony_id, actor)
        _put_in_order(ceremony)
        _tell("ceremony.ordered", ceremony, actor, at)
    return ceremony


def add_late(ceremony_id: int, certificate_id: int, *, actor: Actor, at: dt.datetime) -> Line:
    """Put one more certificate at the end of an event, whatever was handed over by then; numbers given stay.

    Raises NotPermitted, CeremonyRefused (``nothing_to_hand_over`` where it was handed over or stands in another open
    event, ``already_closed``), Certificate.DoesNotExist.
    """
    with transaction.atomic():
        ceremony = hold_ceremony(ceremony_id, actor)
        certificate = Certificate.objects.select_for_update().get(pk=certificate_id)
        if not candidates(ceremony, among=[certificate_id]) or ceremony.lines.filter(certificate=certificate).exists():
            raise CeremonyRefused("nothing_to_hand_over")
        last = ceremony.lines.order_by("-position").values_list("position", flat=True).first() or 0
        neighbour = ceremony.lines.filter(
            certificate__district_code=certificate.district_code, desk__isnull=False
        ).first()
        desk = neighbour.desk if neighbour else ceremony.desks.first()
        line = Line.objects.create(ceremony=ceremony, certificate=certificate, position=last + 1, desk=desk)
        _tell("ceremony.added", ceremony, actor, at, certificate=certificate.pk)
    return line


def set_stage(ceremony_id: int, line_ids: Sequence[int], *, actor: Actor, at: dt.datetime) -> None:
    """Say who goes on stage, in this order (*penerima simbolis*); all others go to desks or bundles as before.

    Raises NotPermitted, CeremonyRefused (``not_in_ceremony on_hold too_many_on_stage already_closed``).
    """
    with transaction.atomic():
        ceremony = hold_ceremony(ceremony_id, actor)
        wanted = list(dict.fromkeys(line_ids))
        lines = ceremony.lines.select_related("certificate").in_bulk(wanted)
        if len(wanted) > MOST_ON_STAGE:
            raise CeremonyRefused("too_many_on_stage")
        if len(lines) != len(wanted):
            raise CeremonyRefused("not_in_ceremony")
        if any(hold_of(one.certificate.state) for one in lines.values() if one.stage is None):
            raise CeremonyRefused("on_hold")
        ceremony.lines.filter(route=Route.STAGE).update(route=Route.DESK, stage=None)
        for place, line_id in enumerate(wanted, start=1):
            ceremony.lines.filter(pk=line_id).update(route=Route.STAGE, stage=place)
        _tell("ceremony.staged", ceremony, actor, at)


def propose_stage(ceremony: Ceremony, wanted: int) -> list[int]:
    """Return the lines of those who could stand for all, in order: by kind and district, only what has an envelope."""
    lines = ceremony.lines.select_related("certificate").order_by("position")
    proposed = symbolic([_candidate(one.pk, one.certificate) for one in lines], min(wanted, MOST_ON_STAGE))
    return [one.id for one in proposed]


def set_bundles(ceremony_id: int, district_codes: Iterable[str], *, actor: Actor, at: dt.datetime) -> None:
    """Say which districts take their certificates along as a bundle; those on stage stay on stage.

    Raises NotPermitted, CeremonyRefused (``not_in_ceremony already_closed``).
    """
    with transaction.atomic():
        ceremony = hold_ceremony(ceremony_id, actor)
        wanted = set(district_codes)
        known = set(ceremony.lines.values_list("certificate__district_code", flat=True))
        if not wanted <= known:
            raise CeremonyRefused("not_in_ceremony")
        rest = ceremony.lines.exclude(route=Route.STAGE)
        rest.update(route=Route.DESK)
        rest.filter(certificate__district_code__in=wanted).update(route=Route.BUNDLE)
        share_desks(ceremony)
        _tell("ceremony.bundled", ceremony, actor, at)


def set_desks(ceremony_id: int, number: int, *, actor: Actor, at: dt.datetime) -> None:
    """Give an event so many desks, numbered from 1, and share the districts out among them.

    A desk that has handed over stays. Raises NotPermitted, CeremonyRefused (``too_many_desks has_begun
    already_closed``).
    """
    with transaction.atomic():
        ceremony = hold_ceremony(ceremony_id, actor)
        if not 0 <= number <= MOST_DESKS:
            raise CeremonyRefused("too_many_desks")
        surplus = ceremony.desks.filter(number__gt=number)
        told = ceremony.reports.filter(told__desk__in=list(surplus.values_list("pk", flat=True)))
        if surplus.filter(receipts__isnull=False).exists() or told.exists():
            raise CeremonyRefused("has_begun")
        surplus.delete()
        for one in range(1, number + 1):
            Desk.objects.get_or_create(ceremony=ceremony, number=one)
        share_desks(ceremony)
        _tell("ceremony.desks_set", ceremony, actor, at, desks=number)


def set_helpers(desk_id: int, user_ids: Iterable[int], *, actor: Actor, at: dt.datetime) -> Desk:
    """Say who helps at a desk (*petugas meja*), of this event only. What they may do there is granted by the operator.

    Raises NotPermitted, CeremonyRefused (``already_closed``), Desk.DoesNotExist, User.DoesNotExist.
    """
    require(actor, Act.PLAN_CEREMONY)
    with transaction.atomic():
        desk = Desk.objects.get(pk=desk_id)
        ceremony = hold_ceremony(desk.ceremony_id, actor)
        wanted = set(user_ids)
        users = User.objects.filter(is_active=True).in_bulk(wanted)
        if len(users) != len(wanted):
            raise User.DoesNotExist
        desk.helpers.set(users.values())
        helpers = ",".join(f"user:{pk}" for pk in sorted(wanted))
        _tell("ceremony.helpers_set", ceremony, actor, at, desk=desk.number, helpers=helpers)
    return desk


def close_ceremony(ceremony_id: int, *, actor: Actor, at: dt.datetime) -> Ceremony:
    """End an event: what nobody received stands from now on as not collected (*belum diambil*).

    It is handed over later by the same act, or planned into another event. Raises NotPermitted, CeremonyRefused
    (``already_closed``).
    """
    with transaction.atomic():
        ceremony = hold_ceremony(ceremony_id, actor)
        ceremony.closed_at, ceremony.closed_by = at, actor.id
        ceremony.save(update_fields=["closed_at", "closed_by"])
        _tell("ceremony.closed", ceremony, actor, at)
    return ceremony


def hold_ceremony(ceremony_id: int, actor: Actor) -> Ceremony:
    """Lock an open event in the caller's transaction, the chain first, for somebody who may plan it.

    Raises NotPermitted, CeremonyRefused (``already_closed``), Ceremony.DoesNotExist.
    """
    hold_chain()
    require_still(actor, Act.PLAN_CEREMONY)
    ceremony = Ceremony.objects.select_for_update().get(pk=ceremony_id)
    if ceremony.closed_at is not None:
        raise CeremonyRefused("already_closed")
    return ceremony


def _describe(ceremony: Ceremony, details: Details) -> None:
    if not details.name.strip() or not details.place.strip():
        raise CeremonyRefused("name_missing")
    if not details.years:
        raise CeremonyRefused("no_years")
    ceremony.name, ceremony.place = details.name.strip(), details.place.strip()
    ceremony.on, ceremony.starts = details.on, details.starts
    ceremony.years, ceremony.order = sorted(set(details.years)), details.order
    ceremony.agenda = [list(item) for item in details.agenda]
    ceremony.official_name, ceremony.official_title, ceremony.official_nip = details.official
    ceremony.basis = details.basis.strip()
    ceremony.save()


def _put_in_order(ceremony: Ceremony) -> None:
    if ceremony.lines.filter(receipts__isnull=False).exists():
        raise CeremonyRefused("has_begun")
    found = candidates(ceremony)
    if not found:
        raise CeremonyRefused("nothing_to_hand_over")
    in_order = ordered((_candidate(one.pk, one) for one in found[:MOST_LINES]), Order(ceremony.order))
    ceremony.lines.exclude(certificate__in=[one.id for one in in_order]).filter(TOLD_OF_NOTHING).delete()
    # A line keeps its id, by which desks and reminders know it; all step aside, for no two have the same place.
    ceremony.lines.update(position=F("position") + ASIDE)
    kept = {line.certificate_id: line for line in ceremony.lines.order_by("position")}
    wanted = {one.id for one in in_order}
    places = [*(one.id for one in in_order), *(pk for pk in kept if pk not in wanted)]
    lines = [kept.get(pk) or Line(ceremony=ceremony, certificate_id=pk) for pk in places]
    for position, line in enumerate(lines, start=1):
        line.position = position
    Line.objects.bulk_update([line for line in lines if line.pk], ["position"], batch_size=500)
    Line.objects.bulk_create([line for line in lines if not line.pk], batch_size=500)
    share_desks(ceremony)


def share_desks(ceremony: Ceremony) -> None:
    """Share the districts out among the desks, in the caller's transaction; bundles need none."""
    desks = list(ceremony.desks.all())
    ceremony.lines.update(desk=None)
    if not desks:
        return
    waiting = ceremony.lines.exclude(route=Route.BUNDLE).order_by("certificate__district_code")
    numbers = Counter(waiting.values_list("certificate__district_code", flat=True))
    for district, place in desks_for(numbers, len(desks)).items():
        ceremony.lines.filter(certificate__district_code=district).exclude(route=Route.BUNDLE).update(desk=desks[place])


def _candidate(place: int, certificate: Certificate) -> Candidate:
    return Candidate(
        place,
        certificate.district_code,
        certificate.kind,
        certificate.holder,
        certificate.number,
        is_ready=hold_of(certificate.state) is None,
    )


def _tell(kind: str, ceremony: Ceremony, actor: Actor, at: dt.datetime, **more: str | int) -> None:
    """Append to the event's history, with the digest of its order: who stands where is found out later."""
    order = list(ceremony.lines.order_by("position").values_list("position", "certificate_id", "route", "stage"))
    data: dict[str, str | int | None] = {
        "lines": len(order),
        "order": hashlib.sha256(canonical([list(one) for one in order])).hexdigest(),
        **more,
    }
    append([Draft(ceremony.stream, kind, jakarta_day(at), data)], actor=actor.id, at=at)
