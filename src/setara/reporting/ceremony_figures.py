"""The figures of a ceremony, by one query."""

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef

from setara.handover.models import Ceremony, Receipt
from setara.handover.queries import READY, STANDING
from setara.kernel.figures.ceremonies import CeremonyLine, figures_of_ceremony
from setara.kernel.figures.recounting import Figure
from setara.kernel.handover.rules import Receiver, Route


def figures_of(ceremony: Ceremony) -> tuple[Figure, ...]:
    """Count every figure of an event as it stands now."""
    received = Receipt.objects.filter(STANDING, line=OuterRef("pk"))
    lines = ceremony.lines.order_by().annotate(
        is_ready=ExpressionWrapper(READY, BooleanField()),
        is_received=Exists(received),
        is_by_proxy=Exists(received.filter(receiver=Receiver.PROXY)),
    )
    rows = lines.values_list(
        "certificate__business_id",
        "certificate__kind",
        "certificate__district_code",
        "is_ready",
        "is_received",
        "is_by_proxy",
        "route",
    )
    return figures_of_ceremony(
        CeremonyLine(business, kind, district, is_ready, is_received, is_by_proxy, route == Route.STAGE)
        for business, kind, district, is_ready, is_received, is_by_proxy, route in rows
    )
