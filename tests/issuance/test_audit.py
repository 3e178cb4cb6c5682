"""A register that was changed behind the acts' back is found, by what it says."""

import pytest

from setara.certificates.acts.custody import move_custody
from setara.certificates.acts.decisions import Letter
from setara.certificates.acts.merging import merge_businesses, undo_merge
from setara.certificates.acts.proposing import propose_correction
from setara.certificates.models import Certificate, Correction, Decision, Transfer, TransferLine
from setara.cli.verbs.history import _register_words
from setara.issuance.acts.approving import approve_correction
from setara.issuance.acts.decide import decide
from setara.issuance.audit import RegisterFault, register_faults
from setara.issuance.models import Sheet
from setara.kernel.access.rules import CONSOLE
from setara.kernel.certificates.states import Custody, EntryKind
from setara.registry.models import Merge
from tests import factories
from tests.factories import AT, ON

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    certificate = factories.issued()
    letter = Letter("SK-1", ON, "sebab")
    decide(certificate.pk, EntryKind.SUSPENDED, letter, ON, actor=CONSOLE, at=AT, on=ON)
    proposed = propose_correction(certificate.pk, {"holder": "UD Baru"}, "salah", actor=CONSOLE, at=AT, on=ON)
    second = factories.user("head_of_division").actor
    approve_correction(proposed.pk, actor=second, at=AT, on=ON)
    move_custody(certificate.pk, Custody.AT_PROVINCE, actor=CONSOLE, at=AT, on=ON)
    return certificate


def test_register_that_acts_made_is_sound(made):
    assert list(register_faults(ON)) == []


@pytest.mark.parametrize(
    ("forge", "code"),
    [
        (lambda: Certificate.objects.update(holder="Pemalsu"), "facts_differ"),
        (lambda: Certificate.objects.update(expiry_date=ON), "facts_differ"),
        (lambda: Certificate.objects.update(original_sha256="0" * 64), "original_differs"),
        (lambda: Certificate.objects.update(status="active"), "state_differs"),
        (lambda: Certificate.objects.update(custody="with_owner"), "state_differs"),
        (lambda: Decision.objects.all().delete(), "decisions_differ"),
        (lambda: Decision.objects.update(reason="lain"), "decisions_differ"),
        (lambda: Correction.objects.all().delete(), "corrections_differ"),
        (lambda: Correction.objects.update(why="lain"), "corrections_differ"),
        (lambda: Correction.objects.update(proposed_by="user:9"), "corrections_differ"),
        (lambda: Correction.objects.update(decided_by="user:9"), "corrections_differ"),
        (lambda: Correction.objects.update(changes={"holder": ["a", "b"]}), "corrections_differ"),
        (lambda: Transfer.objects.update(paper="TT/9"), "transfers_differ"),
        (lambda: TransferLine.objects.update(entry=None), "transfers_differ"),
        (lambda: Sheet.objects.update(pdf_sha256="0" * 64), "sheets_differ"),
        (lambda: Sheet.objects.update(credential="{}"), "sheets_differ"),
    ],
)
def test_what_was_forged_is_named(made, forge, code):
    forge()
    assert list(register_faults(ON)) == [RegisterFault(made.stream, code)]
    assert _register_words(RegisterFault(made.stream, code))


@pytest.mark.parametrize("is_undone", [False, True])
def test_a_merge_that_was_rewritten_is_named_in_both_histories(is_undone):
    kept, gone = factories.business(), factories.business()
    merge = merge_businesses(kept.pk, gone.pk, {}, actor=CONSOLE, at=AT)
    if is_undone:
        undo_merge(merge.pk, actor=CONSOLE, at=AT)
    assert list(register_faults(ON)) == []
    Merge.objects.update(choices={"name": "gone"}, undone_at=None)
    assert list(register_faults(ON)) == [RegisterFault(one.stream, "merge_differs") for one in (kept, gone)]
