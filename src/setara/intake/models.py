"""Where records come from: the files that were read, and every source row with what became of it."""

from django.db import models


class ImportedFile(models.Model):
    """One reading of one file into the register; `sha256` names the content."""

    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    list_kind = models.CharField(max_length=16)
    budget_year = models.PositiveSmallIntegerField(null=True)
    imported_at = models.DateTimeField()
    actor = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["sha256"], name="intake_file_sha256")]

    def __str__(self) -> str:
        return self.name


class SourceRow(models.Model):
    """One record as it stood in the file: raw cells, values read, problems, outcome.

    `part` counts the records of one sheet row from 0. The rows that are `undecided` are the officer's queue.
    """

    file = models.ForeignKey(ImportedFile, on_delete=models.PROTECT, related_name="rows")
    sheet = models.CharField(max_length=255)
    row = models.PositiveIntegerField()
    part = models.PositiveSmallIntegerField(default=0)
    raw = models.JSONField()
    values = models.JSONField()
    problems = models.JSONField(default=list)
    outcome = models.CharField(max_length=12)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "sheet", "row", "part"], name="source_row_once")]
        indexes = [
            models.Index(fields=["file", "id"], condition=models.Q(outcome="undecided"), name="source_row_undecided")
        ]

    def __str__(self) -> str:
        return f"{self.sheet}!{self.row}"

    @property
    def stream(self) -> str:
        """Name of this row's history."""
        return f"source:{self.pk}"
