"""Fixed keys and facts, so that every artefact in these tests and on the formats page is the same on every machine.

The keys are published with the tests: nothing but examples may ever be signed with them.
"""

import datetime as dt

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from setara.kernel.certificates.facts import CertificateFacts
from setara.kernel.certificates.kinds import Kind
from setara.kernel.credentials import cwt
from setara.kernel.credentials.canonical import Json
from setara.kernel.credentials.credential import Recording, certificate_credential
from setara.kernel.credentials.digits import qr_text
from setara.kernel.credentials.examine import Office
from setara.kernel.credentials.integrity import secured

BASE = "https://sertifikat.example"
DID = "did:web:sertifikat.example"
METHOD = f"{DID}#credential-2026"
KID = "qr-2026"

CREDENTIAL_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
QR_KEY = derive_private_key(int.from_bytes(bytes(range(1, 33)), "big"), SECP256R1())
DOCUMENT_KEY = derive_private_key(int.from_bytes(bytes(range(2, 34)), "big"), SECP256R1())
FORGER_CREDENTIAL_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(100, 132)))
FORGER_QR_KEY = derive_private_key(int.from_bytes(bytes(range(101, 133)), "big"), SECP256R1())

OFFICE = Office(BASE, DID, {METHOD: CREDENTIAL_KEY.public_key()}, {KID: QR_KEY.public_key()})
OTHER_OFFICE = Office(
    "https://other.example",
    "did:web:other.example",
    {"did:web:other.example#credential-2026": FORGER_CREDENTIAL_KEY.public_key()},
    {"qr-other": FORGER_QR_KEY.public_key()},
)

MOMENT = dt.datetime(2026, 11, 24, 3, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 24)

FACTS = CertificateFacts(
    kind=Kind.SPPT_SNI,
    number="017/LSPr-Contoh/SNI/III/2026",
    issuer="Lembaga Sertifikasi Produk Contoh",
    holder="UD Contoh Makmur",
    district_code="35.15",
    issuer_accreditation="LSPr-000-IDN",
    product="Keripik tempe",
    standard="SNI 2713.1:2009",
    scheme_type="5",
    issue_date=dt.date(2026, 3, 17),
    expiry_date=dt.date(2030, 3, 16),
    budget_year=2026,
)
RECORDING = Recording(
    base=BASE,
    did=DID,
    office="Dinas Perindustrian dan Perdagangan Provinsi Contoh",
    slug="AAECAwQFBgcICQoL",
    recorded_at=MOMENT,
    original_sha256="a" * 64,
    status_index=131_079,
)


def sealed(
    facts: CertificateFacts = FACTS,
    recording: Recording = RECORDING,
    key: Ed25519PrivateKey = CREDENTIAL_KEY,
    method: str = METHOD,
) -> dict[str, Json]:
    """A credential with its proof."""
    return secured(
        certificate_credential(facts, recording), key, verification_method=method, created=recording.recorded_at
    )


def token(facts: CertificateFacts = FACTS, recording: Recording = RECORDING) -> bytes:
    """The CWT of the QR code."""
    return cwt.encode(cwt.claims_for(facts, recording), QR_KEY, KID)


def printed(content: bytes, base: str = BASE) -> str:
    """The text of the QR code."""
    return qr_text(base, content)
