"""Broken lists of businesses: twin districts, mistreated numbers, formulas, look-alikes."""

from setara.demo.clerk import Typed
from setara.demo.messy_sheet import Messy, Page, asked, certain, messy_xlsx, refused


def twin_districts() -> Messy:
    """Seven names are both kabupaten and kota; only more evidence in the line decides."""
    head = ("No", "Nama IKM", "NIB", "Alamat", "Kecamatan", "Kab/Kota", "Jenis Produk")
    at = (6, "district_code")
    lines = (
        certain(1, "UD Contoh Blimbing", "9935730090001", "Jl. Melati No. 1", "Blimbing", "Malang", "Keripik tempe"),
        certain(2, "UD Contoh Dampit", "9935070090002", "Jl. Mawar No. 2", "Dampit", "Malang", "Kopi Dampit"),
        asked(
            *at, "district_ambiguous", 3, "UD Contoh Raya", "9935070090003", "Jl. Kenanga 3", None, "MALANG", "Batik"
        ),
        certain(4, "CV Contoh Doho", "9935710090004", "Jl. Veteran 4, Kota Kediri", None, "Kediri", "Tahu takwa"),
        asked(
            *at, "district_ambiguous", 5, "CV Contoh Bukir", "9935750090005", "Jl. Merdeka 5", None, "Pasuruan", "Mebel"
        ),
        asked(
            *at,
            "district_contradiction",
            6,
            "UD Contoh Arjosari",
            "9935070090006",
            None,
            "Blimbing",
            "Kab. Malang",
            "Mebel",
        ),
        refused(
            *at,
            "district_does_not_exist",
            7,
            "UD Contoh Kenjeran",
            "9935780090007",
            None,
            None,
            "Kab. Surabaya",
            "Kerupuk",
        ),
        refused(
            *at, "district_outside_province", 8, "UD Contoh Merapi", "9934040090008", None, None, "Kab. Sleman", "Salak"
        ),
        asked(*at, "district_unclear", 9, "UD Contoh Porong", "9935150090009", None, None, "Sidorajo", "Tas kulit"),
        asked(*at, "district_missing", 10, "UD Contoh Sunyi", "9935150090010", None, None, None, "Petis"),
        certain(11, "UD Contoh Waru", "9935150090011", None, "Waru", "kab sidoarjo", "Logam"),
    )
    return messy_xlsx("01-kab-kota-kembar.xlsx", "businesses", Page("Data", "IKM MALANG RAYA DAN LAINNYA", head, lines))


def mistreated_numbers() -> Messy:
    """Zeros lost or restored by the format, more digits than a number can hold, letters among digits."""
    head = ("No", "Nama Usaha", "Kabupaten/Kota", "NIB", "NIK", "NPWP", "No. HP")
    place = "Kab. Sidoarjo"
    lines = (
        asked(4, "nib", "zeros_lost", 1, "UD Contoh Nol Hilang", place, 220000090001),
        certain(2, "UD Contoh Nol Tampil", place, Typed(220000090002, "0000000000000")),
        asked(4, "nib", "digits_lost", 3, "UD Contoh Ilmiah", place, "9,93515E+12"),
        asked(4, "nib", "letters_in_digits", 4, "UD Contoh Huruf O", place, "99351500900O4"),
        asked(5, "nik", "digits_lost", 5, "UD Contoh Enam Belas", place, "9935150090005", 3515080101900000),
        asked(
            6, "npwp", "npwp_invalid", 6, "UD Contoh Salah Cek", place, "9935150090006", None, "99.000.001.1-600.000"
        ),
        asked(4, "nib", "nib_invalid", 7, "UD Contoh Kurang", place, "993515009007"),
        asked(5, "nik", "nik_invalid", 8, "UD Contoh Tanpa Wilayah", place, "9935150090008", "9999010101900000"),
        certain(9, "UD Contoh Bertitik", place, "9935.1500.90009", "3515080101900000", "99.000.001.0-600.000"),
        certain(10, "UD Contoh Telepon", place, "9935 1500 90010", None, None, 81200009010),
        asked(7, "phone", "phone_invalid", 11, "UD Contoh Tanpa Kode", place, "9935150090011", None, None, "8290000"),
    )
    return messy_xlsx("03-angka-rusak.xlsx", "businesses", Page("IKM", "DAFTAR IKM – NOMOR", head, lines))


