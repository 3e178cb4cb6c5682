"""The append-only store: one chain for all that happens, so that one head vouches for everything before it."""

from django.db import models


class Entry(models.Model):
    """One thing that happened, never edited.

    `position` counts from 1 without a hole. `data` holds codes and salted digests, no personal data. `hash` covers
    every other field and the hash of the entry before.
    """

    position = models.BigIntegerField(primary_key=True)
    stream = models.CharField(max_length=64)
    kind = models.CharField(max_length=64)
    version = models.PositiveSmallIntegerField(default=1)
    effective = models.DateField()
    recorded_at = models.DateTimeField()
    actor = models.CharField(max_length=64)
    data = models.JSONField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["stream", "position"], name="history_stream")]

    def __str__(self) -> str:
        return f"{self.position} {self.kind}"
