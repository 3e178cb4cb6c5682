import json

import pytest

from tests.e2e.console import Console, database

pytestmark = [pytest.mark.slow, pytest.mark.e2e]

WRITE = """
import datetime as dt
from django.db import transaction
from setara.history.chain import Draft
from setara.history.store import append
day, at = dt.date(2026, 11, 24), dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
for act in range(40):
    with transaction.atomic():
        append([Draft("certificate:%d" % part, "certificate.recorded", day, {"act": act}) for part in range(3)],
               actor="writer:NAME", at=at)
print(len("done"))
"""


def test_writers_at_once_keep_one_chain_without_a_gap(tmp_path):
    with database() as settings:
        console = Console(tmp_path / "data", **settings)
        console.json("init")
        writers = [console.start_lines(WRITE.replace("NAME", str(place))) for place in range(3)]
        ends = [process.communicate(timeout=180) for process in writers]
        assert ends == [("4\n", "")] * 3
        found = console.json("history", "check")
        assert (found["sound"], found["entries"], found["faults"]) == (True, 360, [])
        acts = console.do(
            "import json\nfrom setara.history.models import Entry\n"
            "print(json.dumps(list(Entry.objects.order_by('position').values_list('actor', flat=True))))"
        )
        actors = json.loads(acts)
        assert {actor: actors.count(actor) for actor in actors} == dict.fromkeys(sorted(set(actors)), 120)
        assert [len(set(actors[place : place + 3])) for place in range(0, 360, 3)] == [1] * 120
