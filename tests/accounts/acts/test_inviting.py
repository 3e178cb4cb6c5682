import pytest

from setara.accounts.acts.inviting import AlreadyInvited, invite
from setara.accounts.models import User
from setara.kernel.access.rules import Role

pytestmark = pytest.mark.django_db


def test_an_address_is_invited_once_however_it_is_written():
    made = invite("petugas@contoh.example", Role.OFFICER, "Petugas Contoh")
    with pytest.raises(AlreadyInvited):
        invite("Petugas@Contoh.example", Role.OPERATOR)
    assert list(User.objects.values_list("pk", "email", "role", "name")) == [
        (made.pk, "petugas@contoh.example", "officer", "Petugas Contoh")
    ]
