"""Reading ceremonies: what stands in which envelope, what a scanner means, how far the day is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from setara.certificates.models import NOT_HANDED_OVER, Certificate
from setara.certificates.queries import within
from setara.handover.models import Ceremony, Desk, Line, Receipt
from setara.issuance.models import Sheet
from setara.issuance.queries import certificates_named
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.access.scope import EVERYTHING, Scope
from setara.kernel.certificates.states import Custody, SheetStatus, Status
from setara.kernel.handover.rules import IN_HAND, Hold, Route, hold

STANDING = Q(undone_at=None)
"""Of receipts: those that nobody took back."""
READY = Q(
    certificate__status=Status.ACTIVE,
    certificate__sheet=SheetStatus.ISSUED,
    certificate__custody__in=sorted(IN_HAND),
)
"""Of lines: those that have an envelope; as `kernel.handover.rules.hold` says it."""


def candidates(ceremony: Ceremony, among: Iterable[int] | None = None) -> list[Certificate]:
    """Return what an event's budget years have to hand over: received by nobody, in no other open event, not ended.

    What is suspended stands on the hold list. With `among`: of these certificates whatever their year.
    """
    elsewhere = Line.objects.filter(certificate=OuterRef("pk"), ceremony__closed_at=None).exclude(ceremony=ceremony)
    waiting = Certificate.objects.filter(~Exists(elsewhere), status__in=[Status.ACTIVE, Status.SUSPENDED])
    waiting = waiting.filter(NOT_HANDED_OVER).exclude(custody=Custody.WITH_OWNER)
    chosen = waiting.filter(budget_year__in=ceremony.years) if among is None else waiting.filter(pk__in=list(among))
    return list(chosen)


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
    if text.isascii() and text.isdigit() and len(text) <= 5:
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


def progress(ceremony: Ceremony, scope: Scope = EVERYTHING) -> Progress:
    """Count how far an event is, one query."""
    received = Exists(Receipt.objects.filter(STANDING, line=OuterRef("pk")))
    proxied = Exists(Receipt.objects.filter(STANDING, line=OuterRef("pk"), receiver="proxy"))
    lines = ceremony.lines.filter(within(scope, "certificate__"))
    counted = lines.annotate(is_received=received, is_proxied=proxied).aggregate(
        planned=Count("pk"),
        handed_over=Count("pk", filter=Q(is_received=True)),
        by_proxy=Count("pk", filter=Q(is_proxied=True)),
        on_hold=Count("pk", filter=~READY & Q(is_received=False)),
        on_stage=Count("pk", filter=Q(route=Route.STAGE)),
        in_bundles=Count("pk", filter=Q(route=Route.BUNDLE)),
    )
    return Progress(**counted)


def not_collected(ceremony: Ceremony, scope: Scope = EVERYTHING) -> QuerySet[Line]:
    """Return the lines that nobody received yet (*belum diambil*), in order, with the business and its reminders."""
    received = Exists(Receipt.objects.filter(STANDING, line=OuterRef("pk")))
    return lines_of(ceremony, scope).filter(~received).prefetch_related("reminders")


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


def standing_sheets(certificate_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return slug and QR text of the sheet that stands for each certificate that has one."""
    sheets = Sheet.objects.filter(certificate__in=list(certificate_ids), status=SheetStatus.ISSUED)
    return {pk: (slug, text) for pk, slug, text in sheets.values_list("certificate", "slug", "qr_text")}


def receipts_of(certificate_id: int) -> list[Receipt]:
    """Return the hand-overs of a certificate, what was taken back included, in order."""
    return list(
        Receipt.objects.filter(certificate=certificate_id).select_related("line__ceremony", "desk").order_by("pk")
    )
