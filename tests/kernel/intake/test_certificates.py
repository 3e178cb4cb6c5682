import pytest

from setara.kernel.intake.records import CERTIFICATE_FIELDS, Reading
from tests.kernel.intake.sheets import certificates, known, number, problems, text

HEAD = ["No", "Nama IKM", "Kab/Kota", "Jenis Fasilitasi", "No. Sertifikat", "Tgl Terbit", "Masa Berlaku",
    "Lembaga Penerbit", "SNI",
        "Tipe", "Kelas", "TA"]  # fmt: skip
SHORT = (
    "no",
    "holder",
    "district",
    "kind",
    "number",
    "issued",
    "expires",
    "issuer",
    "standard",
    "scheme",
    "class",
    "year",
)


def several(**cells):
    given = {"no": 1, "holder": "UD A", "district": "Tuban", "kind": "Merek", "number": "IDM000000001", **cells}
    return certificates(HEAD, [given.get(name) for name in SHORT])


def one(**cells):
    (record,) = several(**cells)
    return record


def test_a_whole_row_is_read():
    head = [*HEAD, "NIB", "Produk", "Tgl Penyerahan", "Merek", "No. Permohonan", "Tgl Permohonan"]
    line = [1, "UD A", "Tuban", "Merek", "IDM000000001", "12/03/2026", "12/03/2036",
    "DJKI", None, None, 30, "TA 2025",
            "0220001234567", "Kopi", "17 Maret 2026", "Kopi Jenu", "DID2024000001", "12/03/2024"]  # fmt: skip
    (record,) = certificates(head, line, budget_year=2026)
    assert known(record) == {
        "holder": "UD A", "nib": "0220001234567", "district_code": "35.23", "kind": "trademark",
        "number": "IDM000000001",
        "issuer": "DJKI", "issue_date": "2026-03-12", "expiry_date": "2036-03-12", "product": "Kopi",
        "handover_date": "2026-03-17", "title": "Kopi Jenu", "application_number": "DID2024000001",
        "filing_date": "2024-03-12", "class": "30", "budget_year": 2025,
    }  # fmt: skip
    assert record.reading is Reading.CERTAIN
    assert tuple(record.values) == CERTIFICATE_FIELDS


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"holder": ""}, ("Data!B2", "holder", "name_missing")),
        ({"kind": "HKI"}, ("Data!D2", "kind", "kind_ambiguous")),
        ({"kind": ""}, ("Data!D2", "kind", "kind_missing")),
        ({"kind": "Halal"}, ("Data!D2", "kind", "kind_outside_programme")),
        ({"number": "dalam proses"}, ("Data!E2", "number", "number_missing")),
        ({"number": "-"}, ("Data!E2", "number", "number_missing")),
        ({"number": ""}, ("Data!E2", "number", "number_missing")),
        ({"number": "belum"}, ("Data!E2", "number", "number_missing")),
        ({"number": "proses (DID2026000001)"}, ("Data!E2", "number", "number_missing")),
        ({"number": "menunggu"}, ("Data!E2", "number", "number_missing")),
        ({"number": "1.2E+11"}, ("Data!E2", "number", "digits_lost")),
        ({"number": 1234567890123456}, ("Data!E2", "number", "digits_lost")),
        ({"number": 12.5}, ("Data!E2", "number", "number_unclear")),
        ({"number": number(46093, "dd/mm/yyyy")}, ("Data!E2", "number", "number_unclear")),
        ({"number": True}, ("Data!E2", "number", "cell_error")),
        ({"number": "IDM\ufffd1"}, ("Data!E2", "number", "text_damaged")),
        ({"number": "1" * 130}, ("Data!E2", "number", "text_too_long")),
        ({"number": 612345, "kind": "Hak Cipta"}, ("Data!E2", "number", "zeros_lost")),
        ({"issued": "31/02/2026"}, ("Data!F2", "issue_date", "date_does_not_exist")),
        ({"issued": "1/1/2027"}, ("Data!F2", "issue_date", "date_in_future")),
        ({"issued": "12/03/2026 s/d 13/03/2026"}, ("Data!F2", "issue_date", "date_range")),
        ({"issued": "12/03/2026", "expires": "11/03/2026"}, ("Data!G2", "expiry_date", "expiry_before_issue")),
        ({"expires": "10 tahun"}, ("Data!G2", "expiry_date", "date_duration")),
        ({"expires": text("1/1/2030", strike=True)}, ("Data!G2", "expiry_date", "struck_through")),
        ({"standard": "SNI 8302"}, ("Data!I2", "standard", "standard_invalid")),
        ({"year": "2025/2026"}, ("Data!L2", "budget_year", "year_unclear")),
    ],
)  # fmt: skip
def test_what_is_not_certain_is_asked_at_its_cell(cells, problem):
    record = one(**cells)
    assert problems(record) == [problem]
    assert record.values[problem[1]] is None


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (" IDM 000 123 456 ", "IDM 000 123 456"), ("045 /  LSPr-010/2026", "045 /  LSPr-010/2026"),
        ("No. : IDM000123456", "IDM000123456"),
        ("'000612345", "000612345"), (number(612345, "000000000"), "000612345"), (number(899123456), "899123456"),
        ("045/LSPr, Rev. 2", "045/LSPr, Rev. 2"), ("1. IDM000000001", "IDM000000001"),
    ],
)  # fmt: skip
def test_a_number_stays_as_the_body_printed_it(typed, printed):
    assert one(number=typed).values["number"] == printed


