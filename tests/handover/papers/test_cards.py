from setara.handover.papers.cards import invitation_cards
from tests.handover.papers.samples import (
    AWFUL,
    EVENT,
    MOMENT,
    awful_event,
    awful_guests,
    codes,
    guests,
    strays,
    text_of,
)


def test_a_card_says_who_is_invited_to_what_when_and_where():
    text = text_of(invitation_cards(EVENT, guests(1), MOMENT))
    assert (
        "Kepada Batik Tulis Sekar Jagad 1 Siti Contoh 1 Kabupaten Sidoarjo Dengan hormat kami mengundang Saudara pada"
        " Penyerahan Sertifikat Industri Kecil dan Menengah 2026 Selasa, 24 November 2026 · pukul 09.00 WIB"
        " Gedung Serbaguna Contoh, Surabaya 2 sertifikat menunggu Saudara."
    ) in text


def test_codes_read_back_two_on_a_page():
    given = guests(3)
    pdf = invitation_cards(EVENT, given, MOMENT)
    assert sorted(codes(pdf, 0)) + codes(pdf, 1) == [one.url for one in given]


def test_no_text_leaves_the_page():
    for text in AWFUL:
        assert strays(invitation_cards(awful_event(text), awful_guests(), MOMENT), margin_mm=2) == []
    assert "Tidak ada." in text_of(invitation_cards(EVENT, [], MOMENT))


def test_equal_content_gives_equal_bytes():
    assert invitation_cards(EVENT, guests(3), MOMENT) == invitation_cards(EVENT, guests(3), MOMENT)
