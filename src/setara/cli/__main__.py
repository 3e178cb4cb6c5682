"""The console command `setara`: one file a verb, listed here."""

import argparse
import importlib
import os
import re
import sys
from collections.abc import Sequence

import django
from django.core.exceptions import ImproperlyConfigured

from setara.platform.environment import UnsafeSetting

VERBS = {
    "init": "prepare database and keys under SETARA_DATA; repeatable",
    "import": "read a workbook of businesses or certificates into the register",
    "issue": "make sheet, credential, QR and PDF for every recorded certificate of a budget year",
    "verify": "check a PDF, a credential, a QR text or an address",
    "certificate": "record a body's decision, move the original, withdraw or supersede a sheet",
    "ceremony": "plan a ceremony, hand certificates over, say what nobody collected",
    "history": "check the history, print its head",
    "figures": "the published figures of a budget year: print, check, freeze, show what was frozen",
    "people": "make or list the accounts that sign in",
    "demo": "example workbooks; a whole example province",
    "serve": "web server and worker in one process group",
}
NO_DATABASE = re.compile(r'no such table|unable to open database file|(relation|database) "[^"]*" does not exist')
"""How SQLite and PostgreSQL say that there are no tables, or not even a database."""


def parser(asked: str = "") -> argparse.ArgumentParser:
    """Build the command with its list of verbs; only the verb asked for is loaded, since some load much."""
    top = argparse.ArgumentParser(prog="setara", description=__doc__, allow_abbrev=False)
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, sentence in VERBS.items():
        verb = verbs.add_parser(name, help=sentence, description=sentence, allow_abbrev=False)
        if name == asked:
            importlib.import_module(f"setara.cli.verbs.{name.replace('import', 'imports')}").add(verb)
    return top


def main(words: Sequence[str] | None = None) -> int:
    """Run one verb; 0 good, 1 the answer is no, 2 could not do it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "setara.conf.settings")
    try:
        django.setup()
    except (UnsafeSetting, ImproperlyConfigured) as error:
        return _could_not(error)
    from setara.cli.frame import COULD_NOT

    words = sys.argv[1:] if words is None else words
    arguments = parser(next((word for word in words if word in VERBS), "")).parse_args(words)
    try:
        return int(arguments.run(arguments))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return COULD_NOT
    except _expected() as error:
        return _could_not(error)


def _expected() -> tuple[type[Exception], ...]:
    """Name the troubles that a person can mend: a sentence, no traceback."""
    from django.db import DatabaseError

    from setara.accounts.permission import NotPermitted
    from setara.cli.frame import CouldNot
    from setara.issuance.keys import KeyTrouble
    from setara.platform.exclusive import HeldElsewhere
    from setara.platform.workers import WorkerFailed

    return (CouldNot, NotPermitted, KeyTrouble, HeldElsewhere, WorkerFailed, UnsafeSetting, DatabaseError, OSError)


def _could_not(error: Exception) -> int:
    from django.db import OperationalError, ProgrammingError

    sentence = " ".join(str(error).split()) or type(error).__name__
    if isinstance(error, OSError) and error.filename is not None:
        sentence = f"{error.filename}: {error.strerror}"
    if isinstance(error, OperationalError | ProgrammingError) and NO_DATABASE.search(sentence):
        sentence = "no database yet: run `setara init`"
    print(f"setara: {sentence}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
