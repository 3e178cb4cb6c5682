"""Check what somebody holds out: a PDF, a credential, a QR text, an address. Gathers evidence; the kernel decides."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID
from django.db import DatabaseError

from setara.issuance.models import Sheet
from setara.issuance.office import document_certificates, pinned_office
from setara.issuance.queries import Published, published
from setara.kernel.credentials.claims import slug_bytes
from setara.kernel.credentials.examine import (
    Examined,
    Office,
    examined_credential,
    examined_qr,
    mentions,
)
from setara.kernel.credentials.status_list import StatusPurpose
from setara.kernel.credentials.status_lookup import ListAtHand, looked_up
from setara.kernel.credentials.unreadable import UnreadableError
from setara.kernel.credentials.verdict import (
    Attachment,
    Evidence,
    Obstacle,
    PdfFindings,
    RegisterAnswer,
    Registered,
    Source,
    Verdict,
    decide,
)
from setara.platform.pdf import inspection
from setara.platform.pdf.inspection import Fault

MOST_BYTES = 20 * 2**20
"""Largest input that is looked at."""
BLANKS = " \t\r\n"
"""White space that is not part of a text."""

UNOPENED = {Fault.TOO_LARGE: Obstacle.FILE_TOO_LARGE, Fault.ENCRYPTED: Obstacle.FILE_ENCRYPTED}


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict and what it is about. `examined` is what the document itself says, `published` the register."""

    source: Source
    verdict: Verdict
    examined: Examined | None = None
    published: Published | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """How to check: on which day and moment, with the register or without, with which status lists at hand."""

    on: dt.date
    moment: dt.datetime
    online: bool = True
    lists: Mapping[StatusPurpose, bytes] | None = None


def verify(content: bytes, asking: Asking) -> Answer:
    """Check any input; never raises for what stands in it."""
    if len(content) > MOST_BYTES:
        return _stopped(Source.CREDENTIAL, Obstacle.FILE_TOO_LARGE, asking)
    if not content.strip(BLANKS.encode()):
        return _stopped(Source.CREDENTIAL, Obstacle.FILE_UNREADABLE, asking)
    office = pinned_office()
    # Either end tells a PDF, so that one whose first bytes were changed is still looked at as what it was.
    if b"%PDF-" in content[:1024] or b"%%EOF" in content[-1024:]:
        return _verify_pdf(content, office, asking)
    text = content.decode("utf-8", errors="replace").strip(BLANKS)
    if slug := slug_of_address(text, office):
        return verify_record(slug, asking)
    if not office.credential_keys:
        return _stopped(Source.CREDENTIAL, Obstacle.NO_KEYS, asking)
    if text.startswith(("{", "[", "\ufeff{")):
        return _verify_examined(Source.CREDENTIAL, examined_credential(content, office), office, asking)
    return _verify_examined(Source.QR, examined_qr(text, office), office, asking)


def slug_of_address(text: str, office: Office) -> str:
    """Return the slug of an address of this office (``{base}/v/<slug>``, also .json and .vc.json), or ``""``."""
    address = urlsplit(office.base)
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    before = f"{address.path}/v/"
    if (parts.scheme, parts.netloc.lower()) != (address.scheme, address.netloc) or not parts.path.startswith(before):
        return ""
    return parts.path.removeprefix(before).removesuffix(".json").removesuffix(".vc").rstrip("/")


def verify_record(slug: str, asking: Asking) -> Answer:
    """Say what the register says under an address."""
    if not asking.online:
        return _stopped(Source.RECORD, Obstacle.REGISTER_UNREACHABLE, asking)
    try:
        slug_bytes(slug)
        found = published(slug, asking.on)
    except UnreadableError:
        found = None
    except DatabaseError:
        return _stopped(Source.RECORD, Obstacle.REGISTER_UNREACHABLE, asking)
    return record_answer(found, asking)


def record_answer(found: Published | None, asking: Asking) -> Answer:
    """Answer for a record that was looked up."""
    register: Registered | RegisterAnswer = RegisterAnswer.NOT_FOUND
    if found is not None:
        register = _registered(found)
    evidence = Evidence(Source.RECORD, register)
    return Answer(Source.RECORD, decide(evidence, on=asking.on, moment=asking.moment), published=found)


def _verify_examined(source: Source, examined: Examined, office: Office, asking: Asking) -> Answer:
    try:
        found, register = _ask(examined, asking)
    except DatabaseError:
        return _stopped(source, Obstacle.REGISTER_UNREACHABLE, asking)
    evidence = Evidence(source, register, examined=examined, lists=_lists(examined, office, asking))
    return Answer(source, decide(evidence, on=asking.on, moment=asking.moment), examined, found)


