import pytest

from setara.accounts.permission import NotPermitted
from setara.history.store import check, entries_of
from setara.kernel.access.rules import CONSOLE
from setara.kernel.intake.records import ListKind
from setara.registry.acts.pairs import MergeRefused, ask_again, keep_apart
from setara.registry.models import Business, CandidatePair
from setara.registry.queries import open_pairs, pairs_of
from tests import factories
from tests.factories import AT
from tests.intake.lists import BUSINESSES, NIB_A, imported, written

pytestmark = pytest.mark.django_db
LINES = [
    ("UD Sumber Barokah", NIB_A, "Kab. Sidoarjo", "Siti", "Keripik"),
    ("Sumber Baroqah", "", "Kab. Sidoarjo", "Budi", "Keripik"),
]


def asked_pair(tmp_path):
    imported(written(tmp_path / "a.xlsx", BUSINESSES, *LINES), ListKind.BUSINESSES)
    return CandidatePair.objects.get()


def test_two_that_are_kept_apart_are_never_asked_again(tmp_path):
    pair = keep_apart(asked_pair(tmp_path).pk, actor=CONSOLE, at=AT)
    assert (pair.decided_at, pair.decided_by, pair.merge) == (AT, "console", None)
    for name, lines in (("again.xlsx", LINES), ("other.xlsx", [(*line[:4], "Kerupuk") for line in LINES])):
        imported(written(tmp_path / name, BUSINESSES, *lines), ListKind.BUSINESSES)
    assert CandidatePair.objects.count() == 1
    assert (open_pairs().rows, pairs_of(pair.first_id, None)) == ((), ())


def test_both_histories_say_so_without_personal_data(tmp_path):
    pair = keep_apart(asked_pair(tmp_path).pk, actor=CONSOLE, at=AT)
    assert [(entry.kind, entry.data) for entry in entries_of(f"business:{pair.first_id}")] == [
        ("business.kept_apart", {"other": pair.second_id})
    ]
    assert [entry.data for entry in entries_of(f"business:{pair.second_id}")] == [{"other": pair.first_id}]
    assert check().faults == ()


def test_the_second_officer_is_told_that_it_is_decided(tmp_path):
    pair = asked_pair(tmp_path)
    keep_apart(pair.pk, actor=CONSOLE, at=AT)
    with pytest.raises(MergeRefused, match="already_decided"):
        keep_apart(pair.pk, actor=CONSOLE, at=AT)


def test_what_was_kept_apart_can_be_asked_again_and_nothing_else(tmp_path):
    pair = asked_pair(tmp_path)
    with pytest.raises(MergeRefused, match="not_kept_apart"):
        ask_again(pair.pk, actor=CONSOLE, at=AT)
    keep_apart(pair.pk, actor=CONSOLE, at=AT)
    ask_again(pair.pk, actor=CONSOLE, at=AT)
    assert open_pairs().rows == (pair,)
    assert [entry.kind for entry in entries_of(f"business:{pair.first_id}")] == [
        "business.kept_apart", "business.asked_again",
    ]  # fmt: skip
    Business.objects.filter(pk=pair.second_id).update(merged_into=pair.first_id)
    keep_apart(pair.pk, actor=CONSOLE, at=AT)
    with pytest.raises(MergeRefused, match="merged_away"):
        ask_again(pair.pk, actor=CONSOLE, at=AT)


def test_leadership_decides_nothing(tmp_path):
    pair = asked_pair(tmp_path)
    for act in (keep_apart, ask_again):
        with pytest.raises(NotPermitted):
            act(pair.pk, actor=factories.actor("leadership"), at=AT)
    assert CandidatePair.objects.get().decided_at is None
