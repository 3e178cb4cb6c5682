"""What stands in a list taken out as a file: its columns, in the words that the reader of such lists understands."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from setara.certificates.models import Certificate
from setara.issuance.queries import latest_slugs
from setara.kernel.rulebook.days import jakarta_day
from setara.kernel.rulebook.regions import districts
from setara.platform.tables.lists import ListForm
from setara.platform.tables.writing import OutValue
from setara.registry.models import Business
from setara.words.certificates import custody_word, kind_name, sheet_word, status_word

AT_ONCE = 500
"""Certificates of which the sheets are sought with one question."""

Text = str | Promise


def _district(code: str) -> str:
    return districts()[code].full_name if code else ""


CERTIFICATE_COLUMNS: tuple[tuple[Text, Callable[[Certificate], OutValue]], ...] = (
    (_("Holder"), lambda one: one.holder),
    ("NIB", lambda one: one.nib),
    (_("District"), lambda one: _district(one.district_code)),
    (_("Kind of certificate"), lambda one: kind_name(one.kind)),
    (_("Certificate number"), lambda one: one.number),
    (_("Issuing body"), lambda one: one.issuer),
    (_("Accreditation"), lambda one: one.issuer_accreditation),
    (_("Standard"), lambda one: one.standard),
    (_("Product"), lambda one: one.product),
    (_("Title"), lambda one: one.title),
    (_("Class"), lambda one: one.classification),
    (_("Scheme"), lambda one: one.scheme_type),
    (_("Application number"), lambda one: one.application_number),
    (_("Filed on"), lambda one: one.filing_date),
    (_("Issue date"), lambda one: one.issue_date),
    (_("Expiry date"), lambda one: one.expiry_date),
    (_("Budget year"), lambda one: one.budget_year),
    (_("State by the body's decision"), lambda one: status_word(one.kind, one.status)),
    (_("Where the original is"), lambda one: str(custody_word(one.custody))),
    (_("Verification sheet"), lambda one: str(sheet_word(one.sheet))),
    (_("Recorded"), lambda one: jakarta_day(one.recorded_at)),
)
ADDRESS = _("Verification address")

BUSINESS_COLUMNS: tuple[tuple[Text, Callable[[Business], OutValue]], ...] = (
    (_("Business name"), lambda one: one.name),
    ("NIB", lambda one: one.nib),
    (_("District"), lambda one: _district(one.district_code)),
    (_("Product"), lambda one: one.product),
    (_("Workers"), lambda one: one.workers),
    (_("Workers, men"), lambda one: one.workers_m),
    (_("Workers, women"), lambda one: one.workers_f),
    (_("Investment (rupiah)"), lambda one: one.investment),
)
PERSONAL_COLUMNS: tuple[tuple[Text, Callable[[Business], OutValue]], ...] = (
    (_("Owner"), lambda one: one.owner),
    (_("Telephone"), lambda one: one.phone),
    (_("Address"), lambda one: one.address),
    (_("Subdistrict"), lambda one: one.kecamatan),
)
"""For those who may see them of every line; identity numbers are in no list."""


def exports_of(name: str, query: str) -> list[tuple[str, str]]:
    """Return each form of a list with the address at which it is taken out."""
    return [(form.upper(), reverse(name, args=[form]) + query.removesuffix("?")) for form in ListForm]


def certificate_rows(found: Iterator[Certificate]) -> Iterator[Sequence[OutValue]]:
    """Write each certificate as its line, with the address at which anybody checks it."""
    while batch := list(islice(found, AT_ONCE)):
        slugs = latest_slugs(one.pk for one in batch)
        for one in batch:
            slug = slugs.get(one.pk)
            address = settings.BASE_URL + reverse("verification", args=[slug]) if slug else ""
            yield [*(value(one) for _, value in CERTIFICATE_COLUMNS), address]


def certificate_headings() -> list[str]:
    """Name the columns of `certificate_rows`, in the language in force."""
    return [*(str(heading) for heading, _ in CERTIFICATE_COLUMNS), str(ADDRESS)]


def business_rows(found: Iterable[Business], *, personal: bool) -> Iterator[Sequence[OutValue]]:
    """Write each business as its line."""
    columns = _business_columns(personal=personal)
    return ([value(one) for _, value in columns] for one in found)


def business_headings(*, personal: bool) -> list[str]:
    """Name the columns of `business_rows`, in the language in force."""
    return [str(heading) for heading, _ in _business_columns(personal=personal)]


def _business_columns(*, personal: bool) -> tuple[tuple[Text, Callable[[Business], OutValue]], ...]:
    return BUSINESS_COLUMNS + (PERSONAL_COLUMNS if personal else ())
