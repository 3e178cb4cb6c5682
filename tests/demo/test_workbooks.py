import doctest
import importlib
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from setara.demo.businesses import Founding, served_businesses
from setara.demo.draw import Draw
from setara.demo.list_sheet import MARK
from setara.kernel.identifiers import nib, nik, npwp, phone, sni
from setara.kernel.rulebook.regions import districts_of

COMMITTED = Path(__file__).parents[2] / "examples/jatim"


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("name", ["clerk", "draw", "facts", "list_sheet"])
def test_examples_in_the_documentation_hold(name):
    outcome = doctest.testmod(importlib.import_module(f"setara.demo.{name}"))
    assert outcome.failed == 0
    assert outcome.attempted > 0


def test_what_is_committed_is_what_is_made(out):
    fresh, committed = contents(out), contents(COMMITTED)
    assert sorted(fresh) == sorted(committed)
    assert [name for name in fresh if fresh[name] != committed[name]] == []


def test_another_process_with_another_hash_order_makes_the_same_bytes(out, tmp_path):
    code = "import sys, pathlib; from setara.demo.workbooks import make_workbooks as m; m(pathlib.Path(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", code, tmp_path], check=True, env={**os.environ, "PYTHONHASHSEED": "7"})
    assert contents(tmp_path) == contents(out)


def test_another_seed_makes_another_office():
    first, other = (list(served_businesses(Founding(seed), Draw(seed, "served"))) for seed in (2026, 7))
    assert len(other) == 1058
    assert [one.name for one in other] != [one.name for one in first]


def test_the_lists_have_their_numbers_over_all_districts_and_kinds(made):
    everywhere = sorted(districts_of("35"))
    assert len(made.businesses) == 1058
    assert sorted({row.values["district_code"] for row in made.businesses}) == everywhere
    assert sorted({row.values["district_code"] for row in made.certificates}) == everywhere
    assert Counter(row.values["kind"] for row in made.certificates) == {
        "trademark": 140, "product_test": 70, "barcode": 60, "copyright": 50, "sppt_sni": 45, "batikmark": 30,
        "iso": 30, "industrial_design": 25,
    }  # fmt: skip


def test_most_holders_are_businesses_of_the_year_before_under_the_same_name(made):
    served = {row.values["nib"]: row.values["name"] for row in made.businesses}
    assert len(served) == 1058
    known = [row.values for row in made.certificates if row.values["nib"] in served]
    assert len(known) == 300
    assert [values for values in known if values["holder"] != served[values["nib"]]] == []
    assert max(Counter(row.values["nib"] for row in made.certificates).values()) > 1


def test_names_and_numbers_are_no_ones_and_valid(made):
    for row in made.businesses:
        values = row.values
        assert nib.validate(values["nib"]).startswith("9935")
        assert values["nik"] is None or nik.validate(values["nik"]).endswith("0000")
        assert values["npwp"] is None or npwp.validate(values["npwp"]).startswith("99")
        assert values["phone"] is None or phone.validate(values["phone"])[6:10] == "0000"
    assert len({row.values["name"].casefold() for row in made.businesses}) == 1058
    assert len({(row.values["kind"], row.values["issuer"], row.values["number"]) for row in made.certificates}) == 450


def test_certificates_keep_the_clocks_of_their_kinds(made):
    for row in made.certificates:
        values = row.values
        assert "2025-06-01" <= values["issue_date"] <= "2026-11-02"
        assert values["expiry_date"] is None or values["expiry_date"] > "2026-12-31"
        assert values["filing_date"] is None or values["filing_date"] <= values["issue_date"]
        assert values["standard"] is None or sni.is_valid(values["standard"])
        if values["kind"] in {"trademark", "industrial_design"}:
            assert values["expiry_date"] == str(int(values["filing_date"][:4]) + 10) + values["filing_date"][4:]


@pytest.mark.parametrize(("name", "rows"), [("ikm-2025.xlsx", "businesses"), ("sertifikat-2026.xlsx", "certificates")])
def test_every_record_stands_in_its_row_and_every_sheet_is_marked(made, out, name, rows):
    book = openpyxl.load_workbook(out / name, data_only=True)
    for sheet in book:
        assert sheet.cell(1, 1).value == MARK or sheet.cell(1, 2).value == MARK
    for row in getattr(made, rows):
        cells = [cell.value for cell in book[row.sheet][row.row]]
        assert row.values.get("name", row.values.get("holder")) in cells


def test_the_lists_are_typed_as_clerks_type(out):
    book = openpyxl.load_workbook(out / "ikm-2025.xlsx")
    assert book.sheetnames == ["Rekap", "Wil. Barat", "Wil. Tengah", "Wil. Timur", "Madura", "Kota"]
    west, east = book["Wil. Barat"], book["Wil. Timur"]
    assert west.column_dimensions["D"].hidden
    assert "K5:M5" in {str(merged) for merged in west.merged_cells.ranges}
    assert [line for line, shape in east.row_dimensions.items() if shape.hidden] != []
    assert west["M8"].value == "=K8+L8"
