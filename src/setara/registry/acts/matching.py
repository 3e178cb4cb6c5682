"""Find the business that a record means, among those registered and those of the same batch."""

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from setara.kernel.intake.likeness import block, name_key, nearly_equal
from setara.registry.models import Business


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
    pairs: tuple[tuple[Business, str], ...] = ()


@dataclass(slots=True)
class BusinessIndex:
    """Businesses by the three ways in which a record can mean one."""

    by_nib: dict[str, list[Business]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[tuple[str, str], list[Business]] = field(default_factory=lambda: defaultdict(list))
    by_block: dict[str, list[Business]] = field(default_factory=lambda: defaultdict(list))
    spoken: Container[Business] = ()
    """Those of which the same file has spoken already."""

    @classmethod
    def for_batch(cls, wanted: Iterable[Wanted], spoken: Container[Business] = ()) -> "BusinessIndex":
        """Load every business that one of the records could mean, in one query."""
        wanted = list(wanted)
        index = cls(spoken=spoken)
        nibs = {one.nib for one in wanted if one.nib}
        blocks = {block(one.name, one.district_code) for one in wanted}
        for business in Business.objects.filter(Q(nib__in=nibs) | Q(likeness__in=blocks)).order_by("id"):
            index.add(business)
        return index

    def add(self, business: Business) -> None:
        """Let later records of the batch find a business."""
        if business.nib:
            self.by_nib[business.nib].append(business)
        self.by_name[business.name_key, business.district_code].append(business)
        self.by_block[business.likeness].append(business)

    def match(self, wanted: Wanted) -> Match:
        """Same NIB and nearly equal name: the same. Same NIB, another name, or a look-alike: a candidate pair.

        Without NIB the same name, district and owner are the same; a NIB may become known later, but one file that
        has a name both without and with a NIB speaks of two.
        """
        under_nib = self.by_nib.get(wanted.nib, []) if wanted.nib else []
        for business in under_nib:
            if nearly_equal(business.name, wanted.name):
                return Match(business)
        for business in self.by_name.get((name_key(wanted.name), wanted.district_code), []):
            told_apart = bool(wanted.nib) and business in self.spoken
            if not business.nib and not told_apart and _owners_agree(business.owner, wanted.owner):
                return Match(business)
        pairs = [(business, "nib_conflict") for business in under_nib]
        pairs += [
            (business, "look_alike")
            for business in self.by_block.get(block(wanted.name, wanted.district_code), [])
            if business not in under_nib and nearly_equal(business.name, wanted.name)
        ]
        return Match(None, tuple(pairs))

    def holder(self, wanted: Wanted) -> Match:
        """As `match`; a holder without NIB also is the one business of exactly that name in that district."""
        match = self.match(wanted)
        if match.business is None and not wanted.nib:
            namesakes = self.by_name.get((name_key(wanted.name), wanted.district_code), [])
            if len(namesakes) == 1:
                return Match(namesakes[0])
        return match


def _owners_agree(one: str, other: str) -> bool:
    return not one or not other or name_key(one) == name_key(other)
