"""Every address, for every role, area and record: what is not granted is refused, what lies outside is not there."""

from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from setara.certificates.acts.custody import move_custody
from setara.certificates.acts.merging import merge_businesses
from setara.certificates.acts.proposing import propose_correction
from setara.certificates.models import Certificate
from setara.handover.acts.handing_over import hand_over
from setara.handover.acts.inviting import invite
from setara.issuance.models import Run, Sheet
from setara.issuance.office import content_store
from setara.kernel.access.acts import WHOLE_OFFICE, Act
from setara.kernel.access.roles import default_roles
from setara.kernel.access.rules import CONSOLE
from setara.kernel.certificates.states import Custody
from setara.registry.acts.registering import save_pairs
from setara.registry.models import CandidatePair
from setara.reporting.acts.freezing import freeze
from tests import factories
from tests.web.visitors import OFFICER, browser_of, visitor

ROLES = default_roles()
AREAS = ("", "35.15", "35.78")
"""The whole province, the district of the record, another one."""
HERE, ELSEWHERE = "35.15", "35.78"
SIGNED_IN = "signed in"
AT_DESKS = (Act.HAND_OVER, Act.HELP_AT_DESK)


@dataclass(frozen=True)
class Row:
    """An address: how it is asked, what it takes (None: nothing), its status for those, and on which record.

    `helper` is the status for somebody who may help at desks and was given none, where that differs.
    """

    acts: tuple[Act, ...] | str | None
    good: int = 200
    method: str = "GET"
    arguments: tuple[str, ...] = ()
    on_record: bool = False
    helper: int = 0


def see(*arguments: str, act: Act = Act.SEE_REGISTER, good: int = 200) -> Row:
    return Row((act,), good, "GET", arguments, on_record=bool(arguments))


def post(act: Act, *arguments: str, good: int = 422, on_record: bool = True) -> Row:
    return Row((act,), good, "POST", arguments, on_record)


