"""The office's own acts on its own sheet: withdraw it, or supersede it by a corrected one."""

import datetime as dt
from dataclasses import replace

from django.db import transaction

from setara.accounts.permission import require, require_still, takes_two
from setara.certificates.acts.correcting import CorrectionRefused, correct
from setara.certificates.acts.decisions import refresh
from setara.certificates.acts.recording import combination, record_certificates
from setara.certificates.models import Certificate
from setara.history.chain import Draft
from setara.history.store import append, hold_chain, salted_digest
from setara.issuance.acts.decide import publish_for
from setara.issuance.acts.planning import free_indices, new_slug
from setara.issuance.acts.run import issued_draft, job_of, sheet_of
from setara.issuance.making import Maker
from setara.issuance.models import Run, RunRow, RunState, Sheet
from setara.issuance.office import workshop
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import CONSOLE, Actor
from setara.kernel.certificates.corrections import Values
from setara.kernel.certificates.states import SHEET_AFTER, EntryKind, SheetStatus, sheet_refusal


class SheetRefused(Exception):
    """An act on a sheet that cannot be done; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def withdraw_sheet(slug: str, why: str, *, actor: Actor, at: dt.datetime, on: dt.date) -> Sheet:
    """Withdraw the office's sheet (*penarikan lembar verifikasi*); the body's certificate stays as it is.

    Raises NotPermitted, SheetRefused.
    """
    require(actor, Act.WITHDRAW)
    with transaction.atomic():
        sheet = _found(slug, why, actor)
        _check(sheet, EntryKind.SHEET_WITHDRAWN)
        _end(sheet, EntryKind.SHEET_WITHDRAWN, why, actor, at, on)
    return sheet


def supersede_sheet(slug: str, values: Values, why: str, *, actor: Actor, at: dt.datetime, on: dt.date) -> Sheet:
    """Correct the record of an issued certificate and issue a new sheet; the old one stays verifiable as superseded.

    In one step and by one person, hence for the console alone: people propose, and others approve. `values` are
    public value names. Raises NotPermitted, SheetRefused.
    """
    require(actor, Act.WITHDRAW)
    if actor.id != CONSOLE.id:
        raise takes_two(Act.APPROVE_CORRECTION)
    maker = Maker(workshop())
    with transaction.atomic():
        old = _found(slug, why, actor)
        try:
            return replace_sheet(old, values, why, maker, actor=actor, at=at, on=on)
        except CorrectionRefused as refused:
            raise SheetRefused(refused.code) from refused


def replace_sheet(
    old: Sheet, values: Values, why: str, maker: Maker, *, actor: Actor, at: dt.datetime, on: dt.date
) -> Sheet:
    """Correct the record of a sheet that the caller holds and replace it, for an act that checked who may.

    Raises CorrectionRefused, SheetRefused.
    """
    certificate = old.certificate
    before = combination(certificate)
    correct(certificate, values)
    _check(old, EntryKind.SHEET_SUPERSEDED)
    record_certificates([], [(certificate, None)], [before], actor=actor.id, at=at, on=on)
    _end(old, EntryKind.SHEET_SUPERSEDED, why, actor, at, on)
    new = _issue_one(certificate, maker, actor, at, on)
    old.superseded_by = new
    old.save(update_fields=["superseded_by"])
    return new


def _found(slug: str, why: str, actor: Actor) -> Sheet:
    """Take chain, certificate and sheet for this transaction, for an actor who may withdraw it."""
    if not why.strip():
        raise SheetRefused("reason_missing")
    hold_chain()
    sheet = Sheet.objects.select_for_update().select_related("certificate").filter(slug=slug).first()
    if sheet is None:
        raise SheetRefused("no_sheet")
    require_still(actor, Act.WITHDRAW, sheet.certificate.about)
    return sheet


def _check(sheet: Sheet, kind: EntryKind) -> None:
    """Ask of this very sheet, which may be an older one of its certificate. Raises SheetRefused."""
    state = replace(sheet.certificate.state, sheet=SheetStatus(sheet.status))
    if code := sheet_refusal(state, kind, sheet.certificate.facts):
        raise SheetRefused(code)


def _end(sheet: Sheet, kind: EntryKind, why: str, actor: Actor, at: dt.datetime, on: dt.date) -> None:
    certificate = sheet.certificate
    sheet.status, sheet.ended_because = SHEET_AFTER[kind], why.strip()
    sheet.save(update_fields=["status", "ended_because"])
    digest = salted_digest(bytes(certificate.salt), {"reason": why.strip()})
    append([Draft(certificate.stream, kind, on, {"pdf": sheet.pdf_sha256, "digest": digest})], actor=actor.id, at=at)
    refresh(certificate, on)
    publish_for(certificate.pk, at)


def _issue_one(certificate: Certificate, maker: Maker, actor: Actor, at: dt.datetime, on: dt.date) -> Sheet:
    run = Run.objects.create(
        budget_year=certificate.budget_year or on.year, started_at=at, finished_at=at, actor=actor.id
    )
    row = RunRow.objects.create(
        run=run,
        certificate=certificate,
        order=1,
        state=RunState.DONE,
        slug=new_slug(),
        status_index=next(free_indices(1)),
    )
    made = maker.make(job_of(row, at))
    if made.failure:
        raise SheetRefused(made.failure)
    sheet = sheet_of(row, made, at)
    sheet.save(force_insert=True)
    append([issued_draft(row, made, at)], actor=actor.id, at=at)
    refresh(certificate, on)
    return sheet
