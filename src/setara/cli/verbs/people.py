"""`setara people`: accounts of the office."""

import argparse

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from setara.accounts.acts.inviting import AlreadyInvited, invite
from setara.accounts.models import User
from setara.cli.frame import GOOD, CouldNot, add_json, answer
from setara.kernel.access.rules import Role


def add(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    adding = acts.add_parser("add", help="make an account; signing in takes a code sent to the address")
    adding.add_argument("email")
    adding.add_argument("--role", choices=[*Role], required=True)
    adding.add_argument("--name", default="")
    add_json(adding)
    adding.set_defaults(run=run_add)
    listing = acts.add_parser("list", help="list the accounts")
    add_json(listing)
    listing.set_defaults(run=run_list)


def run_add(arguments: argparse.Namespace) -> int:
    try:
        validate_email(arguments.email)
    except ValidationError as error:
        raise CouldNot(f"{arguments.email!r} is no e-mail address") from error
    try:
        user = invite(arguments.email, Role(arguments.role), arguments.name)
    except AlreadyInvited as error:
        raise CouldNot(f"{arguments.email} has an account already") from error
    answer(arguments, {"email": user.email, "role": user.role}, f"{user.email}: {user.role}")
    return GOOD


def run_list(arguments: argparse.Namespace) -> int:
    people = [
        {"email": user.email, "role": user.role, "active": user.is_active} for user in User.objects.order_by("id")
    ]
    answer(
        arguments, {"people": people}, "\n".join(f"{one['email']}: {one['role']}" for one in people) or _("nobody yet")
    )
    return GOOD
