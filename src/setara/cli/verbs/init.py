"""`setara init`: prepare database and keys; repeatable."""

import argparse

from django.conf import settings
from django.utils.translation import gettext as _

from setara.cli.frame import GOOD, add_json, answer
from setara.issuance.acts.founding import found_office


def add(parser: argparse.ArgumentParser) -> None:
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    made = found_office()
    content = {"data": str(settings.DATA), "base_url": settings.BASE_URL, "keys_made": made}
    sentence = _("Ready: data in %(folder)s, served at %(address)s.")
    if made:
        sentence = _("Ready, keys made: data in %(folder)s, served at %(address)s.")
    answer(arguments, content, sentence % {"folder": settings.DATA, "address": settings.BASE_URL})
    return GOOD
