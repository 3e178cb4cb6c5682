"""Reading ceremonies: what stands in which envelope, what a scanner means, how far the day is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from setara.certificates.models import NOT_HANDED_OVER, Certificate
from setara.certificates.queries import within
from setara.handover.models import Ceremony, Desk, Invitation, Line, Receipt
from setara.history.models import Entry
from setara.issuance.models import Sheet
from setara.issuance.queries import certificates_named
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.access.scope import EVERYTHING, Scope
from setara.kernel.certificates.states import Custody, SheetStatus, Status
from setara.kernel.handover.rules import IN_HAND, Hold, Receiver, Route, hold

STANDING = Q(undone_at=None)
"""Of receipts: those that nobody took back."""
READY = Q(
    certificate__status=Status.ACTIVE,
    certificate__sheet=SheetStatus.ISSUED,
    certificate__custody__in=sorted(IN_HAND),
)
"""Of lines: those that have an envelope; as `kernel.handover.rules.hold` says it."""
MOST_DIGITS = 5
"""Digits of an envelope's number."""


RECEIVED = Exists(Receipt.objects.filter(STANDING, line=OuterRef("pk")))
"""Of lines: whether somebody received the certificate by this event."""


def candidates(ceremony: Ceremony, among: Iterable[int] | None = None) -> list[Certificate]:
    """Return what an event's budget years have to hand over: received by nobody, in no other open event, not ended.

    What is suspended stands on the hold list. With `among`: of these certificates whatever their year.
    """
    waiting = to_hand_over(ceremony)
    chosen = waiting.filter(budget_year__in=ceremony.years) if among is None else waiting.filter(pk__in=list(among))
    return list(chosen)


def to_hand_over(ceremony: Ceremony | None = None) -> QuerySet[Certificate]:
    """Find what could be handed over by an event, of whatever year; without one: by an event not planned yet."""
    elsewhere = Line.objects.filter(certificate=OuterRef("pk"), ceremony__closed_at=None)
    if ceremony is not None and ceremony.pk:
        elsewhere = elsewhere.exclude(ceremony=ceremony)
    waiting = Certificate.objects.filter(~Exists(elsewhere), status__in=[Status.ACTIVE, Status.SUSPENDED])
    return waiting.filter(NOT_HANDED_OVER).exclude(custody=Custody.WITH_OWNER)


def years_on_offer(ceremony: Ceremony | None = None) -> list[tuple[int, int]]:
    """Return the budget years that have something to hand over, the latest first, each with how many certificates."""
    waiting = to_hand_over(ceremony).filter(budget_year__isnull=False).order_by()
    counted = waiting.values_list("budget_year").annotate(Count("pk"))
    return sorted(((year, number) for year, number in counted if year), reverse=True)


def recorded_since(ceremony: Ceremony) -> int:
    """Count what an event's budget years have to hand over and its order does not hold yet."""
    waiting = to_hand_over(ceremony).filter(budget_year__in=ceremony.years)
    return waiting.exclude(pk__in=ceremony.lines.values("certificate")).count()


class LineState(StrEnum):
    """How a line stands: it has an envelope, or none, was handed over, or was not, envelope or no."""

    READY = "ready"
    HOLD = "hold"
    HANDED_OVER = "handed_over"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class LineFilters:
    """What a reader asks of the order of an event; None does not restrict, an empty district means: unknown."""

    text: str = ""
    district_code: str | None = None
    kind: str | None = None
    route: str | None = None
    state: str | None = None


def chosen_lines(ceremony: Ceremony, scope: Scope, filters: LineFilters) -> QuerySet[Line]:
    """Return the lines of an event, as `lines_of`, that the filters let through."""
    found = lines_of(ceremony, scope)
    columns = {
        "certificate__district_code": filters.district_code,
        "certificate__kind": filters.kind,
        "route": filters.route,
    }
    found = found.filter(**{name: value for name, value in columns.items() if value is not None})
    if filters.state == LineState.HANDED_OVER:
        found = found.filter(RECEIVED)
    elif filters.state is not None:
        found = found.filter(~RECEIVED)
        found = found.filter(READY) if filters.state == LineState.READY else found
        found = found.filter(~READY) if filters.state == LineState.HOLD else found
    return found.filter(_says(filters.text)) if filters.text else found


