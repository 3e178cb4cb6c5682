"""Make one sheet whole: credential, QR text, signed PDF. Runs in worker processes, hence without Django."""

import datetime as dt
import gc
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from setara.files.store import ContentStore
from setara.issuance.sheet.content import Office, SheetContent, sheet_content
from setara.issuance.sheet.press import SheetPress
from setara.kernel.certificates.facts import CertificateFacts
from setara.kernel.certificates.states import sheet_lack
from setara.kernel.credentials.canonical import canonical
from setara.kernel.credentials.credential import Recording, certificate_credential
from setara.kernel.credentials.cwt import claims_for, encode
from setara.kernel.credentials.did import did_web
from setara.kernel.credentials.digits import qr_text
from setara.kernel.credentials.integrity import secured
from setara.kernel.rulebook.days import jakarta_day
from setara.kernel.rulebook.regions import districts
from setara.platform.pdf.signing import DocumentSigner


@dataclass(frozen=True, slots=True)
class Workshop:
    """What a worker needs: the office's address, names and programme, where files lie, and its keys as PKCS#8 DER."""

    base_url: str
    office_id: str
    office_en: str
    programme_id: str
    programme_en: str
    files: Path
    credential_key: bytes
    credential_name: str
    qr_key: bytes
    qr_name: str
    document_key: bytes
    document_certificate: bytes


@dataclass(frozen=True, slots=True)
class Job:
    """One sheet to make. `moment` is the moment of issue; `basis` names all that it is made from."""

    row: int
    facts: CertificateFacts
    basis: str
    slug: str
    status_index: int
    original_sha256: str | None
    moment: dt.datetime


@dataclass(frozen=True, slots=True)
class Made:
    """A sheet as made, or `failure` with a reason code; the PDF lies in the content store."""

    row: int
    basis: str
    credential: str = ""
    qr_text: str = ""
    credential_sha256: str = ""
    payload_sha256: str = ""
    pdf_sha256: str = ""
    failure: str = ""


class Maker:
    """Makes sheets; one per process, kept warm."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.did = did_web(workshop.base_url)
        self.credential_key = _ed25519(workshop.credential_key)
        self.qr_key = _p256(workshop.qr_key)
        document_key = _p256(workshop.document_key)
        certificate = x509.load_der_x509_certificate(workshop.document_certificate)
        self.signer = DocumentSigner(document_key, certificate)
        self.press = SheetPress()
        self.store = ContentStore(workshop.files)

    def make(self, job: Job) -> Made:
        """Make one sheet; a fault in its facts is its failure, not the run's."""
        if lack := sheet_lack(job.facts):
            return Made(job.row, job.basis, failure=lack)
        credential, digest = self.credential(job)
        token = self.token(job)
        text = qr_text(self.workshop.base_url, token)
        content = printed(job.facts, self.workshop, job.slug, text, job.moment)
        pdf = self.signer.sign(self.press.pdf(content, credential, job.moment), job.moment)
        return Made(
            row=job.row,
            basis=job.basis,
            credential=credential.decode(),
            qr_text=text,
            credential_sha256=digest,
            payload_sha256=hashlib.sha256(token).hexdigest(),
            pdf_sha256=self.store.put(pdf),
        )

    def credential(self, job: Job) -> tuple[bytes, str]:
        """Sign the credential; return its canonical bytes, as they are served and attached, and their SHA-256."""
        document = secured(
            certificate_credential(job.facts, self._recording(job)),
            self.credential_key,
            verification_method=f"{self.did}#{self.workshop.credential_name}",
            created=job.moment,
        )
        content = canonical(document)
        return content, hashlib.sha256(content).hexdigest()

    def token(self, job: Job) -> bytes:
        """Sign the payload of the QR code."""
        return encode(claims_for(job.facts, self._recording(job)), self.qr_key, self.workshop.qr_name)

    def _recording(self, job: Job) -> Recording:
        return Recording(
            base=self.workshop.base_url,
            did=self.did,
            office=self.workshop.office_id,
            slug=job.slug,
            recorded_at=job.moment,
            original_sha256=job.original_sha256,
            status_index=job.status_index,
        )


def printed(facts: CertificateFacts, workshop: Workshop, slug: str, text: str, moment: dt.datetime) -> SheetContent:
    """Return what a sheet prints; the same for the signed sheet and for the printer's file."""
    return sheet_content(
        facts,
        slug=slug,
        qr_text=text,
        host=urlsplit(workshop.base_url).netloc,
        verification_url=f"{workshop.base_url}/v/{slug}",
        office=Office(workshop.office_id, workshop.office_en),
        programme_id=workshop.programme_id,
        programme_en=workshop.programme_en,
        district_name=districts()[facts.district_code].full_name,
        recorded_on=jakarta_day(moment),
        fingerprint=fingerprint(slug),
    )


def fingerprint(slug: str) -> bytes:
    """Return what the motif is drawn from; the page draws it from the slug alone, without opening the credential."""
    return hashlib.sha256(slug.encode()).digest()


def _ed25519(der: bytes) -> Ed25519PrivateKey:
    key = serialization.load_der_private_key(der, None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError("not an Ed25519 key")
    return key


def _p256(der: bytes) -> EllipticCurvePrivateKey:
    key = serialization.load_der_private_key(der, None)
    if not isinstance(key, EllipticCurvePrivateKey):
        raise TypeError("not a P-256 key")
    return key


def start_worker(workshop: Workshop, maker: Callable[[Workshop], Maker] = Maker) -> Callable[[list[Job]], list[Made]]:
    """Warm up a worker process and return how it makes a chunk of sheets."""
    os.environ["RAYON_NUM_THREADS"] = "1"
    made_by = maker(workshop)
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)

    def make_all(jobs: list[Job]) -> list[Made]:
        return [made_by.make(job) for job in jobs]

    return make_all
