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

    `part` counts the records of one sheet row from 0. The rows that are `undecided` or `refused` are the officer's
    queue; of these alone `cells` keeps where each value stood.
    """

    file = models.ForeignKey(ImportedFile, on_delete=models.PROTECT, related_name="rows")
    sheet = models.CharField(max_length=255)
    row = models.PositiveIntegerField()
    part = models.PositiveSmallIntegerField(default=0)
    raw = models.JSONField()
    values = models.JSONField()
    cells = models.JSONField(default=dict)
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


class Question(models.Model):
    """What rows that wait ask, once for all rows that ask the same; `kernel.intake.questions` says what is the same.

    `params` are those of the first row that asked; none are kept of a question whose answer belongs to one row, for
    they may hold personal data.
    """

    list_kind = models.CharField(max_length=16)
    field = models.CharField(max_length=32, blank=True)
    code = models.CharField(max_length=64)
    said = models.CharField(max_length=200, blank=True)
    params = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list_kind", "field", "code", "said"], name="question_once")]

    def __str__(self) -> str:
        return f"{self.list_kind}.{self.field}: {self.code} {self.said}"

    @property
    def stream(self) -> str:
        """Name of this question's history."""
        return f"question:{self.pk}"


class Asked(models.Model):
    """That a waiting row asks a question; gone once it does not."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="asked", db_index=False)
    source = models.ForeignKey(SourceRow, on_delete=models.CASCADE, related_name="asks")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "source"], name="asked_once")]

    def __str__(self) -> str:
        return f"{self.source_id} ? {self.question_id}"


class Answer(models.Model):
    """What somebody answered; it holds for every row that asks the same, or for the row `source` alone.

    Applied by the reader of the next list until it is revoked. A question of the register (no `field`) is answered by
    leaving the register as it is.
    """

    list_kind = models.CharField(max_length=16)
    field = models.CharField(max_length=32, blank=True)
    code = models.CharField(max_length=64)
    said = models.CharField(max_length=200, blank=True)
    value = models.JSONField(null=True)
    source = models.ForeignKey(SourceRow, on_delete=models.PROTECT, null=True, related_name="answers")
    answered_at = models.DateTimeField()
    actor = models.CharField(max_length=64)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["list_kind", "field", "code", "said"],
                condition=models.Q(revoked_at=None, source=None),
                name="answer_of_all_once",
            ),
            models.UniqueConstraint(
                fields=["source", "field", "code"],
                condition=models.Q(revoked_at=None) & ~models.Q(source=None),
                name="answer_of_row_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.said} = {self.value}"


class AnswerUse(models.Model):
    """That a row was read with an answer."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="uses", db_index=False)
    source = models.ForeignKey(SourceRow, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "source"], name="answer_use_once")]

    def __str__(self) -> str:
        return f"{self.answer_id} for {self.source_id}"


class HeaderMapping(models.Model):
    """What somebody said the columns of a form hold: a field or nothing for each label, from left to right.

    Applied by the reader of every list with a header of this shape until it is revoked.
    """

    list_kind = models.CharField(max_length=16)
    shape = models.CharField(max_length=64)
    labels = models.JSONField()
    columns = models.JSONField()
    confirmed_at = models.DateTimeField()
    actor = models.CharField(max_length=64)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["list_kind", "shape"], condition=models.Q(revoked_at=None), name="mapping_of_shape_once"
            )
        ]

    def __str__(self) -> str:
        return " | ".join(self.labels)

    @property
    def stream(self) -> str:
        """Name of this mapping's history."""
        return f"mapping:{self.pk}"


class UploadState(models.TextChoices):
    """How far a file that was handed in on screen is."""

    RECEIVED = "received"
    PREVIEWED = "previewed"
    IMPORTED = "imported"
    REFUSED = "refused"


class Work(models.TextChoices):
    """What the worker was asked to do with a file and has not finished."""

    NONE = ""
    PREVIEW = "preview"
    IMPORT = "import"


class Upload(models.Model):
    """A file handed in on screen; its content lies in the content store under `sha256`.

    `sheets` is what was seen in it at once, `outcomes` and what follows it the result of the preview and then of the
    import. `code` says why nothing of it could be read. `basis` is what the preview rests on (`intake.acts.uploads`).
    """

    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    name = models.CharField(max_length=255)
    list_kind = models.CharField(max_length=16)
    budget_year = models.PositiveSmallIntegerField(null=True)
    sheet = models.CharField(max_length=255, blank=True)
    sheets = models.JSONField(default=list)
    state = models.CharField(max_length=12, choices=UploadState, default=UploadState.RECEIVED)
    work = models.CharField(max_length=8, choices=Work, blank=True, default=Work.NONE)
    basis = models.CharField(max_length=64, blank=True)
    code = models.CharField(max_length=32, blank=True)
    params = models.JSONField(default=dict)
    outcomes = models.JSONField(default=dict)
    skipped = models.JSONField(default=dict)
    notices = models.JSONField(default=list)
    answered = models.PositiveIntegerField(default=0)
    file = models.ForeignKey(ImportedFile, on_delete=models.PROTECT, null=True, related_name="uploads")
    received_at = models.DateTimeField()
    actor = models.CharField(max_length=64)
    finished_at = models.DateTimeField(null=True)
    finished_by = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(fields=["sha256"], name="intake_upload_sha256")]

    def __str__(self) -> str:
        return self.name

    @property
    def stream(self) -> str:
        """Name of this file's history."""
        return f"upload:{self.pk}"


class PreviewedRow(models.Model):
    """A row of a file as it would be read: of the last preview, those that a person should look at, and a few more."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="previewed", db_index=False)
    sheet = models.CharField(max_length=255)
    row = models.PositiveIntegerField()
    name = models.CharField(max_length=300, blank=True)
    outcome = models.CharField(max_length=12)
    problems = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["upload", "outcome", "id"], name="previewed_by_outcome")]

    def __str__(self) -> str:
        return f"{self.sheet}!{self.row}"
