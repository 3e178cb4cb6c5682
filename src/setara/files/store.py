"""Content-addressed files: written once, atomically, found by digest."""

import hashlib
import os
import shutil
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
        draft = place.with_name(f".{place.name}.{os.getpid()}")
        draft.write_bytes(content)
        draft.replace(place)
        return digest

    def get(self, sha256: str) -> bytes:
        """Return the content; OSError where it is not there."""
        return self.path(sha256).read_bytes()

    def copy(self, sha256: str, target: Path) -> None:
        """Copy a file out; the target is whole or not there."""
        draft = target.with_name(f".{target.name}.{os.getpid()}")
        shutil.copyfile(self.path(sha256), draft)
        draft.replace(target)
