import datetime as dt
import json

import pypdfium2
import pytest

from setara.platform.pdf.typesetting import LARGE, Typesetter, TypesettingError, typeset

MOMENT = dt.datetime(2026, 11, 24, 2, 0, tzinfo=dt.UTC)
TEMPLATE = '#import "part.typ": word\n#word #json("document.json").text'


@pytest.fixture
def typesetter(tmp_path):
    (tmp_path / "one.typ").write_text(TEMPLATE)
    (tmp_path / "part.typ").write_text("#let word = [Kata]")
    return Typesetter(tmp_path / "one.typ", tmp_path / "part.typ")


def text_of(pdf):
    return " ".join(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded().split())


def test_a_template_takes_the_parts_that_it_imports(typesetter):
    assert text_of(typesetter.pdf(json.dumps({"text": "Batik"}), MOMENT)) == "Kata Batik"


def test_equal_document_and_moment_give_equal_bytes(typesetter):
    document = json.dumps({"text": "Batik"})
    first = typesetter.pdf(document, MOMENT)
    typesetter.pdf(json.dumps({"text": "Kopi"}), MOMENT)
    assert typesetter.pdf(document, MOMENT) == first


def test_letters_without_a_font_become_boxes(typesetter):
    document = json.dumps({"text": "ꦧ " + "".join(map(chr, range(0x4E00, 0x4E80)))}, ensure_ascii=False)
    assert text_of(typesetter.pdf(document, MOMENT, standard="a-3b")).startswith("Kata ▯ ▯▯▯")


def test_places_to_wrap_outlive_a_text_full_of_letters_without_a_font(typesetter):
    script = "\u200b".join(map(chr, range(0xA980, 0xA9C0)))
    text = text_of(typesetter.pdf(json.dumps({"text": script}, ensure_ascii=False), MOMENT, standard="a-3b"))
    assert text.count("▯") == 0x40


def test_a_large_document_is_set_by_another_process_to_the_same_bytes(tmp_path, typesetter):
    document = json.dumps({"text": "Batik ꦧ " * (LARGE // 8)}, ensure_ascii=False)
    files = tmp_path / "one.typ", tmp_path / "part.typ"
    assert typeset(document, MOMENT, *files, standard="a-3b") == typesetter.pdf(document, MOMENT, standard="a-3b")
    assert typeset('{"text": "Batik"}', MOMENT, *files) == typesetter.pdf('{"text": "Batik"}', MOMENT)


def test_a_fault_in_the_other_process_is_an_error_too(tmp_path):
    (tmp_path / "one.typ").write_text("#nobody")
    with pytest.raises(TypesettingError, match="nobody"):
        typeset(json.dumps("x" * LARGE), MOMENT, tmp_path / "one.typ")


def test_a_fault_of_the_template_is_an_error(tmp_path):
    (tmp_path / "one.typ").write_text("#nobody")
    with pytest.raises(TypesettingError, match="nobody"):
        Typesetter(tmp_path / "one.typ").pdf("{}", MOMENT)
