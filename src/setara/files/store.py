"""Content-addressed files: written once, atomically, found by digest."""

import hashlib
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class ContentStore:
    """Files under a folder, each named by its SHA-256. Safe for many processes: equal content, equal name."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, sha256: str) -> Path:
        """Say where a file lies."""
        return self.root / sha256[:2] / sha256[2:]

    def put(self, content: bytes) -> str:
        """Keep content and return its digest; the file is whole or not there, even after a crash."""
        digest = hashlib.sha256(content).hexdigest()
        place = self.path(digest)
        if place.exists() and place.stat().st_size == len(content):
            return digest
        place.parent.mkdir(parents=True, exist_ok=True)
        with _draft_of(place) as draft:
            draft.write_bytes(content)
        return digest

    def put_file(self, path: Path) -> str:
        """Keep a copy of a file, as `put` does, never whole in memory."""
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        self.take(path, digest)
        return digest

    def take(self, file: Path, sha256: str) -> None:
        """Keep a copy of a file that has this digest, without reading it into memory."""
        place = self.path(sha256)
        if place.exists() and place.stat().st_size == file.stat().st_size:
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        self._copy(file, place)

    def get(self, sha256: str) -> bytes:
        """Return the content; OSError where it is not there."""
        return self.path(sha256).read_bytes()

    def copy(self, sha256: str, target: Path) -> None:
        """Copy a file out; the target is whole or not there."""
        self._copy(self.path(sha256), target)

    @staticmethod
    def _copy(source: Path, target: Path) -> None:
        with _draft_of(target) as draft:
            shutil.copyfile(source, draft)


@contextmanager
def _draft_of(target: Path) -> Iterator[Path]:
    """Write beside a file under a name of one's own, then put it into place; nothing is left of a failed try."""
    draft = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    try:
        yield draft
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
