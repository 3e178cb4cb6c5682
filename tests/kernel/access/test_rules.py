import pytest
from hypothesis import given
from hypothesis import strategies as st

from setara.kernel.access.acts import WHOLE_OFFICE, Act
from setara.kernel.access.roles import Role, default_roles
from setara.kernel.access.rules import CONSOLE, About, Actor, Grant, refusal, scope

ROLES = default_roles()
EVERYBODY = Role("all", "semua", "all", frozenset(Act))
FACILITIES = ["iso", "barcode", "trademark"]
AREAS = st.sampled_from(["", "35.15", "35.78"])
KINDS = st.sampled_from(["", *FACILITIES])
GRANTS = st.lists(st.builds(Grant, st.sampled_from([EVERYBODY, *ROLES.values()]), AREAS, KINDS), max_size=4)
READS = {Act.SEE_REGISTER, Act.SEE_RUNS, Act.CHECK_HISTORY}
DISTRICT = {Act.SEE_REGISTER, Act.SEE_PERSONAL, Act.PROPOSE_CORRECTION, Act.MOVE_CUSTODY, Act.HAND_OVER}
MAY = {
    "verifier": DISTRICT | {Act.ANSWER, Act.MERGE},
    "activity_officer": set(Act) - {Act.MANAGE_PEOPLE, Act.HELP_AT_DESK},
    "district_proposer": DISTRICT,
    "desk_helper": {Act.HELP_AT_DESK},
    "head_of_division": READS | {Act.SEE_PERSONAL, Act.APPROVE_CORRECTION},
    "head_of_office": READS,
    "treasurer": {Act.SEE_REGISTER},
    "leadership": READS,
    "operator": {Act.SEE_RUNS, Act.CHECK_HISTORY, Act.MANAGE_PEOPLE},
}


def actor(*grants):
    return Actor("user:1", grants)


def why(*grants, act=Act.SEE_REGISTER, about=None):
    refused = refusal(actor(*grants), act, ROLES, about)
    return refused and refused.code


def test_each_role_may_exactly_this_for_the_whole_office():
    assert {code: {act for act in Act if why(Grant(role), act=act) is None} for code, role in ROLES.items()} == MAY


@pytest.mark.parametrize("act", Act)
def test_nobody_without_a_grant_may_anything(act):
    refused = refusal(actor(), act, ROLES)
    assert refused is not None
    assert (refused.act, refused.code) == (act, "no_grant")
    assert {role.code for role in refused.who_could} == {code for code, acts in MAY.items() if act in acts}


def test_console_may_everything():
    assert [act for act in Act if refusal(CONSOLE, act, ROLES, About("", ""))] == []


def test_the_first_that_is_lacking_is_said():
    district, kind = Grant(EVERYBODY, "35.15"), Grant(EVERYBODY, "", "iso")
    assert why(Grant(ROLES["operator"])) == "role_lacks_act"
    assert why(district, act=Act.ISSUE) == "only_whole_office"
    assert why(district, kind, act=Act.ISSUE) == "only_whole_office"
    assert why(district, about=About("35.78", "iso")) == "other_area"
    assert why(district, about=About("", "iso")) == "other_area"
    assert why(kind, about=About("35.78", "barcode")) == "other_facility"
    assert why(district, about=About("35.15", "barcode")) is None
    assert why(district, kind, about=About("35.78", "iso")) is None


@given(GRANTS, st.sampled_from(Act), st.builds(About, AREAS, st.sampled_from(FACILITIES)))
def test_scope_holds_exactly_the_records_on_which_the_act_is_permitted(grants, act, about):
    someone = actor(*grants)
    permitted = refusal(someone, act, ROLES, about) is None
    assert scope(someone, act, FACILITIES).holds(about.district, about.facility) == permitted


@given(GRANTS, st.sampled_from(Act))
def test_scope_is_empty_exactly_where_the_act_is_permitted_nowhere(grants, act):
    someone = actor(*grants)
    reaches = scope(someone, act, FACILITIES).reaches
    assert bool(reaches) == (refusal(someone, act, ROLES) is None)
    assert len({kind for reach in reaches for kind in reach.facilities or FACILITIES}) == sum(
        len(reach.facilities or FACILITIES) for reach in reaches
    )


@given(GRANTS)
def test_an_act_on_the_whole_office_takes_one_grant_for_all_of_it(grants):
    for act in WHOLE_OFFICE:
        whole = any(act in grant.role.acts and grant.is_whole for grant in grants)
        assert (refusal(actor(*grants), act, ROLES) is None) == whole