TABLE: dict[str, Row] = {
    "front": Row(None),
    "search": Row(None),
    "check": Row(None, 302),
    "language": Row(None, 302, arguments=("en",)),
    "qr": Row(None),
    "credential": Row(None, arguments=("slug",)),
    "verification_json": Row(None, arguments=("slug",)),
    "motif": Row(None, arguments=("slug",)),
    "verification": Row(None, arguments=("slug",)),
    "keys": Row(None),
    "status_list": Row(None, arguments=("revocation", "1")),
    "account_confirm_login_code": Row(None, 302),
    "begin_again": Row(None, 302, "POST"),
    "account_login": Row(None, 302),
    "account_signup": Row(None, 302),
    "account_logout": Row(SIGNED_IN),
    "office": Row((Act.SEE_REGISTER, Act.SEE_RUNS, Act.MANAGE_PEOPLE, Act.HELP_AT_DESK), helper=302),
    "figures": see(),
    "served": Row((Act.SEE_REGISTER,), 302),
    "freeze_year": post(Act.CHECK_HISTORY, on_record=False),
    "snapshot": Row((Act.CHECK_HISTORY, Act.PLAN_CEREMONY), arguments=("snapshot",)),
    "businesses": see(),
    "business": see("business"),
    "export_businesses": Row((Act.SEE_REGISTER,), arguments=("csv",)),
    "nik": post(Act.SEE_PERSONAL, "business", good=200),
    "questions": Row((Act.ANSWER,)),
    "question": Row((Act.ANSWER,), arguments=("question",)),
    "answers": Row((Act.ANSWER,)),
    "revoke": post(Act.ANSWER, "0", good=404, on_record=False),
    "imports": Row((Act.IMPORT,)),
    "receive": post(Act.IMPORT, on_record=False),
    "import": Row((Act.IMPORT,), arguments=("upload",)),
    "import_progress": Row((Act.IMPORT,), arguments=("upload",)),
    "columns": post(Act.IMPORT, "upload", on_record=False),
    "import_now": post(Act.IMPORT, "upload", good=302, on_record=False),
    "import_report": Row((Act.IMPORT,), arguments=("previewed",)),
    "mappings": Row((Act.IMPORT,)),
    "revoke_mapping": post(Act.IMPORT, "mapping", good=302, on_record=False),
    "pairs": Row((Act.MERGE,)),
    "pair": Row((Act.MERGE,), arguments=("pair",)),
    "unite": post(Act.MERGE, "pair", on_record=False),
    "keep_apart": post(Act.MERGE, "pair", good=302, on_record=False),
    "ask_again": post(Act.MERGE, "pair", good=302, on_record=False),
    "merge": Row((Act.MERGE,), arguments=("merge",)),
    "undo_merge": post(Act.MERGE, "merge", good=302, on_record=False),
    "certificates": see(),
    "certificate": see("certificate"),
    "export_certificates": Row((Act.SEE_REGISTER,), arguments=("csv",)),
    "record": post(Act.RECORD_DECISION, "certificate", "decision.suspended"),
    "letter": see("certificate", "0", act=Act.SEE_PERSONAL, good=404),
    "original": see("certificate", "0" * 64, good=404),
    "move": post(Act.MOVE_CUSTODY, "certificate"),
    "file": post(Act.RECORD_DECISION, "certificate"),
    "withdraw": post(Act.WITHDRAW, "certificate"),
    "pile": Row((Act.MOVE_CUSTODY,)),
    "move_pile": post(Act.MOVE_CUSTODY, on_record=False),
    "transfer": Row((Act.MOVE_CUSTODY,), 404, arguments=("0",)),
    "undo_transfer": post(Act.MOVE_CUSTODY, "0", good=404, on_record=False),
    "propose_correction": see("certificate", act=Act.PROPOSE_CORRECTION),
    "corrections": Row((Act.PROPOSE_CORRECTION, Act.APPROVE_CORRECTION)),
    "correction": Row((Act.PROPOSE_CORRECTION, Act.APPROVE_CORRECTION), arguments=("correction",), on_record=True),
    "reject_correction": post(Act.APPROVE_CORRECTION, "correction"),
    "withdraw_correction": post(Act.PROPOSE_CORRECTION, "correction", good=409),
    "approve_correction": post(Act.APPROVE_CORRECTION, "correction", good=302),
    "ceremony_figures": Row((Act.PLAN_CEREMONY,), arguments=("ceremony",)),
    "freeze_ceremony": post(Act.PLAN_CEREMONY, "ceremony", on_record=False),
    "figures_paper": Row((Act.PLAN_CEREMONY,), 404, arguments=("ceremony", "0", "angka-sambutan")),
    "ceremony_papers": Row((Act.SEE_REGISTER,), arguments=("ceremony",)),
    "ceremony_paper": Row((Act.SEE_REGISTER,), arguments=("ceremony", "daftar-tunda")),
    "file_record": post(Act.PLAN_CEREMONY, "ceremony", on_record=False),
    "ceremony_record": see("ceremony", "record", act=Act.SEE_PERSONAL),
    "signed_list": Row((Act.HAND_OVER,), arguments=("ceremony",)),
    "desk_home": Row(AT_DESKS),
    "desk": Row(AT_DESKS, arguments=("desk",), helper=404),
    "hand_over": Row(AT_DESKS, 404, "POST", ("desk",), helper=404),
    "desk_app": Row(AT_DESKS, arguments=("desk",), helper=404),
    "desk_list": Row(AT_DESKS, arguments=("desk",), helper=404),
    "desk_look": Row(AT_DESKS, arguments=("desk",), helper=404),
    "read_picture": Row(AT_DESKS, 400, "POST", ("desk",), helper=404),
    "desk_report": Row(AT_DESKS, 200, "POST", ("desk",), helper=404),
    "desk_worker": Row(AT_DESKS),
    "take_back": Row(AT_DESKS, 302, "POST", ("receipt",), on_record=True, helper=404),
    "proxy_letter": Row(AT_DESKS, 404, "GET", ("receipt",), on_record=True),
    "source": see("source", act=Act.SEE_PERSONAL),
    "ceremonies": see(),
    "plan_ceremony": Row((Act.PLAN_CEREMONY,)),
    "change_ceremony": Row((Act.PLAN_CEREMONY,), arguments=("ceremony",)),
    "ceremony": Row((Act.SEE_REGISTER,), arguments=("ceremony",)),
    "ceremony_lines": Row((Act.SEE_REGISTER,), arguments=("ceremony",)),
    "order_ceremony": post(Act.PLAN_CEREMONY, "ceremony", good=409, on_record=False),
    "add_late": post(Act.PLAN_CEREMONY, "ceremony", on_record=False),
    "stage": Row((Act.PLAN_CEREMONY,), arguments=("ceremony",)),
    "bundles": Row((Act.PLAN_CEREMONY, Act.MOVE_CUSTODY), arguments=("ceremony",)),
    "take_bundle": see("ceremony", HERE, act=Act.MOVE_CUSTODY),
    "desks": Row((Act.PLAN_CEREMONY,), arguments=("ceremony",)),
    "hold_list": Row((Act.SEE_REGISTER,), arguments=("ceremony",)),
    "not_collected": Row((Act.SEE_REGISTER,), arguments=("ceremony",)),
    "export_not_collected": Row((Act.SEE_REGISTER,), arguments=("ceremony", "csv")),
    "remind": post(Act.HAND_OVER, "line"),
    "remind_many": post(Act.HAND_OVER, "ceremony", on_record=False),
    "desk_reports": Row((Act.PLAN_CEREMONY,), arguments=("ceremony",)),
    "settle_report": post(Act.PLAN_CEREMONY, "0", good=404, on_record=False),
    "invitations": Row((Act.SEE_REGISTER,), arguments=("ceremony",)),
    "invite": post(Act.PLAN_CEREMONY, "ceremony", good=302, on_record=False),
    "attend": Row(None, arguments=("code",)),
    "check_in": Row((Act.HAND_OVER, Act.HELP_AT_DESK), 404, "POST", ("nobody",)),
    "stage_screen": Row((Act.SEE_REGISTER,), arguments=("ceremony",)),
    "stage_numbers": Row((Act.SEE_REGISTER,), arguments=("ceremony",)),
    "close_ceremony": post(Act.PLAN_CEREMONY, "ceremony", good=200, on_record=False),
    "runs": Row((Act.SEE_RUNS,)),
    "latest_runs": Row((Act.SEE_RUNS,)),
    "start": post(Act.ISSUE, on_record=False),
    "run": Row((Act.SEE_RUNS,), arguments=("run",)),
    "progress": Row((Act.SEE_RUNS,), arguments=("run",)),
    "retry": post(Act.ISSUE, "run", "0", good=404, on_record=False),
    "history": Row((Act.CHECK_HISTORY,)),
    "mfa_authenticate": Row(None, 302),
    "mfa_login_webauthn": Row(None, 302),
    "own_account": Row(SIGNED_IN),
    "end_session": Row(SIGNED_IN, 404, "POST", ("0",)),
    "mfa_reauthenticate": Row(SIGNED_IN, 403),
    "account_reauthenticate": Row(SIGNED_IN, 302),
    "mfa_index": Row(SIGNED_IN, 302),
    "mfa_reauthenticate_webauthn": Row(SIGNED_IN, 403),
    "mfa_list_webauthn": Row(SIGNED_IN, 302),
    "mfa_add_webauthn": Row(SIGNED_IN),
    "mfa_edit_webauthn": Row(SIGNED_IN, 404, "GET", ("0",)),
    "mfa_remove_webauthn": Row(SIGNED_IN, 404, "POST", ("0",)),
    "mfa_activate_totp": Row(SIGNED_IN),
    "mfa_deactivate_totp": Row(SIGNED_IN, 404),
    "mfa_view_recovery_codes": Row(SIGNED_IN, 404),
    "mfa_generate_recovery_codes": Row(SIGNED_IN),
    "permissions": Row(SIGNED_IN),
    "people": Row((Act.MANAGE_PEOPLE,)),
    "add_person": post(Act.MANAGE_PEOPLE, on_record=False),
    "person": Row((Act.MANAGE_PEOPLE,), arguments=("person",)),
    "grant": post(Act.MANAGE_PEOPLE, "person", on_record=False),
    "lock_out": post(Act.MANAGE_PEOPLE, "person", good=302, on_record=False),
    "open_or_close": post(Act.MANAGE_PEOPLE, "person", good=302, on_record=False),
    "end_grant": post(Act.MANAGE_PEOPLE, "0", good=404, on_record=False),
}
"""Every named address but the page of signing in, which sends those away who have."""


