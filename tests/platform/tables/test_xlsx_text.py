import pytest
from hypothesis import given
from hypothesis import strategies as st

from setara.platform.tables.xlsx_text import SharedStrings, unescape


def strings(items: str) -> SharedStrings:
    return SharedStrings.read("sst", [f"<sst>{items}</sst>".encode()])


@pytest.mark.parametrize(
    ("escaped", "text"),
    [
        ("_x000D_", "\r"),
        ("a_x005F_x000D_b", "a_x000D_b"),
        ("_xD83D__xDE00_", "😀"),
        ("_xD83D_", "�"),
        ("_x12_ _xZZZZ_ x_", "_x12_ _xZZZZ_ x_"),
    ],
)
def test_escapes_stand_for_characters(escaped: str, text: str):
    assert unescape(escaped) == text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_escaping_every_character_loses_none(text: str):
    units = text.encode("utf-16-be").hex()
    assert unescape("".join(f"_x{units[at : at + 4]}_" for at in range(0, len(units), 4))) == text


def test_strings_keep_their_place_and_their_blanks():
    table = strings("<si><t>a</t></si><si/><si><t xml:space='preserve'> é </t></si>")
    assert [table[0], table[1], table[2]] == [("a", False), ("", False), (" é ", False)]


@pytest.mark.parametrize("index", [-1, 1])
def test_a_string_that_is_not_there_is_an_index_error(index: int):
    with pytest.raises(IndexError):
        strings("<si><t>a</t></si>")[index]
