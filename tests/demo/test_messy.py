import doctest
import io
import zipfile

import openpyxl
import pytest

from setara.demo import packing
from setara.demo.list_sheet import MARK
from setara.demo.workbooks import MESSY

MADE = {messy.name: messy for messy in (make() for make in MESSY)}
READABLE = [name for name, messy in MADE.items() if "refused_file" not in messy.answer]


def test_examples_in_the_documentation_hold():
    assert doctest.testmod(packing).failed == 0


def test_each_file_is_small():
    assert [name for name, messy in MADE.items() if len(messy.content) > 60_000] == []


def test_every_refusal_of_a_whole_file_but_emptiness_has_its_file():
    refusals = [messy.answer["refused_file"] for messy in MADE.values() if "refused_file" in messy.answer]
    assert sorted(refusals) == [
        "damaged", "encrypted", "no_rows", "not_a_list", "not_a_workbook", "too_wide", "zip_ratio",
    ]  # fmt: skip


@pytest.mark.parametrize("name", READABLE)
def test_the_answer_counts_every_record_once(name):
    answer = MADE[name].answer
    assert answer["rows"] == answer["certain"] + answer["undecided"] + answer["refused"]


@pytest.mark.parametrize("name", [name for name in READABLE if name.endswith(".xlsx")])
def test_every_problem_points_at_a_line_of_the_list(name):
    sheet = openpyxl.load_workbook(io.BytesIO(MADE[name].content)).worksheets[0]
    assert sheet["A1"].value == MARK
    for problem in MADE[name].answer["problems"]:
        place = problem["cell"].split("!")[1]
        assert sheet.cell(sheet[place].row, 1).value is not None


def test_the_bomb_really_grows_a_thousand_times():
    content = MADE["13-bom-zip.xlsx"].content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
        assert part.file_size > 800 * part.compress_size
        assert len(archive.read(part)) == part.file_size
