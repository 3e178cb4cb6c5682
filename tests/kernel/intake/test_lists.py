import itertools

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from setara.kernel.intake.context import ReadingContext
from setara.kernel.intake.grid import Cell, CellKind, Row, Sheet
from setara.kernel.intake.lists import read_list
from setara.kernel.intake.problems import REFUSING
from setara.kernel.intake.records import ListKind, Reading, Record
from tests.kernel.intake.sheets import TODAY, businesses, certificates, grid, known, problems, reading, reasons, text

BUSINESSES, CERTIFICATES = ListKind.BUSINESSES, ListKind.CERTIFICATES
HEAD = ["No", "Nama IKM", "Kab/Kota", "Produk", "TK"]
MARKS = ["No", "Nama IKM", "Kab/Kota", "No. Sertifikat"]


def test_every_line_is_a_record_or_has_a_reason():
    lines = [
        ["DATA IKM"], ["Keterangan: sementara"], HEAD, ["(1)", "(2)", "(3)", "(4)", "(5)"], ["I. KABUPATEN SIDOARJO"],
        [1, "UD A", None, "Tas", 3], [None, "Jumlah", None, None, 3], ["II. KABUPATEN TUBAN"], [2, "UD B",
            None, "Tas", 4],
        [3], [None, "Jumlah", None, None, 4], [None, "TOTAL", None, None, 7], ["*) angka sementara"],
        [None, None, None, "Surabaya, 12 Januari 2026"], [None, "Mengetahui,", None, "Kepala Bidang"],
        [None, "Drs. BUDI", None, "SITI, S.T."], [None, "NIP. 1967", None, "NIP. 1970"],
    ]  # fmt: skip
    expected = ["title", "note", "header", "header", "section", "record", "subtotal", "section", "record",
    "blank_frame",
                "subtotal", "total", "note", "signature", "signature", "signature", "signature"]  # fmt: skip
    assert [reasons(BUSINESSES, lines)[place] for place in range(1, 18)] == expected


def test_a_business_may_be_called_like_a_total():
    found = businesses(HEAD, [1, "Jumlah Rejeki", "Tuban", "Tas", 3], [2, "Total Karya", "Tuban", "Tas", 3])
    assert [record.values["name"] for record in found] == ["Jumlah Rejeki", "Total Karya"]
    without_numbers = businesses(["Nama Usaha", "Kab/Kota"], ["Jumlah Rejeki", "Tuban"], ["Total Karya"], ["TOTAL"])
    assert [record.values["name"] for record in without_numbers] == ["Jumlah Rejeki", "Total Karya"]


def test_totals_are_told_from_subtotals():
    lines = [HEAD, [1, "UD A", "Tuban", "Tas", 3], [None, "Jumlah Kab. Tuban", None, None, 3],
             [2, "UD B", "Gresik", "Tas", 3], [None, "Sub Total", None, None, 3],
             [None, "JUMLAH WILAYAH BARAT", None, None, 6], [None, "Grand Total", None, None, 6],
                 ["Jumlah"]]  # fmt: skip
    found = reasons(BUSINESSES, lines)
    assert [found[place] for place in range(3, 9)] == ["subtotal", "record", "subtotal", "subtotal", "total", "total"]


def test_a_section_is_evidence_for_the_rows_below_it_only():
    lines = [MARKS, ["A. SPPT SNI"], [1, "UD A", "Tuban", "045/LSPr/26"], [None, "Sub Total"], [2, "UD B",
    "Tuban", "046/LSPr/26"],
             ["B. MEREK"], [3, "UD C", "Tuban", "IDM000000001"], ["C. HALAL"], [4, "UD D", "Tuban",
              "ID35"]]  # fmt: skip
    found = certificates(*lines)
    assert [record.values["kind"] for record in found] == ["sppt_sni", None, "trademark", None]
    assert problems(found[1]) == [("Data!D5", "kind", "kind_missing")]
    assert problems(found[3]) == [("Data!A8", "kind", "kind_outside_programme")]
    assert found[3].reading is Reading.REFUSED


def test_a_section_of_another_rank_keeps_the_evidence():
    lines = [HEAD, ["I. KABUPATEN SIDOARJO"], ["A. Makanan"], [1, "UD A", None, "Petis", 1], ["B. Kriya"], [2,
        "UD B", None, "Tas", 1],
             ["II. LAIN-LAIN"], [3, "UD C", None, "Tas", 1]]  # fmt: skip
    found = businesses(*lines)
    assert [record.values["district_code"] for record in found] == ["35.15", "35.15", None]
    assert problems(found[2]) == [("Data!C8", "district_code", "district_missing")]


def test_a_section_decides_between_two_districts_of_one_name_and_never_against_the_row():
    lines = [
        HEAD,
        ["KOTA MALANG"],
        [1, "UD A", "Malang", "Tas", 1],
        [2, "UD B", "Gresik", "Tas", 1],
        ["MALANG"],
        [3, "UD C", None, "Tas", 1],
    ]
    found = businesses(*lines)
    assert [record.values["district_code"] for record in found] == ["35.73", "35.25", None]
    assert problems(found[2]) == [("Data!A5", "district_code", "district_ambiguous")]


