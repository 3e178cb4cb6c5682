"""The check of what somebody holds out, kept in memory and forgotten."""

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from setara.issuance.verification import MOST_BYTES, verify
from setara.web.public.drawing import drawn
from setara.web.public.telling import shown
from setara.web.public.verification import asking_now, fresh

FORM_AROUND = 64 * 1024
"""What the form itself may add to the largest file."""


class InMemory(MemoryFileUploadHandler):
    """Takes files up to the limit into memory, so that none ever touches the disk."""

    def handle_raw_input(self, *_args: object, **_kwargs: object) -> None:
        self.activated = True


def is_too_large(request: HttpRequest) -> bool:
    """Say whether a request is larger than any input that is looked at, before any of it is read."""
    return int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES + FORM_AROUND


def receive_in_memory(request: HttpRequest) -> None:
    """Receive what is uploaded by memory alone; call before anything reads the request."""
    request.upload_handlers = [InMemory(request)]


def answer_to(request: HttpRequest, held_out: "UploadedFile[bytes] | None", text: str) -> HttpResponse:
    """Say what the check found; the form again where nothing was held out."""
    if held_out is None and not text:
        return render(request, "public/front.html", {"nothing_held_out": True}, status=400)
    asking = asking_now()
    told = shown(verify(held_out.read() if held_out else text.encode(), asking))
    name = held_out.name if held_out else ""
    return fresh(drawn(request, told, asking.moment, name or ""))
