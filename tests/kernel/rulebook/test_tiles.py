from setara.kernel.rulebook.regions import districts_of
from setara.kernel.rulebook.tiles import step_of, tiles_of


def test_every_district_has_one_square_of_its_own():
    tiles = tiles_of("35")
    assert {tile.code for tile in tiles} == set(districts_of("35"))
    assert len({(tile.column, tile.row) for tile in tiles}) == 38


def test_a_city_touches_its_regency():
    places = {districts_of("35")[tile.code].full_name: (tile.column, tile.row) for tile in tiles_of("35")}
    for name in ("Kediri", "Blitar", "Malang", "Probolinggo", "Pasuruan", "Mojokerto", "Madiun"):
        (x, y), (other_x, other_y) = places[f"Kabupaten {name}"], places[f"Kota {name}"]
        assert abs(x - other_x) + abs(y - other_y) == 1, name


def test_madura_lies_to_the_north_east():
    places = {tile.code: (tile.column, tile.row) for tile in tiles_of("35")}
    assert [places[code] for code in ("35.26", "35.27", "35.28", "35.29")] == [(x, 0) for x in range(7, 11)]


def test_the_largest_value_falls_into_the_last_step_and_none_into_none():
    assert [step_of(value, 7) for value in range(8)] == [0, 1, 2, 3, 3, 4, 5, 5]
    assert step_of(0, 0) == 0
