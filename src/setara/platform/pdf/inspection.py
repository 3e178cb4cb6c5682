"""What a PDF file shows by itself: its signatures, what they cover, what is attached. Made for hostile files.

A signature is trusted only by the key of a certificate that the caller pinned; the chain inside the file is never
asked. With such a signature over everything but its own place, the file is to the byte what the holder of that key
signed, so that no trick of structure (hybrid references, shadow pages, wrapped contents) has room left.
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

LARGEST_FILE = 2**20
"""Ten times what a sheet has; the reader needs seconds for a megabyte of crafted objects."""
LARGEST_ATTACHMENT = 2**18
"""Of a larger one its beginning is given, one byte more than this."""
SUBFILTER = "/ETSI.CAdES.detached"
MOST_NODES = 500
"""Fields and names looked at; a file with more is not one of ours."""
MOST_SIGNATURES = 8
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
    per_purpose={DecodePurpose.XREF_STREAM: StreamDecodeLimits(max_output_size=2**14)},
    document_budget=DocumentDecodeBudget(base_allowance=2**18, max_ratio=0),
)
"""All that the reader may unpack, reference and object streams together: each of their bytes can cost it an entry."""
REFERENCE_STREAM = re.compile(rb"/(?:X|#58)(?:R|#52)(?:e|#65)(?:f|#66)")
ENDLESS_TABLE = re.compile(rb"/(?:W|#57)\s*(?:%|\[(?:[\s+.]*0[\s+.0]*\]|[^\]/%-]*[%-]))")
"""A reference stream whose entries take no bytes (a few bytes of file, two thousand million entries), or one that
hides its widths behind comments. Every attempt ends at the next slash, so that the search itself stays quick. Asked
only of files with reference streams, of which ours are none: three bytes may stand in any packed stream by chance.
"""


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

    `intact`, `signer_pinned` and `as_sealed` (the form of signature that the office writes) speak of all signatures
    and are false where there is none; `signers` are the names in their certificates, which prove nothing.
    `covers_whole` is true only for a single signature whose range is the whole file but its own contents.
    `credential` is the one attachment of that name, from the signed revision where there is a signature.
    """

    is_pdf: bool
    fault: Fault = Fault.NONE
    signature_count: int = 0
    intact: bool = False
    signer_pinned: bool = False
    covers_whole: bool = False
    as_sealed: bool = False
    signers: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    credential: bytes | None = None


@dataclass(frozen=True, slots=True)
class _Signature:
    covers_whole: bool
    end: int
    check: SealCheck
    as_sealed: bool = False


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
    fields = list(_signed_fields(reader))
    if len(fields) > MOST_SIGNATURES:
        return PdfFindings(is_pdf=True, signature_count=len(fields))
    signatures = [_signature(pdf, field, pinned) for field in fields]
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
        as_sealed=bool(signatures) and all(one.as_sealed for one in signatures),
        signers=tuple(one.check.signer for one in signatures if one.check.signer),
        attachments=tuple(name for name, _ in attachments),
        credential=ours[0] if len(ours) == 1 else None,
    )


def _reader(pdf: bytes) -> PdfFileReader:
    if REFERENCE_STREAM.search(pdf) and ENDLESS_TABLE.search(pdf):
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
        and gap == b"<" + contents.hex().upper().encode() + b">"
        and pdf.rstrip(b"\r\n").endswith(b"%%EOF")
    )
    signed = pdf[start : start + length] + pdf[again : again + rest]
    check = check_seal(contents, signed, pinned)
    as_sealed = check.as_sealed and dictionary.get("/SubFilter") == SUBFILTER
    return _Signature(whole, min(again + rest, len(pdf)), check, as_sealed)


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
    return name, _content(stream) if isinstance(stream, StreamObject) else None


def _content(stream: StreamObject) -> bytes | None:
    """What the stream holds, or the beginning of what is too large; of filters only the usual one."""
    packed, filters = stream.encoded_data, stream.get("/Filter")
    if filters is None:
        return bytes(packed[: LARGEST_ATTACHMENT + 1])
    if filters not in ("/FlateDecode", ["/FlateDecode"]) or "/DecodeParms" in stream:
        return None
    try:
        return zlib.decompressobj().decompress(packed, LARGEST_ATTACHMENT + 1)
    except zlib.error:
        return None


def _dictionary(value: object) -> DictionaryObject:
    value = value.get_object() if hasattr(value, "get_object") else value
    return value if isinstance(value, DictionaryObject) else DictionaryObject()  # type: ignore[no-untyped-call]


def _list(value: object) -> ArrayObject:
    value = value.get_object() if hasattr(value, "get_object") else value
    return value if isinstance(value, ArrayObject) else ArrayObject()
