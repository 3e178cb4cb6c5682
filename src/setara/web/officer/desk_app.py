"""What the desk with camera asks and says: its page, its list without names, a look, a picture to read, a report."""

import base64
import binascii
import datetime as dt
import hashlib
import json
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from setara.accounts.permission import NotPermitted
from setara.certificates.acts.documents import Document, DocumentRefused, checked
from setara.handover.acts.handing_over import Told, hand_over, report_hand_over
from setara.handover.acts.refusing import AlreadyHandedOver, CeremonyRefused
from setara.handover.models import Desk, Line, Receipt, Report
from setara.handover.queries import line_hold, lines_named, standing_sheets, waiting_with
from setara.handover.sealing import SealBroken, opened, public_key
from setara.issuance.office import content_store
from setara.kernel.certificates.numbers import number_key
from setara.kernel.handover.rules import LONGEST_NAME, Channel, Receiver
from setara.platform.codes import LARGEST_SIDE, texts_in
from setara.web.asking import MOST_CHARACTERS, line_of, text_of
from setara.web.officer.desks import AT_DESKS, LONGEST_TEXT, found_desk, scope_at, seen_lines, standing_of
from setara.web.security import actor_of, needs
from setara.words.certificates import refusal_word, short_kind
from setara.words.handover import HOLD_WORDS, RECEIVER_WORDS, ceremony_refusal

LARGEST_LETTER = 1_300_000
"""Bytes of a photograph in a report: twice in base64 it stays below what a request may hold."""


class ReportUnreadable(Exception):
    """What a desk sent is no report."""


@needs(*AT_DESKS)
@ensure_csrf_cookie
@require_safe
def desk_app(request: HttpRequest, desk_id: int) -> HttpResponse:
    """The page of a desk that works without a network; it is kept on the telephone, so it names nobody."""
    found = found_desk(request, desk_id)
    words = {"desk": found, "ceremony": found.ceremony, "receivers": RECEIVER_WORDS.items()}
    return render(request, "officer/desk_app.html", words)


