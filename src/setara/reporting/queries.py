"""The figures of a budget year, from the roll-ups, within the scope of whoever asks: the same time at any size."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Count, Q

from setara.certificates.counting import ANY, ANYTHING, NO, PROPERTIES, YES
from setara.certificates.models import Certificate, RegisterCount, ServedCount
from setara.certificates.queries import KNOWN, within
from setara.handover.models import Ceremony
from setara.kernel.access.scope import EVERYTHING, Reach, Scope
from setara.kernel.certificates.states import IN_OFFICE, ISSUED
from setara.kernel.figures.recounting import Figure, figure
from setara.reporting.ceremony_figures import figures_of
from setara.reporting.models import Snapshot

Key = tuple[str | int, ...]
LATEST = 8


def figures_of_year(year: int, scope: Scope) -> tuple[Figure, ...]:
    """Return every figure of the register for a budget year (0: unknown), as `kernel.figures` counts them by hand."""
    by_custody = counted(scope, ("kind", "custody"), year)
    by_handed = counted(scope, ("kind", "handed"), year)
    by_district = counted(scope, ("district_code",), year)
    by_state = counted(scope, ("status",), year)
    served = businesses_served(scope, year)
    return (
        figure(
            "businesses_served",
            served[year, ANY],
            [(kind, number) for (_, kind), number in served.items() if kind != ANY],
        ),
        _summed("certificates", by_handed, ()),
        _summed("certificates_by_district", by_district, ()),
        _summed("certificates_by_state", by_state, ()),
        _summed("issued", by_custody, ISSUED),
        _summed("in_custody", by_custody, IN_OFFICE),
        _summed("handed_over", by_handed, (YES,)),
        _summed("not_handed_over", by_handed, (NO,)),
    )


def _summed(code: str, counts: Mapping[Key, int], only: Sequence[str] | frozenset[str]) -> Figure:
    """Make a figure of counts whose key begins with the part, and ends with what must be among `only`, if anything."""
    parts = Counter[str]()
    for key, number in counts.items():
        if not only or key[-1] in only:
            parts[str(key[0])] += number
    return figure(code, parts.total(), parts.items())


def counted(
    scope: Scope, by: Sequence[str], year: int | None = None, also: Mapping[str, str] | None = None
) -> Counter[Key]:
    """Sum certificates by some properties of the roll-up, of one budget year or of each; `also` fixes others.

    Within a scope. The keys have the properties in the order of `by`.
    """
    found = Counter[Key]()
    for reach in scope.reaches:
        shape: dict[str, str | int] = {**dict(zip(PROPERTIES, ANYTHING, strict=True)), **(also or {})}
        if year is not None:
            shape["budget_year"] = year
        rows = RegisterCount.objects.filter(_shaped(shape, by, reach)).order_by()
        for *key, number in rows.values_list(*by, "number"):
            found[tuple(key)] += int(number)
    return found


def _shaped(shape: Mapping[str, str | int], by: Sequence[str], reach: Reach) -> Q:
    """Choose the rows of the roll-up that add up to what lies in a reach, by some properties."""
    allowed = {"kind": reach.facilities, "district_code": reach.districts}
    chosen = ~Q(number=0)
    for name, value in shape.items():
        within_reach = allowed.get(name)
        is_any = value == ANYTHING[PROPERTIES.index(name)]
        if within_reach is not None:
            chosen &= Q(**{f"{name}__in": sorted(within_reach if is_any else within_reach & {str(value)})})
        elif name not in by or not is_any:
            chosen &= Q(**{name: value})
        else:
            chosen &= Q(**{f"{name}__in": KNOWN[name]}) if name in KNOWN else ~Q(**{name: value})
    return chosen


def businesses_served(scope: Scope, year: int | None = None) -> Counter[tuple[int, str]]:
    """Count businesses by budget year and kind, or any kind (*), each once: of one year or of each.

    From the roll-up where a scope is everything, or one district or facility or one of both; else by looking.
    """
    if not scope.reaches:
        return Counter()
    if len(scope.reaches) == 1 and _is_kept(scope.reaches[0]):
        return _kept(scope.reaches[0], year)
    held = Certificate.objects.filter(within(scope)).order_by()
    if year is not None:
        held = held.filter(budget_year=year or None)
    found = Counter[tuple[int, str]]()
    for its_year, number in held.values_list("budget_year").annotate(Count("business", distinct=True)):
        found[its_year or 0, ANY] = number
    for its_year, kind, number in held.values_list("budget_year", "kind").annotate(Count("business", distinct=True)):
        found[its_year or 0, kind] = number
    return found


def _is_kept(reach: Reach) -> bool:
    return all(some is None or len(some) == 1 for some in (reach.facilities, reach.districts))


def _kept(reach: Reach, year: int | None) -> Counter[tuple[int, str]]:
    rows = ServedCount.objects.filter(district_code=next(iter(reach.districts or {ANY}))).order_by()
    if year is not None:
        rows = rows.filter(budget_year=year)
    found = Counter[tuple[int, str]]()
    for its_year, kind, number in rows.values_list("budget_year", "kind", "number"):
        if reach.facilities is None:
            found[its_year, kind] = number
        elif kind in reach.facilities:
            found[its_year, kind] = found[its_year, ANY] = number
    return found


def years_known(scope: Scope) -> tuple[int, ...]:
    """Return the budget years of which there are certificates, the latest first."""
    return tuple(sorted((int(key[0]) for key in counted(scope, ("budget_year",)) if key[0]), reverse=True))


def by_year(scope: Scope) -> dict[int, dict[str, int]]:
    """Return certificates, handed over and businesses served of every budget year, the earliest first."""
    found: dict[int, dict[str, int]] = defaultdict(
        lambda: {"certificates": 0, "handed_over": 0, "businesses_served": 0}
    )
    for (year, handed), number in counted(scope, ("budget_year", "handed")).items():
        found[int(year)]["certificates"] += number
        if handed == YES:
            found[int(year)]["handed_over"] += number
    for (year, kind), number in businesses_served(scope).items():
        if kind == ANY and year in found:
            found[year]["businesses_served"] = number
    return {year: found[year] for year in sorted(found) if year}


def figures_about(about: str) -> tuple[Figure, ...]:
    """Count anew what a frozen set is about; nothing where that is no more, or never was anything countable."""
    what, _, name = about.partition(":")
    if not (name.isascii() and name.isdigit()):
        return ()
    if what == "year":
        return figures_of_year(int(name), EVERYTHING)
    ceremony = Ceremony.objects.filter(pk=name).first() if what == "ceremony" else None
    return figures_of(ceremony) if ceremony else ()


def latest_snapshots(about: str = "", most: int = LATEST) -> tuple[Snapshot, ...]:
    """Return the sets frozen last, newest first; of one thing or of all."""
    found = Snapshot.objects.filter(about=about) if about else Snapshot.objects.all()
    return tuple(found.defer("figures").order_by("-id")[:most])


def snapshot(snapshot_id: int) -> Snapshot | None:
    """Return one frozen set."""
    return Snapshot.objects.filter(pk=snapshot_id).first()
