import pytest

from setara.platform import environment
from setara.platform.environment import UnsafeSetting


def test_text_comes_from_the_environment_else_the_default(monkeypatch):
    monkeypatch.setenv("SETARA_A", "kata")
    assert environment.text("SETARA_A", "lain") == "kata"
    assert environment.text("SETARA_B", "lain") == "lain"


def test_secret_comes_from_the_file_that_is_named(monkeypatch, tmp_path):
    (tmp_path / "secret").write_text("rahasia\n", encoding="utf-8")
    monkeypatch.setenv("SETARA_A", "kata")
    monkeypatch.setenv("SETARA_A_FILE", str(tmp_path / "secret"))
    assert environment.text("SETARA_A") == "rahasia"


@pytest.mark.parametrize("name", ["missing", "."])
def test_unreadable_secret_file_is_refused_by_name(monkeypatch, tmp_path, name):
    monkeypatch.setenv("SETARA_A_FILE", str(tmp_path / name))
    with pytest.raises(UnsafeSetting, match=r"^SETARA_A_FILE: cannot read .* \(.+\)$"):
        environment.text("SETARA_A")


@pytest.mark.parametrize(("raw", "number"), [("", 8000), ("1", 1), ("65535", 65535)])
def test_whole_number(monkeypatch, raw, number):
    monkeypatch.setenv("PORT", raw)
    assert environment.whole("PORT", 8000, 1, 65535) == number


@pytest.mark.parametrize("raw", ["0", "65536", "-1", "8.5", "acht", "1e3"])
def test_no_whole_number_within_bounds(monkeypatch, raw):
    monkeypatch.setenv("PORT", raw)
    with pytest.raises(UnsafeSetting, match=r"^PORT='.*': expected a whole number from 1 to 65535$"):
        environment.whole("PORT", 8000, 1, 65535)


@pytest.mark.parametrize(
    ("raw", "value"),
    [("", True), ("1", True), ("YES", True), ("true", True), ("0", False), ("No", False), ("FALSE", False)],
)
def test_flag(monkeypatch, raw, value):
    monkeypatch.setenv("SETARA_A", raw)
    assert environment.flag("SETARA_A", default=True) is value


def test_no_flag(monkeypatch):
    monkeypatch.setenv("SETARA_A", "vielleicht")
    with pytest.raises(UnsafeSetting, match=r"^SETARA_A='vielleicht': expected yes or no$"):
        environment.flag("SETARA_A", default=True)


def test_choice(monkeypatch):
    monkeypatch.setenv("SETARA_A", "en")
    assert environment.choice("SETARA_A", "id", "id", "en") == "en"
    monkeypatch.setenv("SETARA_A", "nl")
    with pytest.raises(UnsafeSetting, match=r"^SETARA_A='nl': expected one of id, en$"):
        environment.choice("SETARA_A", "id", "id", "en")
