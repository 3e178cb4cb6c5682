"""Propose a correction of a record (*usulan perbaikan*), take it back, turn it down; approving is `issuance`'s."""

import datetime as dt

from django.db import transaction

from setara.accounts.permission import require, takes_two
from setara.certificates.acts.correcting import CorrectionRefused, correct, values_of
from setara.certificates.acts.holding import hold
from setara.certificates.models import Certificate, Correction
from setara.history.chain import Draft
from setara.history.store import append, salted_digest
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.certificates.corrections import CorrectionState, Values, proposal_refusal
from setara.kernel.certificates.states import EntryKind, SheetStatus, sheet_lack

ENTRIES = {
    CorrectionState.PROPOSED: EntryKind.CORRECTION_PROPOSED,
    CorrectionState.APPROVED: EntryKind.CORRECTION_APPROVED,
    CorrectionState.REJECTED: EntryKind.CORRECTION_REJECTED,
    CorrectionState.WITHDRAWN: EntryKind.CORRECTION_WITHDRAWN,
}
"""The history entry by which a proposal came to each state."""


def propose_correction(
    certificate_id: int, values: Values, why: str, *, actor: Actor, at: dt.datetime, on: dt.date
) -> Correction:
    """Propose that a record say something else; nothing of it changes before another person approves.

    `values` are public value names; those that the record says already are left out. `why` is fit for the public.
    Raises NotPermitted, CorrectionRefused, Certificate.DoesNotExist.
    """
    require(actor, Act.PROPOSE_CORRECTION)
    if not why.strip():
        raise CorrectionRefused("reason_missing")
    with transaction.atomic():
        certificate = hold(certificate_id, actor, Act.PROPOSE_CORRECTION)
        correction = Correction(
            certificate=certificate,
            changes=_changes(certificate, values),
            why=why.strip(),
            proposed_by=actor.id,
            proposed_at=at,
        )
        waiting = Correction.objects.filter(certificate=certificate, state=CorrectionState.PROPOSED)
        if any(one.changes == correction.changes for one in waiting):
            raise CorrectionRefused("already_proposed")
        correction.save()
        _append(correction, actor, at, on)
    return correction


def reject_correction(correction_id: int, remark: str, *, actor: Actor, at: dt.datetime, on: dt.date) -> Correction:
    """Turn a proposal down, with the reason for whoever proposed it.

    Raises NotPermitted, CorrectionRefused, Correction.DoesNotExist.
    """
    require(actor, Act.APPROVE_CORRECTION)
    if not remark.strip():
        raise CorrectionRefused("remark_missing")
    with transaction.atomic():
        correction = hold_correction(correction_id, actor, Act.APPROVE_CORRECTION)
        settle(correction, CorrectionState.REJECTED, remark, actor=actor, at=at, on=on)
    return correction


def withdraw_correction(correction_id: int, *, actor: Actor, at: dt.datetime, on: dt.date) -> Correction:
    """Take one's own proposal back. Raises NotPermitted, CorrectionRefused, Correction.DoesNotExist."""
    require(actor, Act.PROPOSE_CORRECTION)
    with transaction.atomic():
        correction = hold_correction(correction_id, actor, Act.PROPOSE_CORRECTION)
        settle(correction, CorrectionState.WITHDRAWN, "", actor=actor, at=at, on=on)
    return correction


def hold_correction(correction_id: int, actor: Actor, act: Act) -> Correction:
    """Lock a proposal and its certificate in the caller's transaction, for an actor who may do the act on it."""
    certificate_id = Correction.objects.values_list("certificate_id", flat=True).get(pk=correction_id)
    certificate = hold(certificate_id, actor, act)
    correction = Correction.objects.select_for_update().get(pk=correction_id)
    correction.certificate = certificate
    return correction


def settle(
    correction: Correction, to: CorrectionState, remark: str, *, actor: Actor, at: dt.datetime, on: dt.date
) -> None:
    """Bring a proposal that the caller holds to its end, if the kernel lets this person.

    Raises CorrectionRefused, and NotPermitted for whoever proposed it and would decide on it.
    """
    code = proposal_refusal(correction.proposal, to, actor.id, values_of(correction.certificate))
    if code == "same_person":
        raise takes_two(Act.APPROVE_CORRECTION)
    if code:
        raise CorrectionRefused(code)
    correction.state, correction.remark = to, remark.strip()
    correction.decided_by, correction.decided_at = actor.id, at
    correction.save(update_fields=["state", "remark", "decided_by", "decided_at"])
    _append(correction, actor, at, on)


def correction_digest(correction: Correction, state: CorrectionState) -> str:
    """Salted digest, for the history, of a proposal as it stood when it came to a state."""
    content: dict[str, str | int | None] = {"why": correction.why}
    for name, (old, new) in correction.changes.items():
        content |= {f"old.{name}": old, f"new.{name}": new}
    if state is not CorrectionState.PROPOSED:
        content["remark"] = correction.remark
    return salted_digest(bytes(correction.certificate.salt), content)


def _changes(certificate: Certificate, values: Values) -> dict[str, list[str | int | None]]:
    """Say what differs, old and new, each read as an import reads it; `certificate` is changed in memory only."""
    old = values_of(certificate)
    correct(certificate, values)
    new = values_of(certificate)
    if certificate.sheet == SheetStatus.ISSUED and (code := sheet_lack(certificate.facts)):
        raise CorrectionRefused(code)
    return {name: [old[name], new[name]] for name in old if old[name] != new[name]}


def _append(correction: Correction, actor: Actor, at: dt.datetime, on: dt.date) -> None:
    state = CorrectionState(correction.state)
    data: dict[str, str | int | None] = {
        "correction": correction.pk,
        "digest": correction_digest(correction, state),
    }
    append([Draft(correction.certificate.stream, ENTRIES[state], on, data)], actor=actor.id, at=at)
