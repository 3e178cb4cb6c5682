"""A workbook left open on the console, answered by several at once, the answer met by the next workbook."""

import pytest

from tests.e2e.console import Console, database
from tests.intake.lists import BUSINESSES, written

pytestmark = [pytest.mark.slow, pytest.mark.e2e]

ANSWER = """
import datetime as dt
from setara.intake.acts.answering import AnswerOrder, AnswerRefused
from setara.intake.models import Question
from setara.kernel.access.rules import CONSOLE
from setara.kernel.intake.context import ReadingContext
from setara.registry.acts.answer_businesses import answer_businesses
day, at = dt.date(2026, 11, 24), dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
try:
    asked = Question.objects.get(said="malang")
    print(answer_businesses(AnswerOrder(asked.pk, ReadingContext("35", day), at, CONSOLE, "DISTRICT")).rows)
except AnswerRefused as refused:
    print(refused)
"""
LEFT = """
from setara.intake.models import Answer, Asked
from setara.registry.models import Business
print(Asked.objects.count(), Answer.objects.count(), Business.objects.values("district_code").distinct().count())
"""
NAMES = [f"Contoh {letter}{letter.lower()}ro" for letter in "ABCDEFGHIJKLMNOPQ"]


def test_of_several_officers_one_answers_and_the_next_workbook_asks_no_more(tmp_path):
    first = written(tmp_path / "a.xlsx", BUSINESSES, *[(f"UD {name}", "", "Malang", "", "") for name in NAMES])
    second = written(tmp_path / "b.xlsx", BUSINESSES, ("UD Lain", "", "MALANG", "", ""))
    with database() as settings:
        console = Console(tmp_path / "data", **settings)
        console.json("init")
        assert console.json("import", "businesses", first)["undecided"] == len(NAMES) == 17
        officers = [console.start_lines(ANSWER.replace("DISTRICT", code)) for code in ("35.07", "35.73", "35.07")]
        ends = [process.communicate(timeout=180) for process in officers]
        assert sorted(ends) == [("17\n", ""), ("nothing_waits\n", ""), ("nothing_waits\n", "")]
        again = console.json("import", "businesses", second)
        assert (again["created"], again["answered"], again["problems"]) == (1, 1, [])
        assert console.json("import", "businesses", first)["unchanged"] == len(NAMES)
        assert console.do(LEFT) == "0 1 1\n"