def formulas() -> Messy:
    """Error values, formulas without a stored result, and names that a spreadsheet would run."""
    head = ("No", "Nama IKM", "Kab/Kota", "NIB", "Nilai Investasi (Rp)", "Produk")
    place, runnable = "Kab. Jember", "formula_like"
    lines = (
        certain(
            1, Typed("UD Contoh Rumus", formula='="UD Contoh "&"Rumus"'), place, "9935090090001", 5_000_000, "Cerutu"
        ),
        asked(
            2, "name", "cell_error", 2, Typed("#REF!", formula="=#REF!"), place, "9935090090002", 5_000_000, "Cerutu"
        ),
        asked(
            2,
            "name",
            runnable,
            3,
            '=HYPERLINK("http://contoh.invalid","UD")',
            place,
            "9935090090003",
            5_000_000,
            "Tape",
        ),
        asked(2, "name", runnable, 4, "+UD Contoh Tambah", place, "9935090090004", 5_000_000, "Tape"),
        asked(2, "name", runnable, 5, "@SUM(A1:A9)", place, "9935090090005", 5_000_000, "Tape"),
        asked(2, "name", runnable, 6, "-2+3+cmd|' /C calc'!A0", place, "9935090090006", 5_000_000, "Tape"),
        asked(
            5,
            "investment",
            "cell_error",
            7,
            "UD Contoh Tak Ada",
            place,
            "9935090090007",
            Typed("#N/A", formula="=NA()"),
            "Kopi",
        ),
        asked(4, "nib", "cell_error", 8, "UD Contoh Tanpa Hasil", place, Typed("", formula="=D5+1"), 5_000_000, "Kopi"),
        asked(2, "name", "text_damaged", 9, "CafÃ© Contoh", place, "9935090090009", 5_000_000, "Kopi"),
        asked(2, "name", "name_unclear", 10, 12345, place, "9935090090010", 5_000_000, "Kopi"),
        refused(2, "name", "name_missing", 11, None, place, "9935090090011", 5_000_000, "Kopi"),
        asked(5, "investment", "money_negative", 12, "UD Contoh Minus", place, "9935090090012", -5_000_000, "Kopi"),
        certain(13, "UD Contoh 100% Asli", place, "9935090090013", "Rp 12.500.000,-", "Suwar-suwir"),
    )
    return messy_xlsx("07-rumus.xlsx", "businesses", Page("Data IKM", "DATA IKM JEMBER", head, lines))


def look_alikes() -> Messy:
    """One NIB under two names, a look-alike without a NIB: pairs to decide, nothing to merge."""
    head = ("No", "Nama IKM", "Nama Pemilik", "NIB", "Kab/Kota", "Kecamatan", "Produk")
    place = ("Kab. Magetan", "Magetan")
    lines = (
        certain(1, "UD Contoh Sumber Kulit", "Contoh Satu", "9935200090001", *place, "Sepatu kulit"),
        certain(2, "UD. CONTOH SUMBER KULIT", "Contoh Satu", "9935200090001", *place, "Sepatu kulit"),
        certain(3, "CV Contoh Langkah Baru", "Contoh Dua", "9935200090001", *place, "Jaket kulit"),
        certain(4, "UD Contoh Sumber Kulitt", "Contoh Satu", None, *place, "Sepatu kulit"),
        certain(5, "UD Contoh Batik Pring", "Contoh Tiga", "9935200090005", *place, "Batik"),
    )
    made = messy_xlsx("08-mirip-dan-nib-sama.xlsx", "businesses", Page("IKM", "IKM KULIT MAGETAN", head, lines))
    problems = [
        {"cell": "IKM!D7", "field": "nib", "code": "nib_conflict"},
        {"cell": "IKM!B8", "field": "name", "code": "look_alike"},
    ]
    register = {"created": 4, "updated": 1, "problems": problems}
    return Messy(made.name, made.content, {**made.answer, "register": register})
