"""What a correction of a recorded certificate may change, and when it cannot stand."""

from collections.abc import Set as AbstractSet
from dataclasses import fields

from setara.kernel.certificates.facts import CertificateFacts

CORRECTABLE = frozenset(field.name for field in fields(CertificateFacts)) - {"kind", "issuer_accreditation"}
"""Facts that the office may have copied wrongly. Another kind is another certificate; the accreditation number is read
out of the body's name. What stands on no certificate (NIB, hand-over) needs no new sheet."""


def correction_refusal(facts: CertificateFacts, corrected: CertificateFacts, named: AbstractSet[str]) -> str | None:
    """Say by a code why facts cannot be corrected so, or None where they can; `named` are the facts to change.

    Codes: ``not_correctable nothing_changed number_missing holder_missing expiry_before_issue``.

    >>> from setara.kernel.certificates.kinds import Kind
    >>> facts = CertificateFacts(Kind.ISO, "QMS 17", "Lembaga A", "UD Maju", "35.15")
    >>> correction_refusal(facts, facts, {"holder"}), correction_refusal(facts, facts, {"kind"})
    ('nothing_changed', 'not_correctable')
    """
    if not named <= CORRECTABLE:
        return "not_correctable"
    if corrected == facts:
        return "nothing_changed"
    if not corrected.number:
        return "number_missing"
    if not corrected.holder:
        return "holder_missing"
    if corrected.issue_date and corrected.expiry_date and corrected.expiry_date < corrected.issue_date:
        return "expiry_before_issue"
    return None
