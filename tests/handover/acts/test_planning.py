import dataclasses
import datetime as dt

import pytest

from setara.accounts.permission import NotPermitted
from setara.certificates.acts.custody import move_custody
from setara.handover.acts import planning
from setara.handover.acts.handing_over import hand_over
from setara.handover.acts.refusing import CeremonyRefused
from setara.handover.models import Ceremony, Line
from setara.handover.queries import progress
from setara.history.models import Entry
from setara.issuance.office import content_store
from setara.kernel.access.rules import CONSOLE
from setara.kernel.certificates.states import Custody
from setara.kernel.handover.ordering import Order
from tests import factories

pytestmark = pytest.mark.django_db
NOW = {"actor": CONSOLE, "at": factories.AT}


def details(**more):
    return planning.Details("Serah Terima", "Surabaya", dt.date(2026, 11, 30), dt.time(9), [2026], **more)


def refused(act, *given):
    with pytest.raises(CeremonyRefused) as why:
        act(*given, **NOW)
    return why.value.code


def holders(ceremony):
    return list(ceremony.lines.values_list("certificate__holder", flat=True))


def test_an_event_draws_on_its_years_in_the_order_of_districts_or_facilities():
    for holder, district, kind, year in (
        ("UD Satu", "35.78", "iso", 2026),
        ("UD Dua", "35.15", "trademark", 2025),
        ("UD Tiga", "35.15", "iso", 2026),
        ("UD Lama", "35.15", "iso", 2024),
    ):
        factories.certificate(holder=holder, district_code=district, kind=kind, budget_year=year)
    given = planning.Details("Serah Terima", "Surabaya", dt.date(2026, 11, 30), dt.time(9), [2026, 2025])
    ceremony = planning.plan_ceremony(given, **NOW)
    assert holders(ceremony) == ["UD Tiga", "UD Dua", "UD Satu"]
    by_facility = dataclasses.replace(given, order=Order.FACILITY)
    planning.change_ceremony(ceremony.pk, by_facility, **NOW)
    assert holders(ceremony) == ["UD Tiga", "UD Satu", "UD Dua"]
    assert list(ceremony.lines.values_list("position", flat=True)) == [1, 2, 3]


def test_what_was_handed_over_or_stands_in_another_open_event_is_left_out():
    taken, given, left = factories.certificate(), factories.certificate(), factories.certificate()
    first = factories.ceremony()
    Line.objects.filter(ceremony=first).exclude(certificate=taken).delete()
    move_custody(given.pk, Custody.WITH_OWNER, on=factories.ON, **NOW)
    second = planning.plan_ceremony(details(), **NOW)
    assert [line.certificate for line in second.lines.all()] == [left]
    assert refused(planning.add_late, second.pk, taken.pk) == "nothing_to_hand_over"
    planning.close_ceremony(first.pk, **NOW)
    assert planning.add_late(second.pk, taken.pk, **NOW).position == 2


def test_those_who_stand_for_all_have_an_envelope_and_keep_their_place_when_the_order_is_made_anew():
    ready = [*factories.ready(1, kind="iso"), *factories.ready(1, kind="trademark", district_code="35.78")]
    factories.certificate(kind="barcode")
    ceremony = factories.ceremony()
    proposed = planning.propose_stage(ceremony, 10)
    assert [Line.objects.get(pk=pk).certificate for pk in proposed] == ready
    planning.set_stage(ceremony.pk, proposed[::-1], **NOW)
    planning.put_in_order(ceremony.pk, **NOW)
    staged = ceremony.lines.filter(route="stage").order_by("stage")
    assert [(line.stage, line.certificate) for line in staged] == [(1, ready[1]), (2, ready[0])]
    held = ceremony.lines.get(certificate__kind="barcode")
    assert refused(planning.set_stage, ceremony.pk, [held.pk]) == "on_hold"
    assert refused(planning.set_stage, ceremony.pk, [held.pk + 1000]) == "not_in_ceremony"


def test_districts_share_the_desks_and_a_bundle_needs_none():
    for district in ("35.01", "35.02", "35.03", "35.04"):
        factories.certificate(district_code=district)
    ceremony = factories.ceremony(desks=2)
    planning.set_bundles(ceremony.pk, ["35.01"], **NOW)
    shared = ceremony.lines.values_list("certificate__district_code", "route", "desk__number")
    assert list(shared) == [
        ("35.01", "bundle", None), ("35.02", "desk", 1), ("35.03", "desk", 2), ("35.04", "desk", 2),
    ]  # fmt: skip
    assert refused(planning.set_bundles, ceremony.pk, ["35.99"]) == "not_in_ceremony"
    assert refused(planning.set_desks, ceremony.pk, 41) == "too_many_desks"
    assert progress(ceremony).in_bundles == 1


def test_once_something_was_handed_over_the_order_and_that_desk_stand():
    [certificate] = factories.ready()
    ceremony = factories.ceremony(desks=2)
    line, desk = ceremony.lines.get(certificate=certificate), ceremony.desks.get(number=2)
    hand_over(line.pk, factories.told(), content_store(), desk=desk, **NOW)
    assert refused(planning.put_in_order, ceremony.pk) == "has_begun"
    assert refused(planning.set_desks, ceremony.pk, 1) == "has_begun"
    planning.close_ceremony(ceremony.pk, **NOW)
    assert refused(planning.put_in_order, ceremony.pk) == "already_closed"


@pytest.mark.parametrize(
    ("changed", "code"), [({"name": " "}, "name_missing"), ({"place": ""}, "name_missing"), ({"years": []}, "no_years"),
                          ({"years": [1999]}, "nothing_to_hand_over")],
)  # fmt: skip
def test_an_event_that_says_too_little_is_not_kept(changed, code):
    factories.certificate()
    given = {"name": "A", "place": "B", "on": factories.ON, "starts": dt.time(9), "years": [2026], **changed}
    assert refused(planning.plan_ceremony, planning.Details(**given)) == code
    assert not Ceremony.objects.exists()


def test_every_step_of_the_plan_stands_in_the_history_without_names():
    factories.certificate(holder="UD Rahasia")
    ceremony = factories.ceremony()
    entries = Entry.objects.filter(stream=ceremony.stream)
    assert [one.kind for one in entries] == ["ceremony.planned", "ceremony.desks_set"]
    assert {tuple(sorted(one.data)) for one in entries} == {("lines", "order"), ("desks", "lines", "order")}


def test_who_may_not_plan_plans_nothing():
    factories.certificate()
    with pytest.raises(NotPermitted):
        planning.plan_ceremony(details(), actor=factories.actor("verifier"), at=factories.AT)