def test_tables_below_each_other_have_their_own_columns_and_titles():
    lines = [["SERTIFIKAT MEREK"], MARKS, [1, "UD A", "Tuban", "IDM000000001"], [None, "Jumlah", None, "1"], [],
             ["SURAT PENCATATAN CIPTAAN"], ["No", "No. Pencatatan", "Nama Usaha", "Kabupaten"], [1, "000612345",
              "UD B", "Gresik"]]  # fmt: skip
    found = certificates(*lines)
    assert [record.values["kind"] for record in found] == ["trademark", "copyright"]
    assert known(found[1]) == {"holder": "UD B", "district_code": "35.25", "kind": "copyright", "number": "000612345"}
    assert reasons(CERTIFICATES, lines)[6] == "title"
    assert reasons(CERTIFICATES, lines)[4] == "total"


def test_a_table_of_the_other_list_is_passed_over():
    lines = [
        ["Nama IKM", "Kab/Kota"],
        ["UD A", "Tuban"],
        [],
        [*MARKS, "Tgl Terbit"],
        [1, "UD B", "Tuban", "IDM000000001", "1/1/2026"],
    ]
    assert [record.values["name"] for record in businesses(*lines)] == ["UD A"]
    assert reasons(BUSINESSES, lines) == {1: "header", 2: "record", 4: "note", 5: "note"}


def test_a_line_right_above_a_further_header_is_its_title():
    lines = [["Nama IKM", "Kab/Kota"], ["UD A", "Tuban"], ["Lanjutan"], ["Nama IKM", "Kab/Kota"], ["UD B", "Tuban"]]
    assert list(reasons(BUSINESSES, lines).values()) == ["header", "record", "title", "header", "record"]


def test_a_sentence_is_no_business_and_a_numbered_district_neither():
    sentence = "Data ini disusun dari laporan kabupaten/kota dan belum diverifikasi di lapangan."
    assert reasons(BUSINESSES, [["Nama IKM", "Kab/Kota"], ["UD A", "Tuban"], [sentence]])[3] == "note"
    lines = [HEAD, [1, "KAB. TUBAN"], [1, "UD A", None, "Tas", 1], ["Kota Malang : 3 IKM"], [2, "UD B", None, "Tas", 1]]
    assert [record.values["district_code"] for record in businesses(*lines)] == ["35.23", "35.73"]


def test_the_lines_of_a_signature_may_be_dots_and_dates():
    lines = [HEAD, [1, "UD A", "Tuban", "Tas", 1], [None, None, "Surabaya, Januari 2026"], [None, None,
        "Plt. Kepala Dinas"],
             [None, None, "(...........)"], [None, None, "BUDI"]]  # fmt: skip
    assert list(reasons(BUSINESSES, lines).values())[2:] == ["signature"] * 4


def test_a_header_may_come_again():
    lines = [
        HEAD,
        [1, "UD A", "Tuban", "Tas", 1],
        HEAD,
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        [2, "UD B", "Tuban", "Tas", 1],
    ]
    assert list(reasons(BUSINESSES, lines).values()) == ["header", "record", "header", "header", "record"]


def test_cells_merged_downwards_belong_to_every_row_and_keep_their_address():
    head = ["No", "Nama IKM", "Kab/Kota", "Jenis", "No. Sertifikat"]
    lines = [head, [1, "UD A", "Malang", "Merek", "IDM000000001"], [None, None, None, "Hak Cipta", "000612345"]]
    found = certificates(*lines, merges=[(2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 3, 3)])
    assert [record.values["holder"] for record in found] == ["UD A", "UD A"]
    assert problems(found[1]) == [("Data!C2", "district_code", "district_ambiguous")]


def test_ditto_marks_repeat_the_row_right_above():
    lines = [["No", "Nama IKM", "Kab/Kota", "Pemilik"], [1, "UD A", "Tuban", "Siti"], [2, "UD B",
    "idem", '"'], [3, "UD C", "〃", "sda"],
             [4, "UD D", "sda", "Budi"], ["B. LAIN"], [5, "idem", "idem", "x y"]]  # fmt: skip
    found = businesses(*lines)
    assert [record.values["district_code"] for record in found] == ["35.23", "35.23", "35.23", None, None]
    assert [record.values["owner"] for record in found][:3] == ["Siti"] * 3
    assert problems(found[3]) == [("Data!C5", "district_code", "ditto_unclear")]
    assert problems(found[4]) == [("Data!B7", "name", "ditto_unclear"), ("Data!C7", "district_code", "ditto_unclear")]


def test_a_number_is_never_repeated_by_a_ditto_mark():
    found = certificates(
        [*MARKS, "Jenis"], [1, "UD A", "Tuban", "IDM000000001", "Merek"], [2, "idem", "idem", "idem", "idem"]
    )
    assert found[1].values["holder"] == "UD A"
    assert problems(found[1]) == [("Data!D3", "number", "ditto_unclear")]


