"""The papers of an event's frozen figures: *laporan Kepala Dinas* and *angka sambutan*."""

import datetime as dt
from collections.abc import Callable, Mapping
from types import MappingProxyType

from setara.handover.models import Ceremony
from setara.handover.papers.content import Event, Frozen
from setara.handover.papers.figures import frozen_figures, report, speech_figures
from setara.handover.papers.material import event_of
from setara.reporting.models import Snapshot

FROZEN_PAPERS: Mapping[str, Callable[[Event, Frozen, dt.datetime], bytes]] = MappingProxyType(
    {"laporan-kepala-dinas": report, "angka-sambutan": speech_figures}
)
"""Each paper by the name of its file."""


def frozen_paper(slug: str, ceremony: Ceremony, kept: Snapshot) -> bytes:
    """Make a paper of what was frozen, dated by that moment. Raises KeyError for what there is no paper of."""
    frozen = frozen_figures(kept.name, kept.at, kept.head, kept.figures)
    return FROZEN_PAPERS[slug](event_of(ceremony), frozen, kept.at.replace(microsecond=0))
