"""The roll-up of the register: how many certificates stand under each combination of five properties."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Count, F
from django.db.models.functions import Coalesce

from setara.certificates.models import Certificate, RegisterCount

Combination = tuple[str, str, int, str, str]
"""Kind, district code, budget year (0: unknown), status, custody."""
PROPERTIES = ("kind", "district_code", "budget_year", "status", "custody")


def count(deltas: Mapping[Combination, int]) -> None:
    """Apply changes in the caller's transaction; in a fixed order, so that two writers never wait for each other."""
    changes = [
        RegisterCount(**dict(zip(PROPERTIES, combination, strict=True)), number=delta)
        for combination, delta in sorted(deltas.items())
        if delta
    ]
    for change in changes:
        same = {name: getattr(change, name) for name in PROPERTIES}
        if not RegisterCount.objects.filter(**same).update(number=F("number") + change.number):
            change.save(force_insert=True)


def rebuild() -> None:
    """Count the whole register anew."""
    with transaction.atomic():
        RegisterCount.objects.all().delete()
        rows = (
            Certificate.objects.order_by()
            .values("kind", "district_code", "status", "custody", year=Coalesce("budget_year", 0))
            .annotate(number=Count("id"))
        )
        RegisterCount.objects.bulk_create(
            RegisterCount(
                kind=row["kind"],
                district_code=row["district_code"],
                budget_year=row["year"],
                status=row["status"],
                custody=row["custody"],
                number=row["number"],
            )
            for row in rows
        )
