"""Ceremonies: what is handed over to whom, in what order, at which desk, and what was not collected."""

from django.db import models

from setara.accounts.models import User
from setara.certificates.models import Certificate, Transfer
from setara.kernel.access.rules import About
from setara.kernel.handover.ordering import Order
from setara.kernel.handover.rules import Route, Settled


class Ceremony(models.Model):
    """An event at which certificates are handed over (*acara serah terima*).

    `years` are the budget years that it draws on. `agenda` is the programme (*susunan acara*): lists of time, item and
    who leads it. The official is the first party (*Pihak Kesatu*) of its record; `basis` names decree and budget
    document. Open until it is closed; what nobody collected is handed over later all the same.
    """

    name = models.CharField(max_length=200)
    place = models.CharField(max_length=200)
    on = models.DateField()
    starts = models.TimeField()
    years = models.JSONField()
    order = models.CharField(max_length=12, default=Order.DISTRICT.value)
    agenda = models.JSONField(default=list)
    official_name = models.CharField(max_length=200, blank=True)
    official_title = models.CharField(max_length=200, blank=True)
    official_nip = models.CharField(max_length=18, blank=True)
    basis = models.CharField(max_length=1000, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def stream(self) -> str:
        """Name of this event's history."""
        return f"ceremony:{self.pk}"


class Desk(models.Model):
    """A desk of an event (*meja*), and who helps there (*petugas meja*)."""

    ceremony = models.ForeignKey(Ceremony, on_delete=models.CASCADE, related_name="desks")
    number = models.PositiveSmallIntegerField()
    helpers = models.ManyToManyField(User, related_name="desks")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["ceremony", "number"], name="desk_number_once")]

    def __str__(self) -> str:
        return f"{self.ceremony_id}/{self.number}"


class DeskSeal(models.Model):
    """The key for which the desks of an event seal what they keep without a network; encrypted at rest."""

    ceremony = models.OneToOneField(Ceremony, on_delete=models.CASCADE, related_name="seal")
    private_pem = models.TextField()

    def __str__(self) -> str:
        return str(self.ceremony_id)


class Line(models.Model):
    """A certificate in the order of an event: its envelope, whose number is `position`.

    `desk` is where its district is served; `stage` the place on stage, from 1, of those who stand for all.
    """

    ceremony = models.ForeignKey(Ceremony, on_delete=models.CASCADE, related_name="lines")
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    route = models.CharField(max_length=8, default=Route.DESK.value)
    stage = models.PositiveSmallIntegerField(null=True)
    desk = models.ForeignKey(Desk, on_delete=models.SET_NULL, null=True, related_name="lines")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["ceremony", "certificate"], name="line_certificate_once"),
            models.UniqueConstraint(fields=["ceremony", "position"], name="line_position_once"),
            models.CheckConstraint(
                condition=models.Q(route=Route.STAGE.value, stage__isnull=False)
                | (~models.Q(route=Route.STAGE.value) & models.Q(stage=None)),
                name="line_stage_has_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ceremony_id}/{self.position}"

    @property
    def about(self) -> About:
        """What permission looks at."""
        return self.certificate.about


class Receipt(models.Model):
    """A hand-over (*tanda terima*): who received which certificate when, by which desk.

    `key` was drawn by the desk: what arrives twice is recorded once. `happened_at` is the desk's own clock and
    `recorded_at` ours; they differ where the desk worked without a network. `entry` is the place of the history entry
    that holds the digest of what the desk said. Undone by a later entry, never deleted.
    """

    key = models.UUIDField(unique=True)
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="receipts")
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="receipts")
    receiver = models.CharField(max_length=8)
    name = models.CharField(max_length=200)
    letter_number = models.CharField(max_length=200, blank=True)
    letter_sha256 = models.CharField(max_length=64, blank=True)
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, null=True, related_name="receipts")
    channel = models.CharField(max_length=8)
    was_offline = models.BooleanField(default=False)
    custody_before = models.CharField(max_length=16)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.CharField(max_length=64)
    entry = models.BigIntegerField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=64, blank=True)
    undone_because = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"], condition=models.Q(undone_at=None), name="one_receipt_a_certificate"
            ),
            models.CheckConstraint(
                condition=models.Q(undone_at=None, undone_by="")
                | (models.Q(undone_at__isnull=False) & ~models.Q(undone_by="") & ~models.Q(undone_because="")),
                name="receipt_undone_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["line", "undone_at"], name="receipt_of_line")]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.receiver}"


class Report(models.Model):
    """A hand-over as a desk reported it that could not be recorded at once (*laporan tertunda*); a person decides.

    A desk without a network hands over what another has handed over, or what stands on the hold list. `why` is the code
    of the refusal, `first` the receipt in the way, `said` what was scanned or typed where no line was found. `told` is
    what the desk said, by the fields of `Receipt`.
    """

    key = models.UUIDField(unique=True)
    ceremony = models.ForeignKey(Ceremony, on_delete=models.PROTECT, related_name="reports")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, null=True, related_name="reports")
    said = models.CharField(max_length=200, blank=True)
    why = models.CharField(max_length=32)
    first = models.ForeignKey(Receipt, on_delete=models.PROTECT, null=True, related_name="reports")
    told = models.JSONField()
    by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    decision = models.CharField(max_length=12, default=Settled.OPEN.value)
    because = models.CharField(max_length=1000, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(fields=["ceremony", "decision"], name="report_open")]

    def __str__(self) -> str:
        return f"{self.ceremony_id}: {self.why}"


class Bundle(models.Model):
    """Certificates that a district's office took along (*bundel*) against its letter (*surat tugas*).

    The originals moved with `transfer`, which can be undone; each is handed over when the signed list comes back.
    """

    ceremony = models.ForeignKey(Ceremony, on_delete=models.PROTECT, related_name="bundles")
    district_code = models.CharField(max_length=5)
    taken_by = models.CharField(max_length=200)
    letter_number = models.CharField(max_length=200)
    letter_sha256 = models.CharField(max_length=64, blank=True)
    transfer = models.OneToOneField(Transfer, on_delete=models.PROTECT, related_name="bundle")

    def __str__(self) -> str:
        return f"{self.ceremony_id} {self.district_code}"


class Record(models.Model):
    """A record of hand-over (*Berita Acara Serah Terima*) that came back numbered and signed, as a file.

    Of one district of an event, or of the whole event.
    """

    ceremony = models.ForeignKey(Ceremony, on_delete=models.PROTECT, related_name="records")
    district_code = models.CharField(max_length=5, blank=True)
    number = models.CharField(max_length=200)
    dated = models.DateField()
    sha256 = models.CharField(max_length=64)
    filed_at = models.DateTimeField()
    filed_by = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.number


class Invitation(models.Model):
    """A business invited to an event; `code` stands in the QR of its invitation, 72 random bits."""

    ceremony = models.ForeignKey(Ceremony, on_delete=models.CASCADE, related_name="invitations")
    business = models.ForeignKey("registry.Business", on_delete=models.PROTECT, related_name="invitations")
    code = models.CharField(max_length=16, unique=True)
    came_at = models.DateTimeField(null=True)
    came_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ceremony", "business"], name="invitation_once")]

    def __str__(self) -> str:
        return f"{self.ceremony_id}/{self.business_id}"


class Reminder(models.Model):
    """Somebody who did not collect was reminded: how, by whom, what was said."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="reminders")
    means = models.CharField(max_length=12)
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.line_id}: {self.means}"
