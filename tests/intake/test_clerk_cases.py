"""Small workbooks as clerks type them, each with the answer that an outsider expects of the import."""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import Workbook

from setara.kernel.intake.records import ListKind
from setara.platform.tables.reading import FileRefused
from tests.intake.lists import imported, said

pytestmark = pytest.mark.django_db

BUSINESSES, CERTIFICATES = ListKind.BUSINESSES, ListKind.CERTIFICATES
B = ("No", "Nama IKM", "Kab/Kota")
C = ("No", "Nama IKM", "Kab/Kota", "Jenis Sertifikat", "Nomor Sertifikat", "Penerbit", "Tgl Terbit", "Berlaku s/d")


class Shown(NamedTuple):
    """A cell under a number format."""

    value: object
    number_format: str


@dataclass(frozen=True)
class Case:
    """A sheet and what becomes of it: row, outcome and some values of each record; cell, field and code of problems."""

    kind: ListKind
    rows: tuple[tuple[object, ...], ...]
    records: tuple[tuple[int, str, dict[str, object]], ...]
    problems: tuple[tuple[str, str, str], ...] = ()
    skipped: dict[str, int] = field(default_factory=lambda: {"header": 1})
    merges: tuple[str, ...] = ()


def certificate(place: int, kind: str, number: object, *, body="DJKI", issued="01/03/2026", expires="01/03/2035"):
    """One line of a list of certificates."""
    return (place, f"UD Contoh {'ABCDEFGH'[place]}", "Kab. Ngawi", kind, number, body, issued, expires)


