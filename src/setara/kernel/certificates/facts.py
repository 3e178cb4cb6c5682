"""The facts that stand on a body's certificate, as the office recorded them."""

import datetime as dt
from dataclasses import dataclass

from setara.kernel.certificates.kinds import Kind


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What one certificate says. Empty text means: the certificate does not say.

    `number` is exactly as the body printed it. `issuer` is the deciding body (*lembaga penerbit*), never the
    office. `budget_year` is the *tahun anggaran* that paid; it is neither the year of issue nor of hand-over.
    A missing `expiry_date` means that the certificate names no end.
    """

    kind: Kind
    number: str
    issuer: str
    holder: str
    district_code: str
    issuer_accreditation: str = ""
    product: str = ""
    title: str = ""
    standard: str = ""
    scheme_type: str = ""
    classification: str = ""
    application_number: str = ""
    filing_date: dt.date | None = None
    issue_date: dt.date | None = None
    expiry_date: dt.date | None = None
    budget_year: int | None = None
