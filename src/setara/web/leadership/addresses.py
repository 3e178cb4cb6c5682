"""Where the records behind a number stand: the list whose count equals it."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.urls import reverse

from setara.web.officer.register_filters import UNKNOWN

FILTERS: Mapping[str, Mapping[str, str]] = {
    "certificates": {},
    "issued": {"custody": "issued"},
    "in_custody": {"custody": "in_office"},
    "handed_over": {"handed": "yes"},
    "not_handed_over": {"handed": "no"},
}
"""Figures of the register by the filters of its list; businesses have a list of their own."""


def records_of(code: str, year: int, **more: str) -> str:
    """Return the address of the records behind a figure of a budget year; `more` are parts: kind, status, district."""
    asked: dict[str, str | int] = {"year": year, **FILTERS.get(code, {})}
    asked |= {name: value or UNKNOWN for name, value in more.items()}
    page = reverse("served" if code == "businesses_served" else "certificates")
    return f"{page}?{urlencode(asked)}"