def test_hidden_rows_columns_and_sheets_are_read_and_flagged():
    made = grid([HEAD, [1, "UD A", "Tuban", "Tas", 1]], hidden=True, hidden_columns=frozenset({3}))
    rows = (made.lines[0], Row(2, made.lines[1].cells, hidden=True))
    found = list(read_list(made.sheet, rows, BUSINESSES, ReadingContext("35", TODAY)).lines())[1]
    assert found.flags == ("hidden_row", "hidden_column", "hidden_sheet")
    assert found.values["district_code"] == "35.23"


def test_a_record_keeps_its_source_and_where_each_value_stood():
    (found,) = businesses(HEAD, [1, " UD  A ", "Tuban", None, 3.0], addressed=False)
    assert found.raw == (("A2", "1"), ("B2", " UD  A "), ("C2", "Tuban"), ("E2", "3"))
    assert found.cells == {"name": "B2", "district_code": "C2", "workers": "E2"}


def test_a_sheet_without_a_header_is_no_list():
    found = reading(BUSINESSES, [["catatan"], ["UD A", "Tuban"]])
    assert found.header is None
    assert list(found.lines()) == []


def test_rows_are_taken_only_as_they_are_asked_for():
    taken = itertools.count()

    def rows():
        yield Row(1, (text("Nama IKM", 1), text("Kab/Kota", 2)))
        for number in range(2, 10_000):
            next(taken)
            yield Row(number, (text(f"UD {number}", 1), text("Tuban", 2)))

    lines = read_list(Sheet("A"), rows(), BUSINESSES, ReadingContext("35", TODAY)).lines()
    for _ in range(5):
        next(lines)
    assert next(taken) < 200


TYPED = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["-", "idem", "Jumlah", "TOTAL", "Nama IKM", "Malang", "Merek, SNI", "12/03/2026", "=1",
    "1,2 M", "3L/2P", "NIP. 1",
                     "Surabaya, 1 Mei 2026", "IDM000000001; IDM000000002", "II. KOTA MALANG", "Rp 5", "\ufffd",
                     "#N/A", "0812", "5-10"]),
)  # fmt: skip
CELLS = st.one_of(
    TYPED.map(lambda value: (CellKind.TEXT, value, "")),
    st.tuples(
        st.just(CellKind.NUMBER),
        st.one_of(st.integers(-10, 10**17), st.floats(allow_nan=False, allow_infinity=False)),
        st.sampled_from(["General", "0", "dd/mm/yyyy", "mmm-yy", "0000000000000", '0" juta"', "#,##0"]),
    ),
    st.dates().map(lambda value: (CellKind.DATE, value, "")),
    st.booleans().map(lambda value: (CellKind.BOOLEAN, value, "")),
    st.just((CellKind.ERROR, "#REF!", "")),
)
WIDE_BUSINESSES = [
    "No",
    "Nama IKM",
    "Pemilik",
    "NIK",
    "NIB",
    "NPWP",
    "Alamat",
    "Kec.",
    "Kab/Kota",
    "Produk",
    "TK",
    "Investasi",
    "HP",
]
WIDE_CERTIFICATES = ["No", "Nama IKM", "NIB", "Kab/Kota", "Jenis Fasilitasi", "No. Sertifikat", "LSPro",
    "Tgl Terbit", "Masa Berlaku",
                     "SNI", "Produk", "Tgl Penyerahan", "Tipe", "Kelas", "TA"]  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.sampled_from([(BUSINESSES, WIDE_BUSINESSES), (CERTIFICATES, WIDE_CERTIFICATES)]),
    st.lists(st.dictionaries(st.integers(1, 15), CELLS, max_size=15), max_size=4),
    st.booleans(),
)
def test_whatever_stands_in_the_cells_every_line_is_accounted_for(listed, lines, date1904):
    kind, labels = listed
    rows = [Row(1, tuple(text(label, column) for column, label in enumerate(labels, 1)))]
    for place, line in enumerate(lines, 2):
        rows.append(Row(place, tuple(Cell(column, *line[column]) for column in sorted(line))))
    found = list(read_list(Sheet("A", date1904=date1904), rows, kind, ReadingContext("35", TODAY)).lines())
    seen = {row.number for row in rows if any(str(cell.value).strip() for cell in row.cells)}
    assert {line.row for line in found} <= {row.number for row in rows}
    assert {row for row in seen if row not in {line.row for line in found}} == {
        row.number for row in rows if row.number in seen and not _visible(row)
    }
    for record in (line for line in found if isinstance(line, Record)):
        _check(record)


def _visible(row):
    from setara.kernel.intake.cells import is_empty

    return [cell for cell in row.cells if not is_empty(cell)]


def _check(record):
    name = "name" if "name" in record.values else "holder"
    codes = {problem.code for problem in record.problems}
    assert (record.reading is Reading.CERTAIN) == (not codes)
    assert (record.reading is Reading.REFUSED) == bool(codes & set(REFUSING))
    if record.reading is Reading.CERTAIN:
        assert record.values[name]
        assert name == "name" or (record.values["kind"] and record.values["number"])
    for problem in record.problems:
        assert record.values[problem.field] is None
        assert problem.cell.startswith("A!")
