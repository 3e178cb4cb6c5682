"""Free-text search: a trigram table kept by triggers on SQLite, a trigram GIN index on PostgreSQL.

Triggers, not the acts, keep the SQLite table: bulk inserts, corrections and repairs by hand all pass them.
The table holds no text of its own (external content), only the index.
"""

from django.db import migrations

SQLITE = (
    """CREATE VIRTUAL TABLE registry_business_text USING fts5(
        name, nib, product, owner, content='registry_business', content_rowid='id', tokenize='trigram')""",
    """CREATE TRIGGER registry_business_text_added AFTER INSERT ON registry_business BEGIN
        INSERT INTO registry_business_text(rowid, name, nib, product, owner) VALUES (new.id, new.name, new.nib, new.product, new.owner);
    END""",
    """CREATE TRIGGER registry_business_text_removed AFTER DELETE ON registry_business BEGIN
        INSERT INTO registry_business_text(registry_business_text, rowid, name, nib, product, owner)
        VALUES ('delete', old.id, old.name, old.nib, old.product, old.owner);
    END""",
    """CREATE TRIGGER registry_business_text_changed AFTER UPDATE OF name, nib, product, owner ON registry_business BEGIN
        INSERT INTO registry_business_text(registry_business_text, rowid, name, nib, product, owner)
        VALUES ('delete', old.id, old.name, old.nib, old.product, old.owner);
        INSERT INTO registry_business_text(rowid, name, nib, product, owner) VALUES (new.id, new.name, new.nib, new.product, new.owner);
    END""",
    "INSERT INTO registry_business_text(registry_business_text) VALUES ('rebuild')",
)
SQLITE_BACK = (
    "DROP TRIGGER registry_business_text_added",
    "DROP TRIGGER registry_business_text_removed",
    "DROP TRIGGER registry_business_text_changed",
    "DROP TABLE registry_business_text",
)
POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    """CREATE INDEX registry_business_text ON registry_business
        USING gin (UPPER(name) gin_trgm_ops, UPPER(nib) gin_trgm_ops, UPPER(product) gin_trgm_ops, UPPER(owner) gin_trgm_ops)""",
)
POSTGRESQL_BACK = ("DROP INDEX registry_business_text",)


def run(schema_editor, by_vendor):
    for statement in by_vendor[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def add(apps, schema_editor):
    run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def remove(apps, schema_editor):
    run(schema_editor, {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK})


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]
    operations = [migrations.RunPython(add, remove)]
