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
from setara.kernel.credentials.examine import examined_credential, examined_qr
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
    FORGER_CREDENTIAL_KEY,
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
VECTORS = PAGE.with_name("formats-vectors.json")
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
        table += row(number, f"`{kind}`", KIND_NAMES[kind].id, "yes" if kind in CONFORMITY_KINDS else "no")
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


def qr_texts():
    """Name and text of each QR example, the genuine one first."""
    digits = to_digits(token())
    changed = digits[:100] + str((int(digits[100]) + 1) % 10) + digits[101:]
    return {
        "genuine": printed(token()),
        "one digit changed (the 101st)": f"{BASE}/v#{changed}",
        "one digit missing at the end": f"{BASE}/v#{digits[:-1]}",
        "a zero more at the end": f"{BASE}/v#{digits}0",
        "a byte 00 behind the token": printed(token() + b"\0"),
        "without tag 18": printed(token()[1:]),
        "with tag 61 before it": printed(b"\xd8\x3d" + token()),
        "the signature's twin with n − s": printed(forgeries.signed(forgeries.PAYLOAD, raise_s=True)),
        "a further claim, signed": printed(forgeries.signed(forgeries.with_fact(10, 1))),
        "an empty holder, signed": printed(forgeries.signed(forgeries.with_fact(4, ""))),
        "an issuer of another name, signed": printed(forgeries.signed(forgeries.with_claims(iss="did:web:x.example"))),
        "signed by somebody else under the same kid": printed(
            forgeries.signed(forgeries.PAYLOAD, key=forgeries.FORGER_QR_KEY)
        ),
        "a group of 17 nines": f"{BASE}/v#99999999999999999",
        "the group 999": f"{BASE}/v#999",
        "to another host": printed(token(), "https://other.example"),
    }


def credential_texts():
    """Name and text of each credential example, the genuine one first."""
    genuine = canonical(sealed()).decode()
    proof = sealed()["proof"]

    unsigned = {name: member for name, member in sealed().items() if name != "proof"}

    def with_proof(without="", **members):
        kept = {name: member for name, member in proof.items() if name != without}
        return canonical({**sealed(), "proof": {**kept, **members}}).decode()

    def signed(document):
        return canonical(secured(document, CREDENTIAL_KEY, verification_method=METHOD, created=MOMENT)).decode()

    return {
        "genuine": genuine,
        "a fact changed": genuine.replace("UD Contoh Makmur", "UD Contoh Mukmur"),
        "a member twice": genuine.replace('{"@context"', '{"id":"x","@context"', 1),
        "a context appended": canonical({**sealed(), "@context": [*proof["@context"], "https://x.example"]}).decode(),
        "two proofs": canonical({**sealed(), "proof": [proof, proof]}).decode(),
        "a suite that the office never uses": with_proof(cryptosuite="eddsa-rdfc-2022"),
        "a key that the office never had": with_proof(verificationMethod=f"{DID}#credential-1999"),
        "another purpose": with_proof(proofPurpose="authentication"),
        "proof null": canonical({**sealed(), "proof": None}).decode(),
        "without a proof": canonical(unsigned).decode(),
        "the proof without `@context`": with_proof(without="@context"),
        "the proof without `proofValue`": with_proof(without="proofValue"),
        "made on 31 February": with_proof(created="2026-02-31T03:00:00Z"),
        "an issuer of another name, signed": signed({**unsigned, "issuer": {"id": "did:web:x.example", "name": "X"}}),
        "a member more, signed": signed({**unsigned, "evidence": []}),
        "a type less, signed": signed({**unsigned, "type": ["VerifiableCredential", "CertificateRecord"]}),
        "a date with one digit, signed": signed(
            {**unsigned, "credentialSubject": {**sealed()["credentialSubject"], "issueDate": "2026-3-17"}}
        ),
        "cut off": genuine[:-1],
        "signed by somebody else under the same name": canonical(sealed(key=FORGER_CREDENTIAL_KEY)).decode(),
    }


def detail_of(examined):
    faults = [found.detail for found in (examined.signature, examined.issuer) if found.has_failed]
    assert examined.names_this_office
    return faults[0] if faults else "genuine"


def vectors():
    """All examples as one file for those who test a verifier of their own."""
    return {
        "base": BASE,
        "qr": [
            {"name": name, "text": text, "detail": detail_of(examined_qr(text, OFFICE))}
            for name, text in qr_texts().items()
        ],
        "credential": [
            {"name": name, "text": text, "detail": detail_of(examined_credential(text, OFFICE))}
            for name, text in credential_texts().items()
        ],
    }


def vectors_text():
    return json.dumps(vectors(), indent=1, ensure_ascii=False) + "\n"


def listed(kind):
    table = row(kind, "detail") + row("--", "--")
    return table + "".join(row(vector["name"], f"`{vector['detail']}`") for vector in vectors()[kind])


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
    "keys": keys, "credential": credential, "bad-credential": lambda: listed("credential"), "kinds": kinds, "qr": qr,
    "bad-qr": lambda: listed("qr"), "status": status, "codes": codes,
}  # fmt: skip


def written(page):
    """The page with its generated parts made anew."""
    return BLOCK.sub(lambda block: f"<!-- generated: {block[1]} -->\n{PARTS[block[1]]()}<!-- end -->", page)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    VECTORS.write_text(vectors_text(), encoding="utf-8")
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
