"""The credential of a recorded certificate: W3C Verifiable Credentials Data Model v2.0 (Recommendation, 15 May 2025).

The office vouches for the record, never for the certificate. Three statements stay apart: `issuedBy` (the body that
decided), `recordedBy` (the office, with the hash of the original where it is on file) and `programme` (the budget
year that paid). The hand-over is no part of it, nor is any person, address or number of a person.
`validUntil` is the end of the certificate's expiry day in Asia/Jakarta; `validFrom` is the moment of recording and
decides nothing about the certificate.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from setara.kernel.certificates.facts import CertificateFacts
from setara.kernel.certificates.kinds import CONFORMITY_KINDS, KIND_NAMES, Kind
from setara.kernel.credentials.canonical import Json, canonical
from setara.kernel.credentials.claims import slug_bytes
from setara.kernel.credentials.integrity import moment_of, moment_text
from setara.kernel.credentials.status_list import ENTRIES, StatusPurpose, list_url, status_entries
from setara.kernel.credentials.unreadable import UnreadableError
from setara.kernel.rulebook.regions import districts

W3C_CONTEXT = "https://www.w3.org/ns/credentials/v2"
JAKARTA = dt.timezone(dt.timedelta(hours=7))
RECORD_TYPE = "CertificateRecord"
CONFORMITY_TYPE = "ConformityCertificateRecord"
SUBJECT_TYPE = "FacilitatedCertificate"

TEXT_TERMS = (
    "kind", "number", "product", "title", "standard", "schemeType", "classification", "applicationNumber",
    "accreditation", "code", "originalSha256",
)  # fmt: skip
DATE_TERMS = ("filingDate", "issueDate", "expiryDate")
OBJECT_TERMS = ("holder", "district", "issuedBy", "recordedBy", "programme")
TYPE_TERMS = (RECORD_TYPE, CONFORMITY_TYPE, SUBJECT_TYPE)
_XSD = "http://www.w3.org/2001/XMLSchema#"
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_DISTRICT = re.compile(r"[0-9]{2}\.[0-9]{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Recording:
    """Who recorded a certificate, when, and under which name and place.

    `base` is the office's URL, `did` its identifier, `office` its name; `original_sha256` (hex) is None while the
    original is not on file; `status_index` is the place in both status lists.
    """

    base: str
    did: str
    office: str
    slug: str
    recorded_at: dt.datetime
    original_sha256: str | None
    status_index: int


def certificate_credential(facts: CertificateFacts, recording: Recording) -> dict[str, Json]:
    """Make the credential, still without proof. What the certificate does not say has no member.

    Raises ValueError where number, body or holder are missing (nothing is then known to vouch for), for a moment
    without zone, an unknown district or a hash that is none.

    >>> facts = CertificateFacts(Kind.ISO, "QMS 17", "Lembaga A", "UD Maju", "35.15")
    >>> moment = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
    >>> recording = Recording("https://a.example", "did:web:a.example", "Dinas A", "A" * 16, moment, None, 7)
    >>> document = certificate_credential(facts, recording)
    >>> document["id"], document["type"][1:]
    ('https://a.example/v/AAAAAAAAAAAAAAAA', ['CertificateRecord', 'ConformityCertificateRecord'])
    """
    slug_bytes(recording.slug)
    if not (facts.number and facts.issuer and facts.holder):
        raise ValueError("a certificate has a number, a deciding body and a holder")
    if recording.original_sha256 is not None and not _SHA256.fullmatch(recording.original_sha256):
        raise ValueError(f"not a SHA-256: {recording.original_sha256}")
    identifier = f"{recording.base}/v/{recording.slug}"
    document: dict[str, Json] = {
        "@context": [W3C_CONTEXT, terms(recording.base)],
        "id": identifier,
        "type": [
            "VerifiableCredential",
            RECORD_TYPE,
            *([CONFORMITY_TYPE] if facts.kind in CONFORMITY_KINDS else []),
        ],
        "issuer": {"id": recording.did, "name": recording.office},
        "validFrom": moment_text(recording.recorded_at),
    }
    if facts.expiry_date:
        document["validUntil"] = moment_text(end_of_day(facts.expiry_date))
    return {
        **document,
        "credentialStatus": status_entries(recording.base, recording.status_index),
        "credentialSubject": {"id": f"{identifier}#certificate", **_subject(facts, recording)},
    }


def terms(base: str) -> dict[str, Json]:
    """Make the inline context that gives every term of ours its meaning, so that nothing need be fetched.

    >>> terms("https://a.example")["number"]
    'https://a.example/ns/certificate/v1#number'
    """
    space = f"{base}/ns/certificate/v1#"
    return {
        **{name: f"{space}{name}" for name in (*TYPE_TERMS, *TEXT_TERMS, *OBJECT_TERMS)},
        **{name: {"@id": f"{space}{name}", "@type": f"{_XSD}date"} for name in DATE_TERMS},
        "budgetYear": {"@id": f"{space}budgetYear", "@type": f"{_XSD}integer"},
    }


def end_of_day(day: dt.date) -> dt.datetime:
    """Give the last second of a day in Asia/Jakarta (UTC+7, no summer time).

    >>> end_of_day(dt.date(2028, 1, 1)).astimezone(dt.UTC).isoformat()
    '2028-01-01T16:59:59+00:00'
    """
    return dt.datetime.combine(day, dt.time(23, 59, 59), JAKARTA)


def credential_digest(document: Mapping[str, Json]) -> str:
    """Give the SHA-256 (hex) of a credential with its proof, canonical: what the register keeps from the issue.

    >>> credential_digest({})[:16]
    '44136fa355b3678a'
    """
    return hashlib.sha256(canonical(document)).hexdigest()


def _subject(facts: CertificateFacts, recording: Recording) -> dict[str, Json]:
    said: dict[str, Json] = {
        "district": _district(facts.district_code),
        "product": facts.product,
        "title": facts.title,
        "standard": facts.standard,
        "schemeType": facts.scheme_type,
        "classification": facts.classification,
        "applicationNumber": facts.application_number,
        "filingDate": _iso(facts.filing_date),
        "issueDate": _iso(facts.issue_date),
        "expiryDate": _iso(facts.expiry_date),
    }
    body: dict[str, Json] = {"name": facts.issuer}
    if facts.issuer_accreditation:
        body["accreditation"] = facts.issuer_accreditation
    return {
        "type": SUBJECT_TYPE,
        "name": KIND_NAMES[facts.kind].id,
        "kind": facts.kind.value,
        "number": facts.number,
        "holder": {"name": facts.holder},
        **{name: value for name, value in said.items() if value},
        "issuedBy": body,
        "recordedBy": {
            "id": recording.did,
            "name": recording.office,
            "originalSha256": recording.original_sha256,
        },
        **({"programme": {"budgetYear": facts.budget_year}} if facts.budget_year else {}),
    }


def _district(code: str) -> dict[str, Json]:
    if not code:
        return {}
    district = districts().get(code)
    if district is None:
        raise ValueError(f"not a district: {code}")
    return {"code": district.code, "name": district.full_name}


def _iso(date: dt.date | None) -> str:
    return date.isoformat() if date else ""


def opened(document: Mapping[str, Json], *, base: str) -> tuple[CertificateFacts, Recording]:
    """Read a credential that `certificate_credential` made; raises `UnreadableError`.

    Codes: ``unknown_context`` for a context that this office never writes (nothing is ever fetched),
    ``not_a_credential`` for everything that is not, proof aside, what `certificate_credential` makes of
    the facts and the recording. Only the names of kind and district may be any: tables change over the years, what
    was signed does not. Nothing is verified here.

    >>> opened({"@context": ["https://a.example/other"]}, base="https://a.example")
    Traceback (most recent call last):
    setara.kernel.credentials.unreadable.UnreadableError: unknown_context
    """
    if document.get("@context") != [W3C_CONTEXT, terms(base)]:
        raise UnreadableError("unknown_context")
    subject = _object(document, "credentialSubject")
    issuer = _object(document, "issuer")
    try:
        kind = Kind(_text(subject, "kind"))
        recorded_at = moment_of(_text(document, "validFrom"))
    except ValueError as error:
        raise UnreadableError("not_a_credential") from error
    recording = Recording(
        base=base,
        did=_text(issuer, "id"),
        office=_text(issuer, "name"),
        slug=_slug(_text(document, "id"), base),
        recorded_at=recorded_at,
        original_sha256=_optional(_object(subject, "recordedBy"), "originalSha256") or None,
        status_index=_status_index(document, base),
    )
    facts = _facts(subject, kind)
    _require_as_made(document, subject, facts, recording)
    return facts, recording


def _require_as_made(
    document: Mapping[str, Json], subject: Mapping[str, Json], facts: CertificateFacts, recording: Recording
) -> None:
    try:
        made = certificate_credential(replace(facts, district_code=""), recording)
    except ValueError as error:
        raise UnreadableError("not_a_credential") from error
    names: dict[str, Json] = {"name": _text(subject, "name")}
    if facts.district_code:
        names["district"] = {"code": facts.district_code, "name": _text(_object(subject, "district"), "name")}
    made["credentialSubject"] = {**_object(made, "credentialSubject"), **names}
    if {name: member for name, member in document.items() if name != "proof"} != made:
        raise UnreadableError("not_a_credential")


def _facts(subject: Mapping[str, Json], kind: Kind) -> CertificateFacts:
    body = _object(subject, "issuedBy")
    year = _object(subject, "programme").get("budgetYear") if "programme" in subject else None
    if year is not None and type(year) is not int:
        raise UnreadableError("not_a_credential")
    return CertificateFacts(
        kind=kind,
        number=_text(subject, "number"),
        issuer=_text(body, "name"),
        holder=_text(_object(subject, "holder"), "name"),
        district_code=_district_code(_object(subject, "district")) if "district" in subject else "",
        issuer_accreditation=_optional(body, "accreditation"),
        product=_optional(subject, "product"),
        title=_optional(subject, "title"),
        standard=_optional(subject, "standard"),
        scheme_type=_optional(subject, "schemeType"),
        classification=_optional(subject, "classification"),
        application_number=_optional(subject, "applicationNumber"),
        filing_date=_date(subject, "filingDate"),
        issue_date=_date(subject, "issueDate"),
        expiry_date=_date(subject, "expiryDate"),
        budget_year=year,
    )


def _district_code(district: Mapping[str, Json]) -> str:
    code = _text(district, "code")
    if not _DISTRICT.fullmatch(code):
        raise UnreadableError("not_a_credential")
    return code


def _slug(identifier: str, base: str) -> str:
    slug = identifier.removeprefix(f"{base}/v/")
    if slug == identifier:
        raise UnreadableError("not_a_credential")
    try:
        slug_bytes(slug)
    except UnreadableError as error:
        raise UnreadableError("not_a_credential") from error
    return slug


def _status_index(document: Mapping[str, Json], base: str) -> int:
    entries = document.get("credentialStatus")
    if not isinstance(entries, list) or len(entries) != len(StatusPurpose) or not isinstance(entries[0], dict):
        raise UnreadableError("not_a_credential")
    place, url = _text(entries[0], "statusListIndex"), _text(entries[0], "statusListCredential")
    number = re.fullmatch(r".*-([1-9][0-9]{0,4})\.json", url)
    if number is None or not re.fullmatch(r"0|[1-9][0-9]{0,5}", place):
        raise UnreadableError("not_a_credential")
    index = (int(number[1]) - 1) * ENTRIES + int(place)
    if entries != status_entries(base, index) or url != list_url(base, StatusPurpose.REVOCATION, index):
        raise UnreadableError("not_a_credential")
    return index


def _object(source: Mapping[str, Json], name: str) -> Mapping[str, Json]:
    value = source.get(name)
    if not isinstance(value, Mapping):
        raise UnreadableError("not_a_credential")
    return value


def _text(source: Mapping[str, Json], name: str) -> str:
    value = source.get(name)
    if not isinstance(value, str) or not value:
        raise UnreadableError("not_a_credential")
    return value


def _optional(source: Mapping[str, Json], name: str) -> str:
    return "" if source.get(name) is None else _text(source, name)


def _date(source: Mapping[str, Json], name: str) -> dt.date | None:
    text = _optional(source, name)
    if not text:
        return None
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=JAKARTA).date()
    except ValueError as error:
        raise UnreadableError("not_a_credential") from error
