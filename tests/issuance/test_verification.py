import datetime as dt
import hashlib
import json
import random

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.sign.fields import SigSeedSubFilter

from setara.certificates.acts.decisions import Letter
from setara.issuance.acts.decide import decide
from setara.issuance.acts.sheets import supersede_sheet, withdraw_sheet
from setara.issuance.models import PublicKey, Sheet, StatusList
from setara.issuance.office import keyring
from setara.issuance.verification import MOST_BYTES, Asking, verify
from setara.kernel.access.rules import CONSOLE
from setara.kernel.certificates.states import EntryKind
from setara.kernel.credentials.canonical import canonical
from setara.kernel.credentials.integrity import secured
from setara.kernel.credentials.status_list import StatusPurpose
from setara.platform.pdf.inspection import LARGEST_ATTACHMENT, LARGEST_FILE
from setara.platform.pdf.signing import DocumentSigner, self_signed
from tests import factories
from tests.factories import AT, ON
from tests.issuance import forgeries
from tests.issuance.forgeries import pdf_of, sheet_of
from tests.platform.pdf.forgery import paper, signed_at_length

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
BASE = "https://sertifikat.example"
FORMS = ("pdf", "credential", "qr", "record")


def held(certificate, form):
    """What somebody holds of a certificate's sheet."""
    sheet = sheet_of(certificate)
    return {
        "pdf": lambda: pdf_of(certificate),
        "credential": sheet.credential.encode,
        "qr": sheet.qr_text.encode,
        "record": f"{BASE}/v/{sheet.slug}".encode,
    }[form]()


def asked(content, on=ON, *, offline=False, lists=None):
    return verify(content, Asking(on, AT + (on - ON), online=not offline, lists=lists))


def outcome(content, on=ON, **how):
    verdict = asked(content, on, **how).verdict
    return str(verdict.outcome), verdict.reason


def results(answer):
    return {str(name): (str(finding.result), finding.detail) for name, finding in answer.verdict.checks.items()}


def lists():
    return {StatusPurpose(one.purpose): one.credential.encode() for one in StatusList.objects.filter(number=1)}


def decided(certificate, kind, effective=ON):
    decide(certificate.pk, kind, Letter("SK-1", ON, "sebab"), effective, actor=CONSOLE, at=AT, on=ON)


@pytest.mark.parametrize("form", FORMS)
def test_genuine_is_valid(form):
    reason = "valid_record" if form == "record" else "valid_online"
    assert outcome(held(factories.issued(), form)) == ("valid", reason)


def test_every_check_of_a_genuine_pdf_passes():
    assert results(asked(held(factories.issued(), "pdf"))) == {
        "signature": ("passed", "genuine"),
        "issuer": ("passed", "this_office"),
        "register_digest": ("passed", "recorded_at_issue"),
        "status": ("passed", "state_active"),
        "validity": ("passed", "in_force"),
        "pdf_signature": ("passed", "signed_by_office"),
        "pdf_coverage": ("passed", "whole_file"),
    }


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("kind", "said"),
    [(EntryKind.SUSPENDED, "suspended"), (EntryKind.REVOKED, "revoked"), (EntryKind.LAPSED, "lapsed")],
)
def test_decision_of_the_body_is_said_at_once(form, kind, said):
    made = factories.issued()
    content = held(made, form)
    decided(made, kind)
    assert outcome(content) == (said, f"state_{said}")


@pytest.mark.parametrize("form", FORMS)
def test_lifted_suspension_is_valid_again(form):
    made = factories.issued()
    decided(made, EntryKind.SUSPENDED)
    decided(made, EntryKind.REINSTATED)
    assert outcome(held(made, form))[0] == "valid"


@pytest.mark.parametrize("form", FORMS)
def test_decision_counts_from_its_own_day_on(form):
    made = factories.issued()
    decided(made, EntryKind.REVOKED, ON + DAY)
    content = held(made, form)
    assert [outcome(content, ON + days * DAY)[0] for days in (0, 1, 2)] == ["valid", "revoked", "revoked"]