def named_patterns() -> list[URLPattern]:
    patterns = [one for one in get_resolver().url_patterns if isinstance(one, URLPattern)]
    assert len(patterns) == len(get_resolver().url_patterns)
    return [one for one in patterns if one.name]


def test_every_address_has_a_row() -> None:
    assert {one.name for one in named_patterns()} == {*TABLE, "account_request_login_code"}


def test_addresses_without_a_name_repeat_a_public_one() -> None:
    unnamed = [one for one in get_resolver().url_patterns if isinstance(one, URLPattern) and not one.name]
    assert all(one.callback.is_public for one in unnamed)  # type: ignore[attr-defined]


@pytest.fixture
def places(db: None, tmp_path: Path) -> dict[str, str]:
    """Arguments of addresses: a certificate of Sidoarjo, from a row of a workbook, with a sheet."""
    certificate = factories.issued(district_code=HERE)
    source = factories.source_row()
    Certificate.objects.update(source=source)
    save_pairs([(certificate.business, factories.business(), "look_alike")], factories.AT)
    one, other = factories.business(), factories.business()
    merge = merge_businesses(one.pk, other.pk, {}, actor=CONSOLE, at=factories.AT)
    wrong = factories.certificate(district_code=HERE)
    now = {"at": factories.AT, "on": factories.ON}
    move_custody(certificate.pk, Custody.AT_PROVINCE, actor=CONSOLE, **now)
    desk = factories.ceremony().desks.get()
    line = desk.ceremony.lines.get(certificate=certificate)
    receipt = hand_over(line.pk, factories.told(), content_store(), desk=desk, actor=CONSOLE, at=factories.AT)
    invite(desk.ceremony_id, actor=CONSOLE, at=factories.AT)
    return {
        "correction": str(propose_correction(wrong.pk, {"product": "X"}, "salah", actor=CONSOLE, **now).pk),
        "question": str(factories.question("district_code", "district_ambiguous", "Malang").pk),
        "upload": str(factories.upload(tmp_path).pk),
        "previewed": str(factories.upload(tmp_path, is_previewed=True).pk),
        "mapping": str(factories.mapping().pk),
        "pair": str(CandidatePair.objects.get().pk),
        "merge": str(merge.pk),
        "snapshot": str(freeze("Laporan", about="year:2026", actor=CONSOLE, at=factories.AT).pk),
        "slug": Sheet.objects.get().slug,
        "business": str(certificate.business_id),
        "certificate": str(certificate.pk),
        "source": str(source.pk),
        "run": str(Run.objects.get().pk),
        "ceremony": str(desk.ceremony_id),
        "line": str(desk.ceremony.lines.get(certificate=wrong).pk),
        "code": desk.ceremony.invitations.values_list("code", flat=True)[0],
        "desk": str(desk.pk),
        "record": str(factories.filed_record(desk.ceremony, HERE).pk),
        "receipt": str(receipt.pk),
        "person": str(factories.user("verifier", email="somebody@contoh.id").pk),
    }


