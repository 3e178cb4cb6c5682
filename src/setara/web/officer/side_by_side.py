"""Two businesses side by side, field by field, as this person may see them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from setara.kernel.intake.merging import UNKNOWN, Side, Values, preferred
from setara.kernel.intake.records import BUSINESS_FIELDS
from setara.web.templatetags.shown import district, rupiah

PERSONAL = frozenset({"owner", "nik", "npwp", "address", "kecamatan", "phone"})
IDENTITY = frozenset({"nik", "npwp"})
"""Shown whole on the page of a business only, where the history says who read it."""
SHOWN_DIGITS = 4
NUMBERS = frozenset({"nik", "nib", "npwp", "workers", "workers_m", "workers_f", "investment", "phone"})


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field of both; `chosen` is whose value the one business takes, None where nothing is chosen yet."""

    name: str
    kept: str
    gone: str
    differs: bool
    chosen: Side | None

    @property
    def result(self) -> str:
        """What the one business would say."""
        return self.gone if self.is_gone else self.kept

    @property
    def is_kept(self) -> bool:
        return self.chosen is Side.KEPT

    @property
    def is_gone(self) -> bool:
        return self.chosen is Side.GONE

    @property
    def is_number(self) -> bool:
        return self.name in NUMBERS


def lines_of(
    kept: Values, gone: Values, choices: Mapping[str, Side | None] | None = None, *, personal: bool
) -> tuple[FieldLine, ...]:
    """Compare two records; without choices those are shown that nothing known is lost by."""
    proposed = preferred(kept, gone)
    chosen: Mapping[str, Side | None] = proposed if choices is None else choices
    return tuple(
        FieldLine(name, said(name, kept[name]), said(name, gone[name]), name in proposed, chosen.get(name))
        for name in BUSINESS_FIELDS
        if personal or name not in PERSONAL
    )


def said(name: str, value: str | int | None) -> str:
    """Write a value as the pages do."""
    if value in UNKNOWN:
        return _("unknown")
    if name in IDENTITY:
        return masked(value)
    if name == "district_code":
        return district(str(value))
    return f"Rp {rupiah(int(value or 0))}" if name == "investment" else str(value)


def masked(value: object) -> str:
    """The last digits of an identity number, enough to compare."""
    return f"…{str(value)[-SHOWN_DIGITS:]}"
