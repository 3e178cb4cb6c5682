import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setara.kernel.handover.spelling import DIGITS, MOST, day_in_words, in_words

PARTS = {"belas": 10, "puluh": 10, "ratus": 100, "ribu": 1000}


def read(words):
    """The number that words say, by a grammar of its own."""
    total = group = last = 0
    for spoken in words.replace("sepuluh", "satu puluh").replace("sebelas", "satu belas").split():
        one = spoken in ("seratus", "seribu")
        word = spoken.removeprefix("se") if one else spoken
        if word in DIGITS:
            last = DIGITS.index(word)
        elif word == "belas":
            group, last = group + 10 + last, 0
        elif word == "ribu":
            total, group, last = total + (1 if one else group + last) * 1000, 0, 0
        else:
            group, last = group + (1 if one else last) * PARTS[word], 0
    return total + group + last


@given(st.integers(0, MOST))
def test_what_is_spelled_reads_back(number):
    assert read(in_words(number)) == number


def test_every_small_number_has_words_of_its_own():
    assert len({in_words(number) for number in range(10_000)}) == 10_000


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (10, "sepuluh"),
        (12, "dua belas"),
        (111, "seratus sebelas"),
        (450, "empat ratus lima puluh"),
        (1001, "seribu satu"),
        (9999, "sembilan ribu sembilan ratus sembilan puluh sembilan"),
        (11_000, "sebelas ribu"),
    ],
)
def test_numbers_as_people_write_them(number, words):
    assert in_words(number) == words


@pytest.mark.parametrize("number", [-1, MOST + 1])
def test_what_nobody_spells_is_refused(number):
    with pytest.raises(ValueError, match=str(number)):
        in_words(number)


def test_first_and_last_day_of_a_year():
    assert day_in_words(dt.date(2027, 1, 1)).startswith(
        "Jumat tanggal satu bulan Januari tahun dua ribu dua puluh tujuh"
    )
    assert day_in_words(dt.date(2028, 12, 31)).endswith("tahun dua ribu dua puluh delapan (31-12-2028)")
