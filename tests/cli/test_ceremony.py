"""`setara ceremony`: an event from plan to close by the console alone."""

import re
import uuid
from pathlib import Path

import pytest

from setara.certificates.models import Certificate
from setara.handover.models import Ceremony, Receipt
from setara.issuance.models import Sheet
from tests import factories
from tests.cli.test_verbs import answer, setara  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
DAY = "2026-11-25"
PLAN = ("ceremony", "plan", "--name", "Serah Terima", "--place", "Gedung", "--day", "2026-12-02", "--time", "09:00")
NUMBERS = {"planned", "handed_over", "by_proxy", "waiting", "on_hold", "on_stage", "in_bundles"}
EVENT = {"ceremony", "name", "place", "day", "time", "years", "order", "closed"}
LINE = {"envelope", "kind", "number", "holder", "district_code", "route", "desk"}
RECEIPT = {"key", "to", "as", "letter", "letter_sha256", "desk", "at", "undone"}


def test_every_member_of_an_answer_is_documented():
    page = (Path(__file__).parents[2] / "docs" / "console.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([^`]+)`", page))
    assert [name for name in {*NUMBERS, *EVENT, *LINE, *RECEIPT} if name not in named] == []


@pytest.fixture
def event(answer) -> int:  # noqa: F811
    """Three certificates ready and one whose original has not arrived."""
    factories.ready(2, district_code="35.15")
    factories.ready(1, district_code="35.78")
    factories.issued(district_code="35.78", number="WAITS")
    made = answer(*PLAN, "--year", 2026, "--desks", 2, "--stage", 1, "--bundle", "35.78", "--on", DAY)
    return int(made["ceremony"])


def to(event, which, *more):
    return ("ceremony", "hand-over", which, "--ceremony", event, "--to", "Siti Contoh", "--on", DAY, *more)


def test_what_was_planned_is_shown(answer, event):  # noqa: F811
    shown = answer("ceremony", "show", event)
    assert set(shown) == {*EVENT, *NUMBERS, "desks"}
    assert (shown["time"], shown["years"], shown["desks"]) == (
        "09:00", [2026], [{"desk": 1, "helpers": []}, {"desk": 2, "helpers": []}],
    )  # fmt: skip
    assert {name: shown[name] for name in NUMBERS} == {
        "planned": 4, "handed_over": 0, "by_proxy": 0, "waiting": 4, "on_hold": 1, "on_stage": 1, "in_bundles": 2,
    }  # fmt: skip
    listed = answer("ceremony", "list")["ceremonies"]
    assert [set(one) for one in listed] == [{*EVENT, *NUMBERS}]


def test_what_cannot_be_planned_leaves_nothing(answer, setara):  # noqa: F811
    assert answer(*PLAN, "--year", 2031, code=1)["refused"] == "nothing_to_hand_over"
    factories.ready()
    assert answer(*PLAN, "--year", 2026, "--bundle", "35.78", code=1)["refused"] == "not_in_ceremony"
    assert not Ceremony.objects.exists()
    assert setara(*PLAN, "--year", 2026, "--bundle", "99.99")[0] == 2


def test_the_hold_list_says_why(answer, event):  # noqa: F811
    found = answer("ceremony", "hold", event)
    assert [(one["number"], one["why"], one["custody"]) for one in found["lines"]] == [
        ("WAITS", "no_original", "at_body")
    ]
    assert set(found["lines"][0]) == {*LINE, "why", "custody"}


def test_a_certificate_is_handed_over_by_envelope_number_address_or_code(answer, event):  # noqa: F811
    first = answer(*to(event, 1, "--desk", 1, "--time", "10:00"))
    assert set(first) == {*LINE, "receipt"}
    assert set(first["receipt"]) == RECEIPT
    assert (first["receipt"]["desk"], first["receipt"]["at"]) == (1, "2026-11-25T03:00:00+00:00")
    other = Sheet.objects.exclude(certificate__lines__receipts__isnull=False).exclude(certificate__number="WAITS")
    slug = other.order_by("certificate__lines__position").values_list("slug", flat=True)[0]
    told = answer(*to(event, slug, "--as", "proxy", "--letter", "SK-7"))
    assert (told["receipt"]["as"], told["receipt"]["letter"]) == ("proxy", "SK-7")
    assert answer("ceremony", "report", event)["by_proxy"] == 1


