import pytest

from setara.kernel.intake.header import find_header, is_column_numbers
from setara.kernel.intake.labels import recognise, unit_in
from setara.kernel.intake.records import ListKind
from tests.kernel.intake.sheets import grid, row

BUSINESSES, CERTIFICATES = ListKind.BUSINESSES, ListKind.CERTIFICATES


def header(kind, *lines, **sheet):
    made = grid(lines, **sheet)
    found = find_header(made.lines, made.sheet, kind)
    if found is None:
        return None
    _place, kept = found
    columns = {name: [column.index for column in members] for name, members in kept.columns.items()}
    return kept.first_row, kept.last_row, columns


@pytest.mark.parametrize(
    ("field", "labels"),
    [
        ("name", ["Nama IKM", "Nama IMK", "1. Nama IKM", "Nama IKM *)", "Nama Usaha", "Perusahaan",
        "NAMA PERUSAHAAN", "Nama IKM/Perusahaan", "Nama UMKM",
        "Company"]),
        ("owner", ["Pemilik", "Nama Pemilik", "Nama Pemilik/Penanggung Jawab", "Pimpinan", "Nama Pemilk", "Owner"]),
        ("nik", ["NIK", "No. KTP", "NIK/No. KTP", "No KTP / NIK"]),
        ("nib", ["NIB", "No. NIB", "Nomor Induk Berusaha"]),
        ("npwp", ["NPWP", "No. NPWP"]),
        ("address", ["Alamat", "Alamat Usaha", "ALAMAT LENGKAP", "Alamat Lengkap Usaha", "Address"]),
        ("kecamatan", ["Kec.", "Kecamatan", "KEC"]),
        ("district_code", ["Kab/Kota", "Kab./ Kota", "Kabupaten", "Kota/Kab", "Kabupatn/Kota", "Regency/City",
        "Kode Kab/Kota"]),
        ("product", ["Produk", "Jenis Produk", "Komoditi", "Nama Produk/Merek", "Bidang Usaha"]),
        ("workers", ["TK", "Jml TK", "Tenaga Kerja", "Jumlah Tenaga Kerja", "Tenaga Kerja (orang)", "TK (L/P)"]),
        ("workers_m", ["Tenaga Kerja (L)", "TK Laki-laki"]),
        ("workers_f", ["Tenaga Kerja (P)", "TK Perempuan"]),
        ("investment", ["Investasi", "Nilai Investasi (Rp juta)", "INVESTASI (Rp. 000)", "Modal Usaha"]),
        ("phone", ["No HP/WA", "No. HP", "Telp.", "No. Telp/HP", "Kontak (HP/WA)", "Whatsapp"]),
        ("kind", ["Jenis Fasilitasi", "Jenis Sertifikat", "Fasilitasi", "Jenis"]),
        ("number", ["No. Sertifikat", "Nomor Pendaftaran", "No. Sertifikat Keanggotaan",
        "No Registrasi/Sertifikat", "No. LHU"]),
        ("issuer", ["Lembaga Penerbit", "LSPro", "Diterbitkan oleh", "Penerbit", "Laboratorium"]),
        ("issue_date", ["Tgl Terbit", "Tanggal Terbit", "Tgl. Sertifikat", "Issue Date", "Tgl Tebit",
        "Tahun Terbit"]),
        ("expiry_date", ["Masa Berlaku s/d", "Berlaku s.d.", "Masa Berlaku", "Berlaku sampai", "Tgl Berakhir",
        "Expired"]),
        ("standard", ["SNI", "No. SNI", "Standar", "Acuan SNI"]),
        ("handover_date", ["Tgl Serah Terima", "Tgl Penyerahan", "Tgl Serah Terima Sertifikat"]),
        ("title", ["Merek", "Merk", "Nama Merek", "Judul Ciptaan", "Judul / Label"]),
        ("application_number", ["No. Permohonan", "Nomor Permohonan"]),
        ("filing_date", ["Tgl Permohonan", "Tanggal Penerimaan"]),
        ("class", ["Kelas", "Kelas Merek"]),
        ("scheme_type", ["Tipe", "Skema", "Tipe Sertifikasi"]),
        ("budget_year", ["TA", "Tahun Anggaran", "T.A."]),
        ("other", ["Keterangan", "Jumlah IKM", "No. Sertifikat Halal", "Tahun", "Email", "Jumlah Sertifikat"]),
    ],
)  # fmt: skip
def test_a_label_means_a_field(field, labels):
    assert {label: getattr(recognise(label), "field", None) for label in labels} == dict.fromkeys(labels, field)


@pytest.mark.parametrize("text", ["UD Maju Jaya", "NIK/NPWP", "Nama IKM dan Alamat", "", "x" * 90, "Siti"])
def test_other_texts_are_no_labels(text):
    assert recognise(text) is None


