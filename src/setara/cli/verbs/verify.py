"""`setara verify`: check a PDF, a credential, a QR text or an address."""

import argparse
import sys
from pathlib import Path

from setara.cli.frame import COULD_NOT, GOOD, NO, CouldNot, add_json, add_on, answer, today
from setara.issuance.verification import MOST_BYTES, Answer, Asking, verify
from setara.kernel.credentials.status_list import StatusPurpose
from setara.kernel.credentials.verdict import Outcome
from setara.words.answers import as_json, certificate_json
from setara.words.certificates import kind_name
from setara.words.verification import CHECKS, RESULTS, code_sentence, spoken_answer

EXIT = {Outcome.VALID: GOOD, Outcome.CANNOT_CHECK: COULD_NOT}


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", metavar="FILE|TEXT|URL", help="a file, a QR text, an address; - reads standard input")
    parser.add_argument(
        "--offline", action="store_true", help="ask no register: only the pinned keys of this installation"
    )
    for purpose in StatusPurpose:
        parser.add_argument(f"--{purpose}-list", type=Path, metavar="FILE", help=f"a {purpose} list at hand")
    add_json(parser)
    add_on(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    day = today(arguments)
    asking = Asking(on=day.on, moment=day.at, online=not arguments.offline, lists=_lists(arguments))
    result = verify(_content(arguments.what), asking)
    answer(arguments, as_json(result), _sentence(result))
    return EXIT.get(result.verdict.outcome, NO)


def _content(what: str) -> bytes:
    if what == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        path = Path(what)
        if len(what) < 4096 and path.is_file():
            with path.open("rb") as file:
                return file.read(MOST_BYTES + 1)
        if what.strip() and len(what) < 4096 and path.is_dir():
            raise CouldNot(f"{what}: a directory, not a file")
    except (OSError, ValueError):
        return what.encode(errors="surrogatepass")
    if what.lower().endswith((".pdf", ".json")) and "://" not in what:
        raise CouldNot(f"{what}: no such file")
    return what.encode(errors="surrogatepass")


def _lists(arguments: argparse.Namespace) -> dict[StatusPurpose, bytes] | None:
    paths = {purpose: getattr(arguments, f"{purpose}_list") for purpose in StatusPurpose}
    try:
        return {purpose: path.read_bytes() for purpose, path in paths.items() if path} or None
    except OSError as error:
        raise CouldNot(f"{error.filename}: cannot be read ({error.strerror})") from error


def _sentence(result: Answer) -> str:
    lines = [str(line) for line in spoken_answer(result.verdict)]
    if known := certificate_json(result):
        lines.append(f"  {kind_name(str(known['kind']))} {known['number']}, {known['holder']} ({known['issuer']})")
    for name, finding in result.verdict.checks.items():
        lines.append(f"  {CHECKS[name]}: {RESULTS[finding.result]}. {code_sentence(finding.detail)}")
    return "\n".join(lines)
