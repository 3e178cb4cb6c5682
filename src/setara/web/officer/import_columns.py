"""The columns of a file, form by form: what each is read as, samples, and what somebody says of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from setara.intake.acts.mapping import Form
from setara.intake.models import HeaderMapping, Upload
from setara.intake.upload_queries import standing
from setara.kernel.intake.grid import column_letters
from setara.kernel.intake.mappings import NOT_READ, fields_of, is_readable, lacking
from setara.kernel.intake.records import ListKind
from setara.kernel.intake.survey import without_identity
from setara.web.asking import choice_of
from setara.web.officer.side_by_side import PERSONAL
from setara.words.intake import field_word

MOST_COLUMNS = 600
"""Columns that one page offers; whatever a workbook holds beyond is read by its labels."""


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """A column: its letter, its label as typed, what it is read as, samples (None: not to be shown)."""

    name: str
    letter: str
    label: str
    field: str
    samples: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class ColumnForm:
    """The columns of all sheets that share a form. `mapping` is what somebody said of it before.

    `is_asked` is false where only another sheet is to be read; `error` says why it cannot be read so.
    """

    form: Form
    sheets: tuple[str, ...]
    is_list: bool
    columns: tuple[ColumnShown, ...]
    mapping: HeaderMapping | None = None
    error: str = ""
    is_asked: bool = True

    @property
    def is_left(self) -> bool:
        """Whether the form is left unread, being no list."""
        return not self.is_list and not any(self.form.fields)

    @property
    def is_confirmed(self) -> bool:
        """Whether what stands here is to be remembered."""
        return self.is_asked and not self.is_left

    @property
    def lacking(self) -> list[str]:
        """What no column holds and most rows would ask for, in words."""
        return [field_word(name) for name in lacking(self.form.kind, self.form.fields)] if not self.is_left else []


def forms_of(upload: Upload, chosen: Mapping[str, str] | None = None, *, is_personal_shown: bool) -> list[ColumnForm]:
    """Gather the forms of a file, lists first, then the widest; `chosen` (by column) outweighs what stands."""
    kind = ListKind(upload.list_kind)
    by_shape: dict[str, list[dict[str, object]]] = {}
    for sheet in upload.sheets:
        if sheet["columns"]:
            by_shape.setdefault(sheet["shape"], []).append(sheet)
    said = standing(kind, list(by_shape))
    forms = [
        _form(number, sheets, kind, said.get(shape), chosen, is_personal_shown=is_personal_shown)
        for number, (shape, sheets) in enumerate(by_shape.items())
    ]
    return list(_bounded(sorted(forms, key=lambda form: (not form.is_list, -len(form.columns)))))


def _bounded(forms: Iterable[ColumnForm]) -> Iterable[ColumnForm]:
    room = MOST_COLUMNS
    for form in forms:
        room -= len(form.columns)
        if room >= 0:
            yield form


def _form(
    number: int,
    sheets: list[dict[str, object]],
    kind: ListKind,
    mapping: HeaderMapping | None,
    chosen: Mapping[str, str] | None,
    *,
    is_personal_shown: bool,
) -> ColumnForm:
    shown = []
    for place, column in enumerate(_columns(sheets[0])):
        name = f"{number}-{place}"
        field = str(mapping.columns[place] if mapping else column["field"])
        field = field if chosen is None else chosen.get(name, NOT_READ)
        samples = tuple(map(str, _list(column["samples"])))
        may_show = is_personal_shown or (column["field"] != NOT_READ and column["field"] not in PERSONAL)
        letter = column_letters(int(str(column["index"])))
        label = without_identity(str(column["label"]))
        shown.append(ColumnShown(name, letter, label, field, samples if may_show else None))
    labels = [str(column["label"]) for column in _columns(sheets[0])]
    form = Form(kind, labels, tuple(one.field for one in shown))
    is_list = bool(sheets[0]["is_list"]) or mapping is not None
    return ColumnForm(form, tuple(str(one["name"]) for one in sheets), is_list, tuple(shown), mapping)


def _columns(sheet: Mapping[str, object]) -> list[dict[str, object]]:
    return [one for one in _list(sheet["columns"]) if isinstance(one, dict)]


def _list(kept: object) -> list[object]:
    return kept if isinstance(kept, list) else []


def posted(given: QueryDict, upload: Upload, sheet: str, *, is_personal_shown: bool) -> list[ColumnForm]:
    """Read what somebody said of the columns; of one sheet where one is chosen. A form in error says so.

    Raises BadRequest where a field is none of the list.
    """
    kind = ListKind(upload.list_kind)
    options = frozenset(fields_of(kind))
    names = (column.name for form in forms_of(upload, is_personal_shown=False) for column in form.columns)
    chosen = {name: choice_of(given, name, options) or NOT_READ for name in names}
    forms = forms_of(upload, chosen, is_personal_shown=is_personal_shown)
    return [_checked(form) if sheet in ("", *form.sheets) else replace(form, is_asked=False) for form in forms]


def _checked(form: ColumnForm) -> ColumnForm:
    if form.is_left or is_readable(form.form.kind, form.form.fields):
        return form
    name = field_word("name" if form.form.kind is ListKind.BUSINESSES else "holder")
    error = _("No column is read as %(field)s: without it there is no list.") % {"field": name}
    return replace(form, error=error)


def pairs_of(mapping: HeaderMapping) -> list[tuple[str, str]]:
    """Say what each label of a form is read as, in words; ``""`` where it is not read."""
    return [
        (without_identity(label), field_word(name) if name else "")
        for label, name in zip(mapping.labels, mapping.columns, strict=True)
    ]
