"""Hold published figures against the register: what is kept and read fast must be what is counted by hand."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db import transaction

from setara.certificates.counting import NO, PROPERTIES, YES, parts_of
from setara.certificates.models import Certificate, RegisterCount, ServedCount
from setara.certificates.served import parts_served
from setara.history.models import Entry
from setara.history.store import hold_chain
from setara.kernel.access.scope import EVERYTHING
from setara.kernel.figures.recounting import Line, differences
from setara.kernel.figures.recounting import figures_of_year as recounted
from setara.reporting.acts.freezing import FROZEN, snapshot_digest
from setara.reporting.models import Snapshot
from setara.reporting.queries import figures_of_year

READ_AT_ONCE = 2_000
COLUMNS = (
    "business_id", "kind", "district_code", "budget_year", "status", "custody", "received_on", "handover_date",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FigureFault:
    """A number that is not what the register gives: in a roll-up (``register_count served_count``, with the combination
    as key) or in a figure, by its code (with budget year and part as key)."""

    place: str
    key: str
    shown: int
    counted: int


@dataclass(frozen=True, slots=True)
class SnapshotFault:
    """A frozen set that is not the one that was frozen (``figures_differ``)."""

    stream: str
    code: str


def figure_faults() -> list[FigureFault]:
    """Compare both roll-ups and every figure of every budget year with the register, certificate by certificate.

    Somebody may record between two readings: what differs is looked at once more while nobody can.
    """
    if not any(_faults()):
        return []
    with transaction.atomic():
        hold_chain()
        return list(_faults())


def snapshot_faults() -> Iterator[SnapshotFault]:
    """Compare every frozen set with the digest that was recorded when it was frozen, and look for any that is gone."""
    told = {entry.stream: entry.data.get("digest") for entry in Entry.objects.filter(kind=FROZEN)}
    kept = {one.stream: one for one in Snapshot.objects.iterator(READ_AT_ONCE)}
    for stream in sorted({*told, *kept}):
        one = kept.get(stream)
        if one is None or not (told.get(stream) == one.digest == snapshot_digest(one)):
            yield SnapshotFault(stream, "figures_differ")


def _faults() -> Iterator[FigureFault]:
    combinations, served = Counter[tuple[str | int, ...]](), Counter[tuple[str | int, ...]]()
    rows = Certificate.objects.order_by("budget_year").values_list(*COLUMNS).iterator(READ_AT_ONCE)
    for year, certificates in groupby(map(_line, rows), lambda line: line.year):
        lines = list(certificates)
        for line in lines:
            combinations[
                line.facility, line.district, year, line.state, line.custody, YES if line.is_handed_over else NO
            ] += 1
        served.update(parts_served((line.business, year, line.facility, line.district) for line in lines))
        for one in differences(figures_of_year(year, EVERYTHING), recounted(lines, year)):
            yield FigureFault(one.code, " ".join(filter(None, (str(year), one.key))), one.shown, one.counted)
    wanted = Counter[tuple[str | int, ...]]()
    for combination, number in combinations.items():
        for part in parts_of(combination):  # type: ignore[arg-type]
            wanted[part] += number
    yield from _unlike("register_count", _kept(RegisterCount, PROPERTIES), wanted)
    yield from _unlike("served_count", _kept(ServedCount, ("budget_year", "kind", "district_code")), served)


def _line(row: tuple[object, ...]) -> Line:
    business, kind, district, year, status, custody, received_on, handover_date = row
    return Line(
        business=int(str(business)),
        facility=str(kind),
        district=str(district),
        year=int(str(year or 0)),
        state=str(status),
        custody=str(custody),
        is_handed_over=received_on is not None or handover_date is not None,
    )


def _kept(table: type[RegisterCount] | type[ServedCount], names: tuple[str, ...]) -> Counter[tuple[str | int, ...]]:
    rows = table.objects.exclude(number=0).values_list(*names, "number")
    return Counter({tuple(key): number for *key, number in rows.iterator(READ_AT_ONCE)})


def _unlike(
    place: str, kept: Counter[tuple[str | int, ...]], wanted: Counter[tuple[str | int, ...]]
) -> Iterator[FigureFault]:
    for key in sorted({*kept, *wanted}, key=lambda one: [str(part) for part in one]):
        if kept[key] != wanted[key]:
            yield FigureFault(place, " ".join(str(part) or "-" for part in key), kept[key], wanted[key])
