"""What the office issues about recorded certificates: keys, runs, sheets, status lists."""

from enum import StrEnum

from django.db import models

from setara.certificates.models import Certificate
from setara.kernel.certificates.states import SheetStatus


class RunState(StrEnum):
    """How far a row of a run is; a failed one has a reason code."""

    PLANNED = "planned"
    DONE = "done"
    FAILED = "failed"


class PublicKey(models.Model):
    """The public half of a key; never deleted, so that old signatures stay verifiable.

    `purpose` is ``credential`` (Ed25519), ``qr`` (P-256) or ``document`` (P-256 with an X.509 certificate).
    """

    name = models.CharField(max_length=32, unique=True, help_text="fragment in did.json, as credential-2026")
    purpose = models.CharField(max_length=16)
    public_pem = models.TextField()
    certificate_pem = models.TextField(blank=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Run(models.Model):
    """One issuing of sheets for a budget year; resumed until every row is done or failed."""

    budget_year = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    actor = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["budget_year"], condition=models.Q(finished_at=None), name="one_open_run_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.budget_year} {self.started_at:%Y-%m-%d %H:%M}"


class RunRow(models.Model):
    """One certificate in a run; `state` is a `RunState`."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="rows")
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveIntegerField()
    slug = models.CharField(max_length=16)
    status_index = models.PositiveBigIntegerField(unique=True)
    state = models.CharField(max_length=8, default=RunState.PLANNED.value)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "certificate"], name="run_row_once"),
        ]
        indexes = [models.Index(fields=["run", "state", "order"], name="run_row_state")]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.order} {self.state}"


class Sheet(models.Model):
    """A *Lembar Verifikasi* with its credential and QR payload, as it was signed once and for all.

    `slug` is 96 random bits, base64url. `status` is ``issued``, ``superseded`` or ``withdrawn``. The digests are
    those recorded at issue in the history; `credential` is the exact signed JSON. The two long texts stand last: a
    database finds all else without reading through them.
    """

    slug = models.CharField(max_length=16, primary_key=True)
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="sheets")
    status = models.CharField(max_length=12, default=SheetStatus.ISSUED.value)
    credential_sha256 = models.CharField(max_length=64)
    payload_sha256 = models.CharField(max_length=64, db_index=True)
    pdf_sha256 = models.CharField(max_length=64, db_index=True)
    status_index = models.PositiveBigIntegerField(unique=True)
    issued_at = models.DateTimeField()
    ended_because = models.CharField(max_length=1000, blank=True)
    superseded_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    credential = models.TextField()
    qr_text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"],
                condition=models.Q(status=SheetStatus.ISSUED.value),
                name="one_sheet_a_certificate",
            )
        ]

    def __str__(self) -> str:
        return self.slug


class StatusList(models.Model):
    """A signed Bitstring Status List as it is served; `number` counts from 1, `purpose` is ``revocation`` or
    ``suspension``.
    """

    number = models.PositiveIntegerField()
    purpose = models.CharField(max_length=12)
    credential = models.TextField()
    valid_until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["number", "purpose"], name="status_list_once")]

    def __str__(self) -> str:
        return f"{self.purpose}/{self.number}"
