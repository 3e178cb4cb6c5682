"""Corrections of a recorded certificate: what they may change, when they cannot stand, and who decides on one.

One person proposes, another decides: the office's own rule, so that no name, number or date on a sheet rests on one
pair of eyes.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields
from enum import StrEnum

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


class CorrectionState(StrEnum):
    """How a proposal stands; all but the first are final."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


Values = Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed correction; `old` and `new` hold the same public value names, `proposed_by` is an actor's id."""

    state: CorrectionState
    proposed_by: str
    old: Values
    new: Values


def proposal_refusal(proposal: Proposal, to: CorrectionState, by: str, standing: Values) -> str | None:
    """Say by a code why somebody cannot bring a proposal to a state, or None where he can.

    `by` is an actor's id; `standing` is what the record says now. Codes: ``not_open``; ``same_person`` (whoever
    proposed it does not decide on it); ``other_person`` (nobody else withdraws it); ``no_change``;
    ``record_changed_since`` (the record no longer says what the proposal would correct).

    >>> open_one = Proposal(CorrectionState.PROPOSED, "user:1", {"holder": "UD Maju"}, {"holder": "UD Majoe"})
    >>> proposal_refusal(open_one, CorrectionState.APPROVED, "user:1", {"holder": "UD Maju"})
    'same_person'
    >>> proposal_refusal(open_one, CorrectionState.APPROVED, "user:2", {"holder": "UD Lain"})
    'record_changed_since'
    >>> proposal_refusal(open_one, CorrectionState.APPROVED, "user:2", {"holder": "UD Maju"}) is None
    True
    """
    if proposal.state is not CorrectionState.PROPOSED:
        return "not_open"
    if to is CorrectionState.WITHDRAWN:
        return None if by == proposal.proposed_by else "other_person"
    if by == proposal.proposed_by:
        return "same_person"
    if to is CorrectionState.REJECTED:
        return None
    if proposal.new == proposal.old:
        return "no_change"
    is_as_it_was = all(standing.get(name) == value for name, value in proposal.old.items())
    return None if is_as_it_was else "record_changed_since"
