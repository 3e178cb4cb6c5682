"""Import a list of businesses (*daftar IKM*)."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db.models import Model

from setara.accounts.permission import require
from setara.intake.acts.importing import ImportOrder, ImportResult, Spoken, outcome_of_reading, run_import
from setara.intake.models import SourceRow
from setara.intake.outcomes import Outcome, Settled
from setara.kernel.access.acts import Act
from setara.kernel.intake.records import Problem, Record
from setara.registry.acts.matching import BusinessIndex, LookAlikes, Match, Named, Wanted
from setara.registry.acts.registering import apply_changes, business_from, changes_to, save_businesses, save_pairs
from setara.registry.models import Business


def import_businesses(order: ImportOrder) -> ImportResult:
    """Import businesses from a file, whole or not at all.

    Raises NotPermitted, FileUnreadable, FileRefused.
    """
    require(order.actor, Act.IMPORT)
    return run_import(order, BusinessRegistrar(order.at))


class BusinessRegistrar:
    """Settles records of businesses batch by batch; `since` is that of `Spoken`."""

    def __init__(self, at: dt.datetime, since: int | None = None) -> None:
        self.at = at
        self.planned: list[tuple[Business | None, Outcome]] = []
        self.pairs: list[tuple[Business, Business | Named, str]] = []
        self.spoken = Spoken(since)
        self.look_alikes = LookAlikes()

    def plan(self, records: Sequence[Record]) -> list[Settled]:
        """Decide what becomes of each record, without saving."""
        self.planned, self.pairs = [], []
        self.spoken.start_batch()
        certain = [_wanted(record) for record in records if outcome_of_reading(record) is None]
        index = BusinessIndex.for_batch(certain, self.look_alikes, self.spoken)
        return [self._settle(record, index) for record in records]

    def _settle(self, record: Record, index: BusinessIndex) -> Settled:
        if (outcome := outcome_of_reading(record)) is not None:
            self.planned.append((None, outcome))
            return Settled(record, outcome, record.problems)
        match = index.match(_wanted(record))
        if match.business is None:
            return self._create(record, match, index)
        different = changes_to(match.business, record.values)
        changes = tuple(name for name in different if not index.set_aside(match.business, name, record.values[name]))
        problems = record.problems + _set_aside(record, match.business, set(different) - set(changes))
        if match.business in self.spoken and contradicts(match.business, changes):
            self.planned.append((None, Outcome.UNDECIDED))
            return Settled(record, Outcome.UNDECIDED, problems + _differences(record, match.business, changes))
        self.spoken.add(match.business)
        before = match.business.likeness
        apply_changes(match.business, record.values, changes)
        if {"name", "district_code"} & set(changes):
            self.look_alikes.move(match.business, before)
        if "nib" in changes:
            index.by_nib[match.business.nib].append(match.business)
        outcome = Outcome.UPDATED if changes else Outcome.UNCHANGED
        self.planned.append((match.business, outcome))
        return Settled(record, outcome, problems, changes)

    def _create(self, record: Record, match: Match, index: BusinessIndex) -> Settled:
        business = business_from(record.values, self.at)
        index.add(business)
        self.spoken.add(business)
        self.planned.append((business, Outcome.CREATED))
        self.pairs += [(business, other, reason) for other, reason in match.pairs]
        return Settled(record, Outcome.CREATED, record.problems + pair_problems(record, "name", match))

    def save(self, sources: Sequence[SourceRow | None]) -> None:
        """Save what was planned last."""
        planned = list(zip(self.planned, sources, strict=True))
        created = [(b, source) for (b, outcome), source in planned if b and outcome is Outcome.CREATED]
        updated = [(b, source) for (b, outcome), source in planned if b and b.pk and outcome is Outcome.UPDATED]
        save_businesses(created, updated)
        save_pairs(self.pairs, self.at)


def contradicts(there: Model, changes: Iterable[str]) -> bool:
    """Say whether one of the changes would replace something known."""
    return any(getattr(there, name) not in ("", None) for name in changes)


def _differences(record: Record, business: Business, changes: Iterable[str]) -> tuple[Problem, ...]:
    return _unlike(record, business, changes, "rows_disagree", hinders=True)


def _set_aside(record: Record, business: Business, names: Iterable[str]) -> tuple[Problem, ...]:
    return _unlike(record, business, sorted(names), "set_aside", hinders=False)


def _unlike(
    record: Record, business: Business, names: Iterable[str], code: str, *, hinders: bool
) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            cell=record.cells.get(name, ""),
            field=name,
            code=code,
            params={"registered": str(getattr(business, name) or "-"), "row": str(record.values[name])},
            hinders=hinders,
        )
        for name in names
    )


def pair_problems(record: Record, name_field: str, match: Match) -> tuple[Problem, ...]:
    """Say that a new business may be one that stands already; the record is kept all the same."""
    return tuple(
        Problem(
            cell=record.cells.get("nib" if reason == "nib_conflict" else name_field, ""),
            field="nib" if reason == "nib_conflict" else name_field,
            code=reason,
            params={
                "name": str(record.values[name_field]),
                "nib": str(record.values.get("nib") or ""),
                "other": other.name,
            },
            hinders=False,
        )
        for other, reason in match.pairs
    )


def _wanted(record: Record) -> Wanted:
    values = record.values
    return Wanted(
        name=str(values["name"]),
        nib=str(values["nib"] or ""),
        district_code=str(values["district_code"] or ""),
        owner=str(values["owner"] or ""),
    )
