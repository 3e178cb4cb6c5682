"""Businesses (*IKM*) as the office knows them."""

from django.db import models

from setara.intake.models import SourceRow
from setara.kernel.intake.merging import Side, set_aside
from setara.kernel.intake.records import BUSINESS_FIELDS

STANDING = models.Q(merged_into=None)
"""Of businesses: those that stand in the register."""
OPEN = models.Q(decided_at=None)
"""Of pairs: those that nobody has decided."""


class Business(models.Model):
    """A small or medium industry. Unknown text is empty, unknown numbers are null.

    `name_key` is the name as it is compared, `likeness` the block in which look-alikes are sought; both are made by
    `kernel.intake.likeness`. `nib` is not unique: two names under one NIB are a question for a person. One that was
    `merged_into` another is kept as it was and stands in no list; it always names the one that stands.
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
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        indexes = [
            # `merged_into` stands in them so that SQLite counts without looking at the rows.
            models.Index(fields=["name_key", "id", "merged_into"], condition=STANDING, name="business_name_standing"),
            models.Index(
                fields=["district_code", "name_key", "id", "merged_into"],
                condition=STANDING,
                name="business_district_standing",
            ),
            models.Index(fields=["likeness"], condition=STANDING, name="business_likeness_standing"),
            models.Index(fields=["nib"], condition=STANDING & ~models.Q(nib=""), name="business_nib_standing"),
            models.Index(
                fields=["merged_into"], condition=models.Q(merged_into__isnull=False), name="business_merged_into"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stream(self) -> str:
        """Name of this business's history."""
        return f"business:{self.pk}"

    @property
    def values(self) -> dict[str, str | int | None]:
        """What is known of it, by the public value names."""
        return {name: getattr(self, name) for name in BUSINESS_FIELDS}


class Merge(models.Model):
    """Two businesses that a person said are one: `gone` was merged into `kept`, until the merge is undone.

    `choices` says for each field in which they differed whose value stays; `values` holds what each was, by side.
    `certificates` lists those that ``moved``, those that had ``stayed``, and the other ``documents`` that moved;
    `moved` lists by id the pairs, guises and businesses that named the one that went and name the other now. `salt`
    keeps the digests in the history from being guessed.
    """

    kept = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="+")
    gone = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="+")
    choices = models.JSONField()
    values = models.JSONField()
    certificates = models.JSONField(default=dict)
    moved = models.JSONField(default=dict)
    salt = models.BinaryField(max_length=16)
    merged_at = models.DateTimeField()
    merged_by = models.CharField(max_length=64)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.gone_id} > {self.kept_id}"


class Guise(models.Model):
    """How a business stood in the register before a merge (`side` of `merge`): a workbook may still speak of it so.

    `business` is the one that stands now.
    """

    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="guises")
    side = models.CharField(max_length=4)
    business = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=300)
    name_key = models.CharField(max_length=300)
    likeness = models.CharField(max_length=32)
    nib = models.CharField(max_length=13, blank=True)
    district_code = models.CharField(max_length=5, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["name_key"], name="guise_name"),
            models.Index(fields=["likeness"], name="guise_likeness"),
            models.Index(fields=["nib"], condition=~models.Q(nib=""), name="guise_nib"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def owner(self) -> str:
        """Owner in that guise."""
        return str(self.merge.values[self.side]["owner"])

    @property
    def set_aside(self) -> dict[str, str | int | None]:
        """What this guise knew otherwise and the person did not choose."""
        choices = {name: Side(side) for name, side in self.merge.choices.items()}
        return set_aside(Side(self.side), self.merge.values[self.side], choices)


class CandidatePair(models.Model):
    """Two businesses that may be one: ``nib_conflict`` (one NIB, two names) or ``look_alike``. A person decides.

    Open until `decided_at`; then settled by a `merge`, or, without one, kept apart: the two are never asked again.
    """

    first = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=16)
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=64, blank=True)
    merge = models.ForeignKey(Merge, on_delete=models.PROTECT, null=True, related_name="pairs")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="pair_once")]
        indexes = [
            models.Index(fields=["id"], condition=OPEN, name="pair_open"),
            models.Index(fields=["reason", "id"], condition=OPEN, name="pair_open_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ~ {self.second_id}"
