import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setara.files.store import ContentStore


def files_in(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


@given(content=st.binary(max_size=200))
def test_what_is_put_is_found_by_its_digest(tmp_path_factory, content):
    store = ContentStore(tmp_path_factory.getbasetemp() / "files")
    digest = store.put(content)
    assert digest == hashlib.sha256(content).hexdigest()
    assert store.get(digest) == content


def test_equal_content_is_one_file(tmp_path):
    store = ContentStore(tmp_path)
    assert store.put(b"isi") == store.put(b"isi")
    assert files_in(tmp_path) == [store.path(store.put(b"isi"))]


def test_torn_file_of_a_crash_is_put_right(tmp_path):
    store = ContentStore(tmp_path)
    digest = store.put(b"isi yang utuh")
    store.path(digest).write_bytes(b"isi")
    assert store.put(b"isi yang utuh") == digest
    assert store.get(digest) == b"isi yang utuh"


def test_copy_replaces_what_lies_there(tmp_path):
    store = ContentStore(tmp_path / "files")
    digest = store.put(b"isi")
    target = tmp_path / "out.pdf"
    target.write_bytes(b"lama")
    store.copy(digest, target)
    assert target.read_bytes() == b"isi"
    assert files_in(tmp_path) == sorted([target, store.path(digest)])


def test_missing_content_is_said(tmp_path):
    store = ContentStore(tmp_path)
    with pytest.raises(FileNotFoundError):
        store.get("a" * 64)
    with pytest.raises(FileNotFoundError):
        store.copy("a" * 64, tmp_path / "out.pdf")
    assert not (tmp_path / "out.pdf").exists()
