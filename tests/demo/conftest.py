import pytest

from setara.demo.workbooks import make_workbooks


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    return make_workbooks(tmp_path_factory.mktemp("jatim"))


@pytest.fixture(scope="session")
def out(made):
    return made.files[0].parent
