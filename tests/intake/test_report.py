"""The report: every line where it stood, the outcome beside it."""

import datetime as dt

import pytest
from openpyxl import Workbook, load_workbook

from setara.intake.report import Wording, write_report
from setara.kernel.intake.records import ListKind
from tests.intake.lists import CERTIFICATES, imported, row, written

pytestmark = pytest.mark.django_db
WORDING = Wording(lambda code, _params: code, str, ("outcome", "reason"))


def reported(source, tmp_path):
    result = imported(source, ListKind.CERTIFICATES)
    write_report(source, result, tmp_path / "report.xlsx", WORDING)
    return result, load_workbook(tmp_path / "report.xlsx")


def test_report_has_the_outcome_beside_each_row_and_nothing_that_runs(tmp_path):
    rows = [
        row(), row(number="018", product="=1+1"), row(kind="Halal"), row("@SUM(A1)", number="+62"),
    ]  # fmt: skip
    result, book = reported(written(tmp_path / "a.xlsx", CERTIFICATES, *rows), tmp_path)
    lines = [[cell.value for cell in line] for line in book["Daftar"].iter_rows()]
    assert lines[0] == [*CERTIFICATES, "outcome", "reason"]
    assert [line[-2] for line in lines[1:]] == [str(one.outcome) for one in result.records]
    assert lines[3][-1] == "Daftar!D4: kind_outside_programme"
    assert [line[:-2] for line in lines[1:]] == [list(one) for one in rows]
    assert {cell.data_type for line in book["Daftar"].iter_rows() for cell in line if cell.value is not None} == {"s"}


def test_each_cell_of_a_report_has_the_address_that_it_had(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "Daftar"
    for column, text in enumerate(CERTIFICATES, start=2):
        sheet.cell(4, column, text)
        sheet.cell(7, column, row()[column - 2])
    sheet["H7"] = dt.date(2026, 3, 17)
    sheet["C7"], sheet["C7"].number_format = 2203515000123, "0000000000000"
    sheet["C8"], sheet["C8"].number_format = 203515000123, "0000000000000"
    sheet["B8"], sheet["D8"], sheet["D9"] = "UD Dua", "Malang", "Jumlah"
    sheet["Q2"] = "disusun oleh Bidang IKM"
    book.create_sheet("Catatan").append(["bukan daftar"])
    book.save(tmp_path / "a.xlsx")

    _result, report = reported(tmp_path / "a.xlsx", tmp_path)

    assert report.sheetnames == ["Daftar"]
    cells = {cell.coordinate: cell.value for line in report["Daftar"].iter_rows() for cell in line}
    filled = {place: value for place, value in cells.items() if value is not None}
    assert (filled["K1"], filled["L1"], filled["Q2"], filled["B4"], filled["D9"]) == (
        "outcome", "reason", "disusun oleh Bidang IKM", "Nama IKM", "Jumlah",
    )  # fmt: skip
    assert (filled["H7"], filled["C7"], filled["C8"]) == (dt.datetime(2026, 3, 17), "2203515000123", "0203515000123")
    assert (filled["K7"], filled["K8"]) == ("created", "undecided")
    assert "Daftar!D8: district_ambiguous" in filled["L8"].split("; ")


def test_days_of_the_1904_system_stay_the_days_that_they_are(tmp_path):
    book = Workbook()
    book.epoch = dt.datetime(1904, 1, 1)
    book.active.append(CERTIFICATES)
    book.active.append([*row()[:6], dt.date(2026, 3, 17), *row()[7:]])
    book.save(tmp_path / "a.xlsx")
    _result, report = reported(tmp_path / "a.xlsx", tmp_path)
    assert report.active["G2"].value == dt.datetime(2026, 3, 17)


def test_a_report_of_merged_cells_is_read_as_the_file_was(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "Daftar"
    sheet.append(["DAFTAR SERTIFIKAT"])
    for line in (CERTIFICATES, row(), row(number="018"), row(number="019")):
        sheet.append(list(line))
    for place in ("A4", "A5", "B4", "B5"):
        sheet[place] = None
    for area in ("A1:Q1", "A3:A5", "B3:B5", "A7:CZ900"):
        sheet.merge_cells(area)
    book.save(tmp_path / "a.xlsx")
    first, report = reported(tmp_path / "a.xlsx", tmp_path)
    assert sorted(map(str, report["Daftar"].merged_cells.ranges)) == ["A1:I1", "A3:A5", "A7:I900", "B3:B5"]
    again = imported(tmp_path / "report.xlsx", ListKind.CERTIFICATES)
    assert [one.record.values for one in again.records] == [one.record.values for one in first.records]
    assert again.outcomes == {"unchanged": 3}
