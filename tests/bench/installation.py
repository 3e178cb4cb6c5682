"""An installation of the bench's own, under `var/bench`, apart from the operator's."""

import os
from pathlib import Path

BENCH = Path("var/bench").resolve()
BASE_URL = "https://sertifikat.example"


def enter(name: str, *, database_url: str = "") -> Path:
    """Point the settings at the installation of that name and start Django; return its folder."""
    for setting in [one for one in os.environ if one.startswith("SETARA_") or one == "DATABASE_URL"]:
        del os.environ[setting]
    os.environ |= environment(name, database_url=database_url)
    folder = BENCH / name
    folder.mkdir(parents=True, exist_ok=True)

    import django

    django.setup()
    return folder


def environment(name: str, *, database_url: str = "") -> dict[str, str]:
    """Return the settings of that installation; two processes, whatever the machine has."""
    chosen = {
        "DJANGO_SETTINGS_MODULE": "setara.conf.settings",
        "SETARA_DATA": str(BENCH / name),
        "SETARA_BASE_URL": BASE_URL,
        "SETARA_HOSTS": "sertifikat.example,127.0.0.1,testserver",
        "SETARA_PROCESSES": "2",
        "SETARA_SECRET_KEY": "bench" * 8,
        "SETARA_KEY_PASSPHRASE": "bench" * 8,
    }
    return chosen | ({"DATABASE_URL": database_url} if database_url else {})
