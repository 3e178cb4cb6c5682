"""The register: what outside bodies decided, as the office recorded it."""

import datetime as dt

from django.db import models

from setara.intake.models import SourceRow
from setara.kernel.access.rules import About
from setara.kernel.certificates.corrections import CorrectionState, Proposal
from setara.kernel.certificates.facts import CertificateFacts
from setara.kernel.certificates.kinds import Kind
from setara.kernel.certificates.states import CertificateState, Custody, SheetStatus, Status
from setara.registry.models import Business

NOT_HANDED_OVER = models.Q(received_on=None, handover_date=None)
"""Of certificates: those that nobody is known to have received."""
HANDED_OVER = models.Q(received_on__isnull=False) | models.Q(handover_date__isnull=False)
"""Of certificates: the others."""


class Certificate(models.Model):
    """A certificate of a deciding body. The facts are the body's; custody is where its original is.

    `status`, `sheet` and `custody` are caches of the history, written by the act that appends to it. `salt` keeps
    the digests in the history from being guessed. `number_key` is the number as it is compared. `handover_date` is what
    a workbook said of the hand-over, `received_on` what a receipt of a ceremony says.
    """

    business = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="certificates")
    holder = models.CharField(max_length=300)
    nib = models.CharField(max_length=13, blank=True)
    district_code = models.CharField(max_length=5, blank=True)
    kind = models.CharField(max_length=20)
    number = models.CharField(max_length=200)
    number_key = models.CharField(max_length=200)
    issuer = models.CharField(max_length=300, blank=True)
    issuer_key = models.CharField(max_length=300, blank=True)
    issuer_accreditation = models.CharField(max_length=64, blank=True)
    standard = models.CharField(max_length=300, blank=True)
    product = models.CharField(max_length=1000, blank=True)
    title = models.CharField(max_length=1000, blank=True)
    scheme_type = models.CharField(max_length=32, blank=True)
    classification = models.CharField(max_length=64, blank=True)
    application_number = models.CharField(max_length=200, blank=True)
    filing_date = models.DateField(null=True)
    issue_date = models.DateField(null=True)
    expiry_date = models.DateField(null=True)
    handover_date = models.DateField(null=True)
    received_on = models.DateField(null=True)
    budget_year = models.PositiveSmallIntegerField(null=True)
    original_sha256 = models.CharField(max_length=64, blank=True)
    status = models.CharField(max_length=12, default=Status.ACTIVE.value)
    sheet = models.CharField(max_length=12, default=SheetStatus.NONE.value)
    custody = models.CharField(max_length=16, default=Custody.AT_BODY.value)
    salt = models.BinaryField(max_length=16)
    source = models.ForeignKey(SourceRow, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "number_key", "issuer_key"], name="certificate_once"),
        ]
        indexes = [
            models.Index(fields=["number_key"], name="certificate_number"),
            models.Index(fields=["kind", "id"], name="certificate_kind"),
            models.Index(fields=["district_code", "id"], name="certificate_district"),
            models.Index(fields=["budget_year", "id"], name="certificate_year"),
            models.Index(fields=["status", "id"], name="certificate_status"),
            models.Index(fields=["custody", "id"], name="certificate_custody"),
            models.Index(fields=["budget_year", "kind", "district_code", "status", "id"], name="certificate_filters"),
            models.Index(fields=["budget_year", "business", "kind", "district_code"], name="certificate_served"),
            models.Index(fields=["budget_year", "id"], condition=NOT_HANDED_OVER, name="certificate_not_handed"),
            models.Index(fields=["budget_year", "id"], condition=HANDED_OVER, name="certificate_handed"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def stream(self) -> str:
        """Name of this certificate's history."""
        return f"certificate:{self.pk}"

    @property
    def handed_over_on(self) -> dt.date | None:
        """The day on which its owner received it; None where that is not known to have happened."""
        return self.received_on or self.handover_date

    @property
    def about(self) -> About:
        """What permission looks at."""
        return About(self.district_code, self.kind)

    @property
    def state(self) -> CertificateState:
        """How it stands today, from the caches."""
        return CertificateState(Status(self.status), SheetStatus(self.sheet), Custody(self.custody))

    @property
    def facts(self) -> CertificateFacts:
        """What the certificate says, as the kernel knows it."""
        return CertificateFacts(
            kind=Kind(self.kind),
            number=self.number,
            issuer=self.issuer,
            holder=self.holder,
            district_code=self.district_code,
            issuer_accreditation=self.issuer_accreditation,
            product=self.product,
            title=self.title,
            standard=self.standard,
            scheme_type=self.scheme_type,
            classification=self.classification,
            application_number=self.application_number,
            filing_date=self.filing_date,
            issue_date=self.issue_date,
            expiry_date=self.expiry_date,
            budget_year=self.budget_year,
        )


class Correction(models.Model):
    """A correction that somebody proposed and another person decides on (*usulan perbaikan*).

    `changes` holds old and new value by public value name, dates as ISO text, None where the certificate does not
    say. Actors are ids, as in the history, which holds the digest of each step.
    """

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="corrections")
    changes = models.JSONField()
    why = models.CharField(max_length=1000)
    proposed_by = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=12, default=CorrectionState.PROPOSED.value)
    decided_by = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField(null=True)
    remark = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=CorrectionState.PROPOSED.value, decided_at=None, decided_by="")
                | (
                    ~models.Q(state=CorrectionState.PROPOSED.value)
                    & ~models.Q(decided_by="")
                    & models.Q(decided_at__isnull=False)
                ),
                name="correction_decided_by_somebody",
            )
        ]
        indexes = [models.Index(fields=["state", "id"], name="correction_state")]

    def __str__(self) -> str:
        return f"{self.certificate_id}: {', '.join(self.changes)}"

    @property
    def proposal(self) -> Proposal:
        """What was proposed, as the kernel knows it."""
        old = {name: before for name, (before, _) in self.changes.items()}
        new = {name: after for name, (_, after) in self.changes.items()}
        return Proposal(CorrectionState(self.state), self.proposed_by, old, new)


