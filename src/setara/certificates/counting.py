"""The roll-up of the register: how many certificates stand under each combination, and under any of its parts.

Kept by the acts in the transaction that changes a certificate, so that facets and totals never scan the register.
Each of the six properties may stand for itself or for *any*, so that every question about the register is answered
by rows that are there already, whatever the number of certificates.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import product

from django.db import connection, transaction

from setara.certificates import served
from setara.certificates.models import RegisterCount

Combination = tuple[str, str, int, str, str, str]
"""Kind, district code, budget year (0: unknown), status, custody, handed over (`YES` or `NO`)."""
YES, NO = "yes", "no"
ANY = "*"
ANY_YEAR = 32767
ANYTHING: Combination = (ANY, ANY, ANY_YEAR, ANY, ANY, ANY)

TABLE, REGISTER = "certificates_registercount", "certificates_certificate"
PROPERTIES = ("kind", "district_code", "budget_year", "status", "custody", "handed")
COLUMNS = f"{', '.join(PROPERTIES)}, number"
ROWS_A_STATEMENT = 500


def count(deltas: Mapping[Combination, int]) -> None:
    """Apply changes in the caller's transaction: +1 where a certificate comes to stand, -1 where it stood.

    One upsert for every 500 rows, in a fixed order, so that two writers never wait for each other in a circle.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("certificates are counted inside the transaction of their act")
    totals: Counter[Combination] = Counter()
    for combination, number in deltas.items():
        for part in parts_of(combination) if number else ():
            totals[part] += number
    changed = sorted((part, number) for part, number in totals.items() if number)
    with connection.cursor() as cursor:
        for start in range(0, len(changed), ROWS_A_STATEMENT):
            some = changed[start : start + ROWS_A_STATEMENT]
            rows = ", ".join(["(%s, %s, %s, %s, %s, %s, %s)"] * len(some))
            cursor.execute(
                f"INSERT INTO {TABLE} ({COLUMNS}) VALUES {rows} "  # noqa: S608 - names are ours, values are bound
                f"ON CONFLICT ({', '.join(PROPERTIES)}) DO UPDATE SET number = {TABLE}.number + excluded.number",
                [value for part, number in some for value in (*part, number)],
            )


def parts_of(combination: Combination) -> Iterator[Combination]:
    """Yield a combination with every choice of its properties replaced by *any*: 64 of them, itself first.

    >>> len(set(parts_of(("iso", "35.15", 2026, "active", "at_body", "no"))))
    64
    """
    kind, district, year, status, custody, handed = zip(combination, ANYTHING, strict=True)
    yield from product(kind, district, year, status, custody, handed)


def rebuild() -> None:
    """Count the whole register anew, businesses served too; for repair, never for daily use."""
    with transaction.atomic(), connection.cursor() as cursor:
        RegisterCount.objects.all().delete()
        cursor.execute(
            f"INSERT INTO {TABLE} ({COLUMNS}) "  # noqa: S608 - names are ours, nothing else goes in
            "SELECT kind, district_code, COALESCE(budget_year, 0), status, custody, "
            "CASE WHEN received_on IS NULL AND handover_date IS NULL THEN 'no' ELSE 'yes' END, COUNT(*) "
            f"FROM {REGISTER} GROUP BY 1, 2, 3, 4, 5, 6"
        )
        for place, name in enumerate(PROPERTIES):
            others = ", ".join(other for other in PROPERTIES if other != name)
            cursor.execute(
                f"INSERT INTO {TABLE} ({name}, {others}, number) "  # noqa: S608 - names are ours, the value is bound
                f"SELECT %s, {others}, SUM(number) FROM {TABLE} GROUP BY {others}",
                [ANYTHING[place]],
            )
    served.rebuild()
