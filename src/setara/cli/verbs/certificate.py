"""`setara certificate`: the body's decisions, the original's place, the office's own sheet."""

import argparse
import datetime as dt
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from setara.certificates.acts.correcting import CORRECTABLE_NAMES
from setara.certificates.acts.custody import move_custody
from setara.certificates.acts.decisions import DecisionRefused, Letter
from setara.certificates.acts.documents import DocumentRefused
from setara.certificates.acts.originals import file_original
from setara.certificates.models import Certificate
from setara.cli.frame import GOOD, NO, CouldNot, add_json, add_on, answer, day, today, year
from setara.issuance.acts.decide import decide
from setara.issuance.acts.sheets import SheetRefused, supersede_sheet, withdraw_sheet
from setara.issuance.models import Sheet
from setara.issuance.office import content_store
from setara.issuance.queries import standing_slug
from setara.kernel.access.rules import CONSOLE
from setara.kernel.certificates.kinds import Kind
from setara.kernel.certificates.numbers import number_key
from setara.kernel.certificates.states import Custody, EntryKind, SheetStatus
from setara.kernel.intake.likeness import name_key
from setara.words.certificates import REFUSAL_WORDS, SHEET_WORDS, custody_word, kind_name, status_word

DECISIONS = {
    "suspend": (EntryKind.SUSPENDED, "the body suspended it (dibekukan)"),
    "reinstate": (EntryKind.REINSTATED, "the body lifted the suspension"),
    "revoke": (EntryKind.REVOKED, "the body revoked it (dicabut, dihapus, dibatalkan)"),
    "lapse": (EntryKind.LAPSED, "it ended by the body's word (berakhir)"),
}


