"""Which column of a list holds which field, as a person said once; it holds for every list of the same shape.

A shape is the kind of a list and the labels of its columns from left to right. A mapping names a field for each of
these labels, or `NOT_READ`; it takes the place of what the labels were found to mean.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from setara.kernel.intake.records import BUSINESS_FIELDS, CERTIFICATE_FIELDS, ListKind
from setara.kernel.intake.text import fold

NOT_READ = ""
"""In the place of a field: the column is left unread."""
ColumnFields: TypeAlias = tuple[str, ...]
"""A field, or `NOT_READ`, for each labelled column from left to right."""
Mappings: TypeAlias = Mapping[str, ColumnFields]
"""What people confirmed, by the shape of the header."""

_NAME = {ListKind.BUSINESSES: "name", ListKind.CERTIFICATES: "holder"}
_EXPECTED = {ListKind.BUSINESSES: ("name", "district_code"), ListKind.CERTIFICATES: ("holder", "kind", "number")}


def header_shape(kind: ListKind, labels: Sequence[str]) -> str:
    """The SHA-256 (hex) of a kind of list and its labels as they are compared: no case, no marks.

    >>> one, other = (header_shape(ListKind.BUSINESSES, labels) for labels in (["NAMA IKM", "Kab/Kota"],
    ...     ["Nama  IKM", "Kab./Kota"]))
    >>> one == other, one == header_shape(ListKind.CERTIFICATES, ["Nama IKM", "Kab/Kota"])
    (True, False)
    """
    compared = json.dumps([kind.value, *map(fold, labels)], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(compared.encode()).hexdigest()


def fields_of(kind: ListKind) -> tuple[str, ...]:
    """The fields that a column of a list can hold; address and kecamatan of a holder are evidence for the district.

    >>> "address" in fields_of(ListKind.CERTIFICATES), "kind" in fields_of(ListKind.BUSINESSES)
    (True, False)
    """
    return BUSINESS_FIELDS if kind is ListKind.BUSINESSES else (*CERTIFICATE_FIELDS, "address", "kecamatan")


def is_readable(kind: ListKind, fields: Sequence[str]) -> bool:
    """Whether a list can be read with these fields: each is one of its kind, and one holds the names.

    >>> is_readable(ListKind.BUSINESSES, ["", "name"]), is_readable(ListKind.BUSINESSES, ["owner"])
    (True, False)
    """
    return _NAME[kind] in fields and set(fields) <= {*fields_of(kind), NOT_READ}


def lacking(kind: ListKind, fields: Sequence[str]) -> tuple[str, ...]:
    """The fields without which most rows of a list will ask, and that no column holds.

    >>> lacking(ListKind.BUSINESSES, ["name", "owner"])
    ('district_code',)
    """
    return tuple(name for name in _EXPECTED[kind] if name not in fields)