def statuses(client: Client, places: dict[str, str]) -> dict[str, int]:
    return {
        name: client.generic(
            row.method, reverse(name, args=[places.get(one, one) for one in row.arguments])
        ).status_code
        for name, row in TABLE.items()
        if name != "account_logout"
    }


def expected(row: Row, role: str, area: str) -> int:
    """What the table and the roles say; nothing here asks the code under test."""
    if row.acts is None or row.acts == SIGNED_IN:
        return row.good
    held = [act for act in row.acts if act in ROLES[role].acts and (area == "" or act not in WHOLE_OFFICE)]
    if not held:
        return 403
    if row.helper and held == [Act.HELP_AT_DESK]:
        return row.helper
    return 404 if row.on_record and area not in ("", HERE) else row.good


@pytest.mark.parametrize(("role", "area"), [*product(ROLES, AREAS)])
def test_each_role_sees_what_it_may_where_it_may(places: dict[str, str], role: str, area: str) -> None:
    seen = statuses(browser_of(role, area), places)
    assert seen == {name: expected(TABLE[name], role, area) for name in seen}


@pytest.mark.parametrize("facility", ["sppt_sni", "iso"])
def test_a_grant_for_one_facility_reaches_its_certificates_only(places: dict[str, str], facility: str) -> None:
    seen = statuses(browser_of(OFFICER, facility=facility), places)
    is_in = facility == "sppt_sni"
    assert {name: seen[name] for name in ("certificate", "move", "record", "withdraw", "issue") if name in seen} == {
        "certificate": 200 if is_in else 404,
        **dict.fromkeys(("move", "record", "withdraw"), 422 if is_in else 404),
    }
    assert (seen["business"], seen["source"], seen["runs"]) == (200, 200 if is_in else 404, 403)