@pytest.mark.parametrize("form", FORMS)
def test_expiry_day_is_included(form):
    content = held(factories.issued(issue_date="2026-01-01", expiry_date="2026-12-31"), form)
    days = [dt.date(2026, 12, 30), dt.date(2026, 12, 31), dt.date(2027, 1, 1)]
    assert [outcome(content, day)[0] for day in days] == ["valid", "valid", "expired"]


@pytest.mark.parametrize("form", FORMS)
def test_certificate_of_tomorrow_is_not_yet_valid(form):
    content = held(factories.issued(issue_date="2026-12-01"), form)
    assert outcome(content, dt.date(2026, 11, 30)) == ("not_yet_valid", "issue_day_ahead")
    assert outcome(content, dt.date(2026, 12, 1))[0] == "valid"


@pytest.mark.parametrize("form", FORMS)
def test_withdrawn_sheet(form):
    made = factories.issued()
    content = held(made, form)
    withdraw_sheet(sheet_of(made).slug, "salah cetak", actor=CONSOLE, at=AT, on=ON)
    assert outcome(content) == ("withdrawn", "state_withdrawn")


@pytest.mark.parametrize("form", FORMS)
def test_superseded_sheet_points_to_its_successor_which_is_valid(form):
    made = factories.issued()
    content = held(made, form)
    new = supersede_sheet(sheet_of(made).slug, {"holder": "UD Benar"}, "salah nama", actor=CONSOLE, at=AT, on=ON)
    answer = asked(content)
    assert (str(answer.verdict.outcome), answer.published.superseded_by) == ("superseded", new.slug)
    made.refresh_from_db()
    assert sheet_of(made) == new
    assert outcome(held(made, form))[0] == "valid"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(EntryKind.SUSPENDED, "suspended"), (EntryKind.REVOKED, "revoked"), (EntryKind.LAPSED, "lapsed")],
)
def test_the_graver_answer_wins_over_an_expired_date(kind, expected):
    made = factories.issued(issue_date="2026-01-01", expiry_date="2026-12-31")
    decided(made, kind)
    assert outcome(held(made, "qr"), dt.date(2027, 2, 1))[0] == expected


def test_withdrawn_wins_over_revoked():
    made = factories.issued()
    decided(made, EntryKind.REVOKED)
    withdraw_sheet(sheet_of(made).slug, "salah", actor=CONSOLE, at=AT, on=ON)
    assert outcome(held(made, "qr"))[0] == "withdrawn"


@pytest.mark.parametrize(
    "text",
    [
        f"{BASE}/v/AAAAAAAAAAAAAAAA",
        f"{BASE}/v/AAAAAAAAAAAAAAAA.json",
        f"{BASE}/v/AAAAAAAAAAAAAAAA.vc.json",
        f"{BASE}/v/pendek",
        f"{BASE}/v/" + "a" * 5000,
        f"{BASE}/v/\x00AAAAAAAAAAAAAAA",
    ],
)
def test_address_without_a_record_is_unknown_here(text):
    factories.office()
    assert outcome(text.encode()) == ("unknown_here", "no_such_record")


@pytest.mark.parametrize("text", [BASE, f"{BASE}/", f"{BASE}/v/", f"{BASE}/v#", f"lihat {BASE}/v/AAAAAAAAAAAAAAAA"])
def test_text_that_names_this_office_and_does_not_parse_is_altered(text):
    factories.office()
    assert outcome(text.encode()) == ("altered", "not_a_qr_text")


@pytest.mark.parametrize("end", ["", ".json", ".vc.json", "/", "?lang=en"])
def test_address_of_a_record_is_understood(end):
    made = factories.issued()
    assert outcome(f" {BASE}/v/{sheet_of(made).slug}{end}\n".encode())[0] == "valid"