def add(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    for name, (kind, sentence) in DECISIONS.items():
        deciding = acts.add_parser(name, help=f"record that {sentence}")
        _add_which(deciding)
        deciding.add_argument("--letter", required=True, metavar="NO", help="number of the body's letter")
        deciding.add_argument("--dated", required=True, type=day, metavar="DATE", help="date of the letter")
        deciding.add_argument(
            "--from", dest="effective", required=True, type=day, metavar="DATE", help="effective from"
        )
        why = deciding.add_mutually_exclusive_group(required=True)
        why.add_argument("--why", help="reason in words fit for the public")
        why.add_argument("--reason", metavar="CODE", help="reason from the office's list, by its code")
        deciding.add_argument("--file", type=Path, help="scan of the letter (PDF, PNG, JPEG)")
        deciding.set_defaults(run=run_decision, kind_of_decision=kind)
    _add_own_acts(acts)


def _add_own_acts(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    withdrawing = acts.add_parser("withdraw", help="withdraw the office's own sheet; the body's certificate stays")
    _add_which(withdrawing)
    withdrawing.add_argument("--why", required=True)
    withdrawing.set_defaults(run=run_withdraw)
    superseding = acts.add_parser("supersede", help="correct the record and issue a new sheet; the old one says so")
    _add_which(superseding)
    superseding.add_argument(
        "--set", action="append", required=True, metavar="NAME=VALUE", help=", ".join(CORRECTABLE_NAMES)
    )
    superseding.add_argument("--why", required=True)
    superseding.set_defaults(run=run_supersede)
    custody = acts.add_parser("custody", help="record where the body's original is")
    _add_which(custody)
    custody.add_argument("--to", choices=[*Custody], required=True)
    custody.add_argument("--paper", default="", metavar="NO", help="number of the receipt or letter that went with it")
    custody.set_defaults(run=run_custody)
    original = acts.add_parser("original", help="file a copy of the body's original (PDF, PNG, JPEG) with its SHA-256")
    _add_which(original)
    original.add_argument("--file", type=Path, required=True)
    original.set_defaults(run=run_original)
    showing = acts.add_parser("show", help="what the register holds of one certificate")
    _add_which(showing)
    showing.set_defaults(run=run_show)


def _add_which(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("which", metavar="SLUG|NUMBER", help="slug of a sheet, or the number as the body printed it")
    parser.add_argument("--kind", choices=[*Kind], help="where several certificates carry the number")
    parser.add_argument("--issuer", help="the deciding body, where several certificates carry the number")
    add_json(parser)
    add_on(parser)


def found(arguments: argparse.Namespace) -> Certificate:
    """Return the one certificate meant. Raises CouldNot where there is none or more than one."""
    sheet = Sheet.objects.select_related("certificate").filter(slug=arguments.which).first()
    if sheet is not None:
        return sheet.certificate
    matches = Certificate.objects.filter(number_key=number_key(arguments.which))
    if arguments.kind:
        matches = matches.filter(kind=arguments.kind)
    if arguments.issuer:
        matches = matches.filter(issuer_key=name_key(arguments.issuer))
    candidates = list(matches[:6])
    if not candidates:
        raise CouldNot(f"no certificate has the slug or number {arguments.which!r}")
    if len(candidates) > 1:
        listed = "; ".join(f"{one.kind} of {one.issuer or 'an unknown body'}, {one.holder}" for one in candidates)
        raise CouldNot(f"several certificates carry {arguments.which!r}: {listed}. Add --kind or --issuer")
    return candidates[0]


def run_decision(arguments: argparse.Namespace) -> int:
    now = today(arguments)
    certificate = found(arguments)
    try:
        certificate = decide(
            certificate.pk,
            arguments.kind_of_decision,
            _letter(arguments),
            arguments.effective,
            actor=CONSOLE,
            at=now.at,
            on=now.on,
            scan=arguments.file,
        )
    except OSError as error:
        raise CouldNot(f"{arguments.file}: cannot be read ({error.strerror})") from error
    except (DecisionRefused, DocumentRefused) as refused:
        return _refused(arguments, refused.code)
    return _shown(arguments, certificate)


def _letter(arguments: argparse.Namespace) -> Letter:
    if arguments.why is not None:
        return Letter(arguments.letter, arguments.dated, arguments.why)
    listed = settings.REASONS[arguments.kind_of_decision]
    chosen = listed.get(arguments.reason)
    if chosen is None:
        raise CouldNot(f"--reason {arguments.reason}: expected one of {', '.join(listed)}")
    return Letter(arguments.letter, arguments.dated, chosen.id, chosen.code, chosen.en)


def run_withdraw(arguments: argparse.Namespace) -> int:
    now = today(arguments)
    certificate = found(arguments)
    try:
        withdraw_sheet(standing_slug(certificate.pk), arguments.why, actor=CONSOLE, at=now.at, on=now.on)
    except SheetRefused as refused:
        return _refused(arguments, refused.code)
    return _shown(arguments, found(arguments))


def run_supersede(arguments: argparse.Namespace) -> int:
    now = today(arguments)
    certificate = found(arguments)
    values = dict(_setting(text) for text in arguments.set)
    try:
        supersede_sheet(standing_slug(certificate.pk), values, arguments.why, actor=CONSOLE, at=now.at, on=now.on)
    except SheetRefused as refused:
        return _refused(arguments, refused.code)
    certificate.refresh_from_db()
    return _shown(arguments, certificate)


def run_custody(arguments: argparse.Namespace) -> int:
    now = today(arguments)
    pk, to = found(arguments).pk, Custody(arguments.to)
    certificate = move_custody(pk, to, actor=CONSOLE, at=now.at, on=now.on, paper=arguments.paper)
    return _shown(arguments, certificate)


def run_original(arguments: argparse.Namespace) -> int:
    now = today(arguments)
    certificate = found(arguments)
    try:
        store = content_store()
        certificate = file_original(certificate.pk, arguments.file, store, actor=CONSOLE, at=now.at, on=now.on)
    except OSError as error:
        raise CouldNot(f"{arguments.file}: cannot be read ({error.strerror})") from error
    except DocumentRefused as refused:
        return _refused(arguments, refused.code)
    return _shown(arguments, certificate)


def run_show(arguments: argparse.Namespace) -> int:
    return _shown(arguments, found(arguments))


def _setting(text: str) -> tuple[str, str | int]:
    name, equals, value = text.partition("=")
    if not equals or name not in CORRECTABLE_NAMES or not value.strip():
        raise CouldNot(f"--set {text}: expected NAME=VALUE with one of {', '.join(CORRECTABLE_NAMES)}")
    try:
        if name.endswith("_date"):
            return name, dt.date.fromisoformat(value).isoformat()
        return name, year(value) if name == "budget_year" else value.strip()
    except (ValueError, argparse.ArgumentTypeError) as error:
        raise CouldNot(f"--set {text}: dates as 2026-03-17, years as 2026") from error


def _refused(arguments: argparse.Namespace, code: str) -> int:
    sentence = str(REFUSAL_WORDS.get(code, code))
    answer(arguments, {"refused": code, "message": sentence}, sentence)
    return NO


def _shown(arguments: argparse.Namespace, certificate: Certificate) -> int:
    sheets = [{"slug": sheet.slug, "status": sheet.status} for sheet in certificate.sheets.order_by("issued_at")]
    content = {
        "kind": certificate.kind,
        "number": certificate.number,
        "issuer": certificate.issuer,
        "holder": certificate.holder,
        "status": certificate.status,
        "sheet": certificate.sheet,
        "custody": certificate.custody,
        "original_sha256": certificate.original_sha256 or None,
        "sheets": sheets,
    }
    said = {
        "kind": kind_name(certificate.kind),
        "number": certificate.number,
        "holder": certificate.holder,
        "state": status_word(certificate.kind, certificate.status),
        "custody": custody_word(certificate.custody),
    }
    lines = [_("%(kind)s %(number)s of %(holder)s: %(state)s. Original: %(custody)s") % said]
    lines += [f"  {one['slug']}: {SHEET_WORDS[SheetStatus(one['status'])]}" for one in sheets]
    answer(arguments, content, "\n".join(lines))
    return GOOD