def _verify_pdf(content: bytes, office: Office, asking: Asking) -> Answer:
    certificates = document_certificates()
    if not certificates:
        return _stopped(Source.PDF, Obstacle.NO_KEYS, asking)
    findings = inspection.inspect(content, certificates)
    named = mentions(content, office) or _carries_mark(content, findings, certificates)
    file_sha256 = hashlib.sha256(content).hexdigest()
    try:
        obstacle = UNOPENED.get(findings.fault) or (
            None if named or _is_readable(findings) else Obstacle.FILE_UNREADABLE
        )
        if obstacle:
            unrecorded = named and asking.online and not Sheet.objects.filter(pdf_sha256=file_sha256).exists()
            return _stopped(Source.PDF, obstacle, asking, file_unrecorded=unrecorded)
        examined = examined_credential(findings.credential, office) if findings.credential is not None else None
        found, register = _ask(examined, asking, file_sha256)
    except DatabaseError:
        return _stopped(Source.PDF, Obstacle.REGISTER_UNREACHABLE, asking)
    evidence = Evidence(
        Source.PDF,
        register,
        examined=examined,
        pdf=_pdf(findings),
        lists=_lists(examined, office, asking),
        names_this_office=named,
    )
    return Answer(Source.PDF, decide(evidence, on=asking.on, moment=asking.moment), examined, found)


def _carries_mark(content: bytes, findings: inspection.PdfFindings, certificates: Sequence[x509.Certificate]) -> bool:
    """Say whether a signer has the office's name; a file that cannot be parsed carries key or name as a seal does."""
    lowered = content.lower()
    for one in certificates:
        key = one.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo).hex().encode()
        names = [str(name.value) for name in one.subject.get_attributes_for_oid(NameOID.COMMON_NAME)]
        marks = [key, *(name.encode().hex().encode() for name in names)]
        if any(mark in lowered for mark in marks):
            return True
        if not {name.casefold() for name in names}.isdisjoint(signer.casefold() for signer in findings.signers):
            return True
    return False


def _is_readable(findings: inspection.PdfFindings) -> bool:
    return findings.fault is Fault.NONE or findings.signature_count > 0


def _pdf(findings: inspection.PdfFindings) -> PdfFindings:
    several = findings.attachments.count(inspection.CREDENTIAL) > 1
    attachment = Attachment.COVERED if findings.credential is not None else Attachment.MISSING
    return PdfFindings(
        signatures=findings.signature_count,
        intact=findings.intact,
        signer_pinned=findings.signer_pinned,
        covers_whole_file=findings.covers_whole,
        attachment=Attachment.SEVERAL if several else attachment,
        as_sealed=findings.as_sealed,
        readable=_is_readable(findings),
    )


def _ask(
    examined: Examined | None, asking: Asking, file_sha256: str = ""
) -> tuple[Published | None, Registered | RegisterAnswer]:
    """Ask the register about what a document says of itself; only what is genuine is looked up."""
    if not asking.online:
        return None, RegisterAnswer.NOT_ASKED
    if examined is None or examined.slug is None:
        return None, RegisterAnswer.NOT_FOUND
    found = published(examined.slug, asking.on)
    if found is None:
        return None, RegisterAnswer.NOT_FOUND
    recorded = found.payload_sha256 if examined.claims else found.credential_sha256
    return found, _registered(
        found, digest_recorded=examined.digest == recorded, file_recorded=file_sha256 == found.pdf_sha256
    )


def _registered(found: Published, *, digest_recorded: bool = False, file_recorded: bool = False) -> Registered:
    return Registered(
        status=found.status,
        sheet=found.sheet,
        digest_recorded=digest_recorded,
        file_recorded=file_recorded,
        issue_date=found.facts.issue_date,
        expiry_date=found.facts.expiry_date,
    )


def _lists(examined: Examined | None, office: Office, asking: Asking) -> dict[StatusPurpose, ListAtHand | str]:
    if asking.lists is None or examined is None or examined.status_index is None:
        return {}
    found: dict[StatusPurpose, ListAtHand | str] = {}
    for purpose, raw in asking.lists.items():
        try:
            found[purpose] = looked_up(
                raw, purpose, examined.status_index, base=office.base, did=office.did, keys=office.credential_keys
            )
        except UnreadableError as error:
            found[purpose] = error.code
    return found


def _stopped(source: Source, obstacle: Obstacle, asking: Asking, *, file_unrecorded: bool = False) -> Answer:
    """Say why nothing could be looked at; an unopened file that names the office and is on no record is altered."""
    evidence = Evidence(
        source,
        RegisterAnswer.NOT_ASKED,
        names_this_office=file_unrecorded,
        obstacle=obstacle,
        file_unrecorded=file_unrecorded,
    )
    return Answer(source, decide(evidence, on=asking.on, moment=asking.moment))
