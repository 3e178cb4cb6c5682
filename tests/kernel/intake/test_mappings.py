"""A mapping that people confirmed takes the place of what the labels were found to mean."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setara.kernel.intake.context import ReadingContext
from setara.kernel.intake.lists import read_list
from setara.kernel.intake.mappings import header_shape, is_readable, lacking
from setara.kernel.intake.records import ListKind, Record, SkippedLine
from setara.kernel.intake.survey import survey
from setara.kernel.intake.wordlists import table
from tests.kernel.intake.sheets import grid

BUSINESSES, CERTIFICATES = ListKind.BUSINESSES, ListKind.CERTIFICATES
LABELS = [row["synonym"] for row in table("headers.csv")]
ON = dt.date(2026, 11, 24)


def read(kind, lines, mappings=None):
    made = grid(lines)
    reading = read_list(made.sheet, made.lines, kind, ReadingContext("35", ON, mappings=mappings or {}))
    return reading.header, list(reading.lines())


def seen(kind, lines):
    made = grid(lines)
    return survey(made.sheet, made.lines, kind)


def records(lines):
    return [line.values for line in lines if isinstance(line, Record)]


@given(
    kind=st.sampled_from(list(ListKind)),
    labels=st.lists(st.sampled_from([*LABELS, "Zzz", "Kolom 7"]), min_size=2, max_size=9),
    titles=st.integers(0, 2),
    is_deep=st.booleans(),
)
def test_a_mapping_of_what_was_found_changes_nothing(kind, labels, titles, is_deep):
    lines = [["DATA IKM TAHUN 2026"]] * titles + [labels]
    lines += [["(dalam Rp juta)" if n % 3 else "" for n in range(len(labels))]] * is_deep
    lines += [[f"UD {place}{n}" for n in range(len(labels))] for place in range(3)]
    header, said = read(kind, lines)
    if header is not None:
        assert read(kind, lines, {header.shape: header.fields}) == (header, said)


FORM = [
    ["Daftar Usulan 2026"],
    ["No", "Pelaku", "Tempat", "Barang"],
    ["1", "UD Maju", "Kab. Sidoarjo", "Tempe"],
    ["2", "UD Jaya", "Kota Malang", "Tahu"],
]


def test_labels_that_mean_nothing_are_read_as_somebody_said():
    sheet = seen(BUSINESSES, FORM)
    assert (sheet.is_list, sheet.rows) == (False, (2, 2))
    assert [column.samples for column in sheet.columns][1] == ("UD Maju", "UD Jaya")
    header, lines = read(BUSINESSES, FORM, {sheet.shape: ("", "name", "district_code", "product")})
    assert (header.first_row, header.running) == (2, 1)
    assert [(one["name"], one["district_code"], one["product"]) for one in records(lines)] == [
        ("UD Maju", "35.15", "Tempe"),
        ("UD Jaya", "35.73", "Tahu"),
    ]
    assert [line.reason for line in lines if isinstance(line, SkippedLine)] == ["title", "header"]


def test_next_months_form_has_the_same_shape_wherever_it_begins():
    later = [[], ["DINAS"], ["NO.", "pelaku ", "TEMPAT", "Barang *)"], ["1", "UD Baru", "Kab. Gresik", "Kopi"]]
    assert seen(BUSINESSES, later).shape == seen(BUSINESSES, FORM).shape
    other = [["No", "Pelaku", "Barang", "Tempat"], *FORM[2:]]
    assert seen(BUSINESSES, other).shape != seen(BUSINESSES, FORM).shape
    assert seen(CERTIFICATES, FORM).shape != seen(BUSINESSES, FORM).shape


def test_a_column_can_be_left_unread_or_read_as_something_else():
    lines = [["Nama IKM", "Kab/Kota", "Produk", "Merek"], ["UD Maju", "Kab. Sidoarjo", "salah", "Tempe Jaya"]]
    header, _lines = read(BUSINESSES, lines)
    assert header.fields == ("name", "district_code", "product", "")
    _header, said = read(BUSINESSES, lines, {header.shape: ("name", "district_code", "", "product")})
    assert [one["product"] for one in records(said)] == ["Tempe Jaya"]


def test_two_columns_can_hold_one_field():
    lines = [["Nama IKM", "Kab/Kota", "Alamat", "Jalan"], ["UD Maju", "Kab. Sidoarjo", "", "Jl. Mawar 1"]]
    header, _lines = read(BUSINESSES, lines)
    _header, said = read(BUSINESSES, lines, {header.shape: ("name", "district_code", "address", "address")})
    assert [one["address"] for one in records(said)] == ["Jl. Mawar 1"]


def test_kabupaten_and_kota_keep_a_column_each():
    lines = [["Nama IKM", "Kabupaten", "Kota"], ["UD Maju", "Malang", ""], ["UD Jaya", "", "Malang"]]
    header, said = read(BUSINESSES, lines)
    assert read(BUSINESSES, lines, {header.shape: header.fields}) == (header, said)
    assert [one["district_code"] for one in records(said)] == ["35.07", "35.73"]


def test_a_mapped_form_below_another_list_waits_for_its_turn():
    lines = [["Nama IKM", "Kab/Kota"], ["UD Satu", "Kab. Gresik"], [], *FORM[1:]]
    shape = seen(BUSINESSES, FORM).shape
    header, _said = read(BUSINESSES, lines, {shape: ("", "name", "district_code", "product")})
    assert header.first_row == 1


def test_identity_numbers_are_never_shown_whole():
    lines = [["Nama IKM", "NIK", "NIB"], ["UD Maju", "3515 0812 3456 0001", "2203515000123"]]
    assert [column.samples for column in seen(BUSINESSES, lines).columns] == [
        ("UD Maju",),
        ("…0001",),
        ("2203515000123",),
    ]


def test_a_list_without_headings_has_no_columns_to_show():
    lines = [["UD Maju", "Siti", "3515014101900001"], ["UD Jaya", "Sri", "3515014101900002"]]
    assert seen(BUSINESSES, lines).columns == ()


def test_a_sheet_without_labels_has_no_columns():
    assert (seen(BUSINESSES, []).is_empty, seen(BUSINESSES, [["halo"]]).columns) == (True, ())


@pytest.mark.parametrize(
    ("kind", "fields", "readable", "missing"),
    [
        (BUSINESSES, ("", "name", "district_code"), True, ()),
        (BUSINESSES, ("owner", "nib"), False, ("name", "district_code")),
        (BUSINESSES, ("name", "holder"), False, ("district_code",)),
        (CERTIFICATES, ("holder", "kind", "address"), True, ("number",)),
        (CERTIFICATES, ("holder", "nik"), False, ("kind", "number")),
    ],
)
def test_a_mapping_says_what_it_lacks(kind, fields, readable, missing):
    assert (is_readable(kind, fields), lacking(kind, fields)) == (readable, missing)


def test_shapes_tell_labels_apart_where_they_meet():
    assert header_shape(BUSINESSES, ["a b", "c"]) != header_shape(BUSINESSES, ["a", "b c"])