@pytest.mark.parametrize("who", ["nobody", "without a grant"])
def test_who_was_granted_nothing_sees_what_the_public_sees(places: dict[str, str], who: str) -> None:
    client, refused = (visitor(), 302) if who == "nobody" else (browser_of(""), 403)
    assert statuses(client, places) == {
        name: row.good if row.acts is None or (row.acts == SIGNED_IN and refused == 403) else refused
        for name, row in TABLE.items()
        if name != "account_logout"
    }


WITHIN, OUTSIDE = "Rahayu Sentosa", "Kembang Jepun"


@pytest.fixture
def two_districts(db: None) -> None:
    """A certificate within the grant and one outside, the same product and year."""
    factories.office()
    for name, district in ((WITHIN, HERE), (OUTSIDE, ELSEWHERE)):
        holder = factories.business(name=name, district_code=district, owner=f"Pemilik {name}", product="Keripik apel")
        factories.certificate(holding=holder, district_code=district, number=f"B-{name}", product="Keripik apel")


@pytest.mark.usefixtures("two_districts")
def test_a_district_finds_counts_and_names_nothing_of_another() -> None:
    browser = browser_of("district_proposer", HERE)
    for address in ("", "angka/", "ikm/", "sertifikat/"):
        for query in ("", "?q=keripik", f"?q={OUTSIDE}", f"?q=Pemilik {OUTSIDE}", f"?district={ELSEWHERE}"):
            page = browser.get(f"/kantor/{address}{query}").content.decode()
            assert f"B-{OUTSIDE}" not in page, (address, query)
            assert ELSEWHERE in query or "Surabaya" not in page, (address, query)
            assert OUTSIDE in query or OUTSIDE not in page, (address, query)
    assert ">1<" in browser.get("/kantor/sertifikat/?q=keripik").content.decode()


@pytest.mark.usefixtures("two_districts")
def test_the_guess_of_a_record_elsewhere_is_answered_like_one_of_no_record() -> None:
    browser = browser_of("district_proposer", HERE)
    there = Certificate.objects.get(district_code=ELSEWHERE)
    for address, pk in (("sertifikat", there.pk), ("ikm", there.business_id)):
        outside, nowhere = browser.get(f"/kantor/{address}/{pk}"), browser.get(f"/kantor/{address}/999999")
        assert (outside.status_code, outside.content) == (nowhere.status_code, nowhere.content)
        assert outside.status_code == 404


@pytest.mark.django_db
def test_a_refused_page_says_why_and_who_could() -> None:
    answer = browser_of("leadership").post(reverse("move", args=["1"]))
    said = " ".join(answer.content.decode().split())
    assert answer.status_code == 403
    assert "record where an original is" in said
    assert "No role that you hold includes it. Nothing was changed." in said
    assert "Who could: verifier, activity officer (PPTK), proposer of a district." in said


@pytest.mark.django_db
def test_a_district_that_asks_for_the_whole_office_is_told_so() -> None:
    said = browser_of(OFFICER, HERE).get("/kantor/penerbitan/").content.decode()
    assert "It takes a grant for the whole office." in said


@pytest.mark.django_db
def test_nobody_is_led_to_sign_in_and_back() -> None:
    answer = visitor().get("/kantor/sertifikat/?kind=iso")
    assert answer["Location"] == "/masuk/?next=/kantor/sertifikat/%3Fkind%3Diso"
