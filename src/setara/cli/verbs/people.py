"""`setara people`: accounts of the office and what they are granted."""

import argparse
import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from setara.accounts.acts.granting import GrantRefused, end_grant, give_grant
from setara.accounts.acts.inviting import AlreadyInvited, invite
from setara.accounts.models import GivenGrant, User
from setara.cli.frame import GOOD, CouldNot, add_json, add_on, answer, day, today
from setara.kernel.access.rules import CONSOLE, Grant
from setara.kernel.access.scope import ALL

AREA = "code of a district (35.15); without it the whole province"
FACILITY = "kind of certificate (sppt_sni); without it every one"


def add(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    adding = acts.add_parser("add", help="make an account with a first grant; a code sent to the address signs in")
    adding.add_argument("email")
    adding.add_argument("--name", default="")
    granting = acts.add_parser("grant", help="give a role for an area and a facility")
    granting.add_argument("email")
    for each, run in ((adding, run_add), (granting, run_grant)):
        each.add_argument("--role", choices=[*settings.ROLES], required=True)
        each.add_argument("--area", default=ALL, help=AREA)
        each.add_argument("--facility", default=ALL, help=FACILITY)
        each.add_argument("--from", dest="starts", type=day, metavar="DATE", help="first day; without it today")
        each.add_argument("--to", dest="ends", type=day, metavar="DATE", help="last day; without it until ended")
        add_json(each)
        add_on(each)
        each.set_defaults(run=run)
    ending = acts.add_parser("end", help="end a grant at once; its number is in the list")
    ending.add_argument("grant", type=int)
    add_json(ending)
    add_on(ending)
    ending.set_defaults(run=run_end)
    listing = acts.add_parser("list", help="list the accounts and what they are granted")
    add_json(listing)
    listing.set_defaults(run=run_list)


def run_add(arguments: argparse.Namespace) -> int:
    try:
        validate_email(arguments.email)
    except ValidationError as error:
        raise CouldNot(f"{arguments.email!r} is no e-mail address") from error
    with transaction.atomic():
        try:
            user = invite(arguments.email, arguments.name, actor=CONSOLE, at=today(arguments).at)
        except AlreadyInvited as error:
            raise CouldNot(f"{arguments.email} has an account already; `people grant` gives it more") from error
        return _give(arguments, user)


def run_grant(arguments: argparse.Namespace) -> int:
    user = User.objects.filter(email=arguments.email.lower()).first()
    if user is None:
        raise CouldNot(f"{arguments.email}: no such account; `people add` makes it")
    return _give(arguments, user)


def run_end(arguments: argparse.Namespace) -> int:
    try:
        given = end_grant(arguments.grant, actor=CONSOLE, at=today(arguments).at)
    except GivenGrant.DoesNotExist as error:
        raise CouldNot(f"{arguments.grant}: no such grant; `people list` has their numbers") from error
    except GrantRefused as refused:
        raise CouldNot(f"{arguments.grant}: {refused.code}") from refused
    answer(arguments, _content(given), f"{given.user.email}: {given}: " + _("ended"))
    return GOOD


def run_list(arguments: argparse.Namespace) -> int:
    people = User.objects.order_by("id").prefetch_related("given")
    content = [
        {"email": one.email, "active": one.is_active, "grants": [_content(given) for given in one.given.all()]}
        for one in people
    ]
    lines = [f"{one.email}: " + ", ".join(f"{given} (#{given.pk})" for given in one.given.all()) for one in people]
    answer(arguments, {"people": content}, "\n".join(lines) or _("nobody yet"))
    return GOOD


def _give(arguments: argparse.Namespace, user: User) -> int:
    now = today(arguments)
    grant = Grant(settings.ROLES[arguments.role], arguments.area, arguments.facility)
    starts: dt.date = arguments.starts or now.on
    try:
        given = give_grant(user, grant, starts=starts, ends=arguments.ends, actor=CONSOLE, at=now.at)
    except GrantRefused as refused:
        raise CouldNot(f"{arguments.email}: {refused.code}") from refused
    answer(arguments, {"email": user.email, **_content(given)}, f"{user.email}: {given}")
    return GOOD


def _content(given: GivenGrant) -> dict[str, object]:
    return {
        "grant": given.pk,
        "role": given.role,
        "area": given.area or None,
        "facility": given.facility or None,
        "from": given.starts.isoformat(),
        "to": given.ends.isoformat() if given.ends else None,
        "ended": given.ended_at.isoformat() if given.ended_at else None,
    }
