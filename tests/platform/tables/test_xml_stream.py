from collections.abc import Iterator

import pytest

from setara.platform.tables.book import FileRefused
from setara.platform.tables.xml_stream import MAX_DEPTH, MAX_NAMES, XmlStream

LAUGHS = b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;&x;">]><a>&y;</a>'
OUTSIDE = b'<!DOCTYPE a SYSTEM "file:///etc/hosts"><a/>'


def read(*pieces: bytes) -> list[str]:
    heard: list[str] = []
    stream = XmlStream("part", lambda tag, _attributes: heard.append(tag), lambda _tag: None, heard.append)
    stream.feed_all(pieces)
    return heard


def test_elements_arrive_without_their_namespace_and_text_as_it_is_fed():
    assert read(b'<x:a xmlns:x="urn:x"><b>o&amp;n', b"e</b></x:a>") == ["a", "b", "o&n", "e"]


@pytest.mark.parametrize(
    "document",
    [
        LAUGHS,
        OUTSIDE,
        b"<a>&undefined;</a>",
        b"<a><b></a>",
        b"<a>",
        b"",
        b"<x:a/>",
        b"<a>\x00</a>",
        b'<?xml version="1.0" encoding="no-such"?><a/>',
        b"<a>" * (MAX_DEPTH + 1) + b"</a>" * (MAX_DEPTH + 1),
    ],
)
def test_what_is_not_plain_xml_is_damaged(document: bytes):
    with pytest.raises(FileRefused, match="damaged"):
        read(document)


def one_token(opening: bytes) -> Iterator[bytes]:
    yield opening
    while True:
        yield b"x" * 65_536


@pytest.mark.parametrize("opening", [b"<a b='", b"<a><!--", b"<a><", b"<a><?x "])
def test_a_token_without_end_is_refused_soon(opening: bytes):
    with pytest.raises(FileRefused, match="damaged"):
        read(*[piece for piece, _count in zip(one_token(opening), range(40), strict=False)])


@pytest.mark.parametrize("form", ["<n{0}/>", '<n a{0}=""/>', '<n{0}:a xmlns:n{0}="urn:x"/>'])
def test_names_without_end_are_refused(form: str):
    with pytest.raises(FileRefused, match="damaged"):
        read(b"<a>", *(form.format(number).encode() for number in range(MAX_NAMES + 1)), b"</a>")
