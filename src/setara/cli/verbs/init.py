"""`setara init`: prepare database and keys; repeatable."""

import argparse
from urllib.parse import urlsplit

from django.conf import settings

from setara.cli.frame import GOOD, add_json, answer, say
from setara.issuance.acts.founding import found_office
from setara.platform.installation import is_local

LOCAL = """
CAREFUL: the address of this installation is {}, for ever. It stands in every QR code, and no telephone
reaches it. That is right for a trial. For an office take another SETARA_DATA and name the public address first:
    export SETARA_BASE_URL=https://sertifikat.example.go.id"""
"""An address cannot be changed once sheets are printed, hence said at the one moment when nothing is lost."""


def add(parser: argparse.ArgumentParser) -> None:
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    made = found_office()
    content = {"data": str(settings.DATA), "base_url": settings.BASE_URL, "keys_made": made}
    answer(arguments, content, f"ready: {settings.DATA}, serving {settings.BASE_URL}" + (", keys made" if made else ""))
    if made and is_local(urlsplit(settings.BASE_URL).hostname or ""):
        say(LOCAL.format(settings.BASE_URL))
    return GOOD
