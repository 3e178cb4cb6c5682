import json
import os
import stat

import pytest

from tests.e2e.console import BASE, Console, database

pytestmark = [pytest.mark.slow, pytest.mark.e2e]


@pytest.fixture
def console(tmp_path):
    with database() as settings:
        yield Console(tmp_path / "data", **settings)


def test_founding_is_repeatable_and_safe_when_two_start_at_once(console, tmp_path):
    before = console.run("history", "head")
    assert (before.returncode, before.stdout) == (2, "")
    assert before.stderr == "setara: no database yet: run `setara init`\n"
    both = [console.start("init", "--json") for _ in range(2)]
    ends = [process.communicate(timeout=180) for process in both]
    assert [(process.returncode, err) for process, (_, err) in zip(both, ends, strict=True)] == [(0, ""), (0, "")]
    made = sorted(json.loads(out)["keys_made"] for out, _ in ends)
    assert [len(names) for names in made] == [0, 3]
    keys = {path.name: path.read_bytes() for path in (tmp_path / "data" / "keys").iterdir()}
    assert sorted(keys) == sorted(f"{name}.pem" for name in made[1])
    assert all(pem.startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----") for pem in keys.values())
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "data" / "keys").iterdir()} == {0o600}
    again = console.json("init")
    assert (again["keys_made"], again["base_url"]) == ([], BASE)
    assert {path.name: path.read_bytes() for path in (tmp_path / "data" / "keys").iterdir()} == keys
    assert console.json("history", "head")["position"] == 0
    other = console.run("init", SETARA_BASE_URL="https://other.example")
    assert (other.returncode, other.stdout, other.stderr.count("\n")) == (2, "", 1)
    assert other.stderr.startswith(
        f"setara: SETARA_BASE_URL is https://other.example, but this installation was made for {BASE}"
    )


@pytest.mark.skipif("os.environ.get('DATABASE_URL', '').startswith('postgres')", reason="is about the file of SQLite")
def test_database_of_junk_is_one_sentence(console, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "setara.sqlite3").write_bytes(os.urandom(4096))
    done = console.run("history", "head")
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "setara: file is not a database\n")


def test_unsafe_settings_are_one_sentence(console):
    done = console.run("history", "head", SETARA_ENV="production")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("setara: SETARA_SECRET_KEY: ")


def test_server_of_a_database_that_does_not_answer_is_one_sentence(console):
    done = console.run("history", "head", DATABASE_URL="postgres://setara@127.0.0.1:1/setara")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