GARBAGE = [
    b"x", b"123", b"{}", b"[]", b'{"a":', b"[[[[", b"null", b"\xff\xfe\x00", b"\x00" * 64, b"\x89PNG\r\n\x1a\n",
    b"PK\x03\x04", b"https://lain.example/v/AAAAAAAAAAAAAAAA", b"https://lain.example/v#001",
    b"{" * 100_000, b'{"issuer": "did:web:lain.example", "proof": {}}', b"9" * 100_000,
    "٣٤٥".encode(), b"https://[", b"did:web:lain.example",
]  # fmt: skip


@pytest.mark.parametrize("content", GARBAGE, ids=range(len(GARBAGE)))
@pytest.mark.parametrize("offline", [False, True])
def test_garbage_that_names_this_office_nowhere_is_unknown_here(content, offline):
    factories.office()
    assert outcome(content, offline=offline) == ("unknown_here", "names_another_office")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "file_unreadable"),
        (b" \n\t", "file_unreadable"),
        (b"%PDF-1.7", "file_unreadable"),
        (b"%%EOF", "file_unreadable"),
        (b"%PDF-1.7\n%%EOF", "file_unreadable"),
        (b"x %PDF-1.4\n1 0 obj<</Type/Catalog>>endobj", "file_unreadable"),
        (b"%PDF-1.4\n" + b" " * LARGEST_FILE, "file_too_large"),
        (b"1" * (MOST_BYTES + 1), "file_too_large"),
    ],
)
def test_what_cannot_be_looked_at_cannot_be_checked(content, reason):
    factories.office()
    assert outcome(content) == ("cannot_check", reason)


def test_without_keys_nothing_can_be_checked():
    made = factories.issued()
    contents = [held(made, form) for form in FORMS[:3]]
    PublicKey.objects.all().delete()
    assert [outcome(content) for content in contents] == [("cannot_check", "no_keys")] * 3


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=200).map(lambda text: text.encode(errors="surrogatepass")),
        st.binary(max_size=200).map(lambda rest: b"%PDF-1.7\n" + rest),
        st.binary(max_size=100).map(lambda rest: b"{" + rest + b"}"),
        st.text("0123456789", max_size=400).map(lambda digits: f"{BASE}/v#{digits}".encode()),
        st.text(max_size=60).map(lambda rest: f"{BASE}/v/{rest}".encode(errors="replace")),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(
                        ["@context", "id", "type", "issuer", "proof", "credentialStatus", "credentialSubject"]
                    ),
                    inner,
                    max_size=5,
                )
            ),
        ).map(lambda value: json.dumps(value).encode()),
    )
)
@pytest.mark.parametrize("offline", [False, True])
def test_nothing_anybody_holds_out_makes_the_check_fail_or_pass(db, offline, content):
    factories.office()
    assert outcome(content, offline=offline)[0] in {"altered", "unknown_here", "cannot_check"}


# Altered: the credential


def members(value, path=()):
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, member in inner:
        yield from members(member, (*path, name))


def changed(document, path):
    """The document with one member changed, the least that can be."""
    copy = json.loads(json.dumps(document))
    *way, last = path
    place = copy
    for name in way:
        place = place[name]
    old = place[last]
    place[last] = (
        old[:-1] + ("a" if old[-1:] != "a" else "b") if isinstance(old, str) else None if old is not None else 1
    )
    return copy


@pytest.mark.parametrize("offline", [False, True])
def test_credential_changed_in_any_member_is_altered(offline):
    document = json.loads(sheet_of(factories.issued()).credential)
    paths = [path for path in members(document) if path]
    assert len(paths) > 100
    said = {path: outcome(canonical(changed(document, path)), offline=offline)[0] for path in paths}
    assert {path: word for path, word in said.items() if word != "altered"} == {}


