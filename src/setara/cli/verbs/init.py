"""`setara init`: prepare database and keys; repeatable."""

import argparse

from django.conf import settings

from setara.cli.frame import GOOD, add_json, answer
from setara.issuance.acts.founding import found_office


def add(parser: argparse.ArgumentParser) -> None:
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    made = found_office()
    content = {"data": str(settings.DATA), "base_url": settings.BASE_URL, "keys_made": made}
    answer(arguments, content, f"ready: {settings.DATA}, serving {settings.BASE_URL}" + (", keys made" if made else ""))
    return GOOD
