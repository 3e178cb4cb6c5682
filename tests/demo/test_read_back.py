"""The reader and the example office agree: each was written without looking at the other's work."""

import datetime as dt
import json
from collections import Counter

import pytest

from setara.demo.workbooks import ANSWERS, MESSY
from setara.kernel.intake.context import ReadingContext
from setara.kernel.intake.lists import read_list
from setara.kernel.intake.records import ListKind, Record
from setara.platform.tables.reading import FileRefused, open_book

CONTEXT = ReadingContext("35", dt.date(2026, 11, 24), 2026)


@pytest.fixture(scope="module")
def answers(out):
    return json.loads((out / ANSWERS).read_text(encoding="utf-8"))


def read(path, kind):
    records, skipped = [], Counter()
    with open_book(path) as book:
        for source in book.sources:
            for line in read_list(source.sheet, source.rows(), kind, CONTEXT).lines():
                if isinstance(line, Record):
                    records.append(line)
                else:
                    skipped[line.reason] += 1
    return records, skipped


def summary(records, skipped):
    readings = Counter(str(record.reading) for record in records)
    return {
        "rows": len(records),
        **{reading: readings[reading] for reading in ("certain", "undecided", "refused")},
        "skipped": {reason: count for reason, count in sorted(skipped.items()) if count},
        "problems": [
            {"cell": problem.cell, "field": problem.field, "code": problem.code}
            for record in records
            for problem in record.problems
        ],
    }


def owed(answer):
    names = ("rows", "certain", "undecided", "refused", "skipped", "problems")
    return {name: answer[name] for name in names}


@pytest.mark.parametrize(("name", "rows"), [("ikm-2025.xlsx", "businesses"), ("sertifikat-2026.xlsx", "certificates")])
def test_every_value_of_the_two_lists_is_read_as_it_was_meant(made, out, answers, name, rows):
    records, skipped = read(out / name, ListKind(rows))
    assert summary(records, skipped) == owed(answers[name])
    meant = [(row.sheet, row.row, row.values) for row in getattr(made, rows)]
    assert [(record.sheet, record.row, dict(record.values)) for record in records] == meant


BROKEN = [make() for make in MESSY]


@pytest.mark.parametrize("messy", [one for one in BROKEN if "refused_file" not in one.answer], ids=lambda one: one.name)
def test_every_broken_list_gives_its_problems(out, messy):
    records, skipped = read(out / "messy" / messy.name, ListKind(messy.answer["list"]))
    assert summary(records, skipped) == owed(messy.answer)


@pytest.mark.parametrize("messy", [one for one in BROKEN if "refused_file" in one.answer], ids=lambda one: one.name)
def test_every_hopeless_file_gives_its_refusal_or_no_record(out, messy):
    path = out / "messy" / messy.name
    code = messy.answer["refused_file"]
    if code in {"not_a_list", "no_rows"}:
        # Only who has seen every sheet can say so; here none of them yields a record.
        assert read(path, ListKind.BUSINESSES)[0] == []
        return
    with pytest.raises(FileRefused) as refusal:
        read(path, ListKind.BUSINESSES)
    assert refusal.value.code == code
