import pytest

from setara.certificates.models import Certificate
from setara.kernel.certificates.corrections import CORRECTABLE
from setara.web.officer.correction_form import CorrectionForm


@pytest.mark.django_db
def test_form_offers_everything_that_a_correction_may_change() -> None:
    offered = {*CorrectionForm(Certificate(number="1", holder="UD Contoh")).fields} - {"why", "seen"}
    assert {{"class": "classification"}.get(name, name) for name in offered} == CORRECTABLE
