"""The office's own acts on its own sheet: withdraw it, or supersede it by a corrected one."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from setara.accounts.permission import require
from setara.certificates.acts.decisions import refresh
from setara.certificates.acts.recording import (
    column_values,
    combination,
    facts_digest,
    index,
    record_certificates,
)
from setara.certificates.models import Certificate
from setara.history.chain import Draft
from setara.history.store import append, salted_digest
from setara.issuance.acts.decide import publish_for
from setara.issuance.acts.planning import free_indices, new_slug
from setara.issuance.acts.run import issued_draft, sheet_of
from setara.issuance.making import Job, Maker
from setara.issuance.models import Run, RunRow, Sheet
from setara.issuance.office import workshop
from setara.kernel.access.rules import Act, Actor
from setara.kernel.certificates.states import EntryKind


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
        sheet = _issued(slug, why)
        _end(sheet, "withdrawn", EntryKind.SHEET_WITHDRAWN, why, actor, at, on)
    return sheet


def supersede_sheet(
    slug: str, values: Mapping[str, str | int | None], why: str, *, actor: Actor, at: dt.datetime, on: dt.date
) -> Sheet:
    """Correct the record of an issued certificate and issue a new sheet; the old one stays verifiable as superseded.

    `values` are public value names. Raises NotPermitted, SheetRefused.
    """
    require(actor, Act.WITHDRAW)
    maker = Maker(workshop())
    with transaction.atomic():
        old = _issued(slug, why)
        certificate = old.certificate
        before = combination(certificate)
        for name, value in column_values(values).items():
            setattr(certificate, name, value)
        index(certificate)
        _check_number(certificate)
        record_certificates([], [(certificate, None)], [before], actor=actor.id, at=at, on=on)
        _end(old, "superseded", EntryKind.SHEET_SUPERSEDED, why, actor, at, on)
        new = _issue_one(certificate, maker, actor, at, on)
        old.superseded_by = new
        old.save(update_fields=["superseded_by"])
    return new


def _check_number(certificate: Certificate) -> None:
    same = Certificate.objects.filter(
        kind=certificate.kind, number_key=certificate.number_key, issuer_key=certificate.issuer_key
    )
    if same.exclude(pk=certificate.pk).exists():
        raise SheetRefused("number_taken")


def _issued(slug: str, why: str) -> Sheet:
    if not why.strip():
        raise SheetRefused("reason_missing")
    sheet = Sheet.objects.select_for_update().select_related("certificate").filter(slug=slug).first()
    if sheet is None:
        raise SheetRefused("no_sheet")
    if sheet.status != "issued":
        raise SheetRefused(f"already_{sheet.status}")
    return sheet


def _end(sheet: Sheet, status: str, kind: EntryKind, why: str, actor: Actor, at: dt.datetime, on: dt.date) -> None:
    certificate = sheet.certificate
    sheet.status, sheet.ended_because = status, why.strip()
    sheet.save(update_fields=["status", "ended_because"])
    digest = salted_digest(bytes(certificate.salt), why.strip().encode())
    append([Draft(certificate.stream, kind, on, {"pdf": sheet.pdf_sha256, "digest": digest})], actor=actor.id, at=at)
    refresh(certificate, on)
    publish_for(certificate.pk, at)


def _issue_one(certificate: Certificate, maker: Maker, actor: Actor, at: dt.datetime, on: dt.date) -> Sheet:
    run = Run.objects.create(
        budget_year=certificate.budget_year or on.year, started_at=at, finished_at=at, actor=actor.id
    )
    row = RunRow(run=run, certificate=certificate, order=1, state="done", slug=new_slug())
    row.status_index = next(free_indices(1))
    job = Job(
        row=0,
        facts=certificate.facts,
        digest=facts_digest(certificate),
        slug=row.slug,
        status_index=row.status_index,
        original_sha256=certificate.original_sha256 or None,
        moment=at.replace(microsecond=0),
    )
    made = maker.make(job)
    if made.failure:
        raise SheetRefused(made.failure)
    row.save()
    sheet = sheet_of(row, made, at)
    sheet.save(force_insert=True)
    append([issued_draft(row, made, at)], actor=actor.id, at=at)
    refresh(certificate, on)
    return sheet
