from pathlib import Path

import pytest

from setara.platform.tables.reading import Notice, open_book
from tests.platform.tables.crafted import (
    MAIN,
    PACKAGE,
    RELATIONS,
    TYPES,
    Parts,
    read_all,
    refusal,
    relations,
    workbook_parts,
    worksheet,
    write_xlsx,
    write_zip,
)

ROWS = "<row><c><v>1</v></c></row>"


def workbook(sheets: str, properties: str = "") -> str:
    return f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{properties}<sheets>{sheets}</sheets></workbook>'


def notices(path: Path) -> tuple[str, tuple[Notice, ...]]:
    with open_book(path) as book:
        return book.format, book.notices


def test_sheets_come_in_the_order_of_the_workbook_with_their_names_and_flags(tmp_path: Path):
    parts = workbook_parts(
        ROWS,
        workbook=workbook(
            '<sheet name="Kedua &amp; &apos;lain&apos;" r:id="b"/><sheet name="a" state="veryHidden" r:id="a"/>'
        ),
        links=relations(("a", "worksheet", "worksheets/sheet1.xml"), ("b", "worksheet", "worksheets/sheet2.xml")),
    )
    parts["xl/worksheets/sheet2.xml"] = worksheet("")
    path = write_zip(tmp_path / "berkas.xlsx", parts)
    found = [(sheet.name, sheet.hidden, len(rows)) for sheet, rows in read_all(path)]
    assert found == [("Kedua & 'lain'", False, 0), ("a", True, 1)]
    assert notices(path) == ("xlsx", (Notice("hidden_sheet", {"sheet": "a"}),))


@pytest.mark.parametrize(
    "target",
    ["worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml", "../xl/./worksheets/sheet1.xml", "Worksheets\\Sheet1.xml"],
)
def test_a_target_may_be_relative_absolute_or_in_other_case(tmp_path: Path, target: str):
    ((_sheet, rows),) = read_all(write_xlsx(tmp_path, ROWS, links=relations(("s1", "worksheet", target))))
    assert len(rows) == 1


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("true", True), ("0", False)])
def test_the_date_system_is_told(tmp_path: Path, value: str, expected: bool):
    text = workbook('<sheet name="a" r:id="s1"/>', f'<workbookPr date1904="{value}"/>')
    ((sheet, _rows),) = read_all(write_xlsx(tmp_path, ROWS, workbook=text))
    assert sheet.date1904 is expected


def test_charts_are_no_sheets_of_cells(tmp_path: Path):
    text = workbook('<sheet name="Grafik" r:id="c"/><sheet name="a" r:id="s1"/>')
    links = relations(("c", "chartsheet", "charts/c.xml"), ("s1", "worksheet", "worksheets/sheet1.xml"))
    assert [sheet.name for sheet, _rows in read_all(write_xlsx(tmp_path, workbook=text, links=links))] == ["a"]


def test_external_links_are_said_and_not_followed(tmp_path: Path):
    links = relations(
        ("s1", "worksheet", "worksheets/sheet1.xml"), ("x", "externalLink", "externalLinks/no-such-part.xml")
    )
    assert notices(write_xlsx(tmp_path, ROWS, links=links)) == ("xlsx", (Notice("external_links", {"count": "1"}),))


def test_macros_are_said_and_not_run(tmp_path: Path):
    kind = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    types = f'<Types xmlns="{TYPES}"><Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>'
    links = relations(("s1", "worksheet", "worksheets/sheet1.xml"), ("m", "vbaProject", "vbaProject.bin"))
    assert notices(write_xlsx(tmp_path, ROWS, types=types, links=links)) == ("xlsm", (Notice("macros"),))
    assert notices(write_xlsx(tmp_path, ROWS, types=types)) == ("xlsm", ())


def test_macros_and_links_to_which_nothing_leads_are_said_too(tmp_path: Path):
    parts = {**workbook_parts(ROWS), "xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": "<x/>"}
    said = (Notice("macros"), Notice("external_links", {"count": "1"}))
    assert notices(write_zip(tmp_path / "a.xlsx", parts)) == ("xlsx", said)


def external(target: str) -> str:
    entry = f'<Relationship Id="s1" Type="{RELATIONS}/worksheet" Target="{target}" TargetMode="External"/>'
    return f'<Relationships xmlns="{PACKAGE}">{entry}</Relationships>'


@pytest.mark.parametrize(
    "links",
    [
        relations(),
        relations(("s1", "worksheet", "worksheets/none.xml")),
        relations(("s1", "worksheet", "../../../../etc/hosts")),
        external("worksheets/sheet1.xml"),
    ],
)
def test_a_sheet_that_is_not_in_the_file_is_damaged(tmp_path: Path, links: str):
    assert refusal(write_xlsx(tmp_path, ROWS, links=links)) == "damaged"


def test_one_part_as_many_sheets_is_damaged(tmp_path: Path):
    text = workbook('<sheet name="a" r:id="s1"/><sheet name="b" r:id="s1"/>')
    assert refusal(write_xlsx(tmp_path, ROWS, workbook=text)) == "damaged"


def test_more_sheets_than_a_person_makes_are_damaged(tmp_path: Path):
    text = workbook('<sheet name="a" r:id="s1"/>' * 1001)
    assert refusal(write_xlsx(tmp_path, ROWS, workbook=text)) == "damaged"


def without(name: str) -> Parts:
    return {key: value for key, value in workbook_parts(ROWS).items() if key != name}


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (without("xl/workbook.xml"), "damaged"),
        (without("_rels/.rels"), "not_a_workbook"),
        (without("[Content_Types].xml"), "not_a_workbook"),
        (workbook_parts(workbook="<w:document xmlns:w='urn:w'><w:body/></w:document>"), "not_a_workbook"),
        (
            workbook_parts()
            | {"_rels/.rels": relations(("r", "officeDocument", "xl/workbook.bin")), "xl/workbook.bin": b"\x83\x01"},
            "not_a_workbook",
        ),
    ],
)
def test_a_package_that_is_no_workbook_is_told_from_a_damaged_one(tmp_path: Path, parts: Parts, code: str):
    assert refusal(write_zip(tmp_path / "berkas.xlsx", parts)) == code
