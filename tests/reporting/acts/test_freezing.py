import datetime as dt

import pytest

from setara.accounts.permission import NotPermitted
from setara.handover.acts.handing_over import hand_over
from setara.history.models import Entry
from setara.history.store import head
from setara.issuance.office import content_store
from setara.kernel.access.rules import CONSOLE
from setara.kernel.figures.definitions import definitions
from setara.kernel.figures.recounting import Figure
from setara.reporting.acts.freezing import FreezingRefused, freeze, snapshot_digest
from setara.reporting.audit import snapshot_faults
from setara.reporting.ceremony_figures import figures_of
from setara.reporting.models import Snapshot
from setara.reporting.queries import figures_about
from tests import factories

pytestmark = pytest.mark.django_db
NOW = {"actor": CONSOLE, "at": factories.AT}


def test_what_was_frozen_stays_with_its_words_whatever_is_recorded_later():
    factories.certificate(kind="iso")
    before = head()
    frozen = freeze(" Laporan Kepala Dinas ", about="year:2026", **NOW)
    factories.certificate(kind="iso")
    kept = Snapshot.objects.get()
    assert (kept.name, kept.head, kept.digest) == ("Laporan Kepala Dinas", str(before), snapshot_digest(kept))
    certificates = next(one for one in kept.figures if one["code"] == "certificates")
    assert (certificates["value"], certificates["by"]) == (1, [["iso", 1]])
    assert certificates["definition"]["id"] == definitions()["certificates"].definition.id
    entry = Entry.objects.get(stream=frozen.stream)
    assert (entry.kind, entry.data) == ("figures.frozen", {"about": "year:2026", "digest": kept.digest})
    assert next(one for one in figures_about("year:2026") if one.code == "certificates").value == 2
    assert list(snapshot_faults()) == []


def test_figures_that_somebody_counted_are_frozen_as_given():
    frozen = freeze("Sambutan", figures=[Figure("issued", 7, (("iso", 7),))], **NOW)
    assert (frozen.about, frozen.numbers) == ("", (Figure("issued", 7, (("iso", 7),)),))


@pytest.mark.parametrize(
    ("name", "about", "code"),
    [
        (" ", "year:2026", "name_missing"),
        ("x" * 201, "year:2026", "name_too_long"),
        ("Laporan", "", "nothing_to_freeze"),
        ("Laporan", "ceremony:99", "nothing_to_freeze"),
        ("Laporan", "year:two", "nothing_to_freeze"),
    ],
)
def test_what_cannot_be_frozen_is_refused_and_leaves_nothing(name, about, code):
    with pytest.raises(FreezingRefused) as refused:
        freeze(name, about=about, **NOW)
    assert refused.value.code == code
    assert not Snapshot.objects.exists()
    assert not Entry.objects.filter(kind="figures.frozen").exists()


@pytest.mark.parametrize(
    ("role", "area", "about", "is_allowed"),
    [
        ("leadership", "", "year:2026", True),
        ("leadership", "", "ceremony:{}", False),
        ("activity_officer", "", "ceremony:{}", True),
        ("activity_officer", "35.15", "ceremony:{}", False),
        ("head_of_office", "35.15", "year:2026", False),
        ("verifier", "", "year:2026", False),
    ],
)
def test_a_ceremony_is_frozen_by_its_planner_a_year_by_who_reads_for_the_whole_office(role, area, about, is_allowed):
    factories.ready()
    about = about.format(factories.ceremony().pk)
    actor = factories.user(role, area).actor
    if is_allowed:
        assert freeze("Laporan", about=about, actor=actor, at=factories.AT).about == about
    else:
        with pytest.raises(NotPermitted):
            freeze("Laporan", about=about, actor=actor, at=factories.AT)


def test_the_figures_of_a_ceremony_follow_what_its_desks_do(django_assert_num_queries):
    first, second = factories.ready(2, kind="iso")
    factories.certificate(kind="barcode", district_code="35.78", holding=first.business)
    ceremony = factories.ceremony()
    hand_over(
        ceremony.lines.get(certificate=second).pk,
        factories.told(receiver="proxy", letter_number="SK-7"),
        content_store(),
        desk=ceremony.desks.get(),
        **NOW,
    )
    with django_assert_num_queries(1):
        figures = {one.code.removeprefix("ceremony_"): one for one in figures_of(ceremony)}
    assert {code: one.value for code, one in figures.items() if code != "symbolic"} == {
        "planned": 3,
        "by_district": 3,
        "ready": 1,
        "on_hold": 1,
        "handed_over": 1,
        "by_proxy": 1,
        "not_collected": 2,
        "businesses": 2,
    }
    assert figures["by_district"].by == (("35.15", 2), ("35.78", 1))
    assert figures["businesses"].by == (("barcode", 1), ("iso", 2))
    frozen = freeze("Sambutan", about=f"ceremony:{ceremony.pk}", **NOW)
    assert frozen.numbers == figures_of(ceremony)


def test_the_moment_that_was_frozen_is_the_one_given():
    factories.certificate()
    at = factories.AT + dt.timedelta(hours=2)
    assert freeze("Laporan", about="year:2026", actor=CONSOLE, at=at).at == at
