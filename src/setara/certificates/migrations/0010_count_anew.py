"""Count register and businesses served anew: the roll-up has another property, and every row of it another meaning."""

from itertools import product

from django.db import migrations

COUNTED, SERVED, REGISTER = "certificates_registercount", "certificates_servedcount", "certificates_certificate"
PROPERTIES = {
    "kind": ("kind", "'*'"),
    "district_code": ("district_code", "'*'"),
    "budget_year": ("COALESCE(budget_year, 0)", "32767"),
    "status": ("status", "'*'"),
    "custody": ("custody", "'*'"),
    "handed": ("CASE WHEN received_on IS NULL AND handover_date IS NULL THEN 'no' ELSE 'yes' END", "'*'"),
}


def count_anew(apps, schema_editor):
    names = ", ".join(PROPERTIES)
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {COUNTED}")
        cursor.execute(
            f"INSERT INTO {COUNTED} ({names}, number) "
            f"SELECT {', '.join(own for own, _ in PROPERTIES.values())}, COUNT(*) FROM {REGISTER} GROUP BY 1, 2, 3, 4, 5, 6"
        )
        for name, (_, anything) in PROPERTIES.items():
            others = ", ".join(other for other in PROPERTIES if other != name)
            cursor.execute(
                f"INSERT INTO {COUNTED} ({name}, {others}, number) "
                f"SELECT {anything}, {others}, SUM(number) FROM {COUNTED} GROUP BY {others}"
            )
        cursor.execute(f"DELETE FROM {SERVED}")
        for kind, district in product(PROPERTIES["kind"], PROPERTIES["district_code"]):
            cursor.execute(
                f"INSERT INTO {SERVED} (budget_year, kind, district_code, number) "
                f"SELECT COALESCE(budget_year, 0), {kind}, {district}, COUNT(DISTINCT business_id) "
                f"FROM {REGISTER} GROUP BY 1, 2, 3"
            )


def forget(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {COUNTED}")


class Migration(migrations.Migration):
    dependencies = [("certificates", "0009_handed_and_served")]
    # Backwards the counts go, for rows that differ in the new property only would be one: `counting.rebuild` makes them.
    operations = [migrations.RunPython(count_anew, forget)]