def test_other_values_are_read_as_written():
    assert one(standard="SNI 8302:2016").values["standard"] == "SNI 8302:2016"
    assert one(standard="ISO 9001:2015").values["standard"] == "ISO 9001:2015"
    assert [one(scheme=typed).values["scheme_type"] for typed in ("Tipe 5", 5, "skema 1B", "lain")] == [
        "5",
        "5",
        "1b",
        "lain",
    ]
    assert one(expires="seumur hidup").values["expiry_date"] is None
    assert one(expires="seumur hidup").reading is Reading.CERTAIN


def test_a_span_gives_the_issue_where_no_other_cell_does():
    span = "12 Maret 2026 s/d 11 Maret 2029"
    assert known(one(expires=span))["issue_date"] == "2026-03-12"
    assert known(one(expires=span, issued="1/3/2026"))["issue_date"] == "2026-03-01"
    assert problems(one(expires="12 Maret 2027 s/d 11 Maret 2029")) == [("Data!G2", "issue_date", "date_in_future")]


def test_several_certificates_in_a_row_are_paired_in_their_order():
    first, second = several(
        kind="Merek, Hak Cipta", number="IDM000000001; 000612345", issued="1/3/2026; 2/3/2026", issuer="DJKI"
    )
    assert [first.values[name] for name in ("kind", "number", "issue_date", "issuer")] == [
        "trademark",
        "IDM000000001",
        "2026-03-01",
        "DJKI",
    ]
    assert [second.values[name] for name in ("kind", "number", "issue_date", "issuer")] == [
        "copyright",
        "000612345",
        "2026-03-02",
        "DJKI",
    ]
    assert first.reading is second.reading is Reading.CERTAIN


def test_numbers_of_one_make_are_several_certificates_of_one_kind():
    found = several(number="1. IDM000000001\n2. IDM000000002", issued="1/3/2026\n2/3/2026", expires="-\n1/3/2036")
    assert [record.values["number"] for record in found] == ["IDM000000001", "IDM000000002"]
    assert [record.values["expiry_date"] for record in found] == [None, "2036-03-01"]
    assert problems(one(number="IDM000000001; EC00202600001")) == [("Data!E2", "number", "pairing_unclear")]


def test_what_cannot_be_shared_out_is_asked_in_every_record():
    found = several(
        kind="Merek & SNI",
        number="IDM000000001",
        issued="1/3/2026",
        expires="1/3/2036",
        issuer="DJKI",
        standard="SNI 8302:2016",
    )
    for record in found:
        assert [problem[1:] for problem in problems(record)] == [
            ("number", "pairing_unclear"), ("issue_date", "pairing_unclear"), ("issuer", "pairing_unclear"),
            ("expiry_date", "pairing_unclear"),
        ]  # fmt: skip
    assert [record.values["standard"] for record in found] == [None, "SNI 8302:2016"]


def test_several_kinds_without_numbers_ask_for_each():
    assert [problems(record) for record in several(kind="Merek, SNI", number="proses")] == [
        [("Data!E2", "number", "number_missing")]
    ] * 2
    assert len(several(kind="Merek, SNI", number="")) == 2
    assert {problems(record)[0][2] for record in several(kind="Merek, SNI", number=12345)} == {"pairing_unclear"}