def _says(text: str) -> Q:
    """Find lines by what a scanner typed, and by a part of holder or number; a few digits are an envelope's number."""
    found = Q(certificate__in=certificates_named([text])[text])
    if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS:
        return found | Q(position=int(text))
    return found | Q(certificate__holder__icontains=text) | Q(certificate__number__icontains=text)


def lines_of(ceremony: Ceremony, scope: Scope = EVERYTHING) -> QuerySet[Line]:
    """Return the lines of an event that somebody may see, in order, each with certificate, desk and standing receipt.

    The receipt stands as `line.standing`, a list of none or one.
    """
    standing = Receipt.objects.filter(STANDING).select_related("desk")
    return (
        ceremony.lines.filter(within(scope, "certificate__"))
        .select_related("certificate__business", "desk")
        .prefetch_related(Prefetch("receipts", standing, to_attr="standing"))
        .order_by("position")
    )


def line_hold(line: Line) -> Hold | None:
    """Say why a line has no envelope, or None."""
    return hold(line.certificate.state)


def lines_named(ceremony: Ceremony, text: str, scope: Scope = EVERYTHING) -> list[Line]:
    """Return the lines that a scanned or typed text may mean: a QR text, an address, a number, an envelope's number."""
    text = text.strip()
    lines = lines_of(ceremony, scope)
    if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS:
        found = list(lines.filter(position=int(text)))
        if found:
            return found
    return list(lines.filter(certificate__in=certificates_named([text])[text])) if text else []


