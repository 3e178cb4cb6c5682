"""Remember what the columns of a form hold, apply it to what is read next, take it back."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from setara.accounts.permission import require, require_still
from setara.history.chain import Draft
from setara.history.store import append, hold_chain
from setara.intake.models import HeaderMapping
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.intake.mappings import ColumnFields, Mappings, header_shape, is_readable
from setara.kernel.intake.records import ListKind
from setara.kernel.rulebook.days import jakarta_day

CONFIRMED, REVOKED = "mapping.confirmed", "mapping.revoked"


class MappingRefused(Exception):
    """A mapping by which no list can be read: no column holds the names, or one a field that the list has not."""


@dataclass(frozen=True, slots=True)
class Form:
    """The labels of a form from left to right, and what each column holds."""

    kind: ListKind
    labels: Sequence[str]
    fields: ColumnFields

    @property
    def shape(self) -> str:
        """What lists with these labels have in common."""
        return header_shape(self.kind, self.labels)


def standing_mappings(kind: ListKind) -> Mappings:
    """Return what people said of the columns of such lists and nobody took back."""
    standing = HeaderMapping.objects.filter(list_kind=kind, revoked_at=None).values_list("shape", "columns")
    return {shape: tuple(columns) for shape, columns in standing}


def confirm_mapping(form: Form, *, actor: Actor, at: dt.datetime) -> HeaderMapping:
    """Remember what the columns of a form hold, in place of what was said before; the same again changes nothing.

    Raises NotPermitted, MappingRefused.
    """
    require(actor, Act.IMPORT)
    if len(form.labels) != len(form.fields) or not is_readable(form.kind, form.fields):
        raise MappingRefused
    with transaction.atomic():
        hold_chain()
        require_still(actor, Act.IMPORT)
        before = HeaderMapping.objects.filter(list_kind=form.kind, shape=form.shape, revoked_at=None).first()
        if before is not None and tuple(before.columns) == form.fields:
            return before
        if before is not None:
            _revoke(before, actor, at)
        made = HeaderMapping.objects.create(
            list_kind=form.kind,
            shape=form.shape,
            labels=list(form.labels),
            columns=list(form.fields),
            confirmed_at=at,
            actor=actor.id,
        )
        data: dict[str, str | int | None] = {
            "list": form.kind.value,
            "shape": form.shape,
            "columns": ",".join(form.fields),
        }
        append([Draft(made.stream, CONFIRMED, jakarta_day(at), data)], actor=actor.id, at=at)
    return made


def revoke_mapping(mapping_id: int, *, actor: Actor, at: dt.datetime) -> HeaderMapping:
    """Let a mapping hold no longer; what was read by it stays. Revoking twice changes nothing.

    Raises NotPermitted, HeaderMapping.DoesNotExist.
    """
    require(actor, Act.IMPORT)
    with transaction.atomic():
        hold_chain()
        require_still(actor, Act.IMPORT)
        mapping = HeaderMapping.objects.select_for_update().get(pk=mapping_id)
        if mapping.revoked_at is None:
            _revoke(mapping, actor, at)
    return mapping


def _revoke(mapping: HeaderMapping, actor: Actor, at: dt.datetime) -> None:
    mapping.revoked_at, mapping.revoked_by = at, actor.id
    mapping.save(update_fields=["revoked_at", "revoked_by"])
    append([Draft(mapping.stream, REVOKED, jakarta_day(at), {"shape": mapping.shape})], actor=actor.id, at=at)
