"""`setara figures`."""

import json

import pytest
from django.utils.translation import override

from setara.certificates.models import RegisterCount
from setara.cli.__main__ import main
from setara.reporting.models import Snapshot
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def setara(capsys):
    def run(*words):
        with override("en"):
            code = main([str(word) for word in words])
        return code, *capsys.readouterr()

    return run


def test_the_figures_of_the_latest_year_as_text_and_as_json(setara):
    factories.certificate(kind="iso")
    factories.certificate(budget_year=2025)
    code, out, _ = setara("figures", "--json")
    said = json.loads(out)
    assert (code, said["year"]) == (0, 2026)
    assert said["figures"][1] == {"code": "certificates", "value": 1, "by": [["iso", 1]]}
    code, out, _ = setara("figures", "--year", 2025)
    assert code == 0
    assert "Certificates facilitated: 1" in out


def test_a_check_names_the_wrong_number_and_ends_with_one(setara):
    factories.certificate(kind="iso")
    code, out, _ = setara("figures", "--check", "--json")
    assert (code, json.loads(out)["sound"], json.loads(out)["faults"]) == (0, True, [])
    RegisterCount.objects.filter(
        kind="iso", district_code="*", budget_year=2026, status="*", custody="at_body", handed="*"
    ).update(number=4)
    code, out, _ = setara("figures", "--check", "--json")
    assert (code, json.loads(out)["faults"][0]) == (
        1, {"place": "issued", "key": "2026", "shown": 4, "counted": 1},
    )  # fmt: skip
    code, out, _ = setara("figures", "--check")
    assert code == 1
    assert "(iso * 2026 * at_body *)" in out


def test_figures_are_frozen_and_shown_beside_todays(setara):
    factories.certificate()
    code, out, _ = setara("figures", "freeze", "Laporan", "--json")
    frozen = Snapshot.objects.get()
    said = json.loads(out)
    assert (code, said["id"], said["about"], said["digest"]) == (0, frozen.pk, "year:2026", frozen.digest)
    factories.certificate()
    code, out, _ = setara("figures", "show", frozen.pk, "--json")
    said = json.loads(out)
    values = [{one["code"]: one["value"] for one in said[when]}["certificates"] for when in ("figures", "today")]
    assert (code, values) == (0, [1, 2])
    assert "Certificates facilitated: 1" in setara("figures", "show", frozen.pk)[1]


def test_a_ceremony_is_frozen_by_its_number(setara):
    factories.ready()
    ceremony = factories.ceremony()
    assert setara("figures", "freeze", "Sambutan", "--ceremony", ceremony.pk)[0] == 0
    assert Snapshot.objects.get().about == f"ceremony:{ceremony.pk}"


@pytest.mark.parametrize(
    "words",
    [["figures"], ["figures", "show", 7], ["figures", "freeze", "Laporan"], ["figures", "freeze", " ", "--year", 2026]],
)
def test_what_cannot_be_done_is_said_in_a_sentence(setara, words):
    code, out, err = setara(*words)
    assert (code, out) == (2, "")
    assert err.startswith("setara: ")
