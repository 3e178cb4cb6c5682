"""What a scan is, and every way to be none; whatever the bytes, a code comes back and nothing else."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic, writer
from pyhanko.pdf_utils.generic import pdf_name

from setara.platform.scans import child, jpeg, looking, png
from setara.platform.scans.looking import Scan, ScanRefused, look
from setara.platform.scans.refusing import Unfit
from tests.factories import png as picture
from tests.factories import png_chunk

JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    b"\xff\xc0\x00\x0b\x08\x00\x03\x00\x05\x01\x01\x11\x00\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x12\xff\x00\x34\xff\xd9"
)
"""Three lines of five points; the scan itself is nonsense."""


def document(pages: int = 1, **of_root: generic.PdfObject) -> bytes:
    """A PDF of blank pages; `of_root` is put into its root."""
    made = writer.PdfFileWriter(stream_xrefs=False)
    for _ in range(pages):
        made.insert_page(
            writer.PageObject(contents=made.add_object(generic.StreamObject(stream_data=b"")), media_box=(0, 0, 10, 10))
        )
    for name, value in of_root.items():
        made.root[pdf_name(f"/{name}")] = value
    out = BytesIO()
    made.write(out)
    return out.getvalue()


def names(**members: str) -> generic.DictionaryObject:
    return generic.DictionaryObject({pdf_name(f"/{name}"): pdf_name(f"/{value}") for name, value in members.items()})


def launching_by_reference() -> bytes:
    """A PDF whose action names its kind by a reference to another object."""
    made = writer.PdfFileWriter(stream_xrefs=False)
    made.insert_page(
        writer.PageObject(contents=made.add_object(generic.StreamObject(stream_data=b"")), media_box=(0, 0, 10, 10))
    )
    made.root[pdf_name("/OpenAction")] = generic.DictionaryObject(
        {pdf_name("/S"): made.add_object(pdf_name("/Launch"))}
    )
    out = BytesIO()
    made.write(out)
    return out.getvalue()


def attached(name: str) -> generic.PdfObject:
    file = generic.DictionaryObject({pdf_name("/F"): generic.pdf_string(name), pdf_name("/EF"): names(F="x")})
    return generic.ArrayObject([file])


def looked_at(content: bytes, tmp_path: Path) -> Scan:
    path = tmp_path / "scan"
    path.write_bytes(content)
    return look(path)


def locked() -> bytes:
    made = writer.PdfFileWriter(stream_xrefs=False)
    made.insert_page(
        writer.PageObject(contents=made.add_object(generic.StreamObject(stream_data=b"")), media_box=(0, 0, 10, 10))
    )
    made.encrypt("secret", "secret")
    out = BytesIO()
    made.write(out)
    return out.getvalue()


def bomb(width: int, height: int, *, bytes_inside: int = 0) -> bytes:
    """A few bytes that say they are a large picture."""
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    inside = zlib.compress(bytes(bytes_inside), 9)
    return png.MARK + png_chunk(b"IHDR", head) + png_chunk(b"IDAT", inside) + png_chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "scan"),
    [
        (picture(3, 5), Scan("image/png", 0, 3, 5)),
        (JPEG, Scan("image/jpeg", 0, 5, 3)),
        (document(), Scan("application/pdf", 1)),
        (document(3), Scan("application/pdf", 3)),
        (document(AF=attached("data.xml")), Scan("application/pdf", 1)),
    ],
)
def test_a_sound_scan_is_known(content: bytes, scan: Scan, tmp_path: Path) -> None:
    assert looked_at(content, tmp_path) == scan


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00", "not_a_document"),
        (b"<html><script>alert(1)</script>", "not_a_document"),
        (b"PK\x03\x04" + bytes(100), "not_a_document"),
        (b"%PDF-1.7 and nothing more", "damaged"),
        (document()[:-30], "damaged"),
        (document().replace(b"startxref", b"startxxxx"), "damaged"),
        (document(0), "damaged"),
        (locked(), "encrypted"),
        (document(OpenAction=names(S="JavaScript")), "active"),
        (document(OpenAction=names(S="Launch")), "active"),
        (launching_by_reference(), "active"),
        (document(AcroForm=names(XFA="x")), "active"),
        (document(AA=generic.DictionaryObject({pdf_name("/O"): names(JS="app")})), "active"),
        (document(AF=attached("faktur.exe")), "active"),
        (document(AF=attached("faktur.pdf.js")), "active"),
        (picture(3, 5)[:-1], "damaged"),
        (picture(3, 5)[:40], "damaged"),
        (picture(3, 5).replace(b"IDAT", b"IDAX"), "damaged"),
        (bomb(20_000, 20_000), "too_many_pixels"),
        (bomb(2**31, 2**31), "too_many_pixels"),
        (bomb(5_000, 5_000, bytes_inside=10), "damaged"),
        (bomb(10, 10, bytes_inside=50_000_000), "damaged"),
        (bomb(0, 10), "damaged"),
        (JPEG[:-2], "damaged"),
        (JPEG[:30], "damaged"),
        (JPEG.replace(b"\x00\x03\x00\x05", b"\xff\xff\xff\xff"), "too_many_pixels"),
        (b"\xff\xd8\xff\xd9", "damaged"),
    ],
)
def test_what_is_not_fit_is_refused_by_a_code(content: bytes, code: str, tmp_path: Path) -> None:
    with pytest.raises(ScanRefused) as refused:
        looked_at(content, tmp_path)
    assert refused.value.code == code


def test_interlaced_and_indexed_pictures_are_whole_by_their_own_count() -> None:
    for width, height in ((1, 1), (3, 2), (9, 17)):
        head = struct.pack(">IIBBBBB", width, height, 4, 3, 0, 0, 1)
        inside = bytes(sum(png._bytes_of(width, height, 4, one) for one in png.ADAM7))
        parts = [(b"IHDR", head), (b"PLTE", bytes(3)), (b"IDAT", zlib.compress(inside)), (b"IEND", b"")]
        assert png.size(png.MARK + b"".join(png_chunk(*part) for part in parts)) == (width, height)


def code_of(read: Callable[[], object]) -> str:
    """The code of a refusal, nothing where there is none."""
    try:
        read()
    except Unfit as unfit:
        return unfit.code
    return ""


@given(st.sampled_from([picture(3, 5), JPEG, document()]), st.integers(0, 2000), st.binary(max_size=8))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_change_of_a_file_brings_anything_but_a_code(content: bytes, place: int, change: bytes) -> None:
    place %= len(content)
    changed = content[:place] + change + content[place + len(change) :]
    assert code_of(lambda: child._look(changed)) in {"", *looking.CODES}


@given(st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_garbage_behind_a_mark_brings_a_size_or_a_code(content: bytes) -> None:
    assert code_of(lambda: png.size(png.MARK + content)) in {"", *looking.CODES}
    assert code_of(lambda: jpeg.size(jpeg.MARK + content)) in {"", *looking.CODES}


@pytest.mark.parametrize(
    "said",
    [[], ["scan"], ["scan", "text/html", 0, 1, 1], ["scan", "image/png", 0, -1, 1], ["scan", "image/png", 0, 2**40, 1],
     ["refused", "<b>"], ["end"]],
)  # fmt: skip
def test_a_child_is_not_believed(said: list[object]) -> None:
    with pytest.raises(ScanRefused, match="damaged"):
        looking._understood(said)


def test_a_child_that_keeps_us_waiting_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "WAIT_SECONDS", 0.01)
    with pytest.raises(ScanRefused, match="damaged"):
        looked_at(picture(), tmp_path)
