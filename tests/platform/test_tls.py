import datetime as dt
import socket
import ssl
import stat
import threading

import pytest
from cryptography.hazmat.primitives import serialization

from setara.platform.environment import UnsafeSetting
from setara.platform.tls import Pair, checked_pair, own_pair

AT = dt.datetime.now(dt.UTC)
NAMES = ["localhost", "127.0.0.1"]


def answers(pair, authority, name):
    """Say whether somebody who trusts the authority gets an answer from a server with these files."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pair.certificate, pair.key)
    trusting = ssl.create_default_context(cafile=str(authority))
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            connection, _ = server.accept()
            with connection:
                try:
                    context.wrap_socket(connection, server_side=True).close()
                except (ssl.SSLError, OSError):
                    return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            with socket.create_connection(server.getsockname(), 5) as plain:
                trusting.wrap_socket(plain, server_hostname=name).close()
        except ssl.SSLCertVerificationError:
            return False
        finally:
            thread.join(5)
    return True


def test_who_trusts_the_authority_trusts_the_server_under_its_names_only(tmp_path):
    pair = own_pair(tmp_path, NAMES, AT)
    authority = tmp_path / "ca.crt"
    assert [answers(pair, authority, name) for name in (*NAMES, "lain.example")] == [True, True, False]
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == dict.fromkeys(
        ("ca.crt", "ca.key", "server.crt", "server.key"), 0o600
    )
    assert checked_pair(pair) == pair


def test_what_stands_stays_until_it_nears_its_end_or_the_names_change(tmp_path):
    def content():
        return [(tmp_path / name).read_bytes() for name in ("ca.crt", "server.crt")]

    own_pair(tmp_path, NAMES, AT)
    first = content()
    own_pair(tmp_path, [*NAMES, "localhost"], AT)
    assert content() == first
    own_pair(tmp_path, NAMES, AT + dt.timedelta(days=370))
    renewed = content()
    assert (renewed[0] == first[0], renewed[1] == first[1]) == (True, False)
    own_pair(tmp_path, ["10.0.0.7"], AT + dt.timedelta(days=370))
    assert content()[1] != renewed[1]


def test_files_that_no_server_can_use_are_refused_by_name(tmp_path):
    pair, other = own_pair(tmp_path / "a", NAMES, AT), own_pair(tmp_path / "b", NAMES, AT)
    old = tmp_path / "old.key"
    key = serialization.load_pem_private_key(pair.key.read_bytes(), None)
    old.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
        )
    )
    for wrong, said in (
        (Pair(tmp_path / "none", pair.key), "SETARA_TLS_CERTIFICATE: "),
        (Pair(pair.key, pair.key), "SETARA_TLS_CERTIFICATE: "),
        (Pair(pair.certificate, pair.certificate), "SETARA_TLS_KEY: "),
        (Pair(pair.certificate, other.key), "is not the key of"),
        (Pair(pair.certificate, old), "must be PKCS #8"),
    ):
        with pytest.raises(UnsafeSetting, match=said):
            checked_pair(wrong)