CASES = {
    "sections, subtotals of regions, a total and signatures are no businesses": Case(
        BUSINESSES,
        (
            ("DAFTAR IKM BINAAN",), B, ("WILAYAH BARAT",), (1, "UD Satu", "Kab. Ngawi"),
            (None, "JUMLAH WILAYAH BARAT", 1), ("WILAYAH TIMUR",), (1, "UD Dua", "Kab. Jember"),
            ("Sub Total", None, 1), (None, "Jumlah Bakorwil Madiun", None), (None, "TOTAL", 2), (),
            (None, None, "Surabaya, 31 Desember 2025"), (None, None, "Kepala Dinas"), (None, None, "Dr. Budi, M.Si"),
            (None, None, "NIP. 196501011990031001"),
        ),
        ((4, "created", {"name": "UD Satu", "district_code": "35.21"}), (7, "created", {"district_code": "35.09"})),
        skipped={"title": 1, "header": 1, "section": 2, "subtotal": 3, "total": 1, "signature": 4},
    ),
    "a list without running numbers has sections and totals too": Case(
        BUSINESSES,
        (
            ("Nama IKM", "Kab/Kota", "Tenaga Kerja"), ("WILAYAH BARAT",), ("UD Satu", "Kab. Ngawi", 4),
            ("JUMLAH WILAYAH BARAT", None, 4), ("Keterangan: data sementara",), ("Catatan:", "belum lengkap"),
            ("Mengetahui,", None, "Surabaya, 5 Januari 2026"), ("Kepala Bidang IKM", None, "PPTK"),
            ("Ir. Siti Rahayu, MT", None, "Agus Wijaya, SE"),
        ),
        ((3, "created", {"name": "UD Satu", "workers": 4}),),
        skipped={"header": 1, "section": 1, "subtotal": 1, "note": 2, "signature": 3},
    ),
    "a name is a name, whatever it begins with": Case(
        BUSINESSES,
        (
            ("Nama IKM", "Kab/Kota"), ("Sumber Rejeki", "Kab. Ngawi"), ("Pembina Karya", "Ngawi"),
            ("Total Karya", "Ngawi"), ("Catatan Rasa", "Kab. Sleman"), ("Wilayah Snack", "Ngawi"),
        ),
        (
            (2, "created", {"name": "Sumber Rejeki"}), (3, "created", {"name": "Pembina Karya"}),
            (4, "created", {"name": "Total Karya"}), (5, "refused", {"name": "Catatan Rasa"}),
            (6, "created", {"name": "Wilayah Snack"}),
        ),
        (("Daftar!B5", "district_code", "district_outside_province"),),
    ),
    "the name alone does not make a note where a product stands beside it": Case(
        BUSINESSES,
        (("Nama IKM", "Produk"), ("Sumber Rejeki", "Keripik"), ("Penata Rias Ayu", "Kosmetik"), ("UD Satu", "Tas")),
        (
            (2, "created", {"name": "Sumber Rejeki"}), (3, "created", {"name": "Penata Rias Ayu"}),
            (4, "created", {"product": "Tas"}),
        ),
    ),
    "labels in two lines under merged cells, column numbers, a unit in the label": Case(
        BUSINESSES,
        (
            ("No", "Nama IKM", "Lokasi", None, "Tenaga Kerja", None, None, "Investasi"),
            (None, None, "Kec", "Kab/Kota", "L", "P", "Jml", "(Rp juta)"), (1, 2, 3, 4, 5, 6, 7, 8),
            (1, "UD Satu", "Klojen", "Malang", 3, 4, 7, "1.250,5"),
        ),
        ((4, "created", {"district_code": "35.73", "workers": 7, "workers_m": 3, "investment": 1_250_500_000}),),
        skipped={"header": 3},
        merges=("A1:A2", "B1:B2", "C1:D1", "E1:G1"),
    ),
    "seven names are a kabupaten and a kota: the row decides, or it is asked": Case(
        BUSINESSES,
        (
            (*B, "Alamat"), (1, "UD Satu", "Malang", "Jl. Raya 5, Kec. Singosari"), (2, "UD Dua", "Malang", "Jl. Ijen"),
            (3, "UD Tiga", "Probolinggo", "Kecamatan Kanigaran"), (4, "UD Empat", "Kab. Malang", "Kec. Klojen"),
            (5, "UD Lima", "Malang", "Jl. Singosari 5"),
        ),
        (
            (2, "created", {"district_code": "35.07"}), (3, "undecided", {"district_code": None}),
            (4, "created", {"district_code": "35.74"}), (5, "undecided", {}), (6, "undecided", {}),
        ),
        (
            ("Daftar!C3", "district_code", "district_ambiguous"),
            ("Daftar!C5", "district_code", "district_contradiction"),
            ("Daftar!C6", "district_code", "district_ambiguous"),
        ),
    ),
    "labels that one office alone uses": Case(
        CERTIFICATES,
        (
            ("No.", "IKM Penerima Fasilitasi", "NIB/OSS", "Kab/Kota Pengusul", "Bentuk Sertifikat", "No. Reg.",
             "Lembaga yang Menerbitkan", "Tgl Pengesahan", "Akhir Berlaku", "Acuan SNI", "Judul Pengujian", "Kls",
             "Thn. Angg."),
            (1, "UD Satu", "9120001234567", "Kab. Ngawi", "Uji Produk", "LHU-0123/2026", "BSPJI Surabaya",
             "01/03/2026", "-", "SNI 8302:2016", "Uji mutu", 24, 2025),
        ),
        ((2, "created", {
            "holder": "UD Satu", "nib": "9120001234567", "district_code": "35.21", "kind": "product_test",
            "number": "LHU-0123/2026", "issuer": "BSPJI Surabaya", "issue_date": "2026-03-01", "expiry_date": None,
            "standard": "SNI 8302:2016", "title": "Uji mutu", "class": "24", "budget_year": 2025,
        }),),
    ),
    "several certificates of one kind share the day that stands once": Case(
        CERTIFICATES,
        (C, certificate(1, "Merek", "IDM000000001 / IDM000000002")),
        (
            (2, "created", {"number": "IDM000000001", "issue_date": "2026-03-01", "expiry_date": "2035-03-01"}),
            (2, "created", {"number": "IDM000000002", "issue_date": "2026-03-01", "expiry_date": "2035-03-01"}),
        ),
    ),
    "of two kinds each has its line, or its day is asked": Case(
        CERTIFICATES,
        (
            C,
            certificate(1, "SPPT-SNI\nMerek", "034/LSPr/2026\nIDM000000001", body="BSPJI Surabaya\nDJKI",
                        issued="01/03/2026\n02/03/2026", expires="01/03/2029\n01/03/2035"),
            certificate(2, "Merek dan Hak Cipta", "IDM000000002; EC00202600002", expires="-"),
        ),
        (
            (2, "created", {"kind": "sppt_sni", "number": "034/LSPr/2026", "expiry_date": "2029-03-01"}),
            (2, "created", {"kind": "trademark", "issuer": "DJKI", "issue_date": "2026-03-02"}),
            (3, "undecided", {"kind": "trademark", "number": "IDM000000002", "expiry_date": None}),
            (3, "undecided", {"kind": "copyright", "number": "EC00202600002"}),
        ),
        (("Daftar!G3", "issue_date", "pairing_unclear"), ("Daftar!G3", "issue_date", "pairing_unclear")),
    ),
    "a column of businesses and owners is asked where a cell holds two names": Case(
        BUSINESSES,
        (
            ("No", "Nama IKM / Pemilik", "Kab/Kota", "Investasi"), (1, "UD Satu / Siti", "Kab. Ngawi", "Rp. -"),
            (2, "UD Dua", "Kab. Ngawi", None), (3, "UD Tiga\nBudi", "Kab. Ngawi", None),
        ),
        ((2, "undecided", {"investment": None}), (3, "created", {"name": "UD Dua"}), (4, "undecided", {"name": None})),
        (("Daftar!B2", "name", "several_values"), ("Daftar!B4", "name", "several_values")),
    ),
    "a formula without its result, an error": Case(
        BUSINESSES,
        ((*B, "NIB"), (1, "UD Satu", "Kab. Ngawi", "=A1"), (2, "UD Dua", "Kab. Ngawi", "#N/A")),
        ((2, "undecided", {"name": "UD Satu", "nib": None}), (3, "undecided", {"name": "UD Dua"})),
        (("Daftar!D2", "nib", "cell_error"), ("Daftar!D3", "nib", "cell_error")),
    ),
}  # fmt: skip


