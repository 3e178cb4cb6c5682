import pytest

from setara.issuance.sheet.press import SheetPress
from tests.issuance.sheet.samples import CREDENTIAL, MOMENT, content


@pytest.fixture(scope="session")
def press():
    return SheetPress()


@pytest.fixture(scope="session")
def sheet(press):
    return press.pdf(content(), CREDENTIAL, MOMENT)
