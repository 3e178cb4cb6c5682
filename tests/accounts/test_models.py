import pytest

from setara.accounts.models import User, actor_named
from setara.accounts.permission import NotPermitted, require
from setara.kernel.access.acts import Act
from setara.kernel.access.roles import default_roles
from setara.kernel.access.rules import Actor, Grant
from tests.factories import AT, ON, actor, user

ROLES = default_roles()


@pytest.mark.django_db
def test_account_has_no_password_and_a_small_address():
    someone = User.objects.create_user("Petugas@Contoh.Example", "Petugas Contoh")
    assert (someone.email, someone.has_usable_password()) == ("petugas@contoh.example", False)


@pytest.mark.django_db
def test_person_acts_under_a_name_that_is_not_personal():
    someone = user("activity_officer")
    assert someone.actor == Actor(f"user:{someone.pk}", (Grant(ROLES["activity_officer"]),))
    assert str(someone) == "Contoh activity_officer"
    assert actor_named(someone.actor.id) == someone.actor


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["", "admin", "OPERATOR"])
def test_unknown_role_grants_nothing(role):
    someone = User.objects.create_user("a@contoh.example")
    someone.given.create(role=role, starts=ON, given_by="a", given_at=AT)
    with pytest.raises(NotPermitted, match=r"^register.see: no_grant$"):
        require(someone.actor, Act.SEE_REGISTER)


@pytest.mark.django_db
def test_whoever_left_may_do_nothing():
    someone = user("operator")
    User.objects.update(is_active=False)
    assert actor_named(someone.actor.id) == Actor(someone.actor.id)


def test_refusal_travels_with_the_exception():
    with pytest.raises(NotPermitted) as caught:
        require(actor("leadership"), Act.ISSUE)
    assert (caught.value.refusal.code, caught.value.refusal.who_could) == (
        "role_lacks_act", (ROLES["activity_officer"],),
    )  # fmt: skip
    require(actor("activity_officer"), Act.ISSUE)
