import datetime as dt

import pytest

from setara.kernel.intake.records import BUSINESS_FIELDS, Reading
from tests.kernel.intake.sheets import businesses, known, number, problems, text

HEAD = ["No", "Nama IKM", "Pemilik", "NIK", "NIB", "NPWP", "Alamat", "Kec.", "Kab/Kota", "Produk", "TK L",
    "TK P", "TK", "Investasi",
        "No HP"]  # fmt: skip


def one(**cells):
    """The business of a row with these cells, by the labels of the head in short."""
    places = dict(zip(("no", "name", *BUSINESS_FIELDS[1:7], "district", "product", "m", "f", "workers",
    "investment", "phone"),
                      range(15), strict=True))  # fmt: skip
    line = [None] * 15
    for name, value in {"no": 1, "name": "UD A", "district": "Tuban", **cells}.items():
        line[places[name]] = value
    (record,) = businesses(HEAD, line)
    return record


def test_a_whole_row_is_read():
    record = one(owner="Siti Aminah", nik="3578010101900000", nib="0220001234567", npwp="99.999.999.8-601.000",
                 address="Jl. Raya\n No. 5", kecamatan="Jenu", product="Batik gedog", m=3, f=2, workers=5,
                 investment="Rp 12.500.000,-", phone="0812-3456-7890")  # fmt: skip
    assert known(record) == {
        "name": "UD A", "owner": "Siti Aminah", "nik": "3578010101900000", "nib": "0220001234567",
        "npwp": "999999998601000",
        "address": "Jl. Raya No. 5", "kecamatan": "Jenu", "district_code": "35.23", "product": "Batik gedog",
        "workers": 5,
        "workers_m": 3, "workers_f": 2, "investment": 12_500_000, "phone": "+6281234567890",
    }  # fmt: skip
    assert record.reading is Reading.CERTAIN
    assert tuple(record.values) == BUSINESS_FIELDS


def test_what_a_row_does_not_say_is_unknown_and_no_problem():
    record = one(nib="-", owner="tidak ada", phone="belum ada", npwp="", investment="belum ada")
    assert known(record) == {"name": "UD A", "district_code": "35.23"}
    assert record.reading is Reading.CERTAIN


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"name": ""}, ("Data!B2", "name", "name_missing")), ({"name": "-"}, ("Data!B2", "name", "name_missing")),
        ({"name": 212}, ("Data!B2", "name", "name_unclear")), ({"name": "=A1"}, ("Data!B2", "name", "formula_like")),
        ({"name": "UD \ufffd"}, ("Data!B2", "name", "text_damaged")),
        ({"name": text("UD A", strike=True)}, ("Data!B2", "name", "struck_through")),
        ({"owner": True}, ("Data!C2", "owner", "cell_error")), ({"owner": 5}, ("Data!C2", "owner", "name_unclear")),
        ({"nik": 3578010101900000}, ("Data!D2", "nik", "digits_lost")),
        ({"nik": "99.999.999.8-601.000"}, ("Data!D2", "nik", "nik_invalid")),
        ({"nib": 220001234567}, ("Data!E2", "nib", "zeros_lost")),
        ({"nib": "#N/A"}, ("Data!E2", "nib", "cell_error")),
        ({"npwp": "99.999.999.7-601.000"}, ("Data!F2", "npwp", "npwp_invalid")),
        ({"address": "Jl. Ã©"}, ("Data!G2", "address", "text_damaged")),
        ({"kecamatan": "Blimbing"}, ("Data!I2", "district_code", "district_contradiction")),
        ({"district": ""}, ("Data!I2", "district_code", "district_missing")),
        ({"district": "Kab. Sleman"}, ("Data!I2", "district_code", "district_outside_province")),
        ({"product": dt.date(2026, 1, 1)}, ("Data!J2", "product", "number_unclear")),
        ({"m": 3, "f": 2, "workers": 6}, ("Data!M2", "workers", "workers_disagree")),
        ({"m": 3, "workers": 2}, ("Data!M2", "workers", "workers_disagree")),
        ({"workers": "3L/2P", "m": 4}, ("Data!M2", "workers", "workers_disagree")),
        ({"m": "±3"}, ("Data!K2", "workers_m", "count_unclear")),
        ({"workers": "5-10"}, ("Data!M2", "workers", "count_unclear")),
        ({"investment": "12,500"}, ("Data!N2", "investment", "money_ambiguous")),
        ({"phone": "8912345"}, ("Data!O2", "phone", "phone_invalid")),
    ],
)  # fmt: skip
def test_what_is_not_certain_is_asked_at_its_cell(cells, problem):
    record = one(**cells)
    assert problems(record) == [problem]
    assert record.values[problem[1]] is None


