import pytest

from setara.kernel.intake.districts import Place, districts_of_subdistrict, named_in_address, narrowed, read_district
from setara.kernel.intake.problems import Doubt
from setara.kernel.rulebook.regions import districts_of

TWINS = ["Blitar", "Kediri", "Madiun", "Malang", "Mojokerto", "Pasuruan", "Probolinggo"]


def answer(typed):
    place = read_district(typed, "35")
    if isinstance(place, Doubt):
        return place.code.value
    return place.kind_only or "/".join(sorted(place.codes))


@pytest.mark.parametrize(
    "typed",
    ["Kab. Sidoarjo", "SIDOARJO", "kab sidoarjo", "Kabupaten Sidoarjo", "Kab.Sidoarjo", "Sidoarjo (Kab)", "Sidoarjo Kab.",
     "Sidoarjo, Jawa Timur", "Kab. Sidoarjo, Prov. Jawa Timur", "Sidoarjo Regency", "S I D O A R J O", "Sido Arjo",
     "35.15", "3515", "35.15.01", "351501", "35.15.01.2001", "35.15 - Kab. Sidoarjo", "3515 Sidoarjo", "３５.１５",
     "Pemkab Sidoarjo", "Kab/Kota Sidoarjo"],
)  # fmt: skip
def test_a_district_is_named_in_many_ways(typed):
    assert answer(typed) == "35.15"


def test_every_district_of_the_province_is_known_by_its_full_name():
    for code, district in districts_of("35").items():
        assert answer(district.full_name) == code
        assert answer(code) == code


@pytest.mark.parametrize("name", TWINS)
def test_a_name_of_two_districts_needs_the_word_for_its_kind(name):
    assert len(answer(name).split("/")) == 2
    assert answer(f"Kab. {name}").startswith("35.0") or answer(f"Kab. {name}").startswith("35.1")
    assert answer(f"Kota {name}").startswith("35.7")
    assert answer(f"{name} (Kota)") == answer(f"KOTA {name}") == answer(f"{name} City") == answer(f"Kotamadya {name}")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Kota Surabaya", "35.78"), ("Surabaya", "35.78"), ("Batu", "35.79"), ("Kota", "kota"), ("Kab.", "kabupaten"),
        ("Kab. Sleman", "district_outside_province"), ("Bandung", "district_outside_province"),
        ("Jakarta Selatan", "district_outside_province"), ("Kotabaru", "district_outside_province"),
        ("Jawa Barat", "district_outside_province"), ("3404", "district_outside_province"),
        ("Kab. Surabaya", "district_does_not_exist"), ("Kota Sidoarjo", "district_does_not_exist"),
        ("Kab. Batu", "district_does_not_exist"), ("3599", "district_does_not_exist"), ("Wakanda", "district_does_not_exist"),
        ("Kab. Antah Berantah", "district_does_not_exist"), ("Sidorajo", "district_unclear"),
        ("Kab. Surabya", "district_unclear"), ("Sby", "district_unclear"), ("Krian", "district_unclear"),
        ("Madura", "district_unclear"), ("Jawa Timur", "district_unclear"), ("35", "district_unclear"),
        ("Gresik/Lamongan", "district_unclear"), ("Jl. Raya Sidoarjo 5", "district_unclear"),
        ("35.15 Kab. Gresik", "district_contradiction"), ("9999 Sidoarjo", "district_does_not_exist"),
        ("35.15 Sidorajo", "district_unclear"),
    ],
)  # fmt: skip
def test_what_is_no_district_for_certain_is_asked_or_refused(typed, expected):
    assert answer(typed) == expected


def test_an_address_names_a_district_only_with_the_word_for_its_kind():
    assert named_in_address("Jl. Ijen 5, Kota Malang", "35") == {"35.73"}
    assert named_in_address("Ds. Sukun Kec. Dampit Kab. Malang Jawa Timur", "35") == {"35.07"}
    assert named_in_address("Jl. Malang 5", "35") == frozenset()
    assert named_in_address("Jl. Kota Lama 5", "35") == frozenset()


@pytest.mark.parametrize(
    ("kecamatan", "address", "left"),
    [
        ("", "", {"35.07", "35.73"}), ("Blimbing", "", {"35.73"}), ("Kec. Dampit", "", {"35.07"}),
        ("35.73.01", "", {"35.73"}), ("Gang Buntu", "", {"35.07", "35.73"}), ("", "Jl. Ijen, Kota Malang", {"35.73"}),
        ("", "Jl. Ijen, Kota Surabaya", {"35.07", "35.73"}), ("Dampit", "Jl. Ijen, Kota Malang", set()),
        ("Krian", "", set()),
    ],
)  # fmt: skip
def test_the_rest_of_the_line_narrows_two_candidates(kecamatan, address, left):
    assert narrowed(frozenset({"35.07", "35.73"}), kecamatan, address, "35") == left


def test_a_kecamatan_can_be_in_several_districts():
    assert districts_of_subdistrict("Genteng") == {"35.10", "35.78"}
    assert districts_of_subdistrict("") == frozenset()


def test_a_place_says_what_it_allows():
    assert read_district("Malang", "35") == Place(frozenset({"35.07", "35.73"}))