class Decision(models.Model):
    """A decision of the body that the office recorded, with its letter (*surat keputusan*).

    `entry` is the position of the history entry that holds the digest of these fields. `reason` is Indonesian, as the
    public read it when it was recorded; `reason_code` and `reason_en` are empty where it was not taken from a list, and
    `letter_sha256` where no scan of the letter was kept.
    """

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=64)
    letter_number = models.CharField(max_length=200)
    letter_date = models.DateField()
    effective = models.DateField()
    reason = models.CharField(max_length=1000)
    reason_code = models.CharField(max_length=32, blank=True, default="")
    reason_en = models.CharField(max_length=1000, blank=True, default="")
    letter_sha256 = models.CharField(max_length=64, blank=True, default="")
    entry = models.BigIntegerField()

    class Meta:
        ordering = ["entry"]
        indexes = [models.Index(fields=["effective"], name="decision_effective")]

    def __str__(self) -> str:
        return f"{self.kind} {self.letter_number}"


class RegisterCount(models.Model):
    """How many certificates stand under one combination; kept in the transaction that changes them.

    A property may stand for any value: `certificates.counting` says how.
    """

    kind = models.CharField(max_length=20)
    district_code = models.CharField(max_length=5)
    budget_year = models.PositiveSmallIntegerField(default=0, help_text="0 where unknown")
    status = models.CharField(max_length=12)
    custody = models.CharField(max_length=16)
    handed = models.CharField(max_length=3, help_text="yes or no")
    number = models.IntegerField()

    class Meta:
        constraints = [
            # What has many values comes last, so that the rows of one facet lie together.
            models.UniqueConstraint(
                fields=["kind", "status", "custody", "handed", "budget_year", "district_code"],
                name="register_count_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.district_code}: {self.number}"


class ServedCount(models.Model):
    """How many businesses have a certificate of a budget year, of one kind or district or any; each counts once.

    Kept as `RegisterCount` is: `certificates.served` says how.
    """

    budget_year = models.PositiveSmallIntegerField(help_text="0 where unknown")
    kind = models.CharField(max_length=20)
    district_code = models.CharField(max_length=5)
    number = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "district_code", "budget_year"], name="served_count_once")
        ]

    def __str__(self) -> str:
        return f"{self.budget_year} {self.kind} {self.district_code}: {self.number}"


class OtherDocument(models.Model):
    """A document of a business whose kind is outside the programme (*dokumen lain*), as a workbook named it.

    It is kept and shown; no figure counts it.
    """

    business = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="other_documents")
    name = models.CharField(max_length=1000)
    number = models.CharField(max_length=200, blank=True)
    dated = models.DateField(null=True)
    source = models.ForeignKey(SourceRow, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "name", "number"], name="other_document_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


class Transfer(models.Model):
    """Originals that were moved together (*serah terima internal*): where to, since when, on what paper.

    `paper` is the number of the receipt or letter that went with them, as printed. It can be undone for some time.
    """

    to = models.CharField(max_length=16)
    on = models.DateField()
    paper = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(fields=["made_by", "id"], name="transfer_of_person")]

    def __str__(self) -> str:
        return f"{self.pk} > {self.to}"


class TransferLine(models.Model):
    """What became of one original in a transfer; `entry` is its place in the history, where it moved."""

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="lines")
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="+")
    before = models.CharField(max_length=16)
    outcome = models.CharField(max_length=16)
    entry = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["transfer", "certificate"], name="transfer_line_once")]

    def __str__(self) -> str:
        return f"{self.certificate_id}: {self.outcome}"
