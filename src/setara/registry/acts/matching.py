"""Find the business that a record means, among those registered and those of the same batch."""

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from setara.kernel.intake.likeness import Shape, alike, block, name_key, nearly_equal, shape
from setara.registry.models import STANDING, Business, Guise


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a record says of a business."""

    name: str
    nib: str
    district_code: str
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """The business meant, if it is registered, and those that may be the same: pairs for a person to decide."""

    business: Business | None = None
    pairs: tuple[tuple["Business | Named", str], ...] = ()


@dataclass(slots=True, eq=False)
class Named:
    """A business by name alone; `fresh` is the business itself until it has been saved, and `id` 0.

    `is_guise`: a name from before a merge.
    """

    id: int
    name: str
    shape: Shape
    fresh: Business | None = None
    is_guise: bool = False

    @property
    def pk(self) -> int:
        """Key of the business, once it is saved."""
        return self.fresh.pk if self.fresh else self.id


Digits = tuple[str, ...]


class LookAlikes:
    """Names by block and digits, as far as one import has come across them: each is read and made ready once.

    Lives for one transaction. Holds names, not businesses, for a file may name every business of a province.
    """

    def __init__(self) -> None:
        self.blocks: dict[str, dict[Digits, list[Named]]] = {}
        self.fresh: list[Named] = []

    def load(self, blocks: Iterable[str]) -> None:
        """Read the blocks that were not read before."""
        for named in self.fresh:
            named.id, named.fresh = named.pk, None
        self.fresh.clear()
        missing = set(blocks) - self.blocks.keys()
        self.blocks |= {one: defaultdict(list) for one in missing}
        rows = Business.objects.filter(STANDING, likeness__in=missing).order_by("id")
        for likeness, pk, name in rows.values_list("likeness", "id", "name").iterator(chunk_size=2000):
            _keep(self.blocks[likeness], Named(pk, name, shape(name)))
        guises = Guise.objects.filter(likeness__in=missing).order_by("id")
        for likeness, pk, name in guises.values_list("likeness", "business_id", "name"):
            _keep(self.blocks[likeness], Named(pk, name, shape(name), is_guise=True))

    def add(self, business: Business) -> None:
        """Let later records find a business that is new or has moved; a block not read yet will have it when read."""
        if (there := self.blocks.get(business.likeness)) is not None:
            named = Named(0, business.name, shape(business.name), business)
            self.fresh.append(named)
            _keep(there, named)

    def move(self, business: Business, before: str) -> None:
        """Take over another name or district of a business, whose block was `before`."""
        if (there := self.blocks.get(before)) is not None:
            for names in there.values():
                names[:] = [
                    named
                    for named in names
                    if named.is_guise or (named.fresh is not business and named.id != business.pk)
                ]
        self.add(business)

    def of(self, wanted: Wanted) -> list[Named]:
        """Return the businesses of the block whose name is nearly the one wanted."""
        sought = shape(wanted.name)
        there = self.blocks.get(block(wanted.name, wanted.district_code), {})
        return [named for named in there.get(sought.digits, ()) if alike(sought, named.shape)]


def _keep(there: dict[Digits, list[Named]], named: Named) -> None:
    there[named.shape.digits].append(named)


@dataclass(slots=True)
class BusinessIndex:
    """Businesses by the three ways in which a record can mean one, also as they stood before they were merged."""

    look_alikes: LookAlikes
    by_nib: dict[str, list[Business]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[tuple[str, str], list[tuple[Business, Business | Guise]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """With the guise in which it has that name, or itself."""
    guises: dict[int, list[Guise]] = field(default_factory=lambda: defaultdict(list))
    spoken: Container[Business] = ()
    """Those of which the same file has spoken already."""

    @classmethod
    def for_batch(
        cls, wanted: Iterable[Wanted], look_alikes: LookAlikes, spoken: Container[Business] = ()
    ) -> "BusinessIndex":
        """Load every business that one of the records could mean, and the names that may be alike."""
        wanted = list(wanted)
        index = cls(look_alikes, spoken=spoken)
        nibs = {one.nib for one in wanted if one.nib}
        names = {name_key(one.name) for one in wanted}
        look_alikes.load(block(one.name, one.district_code) for one in wanted)
        # One question each: no database answers an OR of the two from an index that leaves out the empty NIB.
        known = {one.pk: one for one in Business.objects.filter(STANDING, nib__in=nibs).exclude(nib="")}
        known |= {one.pk: one for one in Business.objects.filter(STANDING, name_key__in=names)}
        meant = set(Guise.objects.filter(nib__in=nibs).exclude(nib="").values_list("business_id", flat=True))
        meant |= set(Guise.objects.filter(name_key__in=names).values_list("business_id", flat=True))
        if missing := meant - known.keys():
            known |= {one.pk: one for one in Business.objects.filter(pk__in=missing)}
        for _, business in sorted(known.items()):
            index._keep(business)
        for guise in Guise.objects.filter(business__in=known).select_related("merge").order_by("id"):
            index._keep_guise(known[guise.business_id], guise)
        return index

    def _keep(self, business: Business) -> None:
        if business.nib:
            self.by_nib[business.nib].append(business)
        self.by_name[business.name_key, business.district_code].append((business, business))

    def _keep_guise(self, business: Business, guise: Guise) -> None:
        self.guises[business.pk].append(guise)
        if guise.nib and business not in self.by_nib[guise.nib]:
            self.by_nib[guise.nib].append(business)
        self.by_name[guise.name_key, guise.district_code].append((business, guise))

    def add(self, business: Business) -> None:
        """Let later records find a new business."""
        self._keep(business)
        self.look_alikes.add(business)

    def match(self, wanted: Wanted) -> Match:
        """Same NIB and nearly equal name: the same. Same NIB, another name, or a look-alike: a candidate pair.

        Without NIB the same name, district and owner are the same; a NIB may become known later, but one file that
        has a name both without and with a NIB speaks of two.
        """
        under_nib = self.by_nib.get(wanted.nib, []) if wanted.nib else []
        if (business := self._named_alike(under_nib, wanted)) is not None:
            return Match(business)
        for business, guise in self.by_name.get((name_key(wanted.name), wanted.district_code), []):
            told_apart = bool(wanted.nib) and (business in self.spoken or bool(business.nib))
            if not guise.nib and not told_apart and _owners_agree(guise.owner, wanted.owner):
                return Match(business)
        known = {business.pk for business in under_nib}
        alike = {
            (named.id, id(named.fresh)): named
            for named in reversed(self.look_alikes.of(wanted))
            if named.id not in known and all(named.fresh is not business for business in under_nib)
        }
        pairs: list[tuple[Business | Named, str]] = [(business, "nib_conflict") for business in under_nib]
        return Match(None, (*pairs, *((named, "look_alike") for named in reversed(alike.values()))))

    def _named_alike(self, under_nib: Iterable[Business], wanted: Wanted) -> Business | None:
        """Of those under the NIB the one of that name; of several rather that of the district, and as it stands now."""
        near = [
            (
                guise.nib != wanted.nib,
                guise.district_code != wanted.district_code,
                guise is not business,
                place,
                business,
            )
            for place, business in enumerate(under_nib)
            for guise in (business, *self.guises.get(business.pk, ()))
            if nearly_equal(guise.name, wanted.name)
        ]
        return min(near, key=lambda one: one[:-1])[-1] if near else None

    def holder(self, wanted: Wanted) -> Match:
        """As `match`; a holder without NIB also is the one business of exactly that name in that district."""
        match = self.match(wanted)
        if match.business is None and not wanted.nib:
            found = self.by_name.get((name_key(wanted.name), wanted.district_code), [])
            if len({id(business) for business, _ in found}) == 1:
                return Match(found[0][0])
        return match

    def set_aside(self, business: Business, name: str, value: str | int | None) -> bool:
        """Say whether a person who merged this business decided against a value: an old workbook may repeat it."""
        return any(guise.set_aside.get(name) == value for guise in self.guises.get(business.pk, ()))


def _owners_agree(one: str, other: str) -> bool:
    return not one or not other or name_key(one) == name_key(other)
