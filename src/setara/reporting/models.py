"""Figures that were frozen (*angka beku*): what a speech or report said, at the moment it was counted."""

import datetime as dt

from django.db import models

from setara.kernel.credentials.canonical import Json
from setara.kernel.figures.recounting import Figure


class Snapshot(models.Model):
    """A named set of figures, never edited, with the words that defined them when they were frozen.

    `about` says of what they are: ``year:2026``, ``ceremony:3``, or empty for anything else. `figures` holds of each
    figure code, value, parts (``by``), name and definition. `head` is the head of the history that was counted; the
    entry after it holds `digest`.
    """

    name = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    about = models.CharField(max_length=64, blank=True)
    figures = models.JSONField()
    head = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["about", "id"], name="snapshot_about")]

    def __str__(self) -> str:
        return self.name

    @property
    def stream(self) -> str:
        """Name of its history."""
        return f"figures:{self.pk}"

    @property
    def content(self) -> dict[str, Json]:
        """What the digest covers."""
        return {
            "name": self.name,
            "at": self.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
            "by": self.by,
            "about": self.about,
            "figures": self.figures,
            "head": self.head,
        }

    @property
    def numbers(self) -> tuple[Figure, ...]:
        """The figures without their words."""
        return tuple(
            Figure(one["code"], one["value"], tuple((key, number) for key, number in one["by"])) for one in self.figures
        )
