"""The generated parts of `docs/formats.md`. Run as a module to write them into the page anew."""

import hashlib
import json
import os
import re
from dataclasses import replace
from pathlib import Path

import django
from django.utils import translation

from setara.kernel.certificates.kinds import CONFORMITY_KINDS, KIND_NAMES
from setara.kernel.credentials.canonical import canonical
from setara.kernel.credentials.claims import KIND_NUMBERS, payload_of
from setara.kernel.credentials.credential import credential_digest
from setara.kernel.credentials.cwt import claims_for, decode
from setara.kernel.credentials.did import did_document
from setara.kernel.credentials.digits import to_digits
from setara.kernel.credentials.examine import examined_qr
from setara.kernel.credentials.integrity import secured
from setara.kernel.credentials.status_list import ENTRIES, StatusPurpose, list_url, status_list_credential
from setara.words.verification import CODES
from tests.kernel.credentials import test_cwt as forgeries
from tests.kernel.credentials.samples import (
    BASE,
    CREDENTIAL_KEY,
    DID,
    DOCUMENT_KEY,
    FACTS,
    METHOD,
    MOMENT,
    OFFICE,
    QR_KEY,
    RECORDING,
    printed,
    sealed,
    token,
)

PAGE = Path(__file__).parents[3] / "docs" / "formats.md"
BLOCK = re.compile(r"<!-- generated: ([a-z-]+) -->\n(.*?)<!-- end -->", re.DOTALL)


def fenced(text, language=""):
    return f"```{language}\n{text}\n```\n"


def pretty(value):
    return fenced(json.dumps(value, indent=1, ensure_ascii=False), "json")


def wrapped(text, width=112):
    return "\n".join(text[start : start + width] for start in range(0, len(text), width))


def row(*cells):
    return "| " + " | ".join(str(cell) for cell in cells) + " |\n"


def keys():
    document = did_document(
        DID,
        {
            "credential-2026": CREDENTIAL_KEY.public_key(),
            "qr-2026": QR_KEY.public_key(),
            "document-2026": DOCUMENT_KEY.public_key(),
        },
    )
    private = [
        ("credential-2026", "Ed25519 seed", CREDENTIAL_KEY.private_bytes_raw().hex()),
        ("qr-2026", "P-256 scalar", f"{QR_KEY.private_numbers().private_value:064x}"),
        ("document-2026", "P-256 scalar", f"{DOCUMENT_KEY.private_numbers().private_value:064x}"),
    ]
    table = row("test key", "", "private, hex") + row("--", "--", "--")
    table += "".join(row(f"`{name}`", what, f"`{number}`") for name, what, number in private)
    return f"{table}\nDID document of these keys:\n\n{pretty(document)}"


def credential():
    document = sealed()
    options = {name: member for name, member in document["proof"].items() if name != "proofValue"}
    unsecured = {name: member for name, member in document.items() if name != "proof"}
    steps = [
        f"SHA-256(JCS(options))   {hashlib.sha256(canonical(options)).hexdigest()}",
        f"SHA-256(JCS(document))  {hashlib.sha256(canonical(unsecured)).hexdigest()}",
        f"credential digest       {credential_digest(document)}",
    ]
    return f"Signed with the test key:\n\n{pretty(document)}\n" + fenced("\n".join(steps))


def kinds():
    table = row("number", "`kind`", "name", "conformity") + row("--", "--", "--", "--")
    for kind, number in KIND_NUMBERS.items():
        table += row(number, f"`{kind}`", KIND_NAMES[kind].en, "yes" if kind in CONFORMITY_KINDS else "no")
    return table


def qr():
    content = token()
    payload = payload_of(claims_for(FACTS, RECORDING))
    read = decode(content)
    long = replace(FACTS, product="Keripik tempe aneka rasa " * 12)
    lines = [
        f"payload    {payload.hex()}",
        f"signed     {read.signed.hex()}",
        f"signature  {read.signature.hex()}",
        f"token      {content.hex()}",
        f"bytes      {len(content)}",
        f"digest     {hashlib.sha256(content).hexdigest()}",
    ]
    return (
        "The credential above, for the same test key `qr-2026`:\n\n"
        + fenced("\n".join(wrapped(line) for line in lines))
        + "\nText of the code:\n\n"
        + fenced(wrapped(printed(content)))
        + f"\n(one line; broken here for the page). With the product *{long.product[:24]}* twelve times over, key 6 "
        + f"becomes *{decode(token(long)).claims.subject}* and the token {len(token(long))} bytes.\n"
    )


def bad_qr():
    digits = to_digits(token())
    flipped = digits[:100] + str((int(digits[100]) + 1) % 10) + digits[101:]
    cases = [
        ("one digit changed (the 101st)", f"{BASE}/v#{flipped}"),
        ("one digit missing at the end", f"{BASE}/v#{digits[:-1]}"),
        ("a zero more at the end", f"{BASE}/v#{digits}0"),
        ("a byte `00` behind the token", printed(token() + b"\0")),
        ("without tag 18", printed(token()[1:])),
        ("with tag 61 before it", printed(b"\xd8\x3d" + token())),
        ("the signature's twin with n − s", printed(forgeries.signed(forgeries.PAYLOAD, raise_s=True))),
        ("a further claim, signed", printed(forgeries.signed(forgeries.with_fact(10, 1)))),
        ("an empty holder, signed", printed(forgeries.signed(forgeries.with_fact(4, "")))),
        (
            "an issuer of another name, signed",
            printed(forgeries.signed(forgeries.with_claims(iss="did:web:x.example"))),
        ),
        ("group `99999999999999999`", f"{BASE}/v#99999999999999999"),
        ("group `999`", f"{BASE}/v#999"),
        ("to another host", printed(token(), "https://other.example")),
    ]
    table = row("text", "detail", "SHA-256 of the text") + row("--", "--", "--")
    for name, text in cases:
        examined = examined_qr(text, OFFICE)
        detail = next(found.detail for found in (examined.signature, examined.issuer) if found.has_failed)
        assert examined.names_this_office
        table += row(name, f"`{detail}`", f"`{hashlib.sha256(text.encode()).hexdigest()[:16]}…`")
    return table


def status():
    document = status_list_credential(
        [7, ENTRIES - 1],
        url=list_url(BASE, StatusPurpose.REVOCATION, RECORDING.status_index),
        issuer=DID,
        purpose=StatusPurpose.REVOCATION,
        valid_from=MOMENT,
        valid_until=MOMENT.replace(hour=23),
    )
    signed = secured(document, CREDENTIAL_KEY, verification_method=METHOD, created=MOMENT)
    return (
        f"List 2 with the places 7 and 131,071 set; the certificate above has the running place "
        f"{RECORDING.status_index:,}, hence it is ended:\n\n{pretty(signed)}"
    )


def codes():
    with translation.override("en"):
        return (
            row("code", "meaning")
            + row("--", "--")
            + "".join(row(f"`{code}`", sentence) for code, sentence in CODES.items())
        )


PARTS = {
    "keys": keys, "credential": credential, "kinds": kinds, "qr": qr, "bad-qr": bad_qr, "status": status,
    "codes": codes,
}  # fmt: skip


def written(page):
    """The page with its generated parts made anew."""
    return BLOCK.sub(lambda block: f"<!-- generated: {block[1]} -->\n{PARTS[block[1]]()}<!-- end -->", page)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
