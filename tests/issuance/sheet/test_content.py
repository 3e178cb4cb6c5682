import datetime as dt
from dataclasses import replace

import pytest

from setara.issuance.sheet.content import LONGEST, LONGEST_FACT, shortened
from setara.issuance.sheet.wording import FACT_LABELS, MONTHS_EN, MONTHS_ID, day
from setara.kernel.certificates.kinds import Kind, Names
from tests.issuance.sheet.samples import LONG, PLAIN, WIDEST, content


def test_content_keeps_body_office_and_programme_apart():
    made = content()
    assert made.issuer == PLAIN.issuer
    assert made.office.id == "Dinas Perindustrian dan Perdagangan Contoh"
    assert made.programme.id == "Program Fasilitasi Sertifikasi Industri Kecil dan Menengah · Tahun Anggaran 2026"


def test_programme_without_budget_year_names_none():
    assert content(replace(PLAIN, budget_year=None)).programme == Names(
        "Program Fasilitasi Sertifikasi Industri Kecil dan Menengah", "Certification Facilitation Programme"
    )


def test_facts_that_the_certificate_does_not_say_are_left_out():
    assert [fact.label.en for fact in content().facts] == ["Product", "Standard", "Scheme type"]
    assert [fact.label for fact in content(LONG).facts] == list(FACT_LABELS.values())


def test_values_are_cut_at_a_length_that_paper_can_hold():
    made = content(WIDEST)
    assert (len(made.holder), len(made.number)) == (LONGEST, LONGEST)
    assert {len(fact.value) for fact in made.facts if fact.label.en != "Filing date"} == {LONGEST_FACT}
    assert made.holder.endswith("W…")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\nb\t c ", "a b c"),
        ("a\x07\x00b", "ab"),
        ("\u202eabc\u200b", "abc"),
        ("x\ue000\ud800", "x"),
        ("e\u0301", "e\u0301"),
    ],
)
def test_text_is_one_line_without_unseen_characters(text, line):
    assert shortened(text) == line


@pytest.mark.parametrize(
    ("kind", "end", "note"),
    [
        (Kind.COPYRIGHT, None, "tanpa tanggal akhir pada sertifikat"),
        (Kind.PRODUCT_TEST, None, "hasil berlaku untuk contoh yang diuji"),
        (Kind.PRODUCT_TEST, dt.date(2027, 1, 1), "berakhir"),
    ],
)
def test_end_of_validity_is_said_in_words_of_the_kind(kind, end, note):
    assert content(replace(PLAIN, kind=kind, expiry_date=end)).end_note.id == note


def test_months_are_named_in_both_languages():
    assert (len(set(MONTHS_ID)), len(set(MONTHS_EN))) == (12, 12)
    assert day(dt.date(2026, 8, 17)) == Names("17 Agustus 2026", "17 August 2026")


def test_equal_fingerprints_give_equal_motifs_and_others_not():
    assert content().motif == content().motif
    assert content().motif != content(fingerprint=b"\x01" * 32).motif