def test_only_what_cannot_be_right_is_refused():
    assert one(name="").reading is Reading.REFUSED
    assert one(district="Kab. Surabaya").reading is Reading.REFUSED
    assert one(district="Malang").reading is Reading.UNDECIDED


def test_workers_add_up():
    assert [one(m=3, f=2).values[name] for name in ("workers", "workers_m", "workers_f")] == [5, 3, 2]
    assert [one(workers="3L/2P").values[name] for name in ("workers", "workers_m", "workers_f")] == [5, 3, 2]
    assert [one(workers=5, m=3).values[name] for name in ("workers", "workers_m", "workers_f")] == [5, 3, None]


def test_numbers_as_text_fields_keep_their_digits():
    assert one(product=number(99)).values["product"] == "99"


def test_two_columns_for_one_value_must_agree():
    head = ["Nama IKM", "Nama Perusahaan", "No HP", "No WA", "Kab/Kota", "TK", "Jumlah Karyawan"]
    same, lone, different = businesses(
        head,
        ["UD A", "UD A", "081234567890", "0812-3456-7890", "Tuban", 5, "5 orang"],
        ["UD B", "-", "", "081311112222", "Tuban", 5, None],
        ["UD C", "CV C", "081234567890", "081311112222", "Tuban", 5, 6],
    )
    assert known(same) == {"name": "UD A", "phone": "+6281234567890", "district_code": "35.23", "workers": 5}
    assert known(lone) == {"name": "UD B", "phone": "+6281311112222", "district_code": "35.23", "workers": 5}
    assert problems(different) == [
        ("Data!B4", "name", "columns_disagree"),
        ("Data!D4", "phone", "columns_disagree"),
        ("Data!G4", "workers", "columns_disagree"),
    ]


def test_the_unit_of_money_may_stand_in_the_heading_or_the_title():
    (heading,) = businesses(["Nama IKM", "Kab/Kota", "Investasi (Rp juta)"], ["UD A", "Tuban", 12.5])
    (title,) = businesses(["(dalam jutaan rupiah)"], ["Nama IKM", "Kab/Kota", "Investasi"], ["UD A", "Tuban", 12.5])
    assert heading.values["investment"] == title.values["investment"] == 12_500_000


def test_columns_of_kabupaten_and_kota_give_the_kind():
    found = businesses(["No", "Nama IKM", "Kabupaten", "Kota"], [1, "UD A", "Malang", None], [2, "UD B", "-",
    "Malang"],
                       [3, "UD C", "Malang", "Malang"])  # fmt: skip
    assert [record.values["district_code"] for record in found] == ["35.07", "35.73", None]
    assert problems(found[2]) == [("Data!D4", "district_code", "district_contradiction")]


def test_a_column_of_kinds_or_codes_decides_with_the_name():
    found = businesses(
        ["No", "Nama IKM", "Kab/Kota", "Asal Kab/Kota"],
        [1, "UD A", "Kota", "Malang"], [2, "UD B", "Kab.", "Malang"], [3, "UD C", "Kota",
         "Gresik"], [4, "UD D", 3573, "Malang"],
        [5, "UD E", 3515, "Gresik"], [6, "UD F", 35.15, "Sidoarjo"], [7, "UD G", 35.1, "Banyuwangi"],
        [8, "UD H", number(35.1, "0.00"), "Banyuwangi"], [9, "UD I", "Kota", "-"],
    )  # fmt: skip
    codes = ["35.73", "35.07", None, "35.73", None, "35.15", None, "35.10", None]
    assert [record.values["district_code"] for record in found] == codes
    asked = [problems(record)[0][2] for record in found if record.problems]
    assert asked == ["district_contradiction", "district_contradiction", "district_unclear", "district_missing"]


def test_an_address_decides_only_with_the_word_for_the_kind():
    head = ["Nama IKM", "Alamat", "Produk"]
    named, bare = businesses(head, ["UD A", "Jl. Ijen 5, Kota Malang", "Tas"], ["UD B", "Jl. Ijen 5, Malang", "Tas"])
    assert named.values["district_code"] == "35.73"
    assert bare.values["district_code"] is None
    assert bare.reading is Reading.CERTAIN