def test_a_kind_outside_the_eight_beside_one_of_them_is_refused_alone():
    first, second = several(kind="Merek, Halal", number="IDM000000001; ID35000000000000126")
    assert first.reading is Reading.CERTAIN
    assert second.reading is Reading.REFUSED


def test_the_kind_may_come_from_the_title_or_the_sheet():
    lines = (["No", "Nama IKM", "Kab/Kota", "No. Sertifikat"], [1, "UD A", "Tuban", "IDM000000001"])
    assert certificates(["DAFTAR SERTIFIKAT MEREK"], *lines)[0].values["kind"] == "trademark"
    assert certificates(*lines, name="SPPT-SNI")[0].values["kind"] == "sppt_sni"
    assert certificates(["MEREK DAN CIPTA"], *lines, name="SNI")[0].values["kind"] is None


def test_address_and_kecamatan_of_a_holder_are_evidence_for_the_district():
    head = ["Nama IKM", "Alamat", "Kec.", "Kab/Kota", "Jenis", "No. Sertifikat"]
    found = certificates(
        head,
        ["UD A", "Jl. Ijen, Kota Malang", None, "Malang", "Merek", "IDM000000001"],
        ["UD B", "Jl. Raya", "Dampit", "Malang", "Merek", "IDM000000002"],
        ["UD C", "Jl. Raya", None, "Malang", "Merek", "IDM000000003"],
    )
    assert [record.values["district_code"] for record in found] == ["35.73", "35.07", None]
    assert "address" not in found[0].values


def test_the_kind_may_come_from_the_label_of_the_number():
    found = certificates(
        ["Nama IKM", "Kab/Kota", "No. Sertifikat Merek"], ["UD A", "Tuban", "IDM000000001 / IDM000000002"]
    )
    assert [record.values["kind"] for record in found] == ["trademark", "trademark"]
    assert [record.values["number"] for record in found] == ["IDM000000001", "IDM000000002"]


def test_two_kind_or_number_columns_must_agree():
    head = [
        "Nama IKM",
        "Jenis Fasilitasi",
        "Jenis Sertifikat",
        "No. Sertifikat",
        "No. Pendaftaran",
        "Berlaku sampai",
        "Tgl Berakhir",
    ]
    same, different = certificates(
        head,
        ["UD A", "Merek", "Merk", "IDM000000001", "IDM000000001", "1/1/2030", "01-01-2030"],
        ["UD B", "Merek", "SNI", "IDM000000001", "IDM000000002", "1/1/2030", "1/1/2031"],
    )
    assert same.reading is Reading.CERTAIN
    assert [problem[1:] for problem in problems(different)] == [
        ("kind", "columns_disagree"), ("number", "columns_disagree"), ("expiry_date", "columns_disagree"),
    ]  # fmt: skip


def test_the_budget_year_comes_from_column_command_or_title_in_this_order():
    head = ["Nama IKM", "Jenis", "No. Sertifikat", "TA"]
    title = ["SERTIFIKAT IKM TAHUN ANGGARAN 2025"]
    lines = (head, ["UD A", "Merek", "IDM000000001", 2024], ["UD B", "Merek", "IDM000000002", None])
    assert [record.values["budget_year"] for record in certificates(title, *lines, budget_year=2026)] == [2024, 2026]
    assert [record.flags for record in certificates(title, *lines, budget_year=2026)] == [(), ("title_budget_year",)]
    assert [record.values["budget_year"] for record in certificates(title, *lines)] == [2024, 2025]
    assert [record.values["budget_year"] for record in certificates(*lines)] == [2024, None]


def test_a_certificate_without_a_name_may_belong_to_the_business_above():
    lines = (HEAD, [1, "UD A", "Tuban", "Merek", "IDM000000001"], [None, None, "Tuban", "Hak Cipta", "000612345"],
             [2, None, "Tuban", "Merek", "IDM000000003"])  # fmt: skip
    found = certificates(*lines)
    assert problems(found[1]) == [("Data!B3", "holder", "holder_from_above")]
    assert problems(found[2]) == [("Data!B4", "holder", "name_missing")]


def test_a_list_without_a_column_for_the_number_asks_for_it():
    (record,) = certificates(["Nama IKM", "Jenis Fasilitasi", "Tgl Terbit"], ["UD A", "Merek", "1/3/2026"])
    assert problems(record) == [("Data!B2", "number", "number_missing")]
