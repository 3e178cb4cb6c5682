"""Reading the register of certificates: pages, counts and facets that hold at a million rows.

A page is found by its place (``id < after``), never by an offset. Counts without words come from the roll-up; with
words they are capped. Words are sought through a trigram index (`registry.text_index`).
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Value

from setara.certificates.counting import ANYTHING, NO, PROPERTIES, YES
from setara.certificates.models import (
    HANDED_OVER,
    NOT_HANDED_OVER,
    Certificate,
    Correction,
    Decision,
    OtherDocument,
    RegisterCount,
)
from setara.intake.models import SourceRow
from setara.kernel.access.scope import EVERYTHING, Reach, Scope
from setara.kernel.certificates.corrections import CorrectionState
from setara.kernel.certificates.kinds import Kind
from setara.kernel.certificates.states import CUSTODY_GROUPS, Custody, Status
from setara.platform.long_lists import PAGE_SIZE, CappedCount
from setara.registry.models import Business
from setara.registry.text_index import containing, newest_matching

COUNT_CAP = 1000
FEW = 20_000
READ_AT_ONCE = 2_000
TEXT_INDEX = "certificates_certificate_text"
SEARCHED = ("holder", "number", "product", "title")
FACETS = PROPERTIES
KNOWN = {"kind": [*Kind], "status": [*Status], "custody": [*Custody], "handed": [YES, NO]}
"""Facets whose values are few and known: each is found by its key."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader asks of the register; None does not restrict, an empty district or year 0 means: unknown.

    `custody` is a place of the original or a group of places (`CUSTODY_GROUPS`); `handed` is ``yes`` or ``no``.
    `scope` is what the reader may see at all; nothing outside is found, counted or named.
    """

    kind: str | None = None
    district_code: str | None = None
    budget_year: int | None = None
    status: str | None = None
    custody: str | None = None
    handed: str | None = None
    words: tuple[str, ...] = ()
    scope: Scope = EVERYTHING

    def chosen(self, but: str = "") -> dict[str, str | int]:
        """Say which facets restrict, one of them left out."""
        values = {name: getattr(self, name) for name in FACETS if name != but}
        return {name: value for name, value in values.items() if value is not None}


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A line of the register."""

    id: int
    kind: str
    number: str
    holder: str
    business_id: int
    district_code: str
    issuer: str
    product: str
    title: str
    status: str
    sheet: str
    custody: str
    issue_date: dt.date | None
    expiry_date: dt.date | None
    budget_year: int | None


