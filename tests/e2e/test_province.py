import csv
import re

import pytest

from tests.e2e.console import Console, database

pytestmark = [pytest.mark.slow, pytest.mark.e2e]


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    with database() as settings:
        console = Console(tmp_path_factory.mktemp("province") / "data", **settings)
        done = console.run("demo", "run", "--no-serve")
        assert (done.returncode, "Traceback" in done.stderr) == (0, False)
        yield console, done.stdout


def test_example_province_stands_with_450_sheets_and_three_answers(province):
    console, said = province
    with (console.data / "serah-terima-2026" / "ledger.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == len({row["sha256"] for row in rows}) == 450
    assert len({row["kind"] for row in rows}) == 8
    assert len({row["district_code"] for row in rows}) == 38
    links = dict(re.findall(r"^  (valid|suspended|revoked) +(https://\S+)$", said, re.MULTILINE))
    said_of = {
        outcome: console.json("verify", link, code=outcome != "valid")["outcome"] for outcome, link in links.items()
    }
    assert said_of == {"valid": "valid", "suspended": "suspended", "revoked": "revoked"}
    assert console.json("history", "check")["sound"] is True


def test_a_ceremony_is_planned_and_nothing_is_handed_over(province):
    console, said = province
    [event] = console.json("ceremony", "list")["ceremonies"]
    shown = console.json("ceremony", "show", event["ceremony"])
    assert (shown["handed_over"], shown["on_stage"], len(shown["desks"])) == (0, 10, 4)
    assert shown["planned"] - shown["on_hold"] >= 419
    assert shown["in_bundles"] > 0
    assert shown["desks"][0]["helpers"] == ["meja@contoh.example"]
    assert f"/kantor/acara/{event['ceremony']}\n" in said


def test_second_start_and_second_import_change_nothing(province):
    console, said = province
    head = console.json("history", "head")
    again = console.run("demo", "run", "--no-serve")
    assert (again.returncode, again.stdout) == (0, said)
    for kind, name, rows in (("businesses", "ikm-2025", 1058), ("certificates", "sertifikat-2026", 450)):
        found = console.json("import", kind, console.data / "contoh" / f"{name}.xlsx", *_year(kind))
        assert (found["rows"], found["unchanged"]) == (rows, rows)
    assert console.json("history", "head") == head


def _year(kind):
    return ("--programme", 2026) if kind == "certificates" else ()
