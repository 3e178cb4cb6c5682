import pytest

from setara.kernel.access.acts import Act
from setara.kernel.access.roles import Role, RolesFault, read_roles

GOOD = '[reader]\nid = "pembaca"\nen = "reader"\nacts = ["register.see"]\n'


def test_an_office_cuts_its_own_roles():
    assert dict(read_roles(GOOD)) == {"reader": Role("reader", "pembaca", "reader", frozenset({Act.SEE_REGISTER}))}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[reader", "no TOML: "),
        ("", "no role at all"),
        ("reader = 1", "reader: give id, en and acts"),
        ('[reader]\nid = "a"\nen = "b"', "reader: give id, en and acts"),
        (f"{GOOD}more = 1", "reader: give id, en and acts"),
        (GOOD.replace("pembaca", " "), "reader.id: give the name"),
        (GOOD.replace('"reader"', "7"), "reader.en: give the name"),
        (GOOD.replace('["register.see"]', '"register.see"'), "reader.acts: give a list"),
        (GOOD.replace("register.see", "register.sea"), "reader.acts: 'register.sea' is no act"),
        (GOOD.replace('["register.see"]', "[1]"), "reader.acts: 1 is no act"),
        (GOOD.replace("[reader]", '["the reader"]'), "'the reader': a code is at most 32"),
        (GOOD.replace("[reader]", f"[{'r' * 33}]"), "a code is at most 32"),
    ],
)
def test_a_table_that_cannot_be_used_names_the_place(text, said):
    with pytest.raises(RolesFault) as fault:
        read_roles(text)
    assert said in str(fault.value)
