"""Businesses (*IKM*) as the office knows them."""

from django.db import models

from setara.intake.models import SourceRow


class Business(models.Model):
    """A small or medium industry. Unknown text is empty, unknown numbers are null.

    `name_key` is the name as it is compared, `likeness` the block in which look-alikes are sought; both are made by
    `kernel.intake.likeness`. `nib` is not unique: two names under one NIB are a question for a person.
    """

    name = models.CharField(max_length=300)
    name_key = models.CharField(max_length=300)
    likeness = models.CharField(max_length=32)
    owner = models.CharField(max_length=300, blank=True)
    nik = models.CharField(max_length=16, blank=True)
    nib = models.CharField(max_length=13, blank=True)
    npwp = models.CharField(max_length=16, blank=True)
    address = models.CharField(max_length=1000, blank=True)
    kecamatan = models.CharField(max_length=200, blank=True)
    district_code = models.CharField(max_length=5, blank=True)
    product = models.CharField(max_length=1000, blank=True)
    workers = models.PositiveIntegerField(null=True)
    workers_m = models.PositiveIntegerField(null=True)
    workers_f = models.PositiveIntegerField(null=True)
    investment = models.BigIntegerField(null=True, help_text="whole rupiah")
    phone = models.CharField(max_length=20, blank=True)
    source = models.ForeignKey(SourceRow, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["name_key", "id"], name="business_name"),
            models.Index(fields=["district_code", "name_key", "id"], name="business_district"),
            models.Index(fields=["likeness"], name="business_likeness"),
            models.Index(fields=["nib"], condition=~models.Q(nib=""), name="business_nib"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stream(self) -> str:
        """Name of this business's history."""
        return f"business:{self.pk}"


class CandidatePair(models.Model):
    """Two businesses that may be one: ``nib_conflict`` (one NIB, two names) or ``look_alike``. A person decides."""

    first = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=16)
    found_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="pair_once")]

    def __str__(self) -> str:
        return f"{self.first_id} ~ {self.second_id}"