@needs(*AT_DESKS)
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that answers for the page of a desk while there is no network; it stands at the desks' own path."""
    path = finders.find("desk-worker.js")
    response = HttpResponse(Path(str(path)).read_text("utf-8"), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@needs(*AT_DESKS)
@ensure_csrf_cookie
@require_safe
def desk_list(request: HttpRequest, desk_id: int) -> JsonResponse:
    """Everything that a desk needs without a network: envelopes, kinds, numbers, digests of codes. No names."""
    found = found_desk(request, desk_id)
    lines = list(seen_lines(request, found))
    sheets = standing_sheets(line.certificate_id for line in lines)
    content = {
        "ceremony": found.ceremony_id,
        "desk": found.number,
        "at": timezone.now().isoformat(),
        "key": public_key(found.ceremony),
        "lines": [_listed(line, sheets.get(line.certificate_id)) for line in lines],
    }
    return _private(JsonResponse(content))


def _listed(line: Line, sheet: tuple[str, str] | None) -> dict[str, object]:
    slug, code = sheet or ("", "")
    certificate, held = line.certificate, line_hold(line)
    return {
        "line": line.pk,
        "position": line.position,
        "kind": str(short_kind(certificate.kind)),
        "number": certificate.number,
        "number_key": number_key(certificate.number),
        "slug": hashlib.sha256(slug.encode()).hexdigest() if slug else "",
        "code": hashlib.sha256(code.encode()).hexdigest() if code else "",
        "done": standing_of(line) is not None,
        "hold": str(HOLD_WORDS[held]) if held and not standing_of(line) else "",
    }


@needs(*AT_DESKS)
@require_safe
def look(request: HttpRequest, desk_id: int) -> JsonResponse:
    """What a scanned or typed text stands for, with names: shown, not kept. ?q="""
    found = found_desk(request, desk_id)
    text = text_of(request.GET, "q", LONGEST_TEXT)
    lines = lines_named(found.ceremony, text, scope_at(request, found))
    return _private(JsonResponse({"lines": [_looked_at(line) for line in lines]}))


def _looked_at(line: Line) -> dict[str, object]:
    sheets = standing_sheets([line.certificate_id])
    standing, business = standing_of(line), line.certificate.business
    return {
        **_listed(line, sheets.get(line.certificate_id)),
        "holder": line.certificate.holder,
        "owner": business.owner or line.certificate.holder,
        "stage": line.stage,
        "first": first_words(standing) if standing else "",
        "others": [one.position for one in waiting_with(line)],
    }


def first_words(receipt: Receipt) -> str:
    """Say who received it when, by which desk."""
    said = {"name": receipt.name, "at": date_format(timezone.localtime(receipt.happened_at), "j F Y, H:i")}
    sentence = _("%(name)s received it on %(at)s.") % said
    return f"{sentence} {_('Desk %(number)s.') % {'number': receipt.desk.number}}" if receipt.desk else sentence


@needs(*AT_DESKS)
@require_POST
def read_picture(request: HttpRequest, desk_id: int) -> JsonResponse:
    """The texts of QR codes in a grey picture, one byte a point: for browsers that read no codes. ?width=

    Nothing of it is kept.
    """
    found_desk(request, desk_id)
    width = request.GET.get("width", "")
    if not (width.isascii() and width.isdigit() and 0 < int(width[:6]) <= LARGEST_SIDE):
        raise BadRequest("width")
    try:
        texts = texts_in(request.body, int(width))
    except ValueError as error:
        raise BadRequest("picture") from error
    return _private(JsonResponse({"texts": texts}))


@needs(*AT_DESKS)
@require_POST
def report(request: HttpRequest, desk_id: int) -> JsonResponse:
    """A hand-over that a desk sealed: recorded, kept for a decision, or refused while its person stands there.

    Sent again it is recorded once; what a helper's desk brings after the event was closed is kept.
    Answers ``{"outcome": recorded|kept|refused|already|unreadable, "says": …}``.
    """
    found = found_desk(request, desk_id, even_closed=True)
    try:
        said = _said(opened(found.ceremony, request.body.decode("ascii")))
        with _letter_of(said) as letter:
            return _private(JsonResponse(_taken(request, found, said, _told(said, letter))))
    except (SealBroken, ReportUnreadable, UnicodeDecodeError):
        return _private(JsonResponse(_answer("unreadable", _("This was not sealed for this ceremony."))))
    except DocumentRefused as refused:
        return _private(JsonResponse(_answer("refused", refusal_word(refused.code))))


def _taken(request: HttpRequest, found: Desk, said: Mapping[str, object], told: Told) -> dict[str, object]:
    actor, at, store = actor_of(request), timezone.now(), content_store()
    line = seen_lines(request, found).filter(pk=_whole(said.get("line"))).first()
    if told.was_offline:
        kept = report_hand_over(
            line.pk if line else None, _text(said, "said"), told, store, desk=found, actor=actor, at=at
        )
        if isinstance(kept, Report):
            return _answer("kept", f"{ceremony_refusal(kept.why)} {_('A person decides.')}")
        return _answer("recorded")
    if line is None:
        return _answer("refused", ceremony_refusal("not_in_ceremony"))
    try:
        hand_over(line.pk, told, store, desk=found, actor=actor, at=at)
    except NotPermitted:
        return _answer("refused", ceremony_refusal("not_permitted"))
    except AlreadyHandedOver as other:
        return _answer("already", first_words(other.first))
    except CeremonyRefused as refused:
        return _answer("refused", ceremony_refusal(refused.code))
    return _answer("recorded")


def _answer(outcome: str, says: str = "") -> dict[str, object]:
    return {"outcome": outcome, "says": says}


def _said(plain: bytes) -> Mapping[str, object]:
    try:
        said = json.loads(plain)
    except (ValueError, RecursionError) as error:
        raise ReportUnreadable from error
    if not isinstance(said, dict):
        raise ReportUnreadable
    return said


def _text(said: Mapping[str, object], name: str, most: int = MOST_CHARACTERS) -> str:
    return line_of(str(said.get(name) or ""), most)


def _whole(value: object) -> int:
    return value if isinstance(value, int) and 0 < value < 2**62 else 0


@contextmanager
def _letter_of(said: Mapping[str, object]) -> Iterator[Document | None]:
    """Give the photograph in a report as a checked file that is gone afterwards. Raises DocumentRefused."""
    try:
        picture = base64.b64decode(str(said.get("letter") or ""), validate=True)
    except (binascii.Error, ValueError) as error:
        raise ReportUnreadable from error
    if not picture:
        yield None
        return
    if len(picture) > LARGEST_LETTER:
        raise DocumentRefused("document_too_large")
    with tempfile.NamedTemporaryFile(prefix="setara-") as kept:
        kept.write(picture)
        kept.flush()
        yield checked(Path(kept.name))


def _told(said: Mapping[str, object], letter: Document | None) -> Told:
    """Read a report. Raises ReportUnreadable."""
    try:
        happened = dt.datetime.fromisoformat(str(said.get("happened_at")))
        if happened.tzinfo is None:
            raise ReportUnreadable
        return Told(
            key=uuid.UUID(str(said.get("key"))),
            receiver=Receiver(str(said.get("receiver"))),
            name=_text(said, "name", LONGEST_NAME + 1),
            channel=Channel(str(said.get("channel"))),
            happened_at=happened,
            letter_number=_text(said, "letter_number"),
            letter=letter,
            was_offline=said.get("was_offline") is True,
        )
    except (ValueError, OverflowError) as error:
        raise ReportUnreadable from error


def _private(response: JsonResponse) -> JsonResponse:
    response["Cache-Control"] = "private, no-store"
    return response