ROW_FIELDS = tuple(RegisterRow.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """Some lines and the place where the next page begins; None at the end."""

    rows: tuple[RegisterRow, ...]
    after: int | None


@dataclass(frozen=True, slots=True)
class FacetValue:
    """How many certificates stand under one value, the other filters in force."""

    value: str
    number: int


def page(filters: Filters, among: int, after: int | None = None, size: int = PAGE_SIZE) -> RegisterPage:
    """Return the lines with ids below `after`, newest first: ids by index, then only those rows.

    `among` is how many certificates the facets alone let through (see `among`); it decides which way is shortest.
    """
    if not among:
        return RegisterPage((), None)
    ids = list(_found(filters, among, after).values_list("id", flat=True)[: size + 1])
    rows = Certificate.objects.filter(id__in=ids[:size]).order_by("-id").values_list(*ROW_FIELDS) if ids else ()
    return RegisterPage(tuple(RegisterRow(*row) for row in rows), ids[size - 1] if len(ids) > size else None)


def every(filters: Filters, among: int) -> Iterator[Certificate]:
    """Yield all that the filters let through, newest first, in one reading: as it stands at this moment."""
    return _found(filters, among).iterator(READ_AT_ONCE) if among else iter(())


def facets(filters: Filters) -> dict[str, tuple[FacetValue, ...]]:
    """Count every value of every facet from the roll-up, each with the other facets in force; words do not count."""
    counted = [_facet(name, filters, reach) for reach in filters.scope.reaches for name in FACETS]
    numbers: Counter[tuple[str, str]] = Counter()
    for row in counted[0].union(*counted[1:], all=True) if counted else ():
        name = str(row[0])
        numbers[name, str(row[1 + PROPERTIES.index(name)])] += int(row[-1])
    values: dict[str, list[FacetValue]] = {name: [] for name in FACETS}
    for (name, value), number in sorted(numbers.items()):
        values[name].append(FacetValue(value, number))
    return {name: tuple(found) for name, found in values.items()}


def among(filters: Filters, counted: dict[str, tuple[FacetValue, ...]]) -> int:
    """Say how many certificates the facets let through, words aside: exactly, from the facets."""
    return sum(one.number for one in counted["kind"] if filters.kind is None or one.value == filters.kind)


def total(filters: Filters, among: int) -> CappedCount:
    """Count what the filters let through: exactly where no words are sought, else up to the cap."""
    if not filters.words or not among:
        return CappedCount(among)
    number = len(_found(filters, among).values_list("id", flat=True)[: COUNT_CAP + 1])
    return CappedCount.up_to(COUNT_CAP, number)


def with_number(key: str, most: int = 20) -> tuple[RegisterRow, ...]:
    """Return the certificates whose number compares equal, across kinds and bodies."""
    rows = Certificate.objects.filter(number_key=key).order_by("-id").values_list(*ROW_FIELDS)[:most]
    return tuple(RegisterRow(*row) for row in rows)


def of_business(business_id: int, scope: Scope, most: int = 200) -> tuple[RegisterRow, ...]:
    """Return the certificates of one business within a scope, newest first."""
    found = Certificate.objects.filter(within(scope), business_id=business_id)
    return tuple(RegisterRow(*row) for row in found.order_by("-id").values_list(*ROW_FIELDS)[:most])


def rows_of(certificate_ids: Iterable[int], scope: Scope) -> tuple[RegisterRow, ...]:
    """Return those of the certificates that lie within a scope, in order of recording."""
    found = Certificate.objects.filter(within(scope), id__in=set(certificate_ids))
    return tuple(RegisterRow(*row) for row in found.order_by("id").values_list(*ROW_FIELDS))


def numbers_by_business(business_ids: Iterable[int], scope: Scope) -> dict[int, int]:
    """Count the certificates of each business within a scope."""
    found = Certificate.objects.filter(within(scope), business_id__in=business_ids)
    return dict(found.order_by().values_list("business_id").annotate(Count("id")))


def whole(certificate_id: int, scope: Scope) -> Certificate | None:
    """Return one certificate with its business and source; None also where it lies outside the scope."""
    found = Certificate.objects.select_related("business", "source__file").filter(within(scope), id=certificate_id)
    return found.first()


def is_personal_within(business: Business, scope: Scope) -> bool:
    """Say whether a scope is enough for the personal data of a business: all of its district, or one certificate."""
    held = Certificate.objects.filter(within(scope), business=business)
    return scope.holds_all_of(business.district_code) or held.exists()


def is_source_within(row_id: int, scope: Scope) -> bool:
    """Say whether all that came of a row of a workbook lies within a scope; of a row without a record nothing does.

    A row of several certificates is kept once for each, with all its cells. Raises SourceRow.DoesNotExist.
    """
    if scope.is_everything:
        return True
    one = SourceRow.objects.get(id=row_id)
    parts = SourceRow.objects.filter(file=one.file_id, sheet=one.sheet, row=one.row)
    made = Certificate.objects.filter(source__in=parts)
    holders = list(Business.objects.filter(source__in=parts))
    if made.exclude(within(scope)).exists() or not all(is_personal_within(one, scope) for one in holders):
        return False
    return bool(holders) or made.exists()


def within(scope: Scope, to: str = "") -> Q:
    """Restrict certificates to a scope, or rows that name one: `to` is the way there, as ``certificate__``."""
    if not scope.reaches:
        return Q(pk__in=[])
    found = Q()
    for reach in scope.reaches:
        found |= Q(**_one_of(f"{to}kind", reach.facilities), **_one_of(f"{to}district_code", reach.districts))
    return found


def _one_of(column: str, values: AbstractSet[str] | None) -> dict[str, str | list[str]]:
    """Restrict a column to values; by equality where there is one, which an index serves in order."""
    if values is None:
        return {}
    return {column: next(iter(values))} if len(values) == 1 else {f"{column}__in": sorted(values)}


def row_of(certificate: Certificate) -> RegisterRow:
    """Return a certificate as its line in the register."""
    return RegisterRow(*(getattr(certificate, name) for name in ROW_FIELDS))


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """Some proposals and the place where the next page begins; None at the end."""

    rows: tuple[Correction, ...]
    after: int | None


def corrections(
    state: CorrectionState, scope: Scope, after: int | None = None, size: int = PAGE_SIZE
) -> CorrectionPage:
    """Return the proposed corrections in a state within a scope: those that wait oldest first, the others newest."""
    found = _corrections(scope).filter(state=state).select_related("certificate")
    waits = state is CorrectionState.PROPOSED
    if after is not None:
        found = found.filter(id__gt=after) if waits else found.filter(id__lt=after)
    rows = tuple(found.order_by("id" if waits else "-id")[: size + 1])
    return CorrectionPage(rows[:size], rows[size - 1].pk if len(rows) > size else None)


def corrections_waiting(scope: Scope) -> int:
    """Count the proposed corrections that wait within a scope."""
    return _corrections(scope).filter(state=CorrectionState.PROPOSED).count()


def whole_correction(correction_id: int, scope: Scope) -> Correction | None:
    """Return one proposal with its certificate; None also where that lies outside the scope."""
    return _corrections(scope).select_related("certificate").filter(id=correction_id).first()


def corrections_of(certificate_id: int) -> tuple[Correction, ...]:
    """Return what was ever proposed to correct in one certificate, newest first."""
    return tuple(Correction.objects.filter(certificate=certificate_id).order_by("-id"))


def _corrections(scope: Scope) -> QuerySet[Correction]:
    if scope.is_everything:
        return Correction.objects.all()
    return Correction.objects.filter(certificate__in=Certificate.objects.filter(within(scope)))


def decisions_of(certificate_id: int) -> tuple[Decision, ...]:
    """Return the decisions of the body that were recorded, in order."""
    return tuple(Decision.objects.filter(certificate_id=certificate_id))


def _found(filters: Filters, among: int, after: int | None = None) -> QuerySet[Certificate]:
    """Find by the filters below a place, newest first.

    Few certificates are found by their filters, each looked at for the words, and put in order; the sum keeps SQLite
    from walking in order instead. Many are walked newest first until the page is full.
    """
    found = Certificate.objects.filter(within(filters.scope), _columns(filters))
    if _are_few(filters, among):
        placed = containing(found, SEARCHED, filters.words).annotate(place=F("id") + 0).order_by("-place")
        return placed if after is None else placed.filter(place__lt=after)
    if after is not None:
        found = found.filter(id__lt=after)
    return newest_matching(found, TEXT_INDEX, SEARCHED, filters.words) if filters.words else found.order_by("-id")


def _are_few(filters: Filters, among: int) -> bool:
    """Say whether to look at every certificate that the facets let through.

    With words it pays up to `FEW`, unless SQLite's LIKE does not know the letter case of a word as the index does;
    without words only where the index of several filters serves, which begins with year and kind.
    """
    if filters.words:
        return among <= FEW and all(word.isascii() for word in filters.words)
    return among <= FEW and filters.budget_year is not None and filters.kind is not None


def _columns(filters: Filters) -> Q:
    """Restrict certificates to what the facets fix; year 0 stands for none."""
    fixed = Q()
    for name, value in filters.chosen().items():
        if name == "handed":
            fixed &= HANDED_OVER if value == YES else NOT_HANDED_OVER
        else:
            fixed &= Q(budget_year=None) if name == "budget_year" and value == 0 else _fixed(name, value)
    return fixed


def _fixed(name: str, value: str | int) -> Q:
    group = CUSTODY_GROUPS.get(str(value)) if name == "custody" else None
    return Q(**{f"{name}__in": sorted(group)} if group else {name: value})


def _facet(name: str, filters: Filters, reach: Reach) -> QuerySet[RegisterCount, tuple[str | int, ...]]:
    """Find the rows of one facet in a reach: its own property stands for itself, those not chosen for any."""
    anything: dict[str, str | int] = dict(zip(PROPERTIES, ANYTHING, strict=True))
    allowed = {"kind": reach.facilities, "district_code": reach.districts}
    others = {
        other: value
        for other, value in {**anything, **filters.chosen()}.items()
        if other != name and (other in filters.chosen() or allowed.get(other) is None)
    }
    rows = RegisterCount.objects.filter(number__gt=0).order_by()
    for other, value in others.items():
        rows = rows.filter(_fixed(other, value))
    for column, values in allowed.items():
        rows = rows.filter(**_one_of(column, values))
    if allowed.get(name) is None:
        rows = rows.filter(**{f"{name}__in": KNOWN[name]}) if name in KNOWN else rows.exclude(**{name: anything[name]})
    return rows.values_list(Value(name), *PROPERTIES, "number")


def other_documents_of(business_id: int, most: int = 50) -> tuple[OtherDocument, ...]:
    """Return the documents of a business that are outside the programme, newest first."""
    return tuple(OtherDocument.objects.filter(business=business_id).order_by("-dated", "-id")[:most])
