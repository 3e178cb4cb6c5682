"""What a PDF file shows by itself: its signatures, what they cover, what is attached. Made for hostile files.

A signature is trusted only by a certificate that the caller pinned; the chain inside the file is never asked. With
such a signature over everything but its own place, the file is to the byte what the holder of that key signed,
so that no trick of structure (hybrid references, shadow pages, wrapped contents) has room left.
"""

import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

from cryptography import x509
from pyhanko.pdf_utils.decode_limits import DecodeLimits, DecodePurpose, DocumentDecodeBudget, StreamDecodeLimits
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, StreamObject
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from setara.platform.pdf.cms import SealCheck, check_seal

LARGEST_FILE = 4 * 2**20
LARGEST_ATTACHMENT = 2**20
MOST_NODES = 500
"""Fields and names looked at; a file with more is not one of ours."""
CREDENTIAL = "credential.json"

DAMAGE = (
    PdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What the reader raises on crafted files."""

LIMITS = DecodeLimits(
    per_stream=StreamDecodeLimits(max_output_size=8 * 2**20),
    per_purpose={
        DecodePurpose.XREF_STREAM: StreamDecodeLimits(max_output_size=2**18),
        DecodePurpose.OBJECT_STREAM: StreamDecodeLimits(max_output_size=4 * 2**20),
    },
    document_budget=DocumentDecodeBudget(base_allowance=16 * 2**20, max_ratio=4),
)
ENDLESS_TABLE = re.compile(rb"/(?:W|#57)(?:\s|%[^\r\n]*[\r\n])*\[(?:[\s+.0]|-[\d.]*|%[^\r\n]*[\r\n])*\]")
"""A reference stream whose entries take no bytes: a few bytes of file, two thousand million entries."""
CONTENTS = re.compile(rb"<[0-9A-Fa-f]*>")


class Fault(StrEnum):
    """Why a file could not be read."""

    NONE = ""
    NOT_PDF = "not_pdf"
    TOO_LARGE = "too_large"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class PdfFindings:
    """What `inspect` found; says nothing about the facts on the page.

    `intact`, `signer_pinned` and `digest_acceptable` speak of all signatures and are false where there is none.
    `covers_whole` is true only for a single signature whose range is the whole file but its own contents.
    `credential` is the one attachment of that name, from the signed revision where there is a signature.
    """

    is_pdf: bool
    fault: Fault = Fault.NONE
    signature_count: int = 0
    intact: bool = False
    signer_pinned: bool = False
    covers_whole: bool = False
    digest_acceptable: bool = False
    attachments: tuple[str, ...] = ()
    credential: bytes | None = None


@dataclass(frozen=True, slots=True)
class _Signature:
    covers_whole: bool
    end: int
    check: SealCheck


def inspect(pdf: bytes, pinned: Sequence[x509.Certificate]) -> PdfFindings:
    """Look into a file; never raises, whatever the bytes. At most `LARGEST_FILE` bytes are read."""
    if not pdf.startswith(b"%PDF-"):
        return PdfFindings(is_pdf=False, fault=Fault.NOT_PDF)
    if len(pdf) > LARGEST_FILE:
        return PdfFindings(is_pdf=True, fault=Fault.TOO_LARGE)
    try:
        return _inspect(pdf, pinned)
    except DAMAGE:
        return PdfFindings(is_pdf=True, fault=Fault.DAMAGED)


def _inspect(pdf: bytes, pinned: Sequence[x509.Certificate]) -> PdfFindings:
    reader = _reader(pdf)
    if reader.encrypted:
        return PdfFindings(is_pdf=True, fault=Fault.ENCRYPTED)
    signatures = [_signature(pdf, field, pinned) for field in _signed_fields(reader)]
    signed = next((one for one in signatures if one.check.pinned), next(iter(signatures), None))
    fault, attachments = _attachments(pdf[: signed.end] if signed else pdf)
    ours = [content for name, content in attachments if name == CREDENTIAL]
    return PdfFindings(
        is_pdf=True,
        fault=fault,
        signature_count=len(signatures),
        intact=bool(signatures) and all(one.check.intact for one in signatures),
        signer_pinned=bool(signatures) and all(one.check.pinned for one in signatures),
        covers_whole=len(signatures) == 1 and signatures[0].covers_whole,
        digest_acceptable=bool(signatures) and all(one.check.digest_acceptable for one in signatures),
        attachments=tuple(name for name, _ in attachments),
        credential=ours[0] if len(ours) == 1 else None,
    )


def _reader(pdf: bytes) -> PdfFileReader:
    if ENDLESS_TABLE.search(pdf):
        raise ValueError
    return PdfFileReader(BytesIO(pdf), strict=True, decode_limits=LIMITS)


def _signed_fields(reader: PdfFileReader) -> Iterator[DictionaryObject]:
    """Signature fields with a value, time-stamps included."""
    form = reader.root.get("/AcroForm")
    waiting = [(field, "") for field in _list(_dictionary(form).get("/Fields"))]
    for _ in range(MOST_NODES):
        if not waiting:
            return
        node, inherited = waiting.pop()
        field = _dictionary(node)
        kind = str(field.get("/FT", inherited))
        if kind == "/Sig" and "/V" in field:
            yield _dictionary(field["/V"])
        else:
            waiting.extend((kid, kind) for kid in _list(field.get("/Kids")))
    raise ValueError


def _signature(pdf: bytes, dictionary: DictionaryObject, pinned: Sequence[x509.Certificate]) -> _Signature:
    try:
        numbers = [int(number) for number in _list(dictionary["/ByteRange"])]
        contents = bytes(dictionary.raw_get("/Contents").original_bytes)
    except DAMAGE:
        return _Signature(covers_whole=False, end=len(pdf), check=SealCheck())
    if len(numbers) != 4 or min(numbers) < 0:
        return _Signature(covers_whole=False, end=len(pdf), check=SealCheck())
    start, length, again, rest = numbers
    gap = pdf[start + length : again]
    whole = (
        start == 0
        and again + rest == len(pdf)
        and CONTENTS.fullmatch(gap) is not None
        and gap[1:-1].lower() == contents.hex().encode()
        and pdf.rstrip(b"\r\n").endswith(b"%%EOF")
    )
    signed = pdf[start : start + length] + pdf[again : again + rest]
    return _Signature(whole, min(again + rest, len(pdf)), check_seal(contents, signed, pinned))


def _attachments(revision: bytes) -> tuple[Fault, list[tuple[str, bytes | None]]]:
    try:
        root = _reader(revision).root
        found = list(_files(_dictionary(_dictionary(root.get("/Names")).get("/EmbeddedFiles"))))
    except DAMAGE:
        return Fault.DAMAGED, []
    return Fault.NONE, found


def _files(tree: DictionaryObject) -> Iterator[tuple[str, bytes | None]]:
    waiting = [tree]
    for _ in range(MOST_NODES):
        if not waiting:
            return
        node = waiting.pop()
        waiting.extend(_dictionary(kid) for kid in _list(node.get("/Kids")))
        names = _list(node.get("/Names"))
        for place in range(1, min(len(names), MOST_NODES), 2):
            yield _file(_dictionary(names[place]))
    raise ValueError


def _file(specification: DictionaryObject) -> tuple[str, bytes | None]:
    name = str(specification.get("/UF", specification.get("/F", "")))
    stream = _dictionary(_dictionary(specification.get("/EF")).get("/F"))
    if not isinstance(stream, StreamObject) or len(stream.encoded_data) > LARGEST_ATTACHMENT:
        return name, None
    content = bytes(stream.data)
    return name, content if len(content) <= LARGEST_ATTACHMENT else None


def _dictionary(value: object) -> DictionaryObject:
    value = value.get_object() if hasattr(value, "get_object") else value
    return value if isinstance(value, DictionaryObject) else DictionaryObject()  # type: ignore[no-untyped-call]


def _list(value: object) -> ArrayObject:
    value = value.get_object() if hasattr(value, "get_object") else value
    return value if isinstance(value, ArrayObject) else ArrayObject()
