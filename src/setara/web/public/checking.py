"""The check of what somebody holds out, kept in memory and forgotten."""

import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from setara.kernel.credentials.verdict import Evidence, Obstacle, RegisterAnswer, Source, decide
from setara.web.public.answer import in_words
from setara.web.public.verification import fresh
from setara.web.public.verification_view import VerificationView

MOST_BYTES = 20_000_000


class InMemory(MemoryFileUploadHandler):
    """Takes files up to the limit into memory, so that none ever touches the disk."""

    def handle_raw_input(self, *_args: object, **_kwargs: object) -> None:
        self.activated = True


def receive_in_memory(request: HttpRequest) -> None:
    """Receive what is uploaded by memory alone; call before anything reads the request."""
    request.upload_handlers = [InMemory(request)]


def answer_to(request: HttpRequest, held_out: UploadedFile | None, text: str) -> HttpResponse:
    """Say what the check found; the form again where nothing was held out."""
    if held_out is None and not text:
        return render(request, "public/front.html", {"nothing_held_out": True}, status=400)
    moment = timezone.now()
    view = checked(held_out.read() if held_out else text, moment)
    name = held_out.name if held_out else ""
    words = {"view": view, "words": in_words(view), "moment": moment, "held_out": name, "is_held_out": True}
    return fresh(render(request, "public/verification.html", words))


def checked(held_out: bytes | str, moment: dt.datetime) -> VerificationView:
    """Check bytes or text through the act of verification."""
    verdict = decide(
        Evidence(Source.CREDENTIAL, RegisterAnswer.NOT_ASKED, obstacle=Obstacle.REGISTER_UNREACHABLE),
        on=timezone.localdate(moment),
        moment=moment,
    )
    return VerificationView(verdict.outcome, verdict.reason, tuple(verdict.checks.items()))
