"""Files that somebody handed in: copies of originals, each under its digest. Signed sheets have rows of their own."""

from django.db import models


class StoredFile(models.Model):
    """A file by its SHA-256 (hex). Content lies under `SETARA_DATA/files`, never changes, is never overwritten."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256
