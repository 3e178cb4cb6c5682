"""The lists of a ceremony: attendance, envelopes, holds, receipts (*Daftar Tanda Terima*), what was not collected."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import groupby
from typing import TypeVar

from setara.handover.papers.content import Envelope, Event, Guest, Handed
from setara.handover.papers.setting import Cell, Column, Group, code_cell, listing, named, opening, wrapped
from setara.kernel.certificates.kinds import KIND_NAMES, Kind, Names
from setara.kernel.handover.rules import Hold, Receiver
from setara.kernel.handover.spelling import grouped
from setara.kernel.rulebook.days import JAKARTA

HOLD_REASONS = {
    Hold.NO_ORIGINAL: "Sertifikat asli belum ada pada Dinas",
    Hold.NOT_ACTIVE: "Dibekukan, dicabut atau berakhir menurut lembaga penerbit",
    Hold.NO_SHEET: "Lembar verifikasi belum terbit",
}
RECEIVERS = {Receiver.OWNER: "Pemilik", Receiver.PROXY: "Kuasa (surat kuasa)", Receiver.COURIER: "Kurir"}
QR_MM = 17.0
EVEN = "\u2003" * 4
BOX: Cell = {"box": ""}

Key = TypeVar("Key", bound=Hashable)


def invitation_list(event: Event, guests: Sequence[Guest], moment: dt.datetime) -> bytes:
    """*Daftar undangan*: who is invited, with the code of each invitation."""
    columns = (
        Column("No.", 11, "right"),
        Column("Usaha · pemilik", 62),
        Column("Kabupaten/kota", 37),
        Column("Sertifikat", 18, "right"),
        Column("Kode undangan", 29),
        Column("QR", 21, "center"),
    )
    rows = tuple(
        (
            str(place),
            named(one.business, one.owner, 62),
            wrapped(one.district, 37),
            str(one.certificates),
            wrapped(one.code, 29),
            code_cell(one.url, QR_MM),
        )
        for place, one in enumerate(guests, start=1)
    )
    opened = opening(
        Names("Daftar Undangan", "Invitation list"), event, moment, private=True, note=_count(len(guests), "undangan")
    )
    return listing(opened, columns, [Group("", rows)], moment)


def attendance_list(event: Event, guests: Sequence[Guest], moment: dt.datetime) -> bytes:
    """*Daftar hadir*: a line to sign for each who is invited; scanning the code marks the same."""
    columns = (
        Column("No.", 11, "right"),
        Column("Usaha · pemilik", 58),
        Column("Kabupaten/kota", 34),
        Column("QR", 21, "center"),
        Column("Nama yang hadir", 27),
        Column("Tanda tangan", 27),
    )
    rows = tuple(
        (
            str(place),
            named(one.business, one.owner, 58),
            wrapped(one.district, 34),
            code_cell(one.url, QR_MM),
            "",
            _pen(place, QR_MM),
        )
        for place, one in enumerate(guests, start=1)
    )
    opened = opening(
        Names("Daftar Hadir", "Attendance list"), event, moment, private=True, note=_count(len(guests), "undangan")
    )
    return listing(opened, columns, [Group("", rows)], moment)


def envelope_list(event: Event, envelopes: Sequence[Envelope], moment: dt.datetime) -> bytes:
    """*Daftar sampul*: every envelope in the order of print.pdf, with boxes to tick as it is packed."""
    columns = (
        Column("Sampul", 17, "right"),
        Column("Pemegang", 56),
        Column("Jenis · nomor", 56),
        Column("Meja", 13, "center"),
        Column("Asli", 11, "center"),
        Column("Lembar", 14, "center"),
        Column("Tutup", 11, "center"),
    )
    groups = _groups(
        envelopes,
        lambda one: one.district,
        lambda one: (_number(one), _holder(one, 56), _certificate(one, 56), _desk(one), BOX, BOX, BOX),
    )
    note = (
        f"{_count(len(envelopes), 'sampul')} Urutan sama dengan print.pdf. Centang: sertifikat asli atau cetaknya,"
        " lembar verifikasi, sampul ditutup."
    )
    opened = opening(Names("Daftar Sampul", "Envelopes, in print order"), event, moment, note=note)
    return listing(opened, columns, groups, moment)


def pack_list(event: Event, envelopes: Sequence[Envelope], moment: dt.datetime) -> bytes:
    """*Daftar kemas*: what lies in the box of each desk, by district and kind, with the numbers of the envelopes."""
    columns = (
        Column("Kabupaten/kota", 45),
        Column("Jenis", 62),
        Column("Nomor sampul", 50),
        Column("Jumlah", 21, "right"),
    )
    groups = []
    for (desk, in_bundle), at_desk in _by(envelopes, lambda one: (one.desk or 0, one.in_bundle)):
        rows = [
            (
                wrapped(district, 45),
                KIND_NAMES[Kind(kind)].id,
                wrapped(_runs([one.number for one in alike]), 50, longest=1200),
                grouped(len(alike)),
            )
            for district, within in _by(at_desk, lambda one: one.district)
            for kind, alike in _by(within, lambda one: one.kind.value)
        ]
        heading = "Bundel kabupaten/kota, tanpa meja" if in_bundle else f"Meja {desk}" if desk else "Tanpa meja"
        groups.append(Group(f"{heading} · {_count(len(at_desk), 'sampul')}".rstrip("."), tuple(rows)))
    opened = opening(Names("Daftar Kemas", "Pack list by desk"), event, moment, note=_count(len(envelopes), "sampul"))
    return listing(opened, columns, groups, moment)


def hold_list(event: Event, envelopes: Sequence[Envelope], moment: dt.datetime) -> bytes:
    """*Daftar tunda*: what has no envelope, and why. No original, no envelope."""
    columns = (
        Column("Nomor", 16, "right"),
        Column("Pemegang", 55),
        Column("Jenis · nomor", 57),
        Column("Sebab", 50),
    )
    groups = _groups(
        envelopes,
        lambda one: one.district,
        lambda one: (
            str(one.number),
            _holder(one, 55),
            _certificate(one, 57),
            HOLD_REASONS[one.hold] if one.hold else "",
        ),
    )
    note = f"{_count(len(envelopes), 'sertifikat ditunda')} Tanpa sertifikat asli tidak ada sampul."
    opened = opening(Names("Daftar Tunda", "Hold list"), event, moment, note=note)
    return listing(opened, columns, groups, moment)


def receipt_list(event: Event, envelopes: Sequence[Envelope], moment: dt.datetime, *, part: str = "") -> bytes:
    """*Daftar Tanda Terima*: a line to sign for each certificate; who received already stands there.

    `part` names the district or desk whose list it is.
    """
    columns = (
        Column("Sampul", 17, "right"),
        Column("Pemegang", 58),
        Column("Jenis · nomor", 66),
        Column("Diterima oleh", 44),
        Column("Sebagai", 25),
        Column("Waktu", 20),
        Column("Tanda tangan", 35),
    )
    groups = _groups(
        envelopes,
        lambda one: one.district,
        lambda one: (
            _number(one),
            _holder(one, 58),
            _certificate(one, 66),
            *_received(one.handed),
            _pen(one.number, 10),
        ),
    )
    received = sum(1 for one in envelopes if one.handed)
    note = f"{_count(len(envelopes), 'sertifikat')} {grouped(received)} sudah diterima."
    if part:
        note = f"{wrapped(part, 200)} · {note}"
    opened = opening(Names("Daftar Tanda Terima", "Receipts"), event, moment, private=True, note=note)
    return listing(opened, columns, groups, moment)


def not_collected_list(event: Event, envelopes: Sequence[Envelope], moment: dt.datetime) -> bytes:
    """*Daftar belum diambil*: what nobody received, with telephone numbers where they are given."""
    with_telephone = any(one.telephone for one in envelopes)
    columns = (
        Column("Sampul", 17, "right"),
        Column("Pemegang", 50 if with_telephone else 68),
        Column("Jenis · nomor", 52 if with_telephone else 66),
        *([Column("Telepon", 30)] if with_telephone else []),
        Column("Tindak lanjut", 29 if with_telephone else 27),
    )
    holder, certificate = columns[1].mm, columns[2].mm
    groups = _groups(
        envelopes,
        lambda one: one.district,
        lambda one: (
            _number(one),
            _holder(one, holder),
            _certificate(one, certificate),
            *([wrapped(one.telephone, 30)] if with_telephone else []),
            "Ditunda" if one.hold else "",
        ),
    )
    kinds = Counter(one.kind for one in envelopes)
    parts = "; ".join(f"{KIND_NAMES[kind].id} {grouped(kinds[kind])}" for kind in Kind if kinds[kind])
    note = _count(len(envelopes), "sertifikat belum diambil") + (f" {parts}." if parts else "")
    opened = opening(Names("Daftar Belum Diambil", "Not collected"), event, moment, private=with_telephone, note=note)
    return listing(opened, columns, groups, moment)


def _count(number: int, of: str) -> str:
    return f"{grouped(number)} {of}."


def _number(one: Envelope) -> Cell:
    return {"large": str(one.number)}


def _holder(one: Envelope, mm: float) -> Cell:
    return named(one.holder, f"Panggung, urutan {one.stage}" if one.stage else "", mm)


def _certificate(one: Envelope, mm: float) -> Cell:
    return named(one.kind_name, f"{one.certificate}{' · cetak sertifikat elektronik' if one.is_print else ''}", mm)


def _desk(one: Envelope) -> str:
    return str(one.desk) if one.desk else "–"


def _received(handed: Handed | None) -> tuple[Cell, Cell, Cell]:
    if handed is None:
        return "", "", ""
    return (
        wrapped(handed.name, 44),
        RECEIVERS[handed.receiver],
        f"{handed.at.astimezone(JAKARTA):%d-%m-%Y %H.%M}",
    )


def _pen(place: int, mm: float) -> Cell:
    """A place to sign with its number: odd at the left, even in the middle, as such lists have it."""
    return {"pen": mm, "label": f"{place}." if place % 2 else f"{EVEN}{place}."}


def _groups(
    envelopes: Iterable[Envelope], by: Callable[[Envelope], str], row: Callable[[Envelope], tuple[Cell, ...]]
) -> list[Group]:
    """Rows under the name of what they have in common, where it changes: order is never touched."""
    return [
        Group(f"{wrapped(name, 170, 13)} · {grouped(len(rows))}", tuple(rows))
        for name, alike in groupby(envelopes, by)
        for rows in [[row(one) for one in alike]]
    ]


def _by(envelopes: Iterable[Envelope], by: Callable[[Envelope], Key]) -> list[tuple[Key, list[Envelope]]]:
    gathered: dict[Key, list[Envelope]] = {}
    for one in envelopes:
        gathered.setdefault(by(one), []).append(one)
    return list(gathered.items())


def _runs(numbers: Sequence[int]) -> str:
    """Numbers in order, those that follow each other as one range."""
    ranges: list[list[int]] = []
    for number in sorted(numbers):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in ranges)
