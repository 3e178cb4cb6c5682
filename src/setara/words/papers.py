"""The papers of a ceremony, each in a sentence."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from setara.words.certificates import Text

PAPER_WORDS: Mapping[str, tuple[Text, Text]] = {
    "susunan-acara": (
        _("Run sheet (susunan acara)"),
        _("For the master of ceremonies: the programme in large type, then who goes on stage, a page a photograph."),
    ),
    "daftar-undangan": (
        _("Invitation list (daftar undangan)"),
        _("Who is invited, with the code of each invitation."),
    ),
    "kartu-undangan": (
        _("Invitation cards (kartu undangan)"),
        _("A card a business with its code, two a page; they go along with the signed letter."),
    ),
    "daftar-hadir": (
        _("Attendance list (daftar hadir)"),
        _("A line to sign for each who is invited."),
    ),
    "print": (
        _("Verification sheets to print (print.pdf)"),
        _("Every sheet in the order of the envelopes, without seals: for paper only."),
    ),
    "label-sampul": (
        _("Envelope labels (label sampul)"),
        _("Twelve a page, in the order of print.pdf."),
    ),
    "daftar-sampul": (
        _("Envelope list (daftar sampul)"),
        _("In the same order, with boxes to tick as it is packed."),
    ),
    "daftar-kemas": (
        _("Pack list (daftar kemas)"),
        _("What lies in the box of each desk: numbers and counts by district and kind."),
    ),
    "daftar-tunda": (
        _("Hold list (daftar tunda)"),
        _("What has no envelope, and why."),
    ),
    "slip-meja": (
        _("Desk slips (slip meja)"),
        _("Eight a page: the number large, and the code that a desk scans."),
    ),
    "daftar-tanda-terima": (
        _("Receipt list (daftar tanda terima)"),
        _("A line to sign for each certificate; who has received stands there already."),
    ),
    "berita-acara": (
        _("Record of hand-over (berita acara serah terima)"),
        _("A draft of what was handed over; before the first hand-over, of what has an envelope."),
    ),
    "daftar-belum-diambil": (
        _("Not collected (daftar belum diambil)"),
        _("What nobody received; with telephone numbers for those who plan the event."),
    ),
}

FROZEN_PAPER_WORDS: Mapping[str, Text] = {
    "laporan-kepala-dinas": _("Report of the head of office"),
    "angka-sambutan": _("Figures for the speech"),
}
