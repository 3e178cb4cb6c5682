"""What is fixed when an installation is made: its public address and its secrets, in `SETARA_DATA`."""

import ipaddress
import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from setara.platform.environment import UnsafeSetting

FILE = "installation.json"
PRINTABLE = re.compile(r"[!-~]{1,80}")


@dataclass(frozen=True, slots=True)
class Installation:
    """`base_url` is part of every QR code, hence never changes; the secrets sign sessions and lock the keys."""

    base_url: str
    secret_key: str
    key_passphrase: str


def checked_base_url(base_url: str, production: bool) -> str:
    """Return the address with its host in small letters and without a trailing slash, or refuse it."""
    if not PRINTABLE.fullmatch(base_url):
        raise UnsafeSetting(f"SETARA_BASE_URL={base_url!r}: 1 to 80 ASCII characters without blanks fit into a QR code")
    parts = _parts(base_url)
    if production and is_local(parts.hostname or ""):
        raise UnsafeSetting(
            "SETARA_BASE_URL: a production installation cannot be localhost; every QR would point there"
        )
    if production and parts.scheme != "https":
        raise UnsafeSetting("SETARA_BASE_URL: production needs https")
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path}".rstrip("/")


def _parts(base_url: str) -> SplitResult:
    try:
        parts = urlsplit(base_url)
        named = parts.hostname and parts.port != 0
    except ValueError:
        named = False
    if not named or parts.scheme not in {"http", "https"} or "@" in parts.netloc or set(base_url) & set("?#"):
        raise UnsafeSetting(f"SETARA_BASE_URL={base_url!r}: expected https://host or https://host/path")
    return parts


def is_local(host: str) -> bool:
    """Say whether a host names only the machine itself."""
    name = host.rstrip(".")
    try:
        number = ipaddress.ip_address(name)
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")
    return number.is_loopback or number.is_unspecified


def standing(data: Path) -> Installation | None:
    """Read what an earlier `setara init` fixed, or None."""
    path = data / FILE
    if not path.exists():
        return None
    try:
        there = Installation(**json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError, OSError) as error:
        raise UnsafeSetting(f"{path}: damaged; restore it from the backup ({error})") from error
    if not all(isinstance(value, str) for value in asdict(there).values()):
        raise UnsafeSetting(f"{path}: damaged; restore it from the backup (a value is no text)")
    return there


def found(data: Path, base_url: str, secret_key: str, key_passphrase: str) -> Installation:
    """Fix the installation once; later calls return what stands, untouched.

    The file is created exclusively with mode 0600, so that of two processes that start together only one fixes it.
    """
    if there := standing(data):
        return there
    data.mkdir(parents=True, exist_ok=True)
    new = Installation(base_url, secret_key, key_passphrase)
    draft = data / f".{FILE}.{os.getpid()}"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump(asdict(new), out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(draft, data / FILE)
    except FileExistsError:
        return standing(data) or new
    finally:
        draft.unlink()
    return new
