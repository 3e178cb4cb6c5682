"""The verbs of `setara ceremony` for one certificate: handed over, taken back, its owner reminded."""

import argparse
import datetime as dt
import uuid

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from setara.certificates.acts.documents import DocumentRefused, checked
from setara.cli.frame import GOOD, NO, CouldNot, Today, answer, today
from setara.cli.verbs.ceremony_plan import found, lined, refused_by
from setara.handover.acts.handing_over import Told, hand_over, standing_receipt, undo_handover
from setara.handover.acts.refusing import AlreadyHandedOver, CeremonyRefused
from setara.handover.acts.reminding import remind
from setara.handover.models import Desk, Line, Receipt
from setara.handover.queries import lines_named
from setara.issuance.models import Sheet
from setara.issuance.office import content_store
from setara.kernel.access.rules import CONSOLE
from setara.kernel.handover.rules import Channel, Means, Receiver
from setara.kernel.rulebook.days import JAKARTA
from setara.words.certificates import refusal_word
from setara.words.handover import MEANS_WORDS, RECEIVER_WORDS


def run_hand_over(arguments: argparse.Namespace) -> int:
    line, now = _line(arguments), today(arguments)
    try:
        told = _told(arguments, now)
        # Of a day that is named the moment is made up: nothing of it lies ahead.
        at = max(now.at, told.happened_at) if arguments.on else now.at
        receipt = hand_over(line.pk, told, content_store(), desk=_desk(arguments, line), actor=CONSOLE, at=at)
    except AlreadyHandedOver as other:
        return _already(arguments, other.first)
    except CeremonyRefused as refused:
        return refused_by(arguments, refused.code)
    except DocumentRefused as refused:
        return refused_by(arguments, refused.code, refusal_word(refused.code))
    answer(
        arguments, {**lined(line), "receipt": _content(receipt)}, _("Handed over: %(who)s") % {"who": _said(receipt)}
    )
    return GOOD


def run_undo(arguments: argparse.Namespace) -> int:
    line = _line(arguments)
    standing = standing_receipt(line.certificate)
    if standing is None or standing.line_id != line.pk:
        return refused_by(arguments, "not_handed_over")
    try:
        receipt = undo_handover(standing.pk, arguments.why, actor=CONSOLE, at=today(arguments).at)
    except CeremonyRefused as refused:
        return refused_by(arguments, refused.code)
    answer(arguments, {**lined(line), "receipt": _content(receipt)}, _("Taken back: %(who)s") % {"who": _said(receipt)})
    return GOOD


def run_remind(arguments: argparse.Namespace) -> int:
    line = _line(arguments)
    try:
        kept = remind(line.pk, Means(arguments.means), arguments.note, actor=CONSOLE, at=today(arguments).at)
    except CeremonyRefused as refused:
        return refused_by(arguments, refused.code)
    content = {**lined(line), "means": kept.means, "note": kept.note, "at": kept.at.isoformat()}
    answer(arguments, content, _("Kept: %(means)s") % {"means": MEANS_WORDS[kept.means]})
    return GOOD


def _line(arguments: argparse.Namespace) -> Line:
    event = found(arguments.ceremony)
    sheet = Sheet.objects.filter(slug=arguments.which).values_list("certificate", flat=True).first()
    meant = list(event.lines.filter(certificate=sheet)) if sheet else lines_named(event, arguments.which)
    if not meant:
        raise CouldNot(f"no line of the ceremony stands for {arguments.which!r}")
    if len(meant) > 1:
        listed = "; ".join(f"envelope {one.position}, {one.certificate.holder}" for one in meant)
        raise CouldNot(f"several certificates carry {arguments.which!r}: {listed}. Give the envelope's number")
    return meant[0]


def _desk(arguments: argparse.Namespace, line: Line) -> Desk | None:
    if arguments.desk is None:
        return None
    desk = Desk.objects.filter(ceremony=line.ceremony_id, number=arguments.desk).first()
    if desk is None:
        raise CouldNot(f"--desk {arguments.desk}: the ceremony has no such desk")
    return desk


def _told(arguments: argparse.Namespace, now: Today) -> Told:
    path = arguments.letter_file
    try:
        letter = checked(path) if path else None
    except OSError as error:
        raise CouldNot(f"{path}: cannot be read ({error.strerror})") from error
    happened = dt.datetime.combine(now.on, arguments.time, JAKARTA) if arguments.time else now.at
    return Told(
        key=arguments.key or uuid.uuid4(),
        receiver=Receiver(arguments.receiver),
        name=arguments.to,
        channel=Channel.TYPED,
        happened_at=happened.astimezone(dt.UTC),
        letter_number=arguments.letter,
        letter=letter,
    )


def _already(arguments: argparse.Namespace, first: Receipt) -> int:
    sentence = _("It was handed over already: %(who)s") % {"who": _said(first)}
    answer(arguments, {"refused": "already_handed_over", "message": sentence, "receipt": _content(first)}, sentence)
    return NO


def _content(receipt: Receipt) -> dict[str, object]:
    return {
        "key": str(receipt.key),
        "to": receipt.name,
        "as": receipt.receiver,
        "letter": receipt.letter_number or None,
        "letter_sha256": receipt.letter_sha256 or None,
        "desk": receipt.desk.number if receipt.desk else None,
        "at": receipt.happened_at.isoformat(),
        "undone": receipt.undone_at.isoformat() if receipt.undone_at else None,
    }


def _said(receipt: Receipt) -> str:
    when = date_format(timezone.localtime(receipt.happened_at), "j F Y H.i")
    desk = ", " + _("desk") + f" {receipt.desk.number}" if receipt.desk else ""
    return f"{receipt.name} ({RECEIVER_WORDS[receipt.receiver]}), {when}{desk}"
