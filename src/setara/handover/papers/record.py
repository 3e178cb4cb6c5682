"""*Berita Acara Serah Terima* (BAST): the record of hand-over of an event or of one district, as a draft."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from setara.handover.papers.content import Envelope, Event, Person
from setara.handover.papers.figures import signatory
from setara.handover.papers.setting import named, opening, set_paper, wrapped
from setara.kernel.certificates.kinds import KIND_NAMES, Kind, Names
from setara.kernel.handover.spelling import day_in_words, grouped, in_words


@dataclass(frozen=True, slots=True)
class Second:
    """The second party (*Pihak Kedua*), and for whom it receives, as a sentence begins; empty: for itself."""

    person: Person
    acting: str = ""


def record(event: Event, second: Second, envelopes: Sequence[Envelope], moment: dt.datetime) -> bytes:
    """The draft: both parties, basis, counts by kind in figures and words, places to sign; the list as annex.

    Number and signatures are set by people; what is not known of the parties stays a line for the pen.
    """
    document = {
        **opening(Names("Berita Acara Serah Terima Sertifikat", "Record of hand-over"), event, moment, draft=True),
        "day": day_in_words(event.on),
        "place": wrapped(event.place, 170, 11),
        "event": wrapped(event.name, 170, 11),
        "first": signatory(event.official or Person(office=event.office)),
        "second": signatory(second.person),
        "acting": wrapped(second.acting, 130, 11, 300),
        "basis": wrapped(event.basis, 170, 11, 1000),
        "total": {"number": grouped(len(envelopes)), "words": in_words(len(envelopes))},
        "kinds": [_counted(KIND_NAMES[kind].id, alike) for kind in Kind if (alike := _of(kind, envelopes))],
        "sum": _counted("Jumlah", envelopes),
        "columns": [
            {"heading": heading, "mm": mm, "align": align}
            for heading, mm, align in (
                ("No.", 11, "right"),
                ("Pemegang", 47, "left"),
                ("Kabupaten/kota", 40, "left"),
                ("Jenis · nomor", 64, "left"),
                ("Bentuk", 16, "left"),
            )
        ],
        "rows": [_row(place, one) for place, one in enumerate(envelopes, start=1)],
    }
    return set_paper("record.typ", document, moment)


def _of(kind: Kind, envelopes: Sequence[Envelope]) -> list[Envelope]:
    return [one for one in envelopes if one.kind is kind]


def _counted(name: str, envelopes: Sequence[Envelope]) -> list[str]:
    prints = sum(1 for one in envelopes if one.is_print)
    number = len(envelopes)
    return [name, grouped(number - prints), grouped(prints), grouped(number), in_words(number)]


def _row(place: int, one: Envelope) -> list[object]:
    return [
        str(place),
        named(one.holder, f"sampul {one.number}", 47),
        wrapped(one.district, 40),
        named(one.kind_name, one.certificate, 64),
        "Cetak" if one.is_print else "Asli",
    ]