def workbook(path: Path, rows, merges=()) -> Path:
    """A sheet `Daftar` with the rows."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Daftar"
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column, value.value if isinstance(value, Shown) else value)
            if isinstance(value, Shown):
                cell.number_format = value.number_format
    for area in merges:
        sheet.merge_cells(area)
    book.save(path)
    return path


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_clerks_sheet_is_read_as_an_outsider_would(tmp_path, case):
    result = imported(workbook(tmp_path / "a.xlsx", case.rows, case.merges), case.kind)
    seen = [(one.record.row, str(one.outcome), one.record.values) for one in result.records]
    assert [(row, outcome) for row, outcome, _values in seen] == [(row, outcome) for row, outcome, _ in case.records]
    for (_row, _outcome, values), (_, _, expected) in zip(seen, case.records, strict=True):
        assert {name: values[name] for name in expected} == expected
    assert tuple(said(result)) == case.problems
    assert dict(result.skipped) == case.skipped


ASKED, REFUSED = "undecided", "refused"
DAY = dt.datetime(2026, 3, 4)

CELLS = {
    "issue_date": ("Tanggal Terbit", [
        (DAY, "2026-03-04"), (Shown(DAY, "mm/dd/yyyy"), "2026-03-04"), ("04/03/2026", "2026-03-04"),
        ("Rabu, 4 Maret 2026", "2026-03-04"), ("Senin, 4 Maret 2026", ASKED), ("Jum'at, 6 Maret 2026", "2026-03-06"),
        ("Surabaya, 4 March 2026", "2026-03-04"), ("4/III/2026", "2026-03-04"), ("IV-03-2026", ASKED),
        ("17 Agt 2026", "2026-08-17"), ("4 Nopember 2025", "2025-11-04"), ("03/13/2026", REFUSED),
        ("31/02/2026", REFUSED), (2026, ASKED), (Shown(dt.datetime(2026, 3, 1), "mmm-yy"), ASKED),
        ("TW II/2026", ASKED), ("04/03/2027", ASKED),
    ]),
    "expiry_date": ("Berlaku s/d", [
        ("seumur hidup", None), ("-", None), ("28 Februari 2030", "2030-02-28"), ("s/d 28/02/2030", "2030-02-28"),
        ("4 tahun", ASKED), ("28/02/2026", ASKED), ("30/02/2030", REFUSED), ("2030", ASKED),
    ]),
    "number": ("Nomor Sertifikat", [
        ("034/LSPr/2026", "034/LSPr/2026"), ("IDM 000 123 456", "IDM 000 123 456"), ("A-12\t3/B", "A-12 3/B"),
        (Shown(123456, "000000000"), "000123456"), (1234567890123456, ASKED), ("@A1", ASKED), ("+62/1", ASKED),
        ("dalam proses", ASKED), (None, ASKED),
    ]),
    "kind": ("Jenis Sertifikat", [
        ("SPPT SNI", "sppt_sni"), ("Keanggotaan GS1", "barcode"), ("SNI ISO 9001:2015", "iso"),
        ("BATIK MARK", "batikmark"), ("HKI Merek", "trademark"), ("Pencatatan Ciptaan", "copyright"),
        ("Desain Industri", "industrial_design"), ("LHU", "product_test"), ("Halal", REFUSED), ("P-IRT", REFUSED),
        ("HKI", ASKED), (None, ASKED),
    ]),
    "nib": ("NIB", [
        (9120001234567, "9120001234567"), ("9120 0012 34567", "9120001234567"), (Shown(220001234575, "0" * 13),
        "0220001234575"), (220001234576, ASKED), ("9,12E+12", ASKED), ("912000l234567", ASKED), ("-", None),
    ]),
    "district_code": ("Kab/Kota", [
        ("kab sidoarjo", "35.15"), ("SIDOARJO", "35.15"), ("Kota Batu", "35.79"), ("Malang", ASKED),
        ("Sidorjo", ASKED), ("Kab. Surabaya", REFUSED), ("Kab. Sleman", REFUSED), ("Atlantis", REFUSED),
    ]),
}  # fmt: skip
BUSINESS_CELLS = {
    "nik": ("NIK", [
        ("3515 0101 0190 0003", "3515010101900003"), (3515010101900002, ASKED), ("3515013201900007", ASKED),
    ]),
    "phone": ("No. HP", [
        ("0812-3456-7890", "+6281234567890"), (81234567891, "+6281234567891"), ("(031) 8921234", "+62318921234"),
        ("8921237", ASKED),
    ]),
    "investment": ("Investasi (Rp)", [
        ("Rp 12.500.000,-", 12_500_000), ("12,5 jt", 12_500_000), ("12,500,000", 12_500_000), ("12.500,000", ASKED),
        ("± 10 juta", ASKED), ("-", None), (0, 0),
    ]),
    "name": ("Nama IKM", [
        ("Café Ngopi", "Café Ngopi"), ("CafÃ© Ngopi", ASKED), ("Batik \u200bSekar\u00a0Jagad", "Batik Sekar Jagad"),
        ("=1+1", ASKED), ("@Toko", ASKED), ("Kopi ꦗꦮ", "Kopi ꦗꦮ"), (12345, ASKED), (None, REFUSED),
    ]),
}  # fmt: skip

_CERTIFICATE = {
    "holder": ("Nama IKM", "UD Contoh"), "district_code": ("Kab/Kota", "Kab. Ngawi"), "kind": ("Jenis", "Merek"),
    "number": ("Nomor Sertifikat", "IDM000000001"), "issuer": ("Penerbit", "DJKI"),
    "issue_date": ("Tanggal Terbit", "01/03/2026"),
}  # fmt: skip
_BUSINESS = {
    "no": ("No", 1), "name": ("Nama IKM", "UD Contoh"), "district_code": ("Kab/Kota", "Kab. Ngawi"),
    "product": ("Produk", "Tas"),
}  # fmt: skip


def _lines(table, base, kind):
    return [
        pytest.param(kind, base | {name: (label, typed)}, name, answer, id=f"{name}: {getattr(typed, 'value', typed)}")
        for name, (label, lines) in table.items()
        for typed, answer in lines
    ]


@pytest.mark.parametrize(
    ("kind", "line", "name", "answer"),
    _lines(CELLS, _CERTIFICATE, CERTIFICATES) + _lines(BUSINESS_CELLS, _BUSINESS, BUSINESSES),
)
def test_cell_is_read_for_certain_or_asked_at_its_place(tmp_path, kind, line, name, answer):
    labels, typed = zip(*line.values(), strict=True)
    result = imported(workbook(tmp_path / "a.xlsx", [labels, typed]), kind)
    [settled] = result.records
    if answer in (ASKED, REFUSED):
        cell = f"Daftar!{'ABCDEFGH'[list(line).index(name)]}2"
        assert (settled.outcome, settled.record.values[name]) == (answer, None)
        assert [(problem.cell, problem.field) for problem in settled.problems] == [(cell, name)]
    else:
        assert (settled.outcome, settled.record.values[name], settled.problems) == ("created", answer, ())


def test_workbook_without_one_filled_cell_is_an_empty_file(tmp_path):
    with pytest.raises(FileRefused, match=r"^empty_file$"):
        imported(workbook(tmp_path / "a.xlsx", []), BUSINESSES)


def test_same_file_again_changes_nothing(tmp_path):
    for case in CASES.values():
        path = workbook(tmp_path / "a.xlsx", case.rows, case.merges)
        imported(path, case.kind)
        again = imported(path, case.kind)
        assert {str(one.outcome) for one in again.records} <= {"unchanged", ASKED, REFUSED}