@pytest.mark.parametrize("offline", [False, True])
def test_credential_with_any_member_left_out_or_added_is_altered(offline):
    document = json.loads(sheet_of(factories.issued()).credential)
    said = {}
    for path in members(document):
        copy = json.loads(json.dumps(document))
        place = copy
        for name in path[:-1]:
            place = place[name]
        if path:
            del place[path[-1]]
            said["without", path] = outcome(canonical(copy), offline=offline)[0]
            place = json.loads(json.dumps(document))
            copy = place
            for name in path:
                place = place[name]
        if isinstance(place, dict):
            place["catatan"] = "x"
            said["with", path] = outcome(canonical(copy), offline=offline)[0]
    assert {way: word for way, word in said.items() if word != "altered"} == {}


def test_credential_in_another_dress_is_the_same_credential():
    document = json.loads(sheet_of(factories.issued()).credential)
    assert outcome(json.dumps(document, indent=4).encode()) == ("valid", "valid_online")


@pytest.mark.parametrize(
    ("member", "value", "reason"),
    [
        ("cryptosuite", "ecdsa-jcs-2019", "unknown_suite"),
        ("type", "Ed25519Signature2020", "unknown_suite"),
        ("verificationMethod", "did:web:sertifikat.example#credential-1999", "unknown_key"),
        ("verificationMethod", "did:web:lain.example#credential-2026", "unknown_key"),
        ("proofPurpose", "authentication", "wrong_purpose"),
    ],
)
def test_credential_that_names_another_suite_or_key_is_altered(member, value, reason):
    document = json.loads(sheet_of(factories.issued()).credential)
    document["proof"][member] = value
    assert outcome(canonical(document)) == ("altered", reason)


@pytest.mark.parametrize("form", ["credential", "qr", "pdf"])
def test_sheet_made_with_stolen_keys_but_never_recorded_is_altered_online_and_valid_offline(form):
    made = factories.issued()
    stolen = forgeries.never_recorded(made)
    content = {
        "credential": stolen.credential.encode,
        "qr": stolen.qr_text.encode,
        "pdf": lambda: factories.maker().store.get(stolen.pdf_sha256),
    }[form]()
    assert outcome(content) == ("altered", "digest_not_recorded")
    answer = asked(content, offline=True)
    assert (str(answer.verdict.outcome), answer.verdict.reason) == ("valid", "valid_offline")
    assert results(answer)["register_digest"] == ("not_checked", "offline")
    assert results(answer)["status"] == ("not_checked", "no_list")


def test_stolen_credential_under_a_slug_that_never_was_is_altered():
    made = factories.issued()
    document = json.loads(sheet_of(made).credential)
    text = json.dumps({name: member for name, member in document.items() if name != "proof"})
    other = json.loads(text.replace(sheet_of(made).slug, "AAAAAAAAAAAAAAAA"))
    keys = keyring()
    method = f"did:web:sertifikat.example#{keys.credential_name}"
    sealed = canonical(secured(other, keys.credential, verification_method=method, created=AT))
    assert outcome(sealed) == ("altered", "not_in_register")
    assert outcome(sealed, offline=True) == ("valid", "valid_offline")


# Altered: the QR text


@pytest.mark.parametrize("offline", [False, True])
def test_qr_text_changed_in_any_digit_is_altered(offline):
    text = sheet_of(factories.issued()).qr_text
    begin = text.index("#") + 1
    chance = random.Random(2026)
    places = sorted(chance.sample(range(begin, len(text)), 120)) if offline else range(begin, len(text), 4)
    said = {}
    for place in places:
        digit = chance.choice([one for one in "0123456789" if one != text[place]])
        said[place] = outcome(f"{text[:place]}{digit}{text[place + 1 :]}".encode(), offline=offline)[0]
    assert {place: word for place, word in said.items() if word != "altered"} == {}


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1], lambda t: t + "0", lambda t: t + "000", lambda t: t.replace("#", "#0")]
)
def test_qr_text_longer_or_shorter_is_altered(change):
    assert outcome(change(sheet_of(factories.issued()).qr_text).encode())[0] == "altered"


