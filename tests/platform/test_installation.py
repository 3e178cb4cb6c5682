import json
import stat
import subprocess
import sys

import pytest

from setara.platform.environment import UnsafeSetting
from setara.platform.installation import FILE, Installation, checked_base_url, found, standing

GOOD = "https://sertifikat.example"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (GOOD, GOOD),
        (GOOD + "/", GOOD),
        (GOOD + "/jatim/", GOOD + "/jatim"),
        ("http://localhost:8000", "http://localhost:8000"),
    ],
)
def test_address_is_kept_without_trailing_slash(given, kept):
    assert checked_base_url(given, production=False) == kept


@pytest.mark.parametrize(
    "given",
    [
        "", "sertifikat.example", "ftp://sertifikat.example", "https://", "https://a.example/?x=1", "https://a.example/#x",
        "https://user:geheim@a.example", "https://sértifikat.example", "https://a.example/" + "x" * 80, "https://[::1",
        "https://a.example:port", "https://a.example/a b",
    ],
)  # fmt: skip
def test_address_that_no_qr_code_can_carry_is_refused(given):
    with pytest.raises(UnsafeSetting, match=r"^SETARA_BASE_URL"):
        checked_base_url(given, production=False)


@pytest.mark.parametrize(
    "given",
    ["https://localhost", "https://LOCALHOST:8000", "https://127.0.0.1", "https://[::1]", "https://0.0.0.0", "http://a.example",
     "https://127.0.0.2", "https://a.localhost", "https://localhost."],
)  # fmt: skip
def test_production_refuses_what_nobody_else_can_reach_safely(given):
    with pytest.raises(UnsafeSetting, match=r"^SETARA_BASE_URL"):
        checked_base_url(given, production=True)


def test_nothing_stands_at_first(tmp_path):
    assert standing(tmp_path) is None


def test_installation_is_fixed_once(tmp_path):
    first = found(tmp_path / "new", GOOD, "s" * 40, "p" * 40)
    assert first == Installation(GOOD, "s" * 40, "p" * 40)
    assert found(tmp_path / "new", "https://other.example", "x", "y") == first
    assert standing(tmp_path / "new") == first
    assert [path.name for path in (tmp_path / "new").iterdir()] == [FILE]


def test_secrets_are_for_the_owner_only(tmp_path):
    found(tmp_path, GOOD, "s", "p")
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", json.dumps({"base_url": GOOD}), '"x"'])
def test_damaged_file_is_said_never_replaced(tmp_path, text):
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(UnsafeSetting, match=r"damaged; restore it from the backup"):
        found(tmp_path, GOOD, "s", "p")
    assert (tmp_path / FILE).read_text(encoding="utf-8") == text


def test_of_many_that_start_together_one_fixes_it(tmp_path):
    code = (
        "import sys; from pathlib import Path; from setara.platform.installation import found; "
        "sys.stdin.readline(); print(found(Path(sys.argv[1]), 'https://a.example', sys.argv[2], 'p').secret_key)"
    )
    starts = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path), f"secret-{place}"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for place in range(4)
    ]  # fmt: skip
    said = {process.communicate("go\n", timeout=60)[0] for process in starts}
    assert len(said) == 1
    assert said == {standing(tmp_path).secret_key + "\n"}