def test_the_second_is_told_who_was_first_and_a_key_counts_once(answer, event):  # noqa: F811
    one = str(uuid.uuid4())
    answer(*to(event, 1, "--desk", 2, "--key", one))
    again = answer(*to(event, 1, "--desk", 2, "--key", one))
    assert again["receipt"]["key"] == one
    second = answer(*to(event, 1), code=1)
    assert (second["refused"], second["receipt"]["to"], second["receipt"]["desk"]) == (
        "already_handed_over", "Siti Contoh", 2,
    )  # fmt: skip
    assert Receipt.objects.count() == 1


def test_what_is_lacking_is_refused_with_one(answer, event, tmp_path):  # noqa: F811
    assert answer(*to(event, "WAITS"), code=1)["refused"] == "no_original"
    assert answer(*to(event, 1, "--as", "proxy"), code=1)["refused"] == "proxy_letter_missing"
    scan = tmp_path / "surat.png"
    scan.write_bytes(b"no picture")
    assert answer(*to(event, 1, "--letter-file", scan), code=1)["refused"].startswith("document_")
    scan.write_bytes(factories.png())
    assert len(answer(*to(event, 1, "--as", "proxy", "--letter-file", scan))["receipt"]["letter_sha256"]) == 64


def test_a_hand_over_is_taken_back(answer, event):  # noqa: F811
    undo = ("ceremony", "undo", 1, "--ceremony", event, "--why", "salah orang", "--on", DAY)
    assert answer(*undo, code=1)["refused"] == "not_handed_over"
    answer(*to(event, 1))
    assert answer(*undo)["receipt"]["undone"] is not None
    assert answer("ceremony", "report", event)["handed_over"] == 0


def test_what_was_not_collected_is_reminded_of_until_it_is(answer, event):  # noqa: F811
    answer(*to(event, 1))
    remind = ("ceremony", "remind", 2, "--ceremony", event, "--means", "telephone", "--note", "besok", "--on", DAY)
    answer(*remind)
    found = answer("ceremony", "not-collected", event)["lines"]
    assert [set(one) for one in found] == [{*LINE, "reminders"}] * 3
    assert [(one["means"], one["note"]) for one in found[0]["reminders"]] == [("telephone", "besok")]
    answer(*to(event, 2))
    assert answer(*remind, code=1)["refused"] == "already_collected"


def test_a_report_adds_up_and_a_closed_event_stays_closed(answer, event):  # noqa: F811
    answer(*to(event, 1))
    assert answer("ceremony", "close", event, "--on", DAY)["closed"] is not None
    assert answer("ceremony", "close", event, "--on", DAY, code=1)["refused"] == "already_closed"
    found = answer("ceremony", "report", event)
    assert set(found) == {*EVENT, *NUMBERS, "reports_open", "districts", "not_collected"}
    assert sum(one["handed_over"] for one in found["districts"]) == found["handed_over"] == 1
    assert len(found["not_collected"]) == found["waiting"] == 3


def test_what_names_nothing_or_several_could_not_be_done(setara, event):  # noqa: F811
    assert setara(*to(event, "nobody"))[0] == 2
    assert setara(*to(99, 1))[0] == 2
    assert setara(*to(event, 1, "--desk", 9))[0] == 2
    assert setara(*to(event, 1, "--time", "25:00"))[0] == 2
    assert setara(*to(event, 1, "--key", "x"))[0] == 2
    for issuer in ("A", "B"):
        factories.certificate(number="77/ISO", kind="iso", issuer=issuer)
    twins = Certificate.objects.filter(number="77/ISO")
    ceremony = factories.ceremony()
    assert ceremony.lines.count() == twins.count() == 2
    code, _out, said = setara(*to(ceremony.pk, "77/ISO"))
    assert (code, "several certificates" in said) == (2, True)