@pytest.mark.parametrize("offline", [False, True])
@pytest.mark.parametrize(
    "host", ["https://sertifikat.example.palsu.example", "http://sertifikat.example", "https://palsu.example"]
)
def test_qr_text_that_leads_to_another_host_is_altered(host, offline):
    text = sheet_of(factories.issued()).qr_text
    assert outcome(text.replace(BASE, host).encode(), offline=offline) == ("altered", "other_host")


@pytest.mark.parametrize("blank", ["\u00a0", "\x0b", "\x0c", "\x1c", "\u2028"])
def test_only_plain_white_space_is_not_part_of_a_qr_text(blank):
    text = sheet_of(factories.issued()).qr_text
    assert outcome(f" \t\r\n{text} \t\r\n".encode())[0] == "valid"
    assert outcome(f"{text}{blank}".encode()) == ("altered", "not_a_qr_text")


def test_digits_alone_are_the_qr_text():
    text = sheet_of(factories.issued()).qr_text
    assert outcome(text.split("#")[1].encode()) == ("valid", "valid_online")


# Altered: the PDF


@pytest.mark.parametrize("offline", [False, True])
def test_pdf_with_any_byte_changed_is_altered(offline):
    # The bit that tells small letters from capitals stays: a digit of the signature means the same in either.
    content = held(factories.issued(), "pdf")
    chance = random.Random(2026)
    places = sorted({*range(12), *range(len(content) - 12, len(content)), *chance.sample(range(len(content)), 50)})
    said = {}
    for place in places:
        copy = bytearray(content)
        copy[place] ^= chance.randint(1, 31)
        said[place] = outcome(bytes(copy), offline=offline)[0]
    assert {place: word for place, word in said.items() if word != "altered"} == {}


def pages(made):
    genuine = pdf_of(made)
    return {
        "false page, unsigned": forgeries.false_page(made),
        "false page, forger's seal of our name": forgeries.signed_by_forger(forgeries.false_page(made)),
        "genuine page, forger's seal of our name": forgeries.signed_by_forger(
            forgeries.false_page(made, holder=made.holder)
        ),
        "incremental update": forgeries.with_incremental_update(genuine),
        "title changed behind the seal": forgeries.with_information_changed(genuine),
        "two seals, one forged": forgeries.signed_twice(genuine),
        "two seals, both ours": forgeries.signed_twice(genuine, stolen=True),
    }


@pytest.mark.parametrize("offline", [False, True])
def test_genuine_facts_in_any_other_page_are_altered(offline):
    said = {name: outcome(content, offline=offline) for name, content in pages(factories.issued()).items()}
    assert said == dict.fromkeys(said, ("altered", "facts_genuine_page_not"))


def test_false_page_sealed_with_the_stolen_document_key_is_altered_online():
    made = factories.issued()
    content = forgeries.signed_by_stolen_key(forgeries.false_page(made))
    answer = asked(content)
    assert (str(answer.verdict.outcome), answer.verdict.reason) == ("altered", "facts_genuine_page_not")
    assert results(answer)["register_digest"] == ("failed", "file_not_recorded")
    assert results(answer)["pdf_signature"] == ("passed", "signed_by_office")
    assert outcome(content, offline=True) == ("valid", "valid_offline")


def test_genuine_page_with_the_credential_of_another_sheet_is_altered():
    one, other = factories.issued(), factories.issued()
    sheet = sheet_of(one)
    content = factories.maker().press.pdf(
        forgeries.printed(one.facts, forgeries.workshop(), sheet.slug, sheet.qr_text, AT),
        sheet_of(other).credential.encode(),
        AT,
    )
    assert outcome(forgeries.signed_by_stolen_key(content)) == ("altered", "facts_genuine_page_not")


def somebody_elses(certificate=None):
    """A paper without our facts, unsigned or with somebody's seal."""
    pdf = paper(credential=b"")
    return DocumentSigner(forgeries.FORGER_KEY, certificate).sign(pdf, AT) if certificate else pdf


