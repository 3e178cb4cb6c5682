"""The roll-up of businesses served: how many have a certificate of a budget year, by kind and district or any of both.

A business counts once under each, so the numbers do not add up and are kept by what changes for a business as a whole.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from itertools import product

from django.db import connection

from setara.certificates.models import Certificate, ServedCount
from setara.history.store import hold_chain

Part = tuple[int, str, str]
"""Budget year (0: unknown), kind, district code; the last two or one of them *any*."""
ANY = "*"
TABLE, REGISTER = "certificates_servedcount", "certificates_certificate"
ROWS_A_STATEMENT = 500


@contextmanager
def keeping_served(business_ids: Collection[int]) -> Iterator[None]:
    """Keep the roll-up while the caller's transaction changes which certificates these businesses have.

    Takes the chain, for two that look at one business at once would both count it.
    """
    hold_chain()
    changed = Counter[Part]()
    changed.subtract(_served_by(business_ids))
    yield
    changed.update(_served_by(business_ids))
    rows = sorted((*part, number) for part, number in changed.items() if number)
    with connection.cursor() as cursor:
        for start in range(0, len(rows), ROWS_A_STATEMENT):
            some = rows[start : start + ROWS_A_STATEMENT]
            marks = ", ".join(["(%s, %s, %s, %s)"] * len(some))
            cursor.execute(
                f"INSERT INTO {TABLE} (budget_year, kind, district_code, number) VALUES {marks} "  # noqa: S608 - bound
                f"ON CONFLICT (kind, district_code, budget_year) DO UPDATE "
                f"SET number = {TABLE}.number + excluded.number",
                [value for row in some for value in row],
            )


def parts_served(certificates: Iterable[tuple[int, int | None, str, str]]) -> Counter[Part]:
    """Count businesses under each part, from business, budget year, kind and district of certificates.

    >>> counted = parts_served([(1, 2026, "iso", "35.15"), (1, 2026, "barcode", "35.15"), (2, 2026, "iso", "35.78")])
    >>> counted[2026, "*", "*"], counted[2026, "iso", "*"], counted[2026, "*", "35.15"]
    (2, 2, 1)
    """
    once = {
        (business, part)
        for business, year, kind, district in certificates
        for part in product((year or 0,), (kind, ANY), (district, ANY))
    }
    return Counter(part for _, part in once)


def rebuild() -> None:
    """Count all businesses anew, in the caller's transaction."""
    ServedCount.objects.all().delete()
    with connection.cursor() as cursor:
        for kind, district in product(("kind", "'*'"), ("district_code", "'*'")):
            cursor.execute(
                f"INSERT INTO {TABLE} (budget_year, kind, district_code, number) "  # noqa: S608 - names are ours
                f"SELECT COALESCE(budget_year, 0), {kind}, {district}, COUNT(DISTINCT business_id) "
                f"FROM {REGISTER} GROUP BY 1, 2, 3"
            )


def _served_by(business_ids: Collection[int]) -> Counter[Part]:
    held = Certificate.objects.filter(business__in=business_ids).order_by()
    return parts_served(held.values_list("business_id", "budget_year", "kind", "district_code").distinct())
