import re
import runpy
from pathlib import Path

import pytest

from setara.platform import environment
from setara.platform.environment import UnsafeSetting
from setara.platform.installation import found

ROOT = Path(__file__).parents[2]
FILE = ROOT / "src/setara/conf/settings.py"
PAGE = ROOT / "docs/settings.md"
SAFE = {
    "SETARA_ENV": "production",
    "SETARA_BASE_URL": "https://sertifikat.example",
    "SETARA_SECRET_KEY": "s" * 32,
    "SETARA_KEY_PASSPHRASE": "p" * 32,
    "SETARA_MAIL_HOST": "mail.sertifikat.example",
}


@pytest.fixture(autouse=True)
def empty(monkeypatch, tmp_path):
    for name in ("SETARA_BASE_URL", "DATABASE_URL", "PORT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SETARA_DATA", str(tmp_path))


def settings(monkeypatch, **values):
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(FILE))


def test_development_needs_no_setting(monkeypatch, tmp_path):
    read = settings(monkeypatch)
    assert (read["BASE_URL"], read["PRODUCTION"], read["DEBUG"]) == ("http://localhost:8000", False, False)
    assert read["DATABASES"]["default"]["NAME"] == str(tmp_path / "setara.sqlite3")
    assert read["ALLOWED_HOSTS"] == ["localhost", "localhost", "127.0.0.1"]
    assert (len(read["SECRET_KEY"]) > 40, len(read["KEY_PASSPHRASE"]) > 40) == (True, True)
    assert read["EMAIL_BACKEND"].endswith(".console.EmailBackend")


def test_production_with_all_it_needs(monkeypatch):
    read = settings(monkeypatch, **SAFE)
    assert (read["PRODUCTION"], read["BASE_URL"]) == (True, "https://sertifikat.example")
    assert read["ALLOWED_HOSTS"] == ["sertifikat.example"]
    assert (read["SESSION_COOKIE_SECURE"], read["CSRF_COOKIE_SECURE"]) == (True, True)
    assert read["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert read["EMAIL_BACKEND"].endswith(".smtp.EmailBackend")


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"SETARA_BASE_URL": ""}, "SETARA_BASE_URL"),
        ({"SETARA_BASE_URL": "https://localhost"}, "SETARA_BASE_URL"),
        ({"SETARA_BASE_URL": "https://127.0.0.1:8000"}, "SETARA_BASE_URL"),
        ({"SETARA_BASE_URL": "http://sertifikat.example"}, "SETARA_BASE_URL"),
        ({"SETARA_SECRET_KEY": ""}, "SETARA_SECRET_KEY"),
        ({"SETARA_SECRET_KEY": "s" * 31}, "SETARA_SECRET_KEY"),
        ({"SETARA_KEY_PASSPHRASE": ""}, "SETARA_KEY_PASSPHRASE"),
        ({"SETARA_KEY_PASSPHRASE": "pendek"}, "SETARA_KEY_PASSPHRASE"),
        ({"SETARA_MAIL_HOST": ""}, "SETARA_MAIL_HOST"),
        ({"SETARA_HOSTS": "*"}, "SETARA_HOSTS"),
        ({"SETARA_HOSTS": "sertifikat.example, *"}, "SETARA_HOSTS"),
    ],
)
def test_production_refuses_what_is_unsafe_by_name(monkeypatch, values, named):
    with pytest.raises(UnsafeSetting, match=rf"^{named}"):
        settings(monkeypatch, **{**SAFE, **values})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SETARA_ENV", "live"),
        ("PORT", "0"),
        ("SETARA_PROVINCE", "99"),
        ("SETARA_PROVINCE", "20"),
        ("SETARA_LANGUAGE", "nl"),
        ("SETARA_PROCESSES", "0"),
        ("SETARA_MAIL_PORT", "smtp"),
        ("SETARA_MAIL_TLS", "maybe"),
        ("DATABASE_URL", "mysql://localhost/setara"),
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "foo://bar"),
        ("SETARA_BASE_URL", "sertifikat.example"),
        ("SETARA_OFFICE_ID", "Dinas " * 11),
    ],
)
def test_value_that_is_none_is_refused_by_name(monkeypatch, name, value):
    with pytest.raises(UnsafeSetting, match=rf"^{name}"):
        settings(monkeypatch, **{name: value})


def test_address_is_fixed_when_the_installation_is_made(monkeypatch, tmp_path):
    found(tmp_path, "https://sertifikat.example", "s" * 40, "p" * 40)
    read = settings(monkeypatch)
    assert (read["BASE_URL"], read["SECRET_KEY"], read["KEY_PASSPHRASE"]) == (
        "https://sertifikat.example", "s" * 40, "p" * 40,
    )  # fmt: skip
    assert settings(monkeypatch, SETARA_BASE_URL="https://Sertifikat.example/")["BASE_URL"] == read["BASE_URL"]
    with pytest.raises(
        UnsafeSetting, match=r"^SETARA_BASE_URL is https://other.example, but this installation was made"
    ):
        settings(monkeypatch, SETARA_BASE_URL="https://other.example")


@pytest.mark.parametrize(
    ("url", "engine"),
    [
        ("postgres://setara@127.0.0.1:5432/setara", "django.db.backends.postgresql"),
        ("postgresql://setara@127.0.0.1/setara", "django.db.backends.postgresql"),
        ("sqlite:////tmp/a.sqlite3", "setara.platform.sqlite"),
    ],
)
def test_database_by_its_address(monkeypatch, url, engine):
    assert settings(monkeypatch, DATABASE_URL=url)["DATABASES"]["default"]["ENGINE"] == engine


def test_hosts_are_a_list_with_or_without_blanks(monkeypatch):
    read = settings(monkeypatch, SETARA_HOSTS="a.example, b.example,")
    assert read["ALLOWED_HOSTS"] == ["a.example", "b.example"]


def names_read(monkeypatch):
    names = set()
    text = environment.text

    def recorded(name, default=""):
        names.add(name)
        return text(name, default)

    monkeypatch.setattr(environment, "text", recorded)
    settings(monkeypatch, **SAFE)
    return names


def test_page_lists_every_setting_that_is_read_and_no_other(monkeypatch):
    listed = re.findall(r"^\| `([A-Z_]+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert listed == sorted(listed, key=listed.index)
    assert sorted(listed) == sorted(names_read(monkeypatch))
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert [row for row in rows if len([cell for cell in row.strip("|").split("|") if cell.strip()]) != 4] == []


def test_no_setting_is_read_anywhere_else():
    elsewhere = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "src").rglob("*.py")
        if re.search(r"os\.environ(\[|\.get)", path.read_text(encoding="utf-8"))
    }
    assert elsewhere <= {"src/setara/platform/environment.py", "src/setara/issuance/making.py"}
