from collections import Counter

from setara.kernel.rulebook.regions import districts, districts_of


def test_all_districts_of_the_country_with_code_and_kind():
    assert len(districts()) == 514
    assert {district.kind for district in districts().values()} == {"kabupaten", "kota"}
    assert [code for code, district in districts().items() if code != district.code or not district.name] == []


def test_east_java_has_29_kabupaten_and_9_kota():
    assert Counter(district.kind for district in districts_of("35").values()) == {"kabupaten": 29, "kota": 9}


def test_seven_names_of_east_java_are_both():
    names = Counter(district.name for district in districts_of("35").values())
    assert sorted(name for name, number in names.items() if number == 2) == [
        "Blitar", "Kediri", "Madiun", "Malang", "Mojokerto", "Pasuruan", "Probolinggo",
    ]  # fmt: skip


def test_unknown_province_has_none():
    assert districts_of("99") == {}
