import hashlib
import os
from pathlib import Path

import pytest

from setara.platform.tables.reading import FileUnreadable, file_digest, open_book


def test_a_digest_is_of_the_bytes(tmp_path: Path):
    path = tmp_path / "a"
    path.write_bytes(b"x" * 600_000)
    assert file_digest(path) == hashlib.sha256(b"x" * 600_000).hexdigest()


def test_what_is_no_file_is_unreadable(tmp_path: Path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (tmp_path / "none.xlsx", tmp_path, pipe, Path("a\0b")):
        with pytest.raises(FileUnreadable):
            file_digest(path)
        with pytest.raises(FileUnreadable), open_book(path):
            pass


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_locked_file_is_unreadable(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text("a,b\n")
    path.chmod(0)
    with pytest.raises(FileUnreadable), open_book(path):
        pass
