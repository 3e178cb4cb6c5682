"""The roll-up of the register: how many certificates stand under each combination.

Kept by the acts in the transaction that changes a certificate, so that facets and totals never scan the register.
"""

from collections.abc import Mapping

from django.db import connection, transaction

from setara.certificates.models import RegisterCount

Combination = tuple[str, str, int, str, str]
"""Kind, district code, budget year (0: unknown), status, custody."""

TABLE, REGISTER = "certificates_registercount", "certificates_certificate"
COLUMNS = "kind, district_code, budget_year, status, custody, number"
ROWS_A_STATEMENT = 500


def count(deltas: Mapping[Combination, int]) -> None:
    """Apply changes in the caller's transaction: +1 where a certificate comes to stand, -1 where it stood.

    One upsert for every 500 combinations, in a fixed order, so that two writers never wait for each other in a circle.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("certificates are counted inside the transaction of their act")
    changed = sorted((combination, number) for combination, number in deltas.items() if number)
    with connection.cursor() as cursor:
        for start in range(0, len(changed), ROWS_A_STATEMENT):
            some = changed[start : start + ROWS_A_STATEMENT]
            rows = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(some))
            cursor.execute(
                f"INSERT INTO {TABLE} ({COLUMNS}) VALUES {rows} "  # noqa: S608 - names are ours, values are bound
                "ON CONFLICT (kind, district_code, budget_year, status, custody) "
                f"DO UPDATE SET number = {TABLE}.number + excluded.number",
                [value for combination, number in some for value in (*combination, number)],
            )


def rebuild() -> None:
    """Count the whole register anew, in one transaction; for repair, never for daily use."""
    with transaction.atomic(), connection.cursor() as cursor:
        RegisterCount.objects.all().delete()
        cursor.execute(
            f"INSERT INTO {TABLE} ({COLUMNS}) "  # noqa: S608 - names are ours, nothing else goes in
            "SELECT kind, district_code, COALESCE(budget_year, 0), status, custody, COUNT(*) "
            f"FROM {REGISTER} GROUP BY 1, 2, 3, 4, 5"
        )