@pytest.mark.parametrize("offline", [False, True])
def test_pdf_of_somebody_else_is_unknown_here(offline):
    factories.office()
    other = self_signed(forgeries.FORGER_KEY, "Dinas Lain", AT, AT + DAY, 1)
    assert [outcome(pdf, offline=offline)[0] for pdf in (somebody_elses(), somebody_elses(other))] == [
        "unknown_here"
    ] * 2


@pytest.mark.parametrize("offline", [False, True])
def test_seal_in_the_offices_name_is_altered_even_without_facts(offline):
    factories.office()
    assert outcome(somebody_elses(forgeries.forger_certificate()), offline=offline) == ("altered", "signer_unknown")


@pytest.mark.parametrize("offline", [False, True])
@pytest.mark.parametrize(
    "damage",
    [lambda pdf: pdf[:-400], lambda pdf: b"\n" + pdf, lambda pdf: pdf.replace(b"startxref\n", b"startxref\n1")],
    ids=["cut off", "a line before it", "its table lost"],
)
def test_sheet_that_can_no_longer_be_read_strictly_is_altered(damage, offline):
    pdf = damage(pdf_of(factories.issued()))
    assert outcome(pdf, offline=offline) == ("altered", "not_strictly_readable")


@pytest.mark.parametrize("offline", [False, True])
def test_sheet_whose_seal_is_no_longer_hexadecimal_is_altered(offline):
    pdf = pdf_of(factories.issued())
    key = keyring().document.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    place = pdf.lower().index(key.hex().encode())
    assert outcome(pdf[:place] + b"z" + pdf[place + 1 :], offline=offline) == ("altered", "not_strictly_readable")


def test_large_file_that_names_the_office_is_altered_where_the_register_can_say_so():
    made = factories.issued()
    large = pdf_of(made) + b"%" * LARGEST_FILE
    answer = asked(large)
    assert (str(answer.verdict.outcome), answer.verdict.reason) == ("altered", "file_not_recorded")
    assert results(answer)["register_digest"] == ("failed", "file_not_recorded")
    assert outcome(large, offline=True) == ("cannot_check", "file_too_large")
    Sheet.objects.update(pdf_sha256=hashlib.sha256(large).hexdigest())
    assert outcome(large) == ("cannot_check", "file_too_large")


def test_sealed_attachment_that_is_too_large_is_altered():
    made = factories.issued()
    credential = sheet_of(made).credential.encode()
    pdf = forgeries.signed_by_stolen_key(paper(credential=credential.ljust(LARGEST_ATTACHMENT + 1)))
    assert outcome(pdf, offline=True) == ("altered", "too_large")
    fits = forgeries.signed_by_stolen_key(paper(credential=credential.ljust(LARGEST_ATTACHMENT)))
    assert outcome(fits, offline=True) == ("valid", "valid_offline")


@pytest.mark.parametrize("form", [{"digest": "sha512"}, {"subfilter": SigSeedSubFilter.ADOBE_PKCS7_DETACHED}])
def test_seal_of_another_form_by_the_offices_own_key_is_altered(form):
    made = factories.issued()
    keys = keyring()
    page = paper(credential=sheet_of(made).credential.encode())
    answer = asked(signed_at_length(page, keys.document, keys.document_certificate, "Segel", **form), offline=True)
    assert (str(answer.verdict.outcome), answer.verdict.reason) == ("altered", "facts_genuine_page_not")
    assert results(answer)["pdf_signature"] == ("failed", "unknown_suite")


# Offline, and lists at hand


@pytest.mark.parametrize("form", FORMS[:3])
def test_offline_says_what_was_not_checked(form):
    answer = asked(held(factories.issued(), form), offline=True)
    assert (str(answer.verdict.outcome), answer.verdict.reason) == ("valid", "valid_offline")
    assert results(answer)["status"] == ("not_checked", "no_list")
    assert results(answer)["register_digest"] == ("not_checked", "offline")


def test_address_cannot_be_checked_offline():
    assert outcome(held(factories.issued(), "record"), offline=True) == ("cannot_check", "register_unreachable")


