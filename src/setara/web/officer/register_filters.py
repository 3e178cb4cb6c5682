"""The filters of the register of certificates: read from the address, shown as links that change the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from setara.certificates.queries import FacetValue, Filters
from setara.kernel.access.scope import Scope
from setara.kernel.certificates.kinds import Kind
from setara.kernel.certificates.states import CUSTODY_GROUPS, Custody, Status
from setara.kernel.rulebook.regions import districts_of
from setara.registry.text_index import searchable
from setara.web.asking import choice_of, number_of, text_of
from setara.web.templatetags.shown import district
from setara.words.certificates import HANDED_WORDS, custody_word, short_kind, status_word

NAMES = {
    "kind": "kind",
    "district_code": "district",
    "budget_year": "year",
    "status": "status",
    "custody": "custody",
    "handed": "handed",
}
"""Facets and how the address calls them."""

TITLES: Mapping[str, Promise] = {
    "kind": gettext_lazy("Kind"),
    "status": gettext_lazy("State by the body's decision"),
    "custody": gettext_lazy("Where the original is"),
    "handed": gettext_lazy("Hand-over"),
    "budget_year": gettext_lazy("Budget year"),
    "district_code": gettext_lazy("District"),
}
UNKNOWN = "unknown"
SHOWN_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    filters: Filters
    text: str
    after: int | None

    @property
    def is_too_short(self) -> bool:
        """Whether there is text but no word long enough to be sought."""
        return bool(self.text) and not self.filters.words


@dataclass(frozen=True, slots=True)
class FacetLink:
    """A value of a facet; the link chooses it, or takes the choice back."""

    word: str
    number: int | None
    url: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its values, the first few at once."""

    title: str
    links: tuple[FacetLink, ...]
    more: tuple[FacetLink, ...]


def asked_of(asked: QueryDict, scope: Scope) -> Asked:
    """Read the address, for somebody who may see the scope; BadRequest for a value that no link of ours makes."""
    district_code = choice_of(asked, "district", frozenset({*districts_of(settings.PROVINCE), UNKNOWN}))
    text = text_of(asked, "q")
    filters = Filters(
        kind=choice_of(asked, "kind", frozenset(Kind)),
        district_code="" if district_code == UNKNOWN else district_code,
        budget_year=number_of(asked, "year", most=9999),
        status=choice_of(asked, "status", frozenset(Status)),
        custody=choice_of(asked, "custody", frozenset({*Custody, *CUSTODY_GROUPS})),
        handed=choice_of(asked, "handed", frozenset(HANDED_WORDS)),
        words=searchable(text),
        scope=scope,
    )
    return Asked(filters, text, number_of(asked, "after"))


def address(asked: Asked, **changes: str | int | None) -> str:
    """Write the query string of what is asked, with changes; a change of filters begins at the first page."""
    values: dict[str, str | int | None] = {**dict(hidden_fields(asked)), "q": asked.text, **changes}
    return "?" + urlencode({name: value for name, value in values.items() if value is not None and value != ""})


def hidden_fields(asked: Asked) -> list[tuple[str, str | int]]:
    """List the facets in force as the address calls them, for the search form to keep."""
    return [(NAMES[name], UNKNOWN if value == "" else value) for name, value in asked.filters.chosen().items()]


def facets_of(asked: Asked, counted: Mapping[str, Sequence[FacetValue]]) -> tuple[Facet, ...]:
    """Turn counts into links; with words in force the counts do not hold, so none is shown."""
    return tuple(_facet(name, asked, counted[name]) for name in TITLES)


def chosen_of(asked: Asked) -> tuple[FacetLink, ...]:
    """List the filters in force, each with the link that lifts it."""
    chosen = asked.filters.chosen()
    links = [
        FacetLink(
            word_of(name, str(chosen[name]), asked.filters.kind),
            None,
            address(asked, **{NAMES[name]: None}),
            is_chosen=True,
        )
        for name in TITLES
        if name in chosen
    ]
    if asked.text:
        links.append(FacetLink(f"“{asked.text}”", None, address(asked, q=None), is_chosen=True))
    return tuple(links)


def word_of(name: str, value: str, kind: str | None) -> str:
    """Say a facet's value."""
    if name == "kind":
        return str(short_kind(value))
    if name == "district_code":
        return district(value)
    if name == "status":
        return status_word(kind, value)
    if name == "custody":
        return str(custody_word(value))
    if name == "handed":
        return str(HANDED_WORDS[value])
    return _("Year unknown") if value == "0" else value


def _facet(name: str, asked: Asked, counted: Sequence[FacetValue]) -> Facet:
    order = {code: place for place, code in enumerate([*Kind, *Status, *Custody, *HANDED_WORDS])}
    if name == "district_code":
        values = sorted(counted, key=lambda one: (-one.number, one.value))
    elif name == "budget_year":
        values = sorted(counted, key=lambda one: one.value, reverse=True)
    else:
        values = sorted(counted, key=lambda one: order.get(one.value, 99))
    chosen = asked.filters.chosen().get(name)
    links = [_link(name, asked, one, is_chosen=str(chosen) == one.value) for one in values]
    links.sort(key=lambda link: not link.is_chosen)
    return Facet(str(TITLES[name]), tuple(links[:SHOWN_AT_ONCE]), tuple(links[SHOWN_AT_ONCE:]))


def _link(name: str, asked: Asked, one: FacetValue, *, is_chosen: bool) -> FacetLink:
    value = None if is_chosen else one.value or UNKNOWN
    number = None if asked.filters.words else one.number
    return FacetLink(
        word_of(name, one.value, asked.filters.kind), number, address(asked, **{NAMES[name]: value}), is_chosen
    )