def waiting_with(line: Line) -> list[Line]:
    """Return the other lines of the same business that nobody received yet: their owner stands at the desk now."""
    others = lines_of(line.ceremony).filter(certificate__business=line.certificate.business_id).exclude(pk=line.pk)
    return [one for one in others if not one.standing]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an event is; numbers of certificates."""

    planned: int
    handed_over: int
    by_proxy: int
    on_hold: int
    on_stage: int
    in_bundles: int

    @property
    def waiting(self) -> int:
        """Those that nobody received yet, on hold or not."""
        return self.planned - self.handed_over


NOTHING_YET = Progress(0, 0, 0, 0, 0, 0)


def progress(ceremony: Ceremony, scope: Scope = EVERYTHING) -> Progress:
    """Count how far an event is, one query."""
    return progress_of([ceremony], scope).get(ceremony.pk, NOTHING_YET)


def progress_of(ceremonies: Iterable[Ceremony], scope: Scope = EVERYTHING) -> dict[int, Progress]:
    """Count how far events are, one query; one of which nothing lies within the scope is left out."""
    return dict(_counted("ceremony", ceremonies, scope))


def progress_by_kind(ceremony: Ceremony, scope: Scope = EVERYTHING) -> dict[str, Progress]:
    """Count how far an event is, by kind of certificate."""
    return dict(_counted("certificate__kind", [ceremony], scope))


def progress_by_district(ceremony: Ceremony, scope: Scope = EVERYTHING) -> dict[str, Progress]:
    """Count how far an event is, by district."""
    return dict(_counted("certificate__district_code", [ceremony], scope))


def _counted(group: str, ceremonies: Iterable[Ceremony], scope: Scope) -> Iterator[tuple[Any, Progress]]:
    received = Exists(Receipt.objects.filter(STANDING, line=OuterRef("pk")))
    proxied = Exists(Receipt.objects.filter(STANDING, line=OuterRef("pk"), receiver=Receiver.PROXY))
    lines = Line.objects.filter(within(scope, "certificate__"), ceremony__in=[one.pk for one in ceremonies])
    counted = (
        lines.annotate(is_received=received, is_proxied=proxied)
        .order_by()
        .values(group)
        .annotate(
            planned=Count("pk"),
            handed_over=Count("pk", filter=Q(is_received=True)),
            by_proxy=Count("pk", filter=Q(is_proxied=True)),
            on_hold=Count("pk", filter=~READY & Q(is_received=False)),
            on_stage=Count("pk", filter=Q(route=Route.STAGE)),
            in_bundles=Count("pk", filter=Q(route=Route.BUNDLE)),
        )
    )
    return ((row.pop(group), Progress(**row)) for row in counted)


def not_collected(ceremony: Ceremony, scope: Scope = EVERYTHING) -> QuerySet[Line]:
    """Return the lines that nobody received yet (*belum diambil*), in order, with the business and its reminders."""
    return lines_of(ceremony, scope).filter(~RECEIVED).prefetch_related("reminders")


def steps_of(ceremony: Ceremony) -> list[Entry]:
    """Return how an event was planned, changed and closed, in order; who came and who was reminded is left out."""
    return list(Entry.objects.filter(stream=ceremony.stream, kind__startswith="ceremony.").order_by("position"))


def desks_of(actor: Actor, desk_acts: Sequence[Act]) -> QuerySet[Desk]:
    """Return the desks of open events at which somebody may stand: all, or those that she was given."""
    open_desks = Desk.objects.filter(ceremony__closed_at=None).select_related("ceremony").order_by("ceremony", "number")
    if Act.HAND_OVER in desk_acts:
        return open_desks
    if Act.HELP_AT_DESK in desk_acts and actor.id.startswith("user:"):
        return open_desks.filter(helpers=int(actor.id.removeprefix("user:")))
    return open_desks.none()


def latest_receipts(desk: Desk, number: int, scope: Scope = EVERYTHING) -> list[Receipt]:
    """Return what a desk handed over last, what was taken back included."""
    found = desk.receipts.filter(within(scope, "certificate__")).select_related("line", "certificate")
    return list(found.order_by("-pk")[:number])


class Came(StrEnum):
    """Whether an invited business came."""

    YES = "yes"
    NOT_YET = "not_yet"


def not_invited(ceremony: Ceremony) -> list[int]:
    """Return the businesses with a line at an event that have no invitation yet."""
    coming = set(ceremony.lines.order_by().values_list("certificate__business", flat=True))
    return sorted(coming - set(ceremony.invitations.values_list("business", flat=True)))


def guests(
    ceremony: Ceremony, scope: Scope, text: str = "", came: str | None = None, after: int | None = None
) -> QuerySet[Invitation]:
    """Return the invitations of an event that somebody may see, in order of making, by a part of the name."""
    found = _invitations(ceremony, scope).select_related("business").order_by("pk").filter(pk__gt=after or 0)
    if text:
        found = found.filter(business__name__icontains=text)
    return found if came is None else found.filter(came_at__isnull=came == Came.NOT_YET)


def guests_counted(ceremony: Ceremony, scope: Scope) -> tuple[int, int]:
    """Count the invited businesses that somebody may see, and those of them that came."""
    counted = _invitations(ceremony, scope).aggregate(invited=Count("pk"), came=Count("pk", filter=~Q(came_at=None)))
    return counted["invited"], counted["came"]


def _invitations(ceremony: Ceremony, scope: Scope) -> QuerySet[Invitation]:
    """Find the invitations of businesses that get something that lies within a scope."""
    if scope.is_everything:
        return ceremony.invitations.all()
    seen = ceremony.lines.filter(within(scope, "certificate__")).values("certificate__business")
    return ceremony.invitations.filter(business__in=seen)


def standing_sheets(certificate_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return slug and QR text of the sheet that stands for each certificate that has one."""
    sheets = Sheet.objects.filter(certificate__in=list(certificate_ids), status=SheetStatus.ISSUED)
    return {pk: (slug, text) for pk, slug, text in sheets.values_list("certificate", "slug", "qr_text")}


def receipts_of(certificate_id: int) -> list[Receipt]:
    """Return the hand-overs of a certificate, what was taken back included, in order."""
    return list(
        Receipt.objects.filter(certificate=certificate_id).select_related("line__ceremony", "desk").order_by("pk")
    )
