"""What a QR code says about a certificate, as numbered CBOR claims (CWT, RFC 8392)."""

import base64
import binascii
import datetime as dt
import re
from dataclasses import dataclass

import cbor2

from setara.kernel.certificates.kinds import Kind
from setara.kernel.credentials.cbor import Cbor, decoded
from setara.kernel.credentials.unreadable import UnreadableError

MAX_ISSUER_BYTES = 84
"""A base URL of 80 characters gives an identifier of at most 83."""
MAX_STATUS_INDEX = 2**32 - 1
SLUG_BYTES = 12

ISS, IAT, CTI = 1, 6, 7
CERTIFICATE = -65537
"""Our facts stand in one map under one private claim (RFC 8392: below -65536), which costs the fewest bytes."""

KIND, NUMBER, BODY, HOLDER, DISTRICT, SUBJECT, ISSUED, EXPIRES, STATUS = range(1, 10)

KIND_NUMBERS = {
    Kind.SPPT_SNI: 1,
    Kind.BARCODE: 2,
    Kind.ISO: 3,
    Kind.BATIKMARK: 4,
    Kind.TRADEMARK: 5,
    Kind.COPYRIGHT: 6,
    Kind.INDUSTRIAL_DESIGN: 7,
    Kind.PRODUCT_TEST: 8,
}

_KINDS = {number: kind for kind, number in KIND_NUMBERS.items()}
_EPOCH = dt.date(1970, 1, 1)
_DISTRICT = re.compile(r"[0-9]{2}\.[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Claims:
    """What a QR code says about a certificate. Empty text and None mean: it does not say.

    `issuer` is the office's DID, `body` the deciding body, `subject` standard and product in one line, `slug` the
    certificate's name in URLs, `status_index` its place in the status lists, `signed_at` whole seconds.
    """

    issuer: str
    slug: str
    kind: Kind
    number: str
    body: str
    holder: str
    district_code: str
    subject: str
    issue_date: dt.date | None
    expiry_date: dt.date | None
    status_index: int
    signed_at: dt.datetime


def slug_text(raw: bytes) -> str:
    """Write the 12 random bytes of a certificate's name in URLs: base64url without padding.

    >>> slug_text(bytes(range(12)))
    'AAECAwQFBgcICQoL'
    """
    if len(raw) != SLUG_BYTES:
        raise ValueError(f"a slug is {SLUG_BYTES} bytes")
    return base64.urlsafe_b64encode(raw).decode()


def slug_bytes(slug: str) -> bytes:
    """Read a slug back; raises `UnreadableError` with ``slug``.

    >>> slug_bytes("AAECAwQFBgcICQoL").hex()
    '000102030405060708090a0b'
    """
    try:
        raw = base64.b64decode(slug.encode("ascii"), altchars=b"-_", validate=True)
    except (UnicodeError, binascii.Error) as error:
        raise UnreadableError("slug") from error
    if len(raw) != SLUG_BYTES or slug_text(raw) != slug:
        raise UnreadableError("slug")
    return raw


def payload_of(claims: Claims) -> bytes:
    """Write claims as deterministic CBOR; raises ValueError for what no claim can hold.

    >>> claims = Claims("did:web:a.example", "A" * 16, Kind.ISO, "1", "B", "C", "35.15", "", None, None, 5,
    ...                 dt.datetime(2026, 11, 24, tzinfo=dt.UTC))
    >>> claims_of(payload_of(claims)) == claims
    True
    """
    if not 1 <= len(claims.issuer.encode()) <= MAX_ISSUER_BYTES:
        raise ValueError(f"the office's identifier has 1 to {MAX_ISSUER_BYTES} bytes: {claims.issuer}")
    if not 0 <= claims.status_index <= MAX_STATUS_INDEX:
        raise ValueError(f"no place in a status list: {claims.status_index}")
    return cbor2.dumps(
        {
            ISS: claims.issuer,
            IAT: int(claims.signed_at.timestamp()),
            CTI: slug_bytes(claims.slug),
            CERTIFICATE: _facts(claims),
        },
        canonical=True,
    )


def _facts(claims: Claims) -> dict[int, int | str]:
    if claims.district_code and not _DISTRICT.fullmatch(claims.district_code):
        raise ValueError(f"not a district code: {claims.district_code}")
    texts = {NUMBER: claims.number, BODY: claims.body, HOLDER: claims.holder, SUBJECT: claims.subject}
    dates = {ISSUED: claims.issue_date, EXPIRES: claims.expiry_date}
    return {
        KIND: KIND_NUMBERS[claims.kind],
        **({DISTRICT: int(claims.district_code.replace(".", ""))} if claims.district_code else {}),
        STATUS: claims.status_index,
        **{claim: text for claim, text in texts.items() if text},
        **{claim: (date - _EPOCH).days for claim, date in dates.items() if date},
    }


def claims_of(payload: bytes) -> Claims:
    """Read claims; raises `UnreadableError` with ``claims`` or what `cbor.decoded` says.

    Every claim must be known, of its type, in its range; an empty text or a missing compulsory claim is refused.

    >>> claims_of(bytes.fromhex("a0"))
    Traceback (most recent call last):
    setara.kernel.credentials.unreadable.UnreadableError: claims
    """
    match decoded(payload):
        case {1: str() as issuer, 6: int() as signed, 7: bytes() as slug, -65537: dict() as facts, **rest}:
            if rest or len(slug) != SLUG_BYTES or not 1 <= len(issuer.encode()) <= MAX_ISSUER_BYTES:
                raise UnreadableError("claims")
        case _:
            raise UnreadableError("claims")
    if not facts.keys() <= set(range(KIND, STATUS + 1)) or not {KIND, STATUS} <= facts.keys():
        raise UnreadableError("claims")
    return Claims(
        issuer=issuer,
        slug=slug_text(slug),
        kind=_KINDS[_number(facts[KIND], 1, len(_KINDS))],
        number=_text(facts, NUMBER),
        body=_text(facts, BODY),
        holder=_text(facts, HOLDER),
        district_code=_district(facts),
        subject=_text(facts, SUBJECT),
        issue_date=_date(facts, ISSUED),
        expiry_date=_date(facts, EXPIRES),
        status_index=_number(facts[STATUS], 0, MAX_STATUS_INDEX),
        signed_at=dt.datetime.fromtimestamp(_number(signed, 0, 2**32 - 1), dt.UTC),
    )


def _number(value: Cbor, lowest: int, highest: int) -> int:
    if not isinstance(value, int) or not lowest <= value <= highest:
        raise UnreadableError("claims")
    return value


def _text(facts: dict[int, Cbor], claim: int) -> str:
    if claim not in facts:
        return ""
    value = facts[claim]
    if not isinstance(value, str) or not value:
        raise UnreadableError("claims")
    return value


def _district(facts: dict[int, Cbor]) -> str:
    if DISTRICT not in facts:
        return ""
    return "{:02}.{:02}".format(*divmod(_number(facts[DISTRICT], 0, 9999), 100))


def _date(facts: dict[int, Cbor], claim: int) -> dt.date | None:
    if claim not in facts:
        return None
    first, last = dt.date.min.toordinal(), dt.date.max.toordinal()
    epoch = _EPOCH.toordinal()
    return dt.date.fromordinal(epoch + _number(facts[claim], first - epoch, last - epoch))
