import pytest

from setara.kernel.certificates.kinds import KIND_NAMES, Kind
from setara.kernel.intake.kinds import only_kind, read_kind, read_kinds


def answers(typed):
    return " ".join(kind.value if isinstance(kind, Kind) else kind.code.value for kind in read_kinds(typed))


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("sppt_sni", ["SPPT SNI", "SPPT-SNI", "SPPTSNI", "SNI", "Sertifikat SNI", "Sertifikasi Produk SNI", "SPPT SNI/SNI"]),
        ("barcode", ["Barcode", "barcode", "Bar Code", "GS1", "Barcode (GS1)", "Barcode/GS1", "Keanggotaan GS1", "GTIN"]),
        ("iso", ["ISO", "ISO 9001:2015", "ISO 9001", "SNI ISO 9001:2015", "ISO 22000 (HACCP)", "ISO 22000/HACCP"]),
        ("batikmark", ["Batikmark", "Batik Mark", "Batik-mark", "BATIKMARK"]),
        ("trademark", ["Merek", "Merk", "HKI Merek", "HKI - Merek", "HKI (Merek)", "Hak Merek", "Merek Dagang",
                       "Pendaftaran Merek", "Trademark", "Merek kelas 30", "Sertifikat Merek Tahun 2026"]),
        ("copyright", ["Hak Cipta", "Cipta", "Surat Pencatatan Ciptaan", "Copyright", "HKI Hak Cipta"]),
        ("industrial_design", ["Desain Industri", "Disain Industri", "Industrial Design"]),
        ("product_test", ["Uji Produk", "Uji Lab", "Uji Laboratorium", "LHU", "Laporan Hasil Uji", "Uji Produk (LHU)",
                          "Pengujian Produk", "Product Test"]),
    ],
)  # fmt: skip
def test_a_kind_has_everyday_names(kind, names):
    assert {name: answers(name) for name in names} == dict.fromkeys(names, kind)


def test_the_official_names_are_known():
    for kind, names in KIND_NAMES.items():
        assert read_kind(names.id) == kind
        assert read_kind(names.en) == kind


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Halal", "kind_outside_programme"), ("Sertifikat Halal", "kind_outside_programme"),
        ("P-IRT", "kind_outside_programme"), ("PIRT", "kind_outside_programme"), ("BPOM MD", "kind_outside_programme"),
        ("TKDN", "kind_outside_programme"), ("Paten", "kind_outside_programme"),
        ("SNI Bina UMK", "kind_outside_programme"), ("Sertifikat Organik", "kind_outside_programme"),
        ("HKI", "kind_ambiguous"), ("HAKI", "kind_ambiguous"), ("Kekayaan Intelektual", "kind_ambiguous"),
        ("HACCP", "kind_ambiguous"), ("Desain", "kind_ambiguous"), ("Mrek", "kind_unclear"),
        ("Sertifikat", "kind_unclear"), ("Merek ditolak", "kind_unclear"), ("bukan SNI", "kind_unclear"),
        ("1", "kind_unclear"), ("Merek Halal", "kind_unclear"), ("Merek SNI", "several_values"),
    ],
)  # fmt: skip
def test_what_names_no_kind_for_certain_is_asked_or_refused(typed, expected):
    assert answers(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Merek, Hak Cipta", "trademark copyright"), ("Merek dan Hak Cipta", "trademark copyright"),
        ("SNI & Barcode", "sppt_sni barcode"), ("SNI/ISO", "sppt_sni iso"), ("1. Merek 2. Barcode", "trademark barcode"),
        ("1) Merek\n2) Barcode", "trademark barcode"), ("ISO 9001, ISO 14001", "iso iso"),
        ("ISO 9001:2015 & 22000:2018", "iso iso"), ("Merek, Halal", "trademark kind_outside_programme"),
        ("Merek/Halal", "trademark kind_outside_programme"), ("Merek; SNI; Barcode", "trademark sppt_sni barcode"),
    ],
)  # fmt: skip
def test_several_kinds_in_a_cell_are_taken_apart(typed, expected):
    assert answers(typed) == expected


def test_a_title_counts_only_if_it_names_one_kind():
    assert only_kind("REKAP FASILITASI MEREK JAWA TIMUR 2026") is Kind.TRADEMARK
    assert only_kind("MEREK DAN HAK CIPTA") is None
    assert only_kind("MEREK DAN HALAL") is None
    assert only_kind("DATA IKM") is None
