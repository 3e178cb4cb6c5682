"""Free-text search: a trigram table kept by triggers on SQLite, a trigram GIN index on PostgreSQL.

Triggers, not the acts, keep the SQLite table: bulk inserts, corrections and repairs by hand all pass them.
The table holds no text of its own (external content), only the index.
"""

from django.db import migrations

SQLITE = (
    """CREATE VIRTUAL TABLE certificates_certificate_text USING fts5(
        holder, number, product, title, content='certificates_certificate', content_rowid='id', tokenize='trigram')""",
    """CREATE TRIGGER certificates_certificate_text_added AFTER INSERT ON certificates_certificate BEGIN
        INSERT INTO certificates_certificate_text(rowid, holder, number, product, title) VALUES (new.id, new.holder, new.number, new.product, new.title);
    END""",
    """CREATE TRIGGER certificates_certificate_text_removed AFTER DELETE ON certificates_certificate BEGIN
        INSERT INTO certificates_certificate_text(certificates_certificate_text, rowid, holder, number, product, title)
        VALUES ('delete', old.id, old.holder, old.number, old.product, old.title);
    END""",
    """CREATE TRIGGER certificates_certificate_text_changed AFTER UPDATE OF holder, number, product, title ON certificates_certificate BEGIN
        INSERT INTO certificates_certificate_text(certificates_certificate_text, rowid, holder, number, product, title)
        VALUES ('delete', old.id, old.holder, old.number, old.product, old.title);
        INSERT INTO certificates_certificate_text(rowid, holder, number, product, title) VALUES (new.id, new.holder, new.number, new.product, new.title);
    END""",
    "INSERT INTO certificates_certificate_text(certificates_certificate_text) VALUES ('rebuild')",
)
SQLITE_BACK = (
    "DROP TRIGGER certificates_certificate_text_added",
    "DROP TRIGGER certificates_certificate_text_removed",
    "DROP TRIGGER certificates_certificate_text_changed",
    "DROP TABLE certificates_certificate_text",
)
POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    """CREATE INDEX certificates_certificate_text ON certificates_certificate
        USING gin (UPPER(holder) gin_trgm_ops, UPPER(number) gin_trgm_ops, UPPER(product) gin_trgm_ops, UPPER(title) gin_trgm_ops)""",
)
POSTGRESQL_BACK = ("DROP INDEX certificates_certificate_text",)


def run(schema_editor, by_vendor):
    for statement in by_vendor[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def add(apps, schema_editor):
    run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def remove(apps, schema_editor):
    run(schema_editor, {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK})


class Migration(migrations.Migration):
    dependencies = [("certificates", "0001_initial")]
    operations = [migrations.RunPython(add, remove)]
