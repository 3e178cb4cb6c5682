"""Keep documents outside the programme (*dokumen lain*) with their business."""

import datetime as dt
from collections.abc import Sequence

from setara.certificates.models import OtherDocument
from setara.intake.models import SourceRow
from setara.intake.outcomes import Outcome
from setara.kernel.intake.records import Record
from setara.registry.models import Business


class OtherDocuments:
    """The documents of one batch: each is kept once, by its business, name and number."""

    def __init__(self, at: dt.datetime) -> None:
        self.at = at
        self._planned: list[tuple[OtherDocument, int]] = []

    def plan(self, record: Record, business: Business, place: int) -> Outcome:
        """Decide what becomes of a document at a place of the batch."""
        name, number = str(record.values["title"] or ""), str(record.values["number"] or "")
        known = business.pk and OtherDocument.objects.filter(business=business, name=name, number=number).exists()
        same = any(
            one.business is business and (one.name, one.number) == (name, number) for one, _place in self._planned
        )
        if known or same:
            return Outcome.UNCHANGED
        day = record.values["issue_date"]
        dated = dt.date.fromisoformat(str(day)) if day else None
        document = OtherDocument(business=business, name=name, number=number, dated=dated, recorded_at=self.at)
        self._planned.append((document, place))
        return Outcome.CREATED

    def save(self, sources: Sequence[SourceRow | None]) -> None:
        """Save what was planned, the businesses being saved."""
        for document, place in self._planned:
            document.business_id, document.source = document.business.pk, sources[place]
        OtherDocument.objects.bulk_create([document for document, _place in self._planned])