@pytest.mark.parametrize("form", FORMS[:3])
def test_list_at_hand_and_in_date_is_believed(form):
    made = factories.issued()
    content = held(made, form)
    assert outcome(content, offline=True, lists=lists()) == ("valid", "valid_by_list")


@pytest.mark.parametrize("form", FORMS[:3])
@pytest.mark.parametrize(
    ("kind", "said"),
    [(EntryKind.SUSPENDED, "suspended"), (EntryKind.REVOKED, "revoked"), (EntryKind.LAPSED, "revoked")],
)
def test_list_at_hand_says_a_decision(form, kind, said, django_capture_on_commit_callbacks):
    made = factories.issued()
    with django_capture_on_commit_callbacks(execute=True):
        decided(made, kind)
    assert outcome(held(made, form), offline=True, lists=lists()) == (said, f"listed_{said}")


def test_list_at_hand_says_a_superseded_or_withdrawn_sheet(django_capture_on_commit_callbacks):
    one, other = factories.issued(), factories.issued()
    contents = [held(one, "qr"), held(other, "qr")]
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_sheet(sheet_of(one).slug, "salah", actor=CONSOLE, at=AT, on=ON)
        supersede_sheet(sheet_of(other).slug, {"holder": "UD Benar"}, "salah", actor=CONSOLE, at=AT, on=ON)
    assert [outcome(content, offline=True, lists=lists())[0] for content in contents] == ["revoked", "revoked"]
    other.refresh_from_db()
    assert outcome(held(other, "qr"), offline=True, lists=lists()) == ("valid", "valid_by_list")


def test_list_out_of_date_is_not_believed():
    made = factories.issued()
    answer = asked(held(made, "qr"), ON + 2 * DAY, offline=True, lists=lists())
    assert (str(answer.verdict.outcome), results(answer)["status"]) == ("valid", ("not_checked", "list_out_of_date"))


@pytest.mark.parametrize(
    ("kind", "purpose"),
    [(EntryKind.REVOKED, StatusPurpose.REVOCATION), (EntryKind.SUSPENDED, StatusPurpose.SUSPENSION)],
)
@pytest.mark.parametrize("form", FORMS[:3])
def test_one_list_at_hand_is_enough_to_say_a_decision(form, kind, purpose, django_capture_on_commit_callbacks):
    made = factories.issued()
    with django_capture_on_commit_callbacks(execute=True):
        decided(made, kind)
    one = {purpose: lists()[purpose]}
    assert outcome(held(made, form), offline=True, lists=one)[1] == f"listed_{kind.removeprefix('decision.')}"


def test_one_list_at_hand_is_not_enough_to_be_clear():
    made = factories.issued()
    one = {StatusPurpose.REVOCATION: lists()[StatusPurpose.REVOCATION]}
    answer = asked(held(made, "qr"), offline=True, lists=one)
    assert (str(answer.verdict.outcome), answer.verdict.reason) == ("valid", "valid_offline")
    assert results(answer)["status"] == ("not_checked", "no_list")


@pytest.mark.parametrize("what", ["exchanged", "touched", "junk"])
def test_list_that_is_not_ours_is_not_believed(what):
    made = factories.issued()
    ours = lists()
    at_hand = {
        "exchanged": dict(zip(ours, reversed(ours.values()), strict=True)),
        "touched": {
            purpose: text.replace(b'validUntil":"2026', b'validUntil":"2027') for purpose, text in ours.items()
        },
        "junk": dict.fromkeys(ours, b"\xff"),
    }[what]
    answer = asked(held(made, "qr"), offline=True, lists=at_hand)
    assert results(answer)["status"] == ("not_checked", "list_unusable")


def test_lists_live_a_day_at_most():
    factories.issued()
    for text in lists().values():
        document = json.loads(text)
        life = dt.datetime.fromisoformat(document["validUntil"]) - dt.datetime.fromisoformat(document["validFrom"])
        assert life <= DAY