@pytest.mark.parametrize(
    ("label", "unit"),
    [("(Rp juta)", 1_000_000), ("(jutaan rupiah)", 1_000_000), ("(Rp. 000)", 1_000), ("(ribu)", 1_000), ("(Rp)", 1),
     ("(Rp 000.000)", 1_000_000), ("(Rp Miliar)", 1_000_000_000), ("(x 1.000.000)", 1_000_000), ("(x 1.000)", 1_000),
     ("(Rp million)", 1_000_000)],
)  # fmt: skip
def test_a_label_names_a_unit(label, unit):
    assert unit_in(f"Nilai Investasi {label}") == unit


def test_a_header_stands_below_titles_in_any_order_with_blank_columns():
    found = header(BUSINESSES, ["DATA IKM"], ["Tahun 2025"], [], ["No", "Kab/Kota", None, "Pemilik", "Nama Usaha"])
    assert found == (4, 4, {"district_code": [2], "owner": [4], "name": [5]})


def test_a_group_over_two_lines_names_its_columns():
    lines = (
        ["No", "Nama IKM", "Tenaga Kerja", None, None, "Nilai Investasi"],
        [None, None, "L", "P", "Jumlah", "(Rp juta)"],
    )
    columns = {"name": [2], "workers_m": [3], "workers_f": [4], "workers": [5], "investment": [6]}
    assert header(BUSINESSES, *lines, merges=[(1, 3, 1, 5), (1, 1, 2, 1)]) == (1, 2, columns)
    assert header(BUSINESSES, *lines) == (1, 2, columns)


def test_certificates_have_groups_too():
    lines = (
        ["No", "Nama IKM", "Jenis", "Sertifikat", None, "Masa Berlaku", "Permohonan", None],
        [None, None, None, "Nomor", "Tanggal", "s/d", "Nomor", "Tanggal"],
    )
    columns = {
        "holder": [2], "kind": [3], "number": [4], "issue_date": [5], "expiry_date": [6], "application_number": [7],
        "filing_date": [8],
    }  # fmt: skip
    assert header(CERTIFICATES, *lines, merges=[(1, 4, 1, 5), (1, 7, 1, 8)]) == (1, 2, columns)


def test_a_line_of_groups_alone_does_not_hide_the_labels():
    lines = (["IDENTITAS", None, "SERTIFIKAT", None], ["Nama", "Kab.", "Nomor", "Tanggal"])
    found = header(CERTIFICATES, *lines, merges=[(1, 1, 1, 2), (1, 3, 1, 4)])
    assert found[2] == {"holder": [1], "district_code": [2], "number": [3], "issue_date": [4]}


def test_the_plainer_of_two_labels_wins_and_equal_ones_compete():
    assert header(BUSINESSES, ["Nama", "Nama Usaha", "Alamat"])[2]["name"] == [2]
    assert header(BUSINESSES, ["Nama", "Pemilik", "Alamat"])[2]["name"] == [1]
    assert header(BUSINESSES, ["Nama IKM", "Nama Perusahaan", "Alamat"])[2]["name"] == [1, 2]
    assert header(CERTIFICATES, ["Pemilik", "No. Sertifikat"])[2]["holder"] == [1]
    assert header(CERTIFICATES, ["Pemilik", "Nama IKM", "No. Sertifikat"])[2]["holder"] == [2]


@pytest.mark.parametrize("lines", [
    [["Rekap per Kabupaten"], ["No", "Kabupaten/Kota", "Jumlah IKM"], [1, "Malang", 5]],
    [["Row Labels", "Count of Nama IKM"], ["Malang", 5]],
    [["No", "Kabupaten/Kota", "Merek", "SNI", "Jumlah"], [1, "Malang", 5, 3, 8]],
    [["Petunjuk"], ["Nama IKM", "diisi nama usaha"], ["NIB", "13 angka"], ["Alamat", "alamat usaha"]],
    [["Pemilik", "Alamat"], ["Siti", "Jl. Raya"]],
    [["No", "Nama", "Jabatan", "No HP"], [1, "Siti", "Kepala Bidang", "0812"]],
    [["Nama IKM"], ["UD A"]],
    [],
])  # fmt: skip
def test_a_summary_or_a_note_is_no_list(lines):
    assert header(BUSINESSES, *lines) is None
    assert header(CERTIFICATES, *lines) is None


def test_each_list_is_told_from_the_other():
    certificates = ["No", "Nama IKM", "NIB", "Kab/Kota", "No. Sertifikat", "Tgl Terbit"]
    assert header(BUSINESSES, certificates) is None
    assert header(CERTIFICATES, certificates)
    businesses = ["No", "Nama IKM", "NIB", "Kab/Kota", "Produk"]
    assert header(BUSINESSES, businesses)
    assert header(CERTIFICATES, businesses) is None


@pytest.mark.parametrize("values", [(1, 2, 3), ("(1)", "(2)", "(3)"), ("a", "b", "c"), ("1", "2", "3", "4=2+3")])
def test_a_line_may_only_number_the_columns(values):
    assert is_column_numbers(row(1, *values))


@pytest.mark.parametrize("values", [(1, 2), (1, "UD A", "Tuban"), (5, 6, 7), ("1", "1", "1")])
def test_other_lines_do_more_than_number(values):
    assert not is_column_numbers(row(1, *values))
