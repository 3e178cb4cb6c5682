"""Let rows that wait already ask their questions."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from setara.kernel.intake.questions import key_of, problems_of


def fill(apps: Apps, _schema: BaseDatabaseSchemaEditor) -> None:
    rows = apps.get_model("intake", "SourceRow").objects.filter(outcome__in=["undecided", "refused"]).order_by("id")
    questions, asked = apps.get_model("intake", "Question").objects, apps.get_model("intake", "Asked").objects
    known: dict[tuple[str, ...], int] = {}
    for pk, kind, kept in rows.values_list("id", "file__list_kind", "problems").iterator(chunk_size=2000):
        asks = {key_of(problem): problem for problem in problems_of(kept) if problem.hinders}
        for key, problem in asks.items():
            if (kind, *key) not in known:
                params = dict(problem.params) if key.is_shared else {}
                made = questions.create(list_kind=kind, field=key.field, code=key.code, said=key.said, params=params)
                known[kind, *key] = made.pk
            asked.create(question_id=known[kind, *key], source_id=pk)


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_questions_and_answers")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
