"""What may be handed over, to whom, and what takes it back.

What is handed over is the body's own certificate: its paper, or its e-certificate printed; the office's sheet goes with
it. Practice of provincial offices (*Daftar Tanda Terima*, *surat kuasa*, *surat tugas*), no regulation's text.
"""

from dataclasses import dataclass
from enum import StrEnum

from setara.kernel.certificates.states import CertificateState, Custody, SheetStatus, Status

IN_HAND = frozenset({Custody.AT_PROVINCE, Custody.AT_DISTRICT, Custody.ELECTRONIC_ONLY})
"""Where an original is when somebody of the office can put it into an envelope; an e-certificate is printed."""
LONGEST_NAME = 200


class Route(StrEnum):
    """How a certificate reaches its owner: on stage, at a desk, or in a bundle that its district takes along."""

    STAGE = "stage"
    DESK = "desk"
    BUNDLE = "bundle"


class Hold(StrEnum):
    """Why a certificate has no envelope (*daftar tunda*)."""

    NO_ORIGINAL = "no_original"
    NOT_ACTIVE = "not_active"
    NO_SHEET = "no_sheet"


class Receiver(StrEnum):
    """Who received: the owner, somebody with the owner's letter (*surat kuasa*), or a courier."""

    OWNER = "owner"
    PROXY = "proxy"
    COURIER = "courier"


class Channel(StrEnum):
    """How the desk named the certificate: phone camera, USB scanner, typed number, or a signed list that came back."""

    CAMERA = "camera"
    SCANNER = "scanner"
    TYPED = "typed"
    LIST = "list"


class Means(StrEnum):
    """How somebody who did not collect was reminded."""

    TELEPHONE = "telephone"
    MESSAGE = "message"
    DISTRICT = "district"
    LETTER = "letter"


class Settled(StrEnum):
    """What a person decided of a report in the way of which something stood."""

    OPEN = "open"
    RECORDED = "recorded"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Received:
    """What a desk says of one hand-over; `has_letter`: the letter of a proxy was photographed, or has a number."""

    receiver: Receiver
    name: str
    has_letter: bool = False


def hold(state: CertificateState) -> Hold | None:
    """Say why a certificate has no envelope, or None where it has one: no original, no envelope.

    >>> hold(CertificateState(sheet=SheetStatus.ISSUED, custody=Custody.AT_BODY))
    <Hold.NO_ORIGINAL: 'no_original'>
    >>> hold(CertificateState(sheet=SheetStatus.ISSUED, custody=Custody.ELECTRONIC_ONLY)) is None
    True
    """
    if state.status is not Status.ACTIVE:
        return Hold.NOT_ACTIVE
    if state.custody not in IN_HAND:
        return Hold.NO_ORIGINAL
    return None if state.sheet is SheetStatus.ISSUED else Hold.NO_SHEET


def handover_refusal(state: CertificateState, received: Received) -> str | None:
    """Say by a code why a certificate that nobody received yet cannot be handed over, or None where it can.

    Codes: a `Hold`, ``receiver_missing receiver_too_long proxy_letter_missing``.

    >>> good = CertificateState(sheet=SheetStatus.ISSUED, custody=Custody.AT_PROVINCE)
    >>> handover_refusal(good, Received(Receiver.PROXY, "Sari Contoh"))
    'proxy_letter_missing'
    >>> handover_refusal(good, Received(Receiver.OWNER, "Sari Contoh")) is None
    True
    """
    if why := hold(state):
        return why
    if not is_said(received.name):
        return "receiver_missing"
    if len(received.name.strip()) > LONGEST_NAME:
        return "receiver_too_long"
    if received.receiver is Receiver.PROXY and not received.has_letter:
        return "proxy_letter_missing"
    return None


def is_said(text: str) -> bool:
    """Whether a text says anything that can be seen.

    >>> is_said("Sari"), is_said(" \u200b")
    (True, False)
    """
    return any(letter.isprintable() and not letter.isspace() for letter in text)


def custody_after(state: CertificateState) -> Custody:
    """Say where the original is once it was handed over; of an e-certificate only a print went.

    >>> custody_after(CertificateState(custody=Custody.AT_PROVINCE))
    <Custody.WITH_OWNER: 'with_owner'>
    """
    return state.custody if state.custody is Custody.ELECTRONIC_ONLY else Custody.WITH_OWNER
