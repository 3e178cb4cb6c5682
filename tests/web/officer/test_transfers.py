"""Originals moved by the pile, as an officer at a table full of them does it."""

import pytest

from setara.certificates.models import Certificate, Transfer
from setara.issuance.models import Sheet
from setara.kernel.certificates.states import Custody
from tests import factories
from tests.web.visitors import browser_of, officer

pytestmark = pytest.mark.django_db

PILE, MOVE = "/kantor/posisi/", "/kantor/posisi/pindah"
TODAY = "2026-03-02"


def given(**values: object) -> dict[str, object]:
    return {"custody": Custody.AT_PROVINCE, "on": TODAY, "paper": "TT/12/2026", "pile": "", **values}


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_a_pile_is_scanned_looked_at_and_moved():
    scanned = factories.issued(number="SNI-1")
    typed, chosen = factories.certificate(number="HKI 7/2026"), factories.certificate(number="SNI-3")
    sheet = Sheet.objects.get()
    client = officer()
    pile = f"https://sertifikat.example/v/{sheet.slug}\nhki 7/2026\n\nhki 7/2026\nnobody's"
    preview = client.post(MOVE, given(pile=pile, id=[chosen.pk]))
    assert "3 originals move." in text(preview)
    assert "nobody&#x27;s</b> not in the register" in text(preview)
    assert not Transfer.objects.exists()
    ids = [scanned.pk, typed.pk, chosen.pk]
    done = client.post(MOVE, given(id=ids, confirmed=1), follow=True)
    assert "3 originals moved" in text(done)
    assert "TT/12/2026" in text(done)
    assert set(Certificate.objects.values_list("custody", flat=True)) == {Custody.AT_PROVINCE}


def test_a_whole_qr_text_stands_for_its_certificate():
    factories.issued(number="SNI-1")
    scanned = Sheet.objects.get().qr_text
    response = officer().post(MOVE, given(pile=f"{scanned}\n{scanned.split('#')[1]}"))
    assert "1 original moves." in text(response)


def test_a_number_of_several_bodies_is_not_guessed():
    factories.certificate(number="7", kind="iso", issuer="A")
    factories.certificate(number="7", kind="iso", issuer="B")
    response = officer().post(MOVE, given(pile="7"))
    assert response.status_code == 422
    assert "several certificates carry this number" in text(response)
    assert "No line stands for a certificate that you may move." in text(response)


def test_what_lies_in_another_district_is_not_in_the_register():
    elsewhere = factories.certificate(number="SNI-9", district_code="35.78")
    client = browser_of("district_proposer", "35.15")
    response = client.post(MOVE, given(pile="SNI-9", id=[elsewhere.pk]))
    assert response.status_code == 422
    assert "SNI-9</b> not in the register" in text(response)
    assert client.post(MOVE, given(id=[elsewhere.pk], confirmed=1)).status_code == 422
    assert not Transfer.objects.exists()
    assert Certificate.objects.get().custody == Custody.AT_BODY


def test_all_that_a_filter_finds_stands_in_the_pile():
    for kind in ("iso", "iso", "sppt_sni"):
        factories.certificate(kind=kind)
    response = officer().get(f"{PILE}?kind=iso&all=1")
    assert "2 originals chosen" in text(response)


def test_the_register_offers_to_move_to_those_who_may():
    factories.certificate()
    address = "/kantor/sertifikat/?kind=sppt_sni"
    assert "Move the originals of the chosen" in text(officer().get(address))
    assert "Move the originals of the chosen" not in text(browser_of("leadership").get(address))


def test_a_transfer_is_undone_and_then_cannot_be():
    one = factories.certificate()
    client = officer()
    client.post(MOVE, given(id=[one.pk], confirmed=1))
    transfer = Transfer.objects.get()
    address = f"/kantor/posisi/{transfer.pk}"
    assert "Move them back" in text(client.get(address))
    assert "Moved back" in text(client.post(f"{address}/batal", follow=True))
    refused = client.post(f"{address}/batal")
    assert (refused.status_code, "That was undone already." in text(refused)) == (409, True)
    assert Certificate.objects.get().custody == Custody.AT_BODY


def test_a_transfer_is_there_for_who_made_it_and_for_who_may_move_all():
    one = factories.certificate(district_code="35.15")
    maker = browser_of("district_proposer", "35.15")
    maker.post(MOVE, given(id=[one.pk], confirmed=1))
    address = f"/kantor/posisi/{Transfer.objects.get().pk}"
    assert maker.get(address).status_code == 200
    assert officer().get(address).status_code == 200
    assert browser_of("district_proposer", "35.78").get(address).status_code == 404


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"on": "2999-01-01", "id": ["1"], "pile": "SNI-1"}, 422),
        ({"custody": "nowhere"}, 422),
        ({"pile": "x" * 500_001}, 422),
        ({"id": ["x"]}, 400),
        ({"id": ["9" * 30]}, 400),
        ({"id": [str(n) for n in range(501)]}, 400),
        ({"pile": "\x00\ufffe"}, 422),
        ({"pile": "\n".join(map(str, range(600)))}, 422),
    ],
)
def test_what_cannot_be_is_said_and_moves_nothing(values, status):
    factories.certificate(number="SNI-1")
    assert officer().post(MOVE, given(**values)).status_code == status
    assert not Transfer.objects.exists()
