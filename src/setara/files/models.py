"""Files that somebody handed in: copies of originals, each under its digest. Signed sheets have rows of their own."""

from django.db import models


class StoredFile(models.Model):
    """A file by its SHA-256 (hex). Content lies under `SETARA_DATA/files`, never changes, is never overwritten."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    pages = models.PositiveIntegerField(default=0, help_text="of a PDF; 0 where it was not counted")
    width = models.PositiveIntegerField(default=0, help_text="pixels of a picture; 0 where they were not read")
    height = models.PositiveIntegerField(default=0)
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256
