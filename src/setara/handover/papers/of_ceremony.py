"""Every paper of a ceremony by its name: what it is made from, who may take it, of which parts of the event it is."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from setara.accounts.permission import may, require, scope
from setara.handover.models import Ceremony, Line
from setara.handover.papers.cards import invitation_cards
from setara.handover.papers.content import Envelope, Event, Person, district_name
from setara.handover.papers.lists import (
    attendance_list,
    envelope_list,
    hold_list,
    invitation_list,
    not_collected_list,
    pack_list,
    receipt_list,
)
from setara.handover.papers.material import Material, Part, Reader, receipt_of
from setara.handover.papers.programme import programme
from setara.handover.papers.record import Second, record
from setara.handover.papers.slips import desk_slips, envelope_labels
from setara.issuance.making import printed
from setara.issuance.office import workshop
from setara.issuance.sheet.press import SheetPress
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.access.scope import Scope
from setara.kernel.certificates.kinds import Kind
from setara.kernel.handover.rules import Route

Drawn = tuple[bytes, int]
"""A PDF file and how many lines it has."""
OfEnvelopes = Callable[[Event, Sequence[Envelope], dt.datetime], bytes]


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A paper: how it is drawn, of which parts it may be, and who may take it.

    `is_whole`: it would mislead if a record were left out; whoever sees not all of the part plans the event, or gets
    none. `is_planning`: it is for those who plan the event, whatever the part.
    """

    draw: Callable[[Material], Drawn]
    by_district: bool = False
    by_desk: bool = False
    by_stage: bool = False
    is_planning: bool = False
    is_whole: bool = False

    def is_of(self, part: Part) -> bool:
        """Whether there is such a paper of that part."""
        asked = ((part.district, self.by_district), (part.desk, self.by_desk), (part.is_stage, self.by_stage))
        return all(there for part_of, there in asked if part_of)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as it was made; `shows_people`: names or telephone numbers of people stand in it."""

    pdf: bytes
    rows: int
    shows_people: bool


def paper(slug: str, ceremony: Ceremony, part: Part, *, actor: Actor, at: dt.datetime) -> Paper:
    """Make a paper of an event as things stand at `at`; what the actor may not see is left out.

    Raises KeyError for what there is no paper of, NotPermitted.
    """
    kind = PAPERS[slug]
    if not kind.is_of(part):
        raise KeyError(slug)
    require(actor, Act.SEE_REGISTER)
    if not may_take(kind, part, actor):
        require(actor, Act.PLAN_CEREMONY)
    material = Material(ceremony, reader_of(actor), part, at.replace(microsecond=0))
    pdf, rows = kind.draw(material)
    return Paper(pdf, rows, material.shows_people)


def may_take(kind: PaperKind, part: Part, actor: Actor) -> bool:
    """Say whether there is a paper of a part, and somebody may take it."""
    if not kind.is_of(part) or kind.is_planning:
        return kind.is_of(part) and may(actor, Act.PLAN_CEREMONY)
    if not kind.is_whole or may(actor, Act.PLAN_CEREMONY):
        return True
    return sees_all(scope(actor, Act.SEE_REGISTER), part.district)


def sees_all(seen: Scope, district: str) -> bool:
    """Say whether somebody sees all of a district; of an event: everything."""
    return seen.is_everything or bool(district and all(seen.holds(district, kind) for kind in Kind))


def reader_of(actor: Actor) -> Reader:
    """Say what somebody reads of papers; telephone numbers stand there for those who plan the event."""
    personal = scope(actor, Act.SEE_PERSONAL)
    return Reader(scope(actor, Act.SEE_REGISTER), personal, telephones=may(actor, Act.PLAN_CEREMONY))


def _programme(material: Material) -> Drawn:
    on_stage = material.envelopes(one for one in material.lines if one.route == Route.STAGE)
    return programme(material.event, on_stage, material.moment), len(on_stage)


def _of_guests(draw: Callable[..., bytes]) -> Callable[[Material], Drawn]:
    def drawn(material: Material) -> Drawn:
        guests = material.guests()
        return draw(material.event, guests, material.moment), len(guests)

    return drawn


def _of_envelopes(draw: OfEnvelopes, *, with_code: bool = False) -> Callable[[Material], Drawn]:
    def drawn(material: Material) -> Drawn:
        envelopes = material.envelopes(material.with_envelope, with_code=with_code)
        return draw(material.event, envelopes, material.moment), len(envelopes)

    return drawn


def _receipts(material: Material) -> Drawn:
    envelopes = material.envelopes(material.with_envelope)
    return receipt_list(material.event, envelopes, material.moment, part=material.part.name), len(envelopes)


def _holds(material: Material) -> Drawn:
    held = [one for one in material.envelopes(material.lines) if one.hold]
    return hold_list(material.event, held, material.moment), len(held)


def _not_collected(material: Material) -> Drawn:
    waiting = [one for one in material.lines if receipt_of(one) is None]
    envelopes = material.envelopes(waiting, with_telephone=True)
    return not_collected_list(material.event, envelopes, material.moment), len(envelopes)


def _record(material: Material) -> Drawn:
    """What was handed over or went in a bundle; before any of that, what has an envelope."""
    gone = [one for one in material.lines if receipt_of(one) or one.certificate_id in material.taken_along]
    envelopes = material.envelopes(gone or material.with_envelope)
    event, second = _second(material)
    return record(event, second, envelopes, material.moment), len(envelopes)


def _second(material: Material) -> tuple[Event, Second]:
    """Whoever took the district's bundle, by its letter and on that day; else somebody whom the pen names."""
    district = material.part.district
    if not district:
        return material.event, Second(Person(), "mewakili para penerima menurut daftar terlampir,")
    name = district_name(district)
    if not material.bundles:
        return material.event, Second(Person(), f"mewakili para penerima dari {name} menurut daftar terlampir,")
    bundle = material.bundles[0]
    person = Person(bundle.taken_by, office=f"Dinas yang membidangi perindustrian {name}")
    acting = f"berdasarkan surat tugas nomor {bundle.letter_number} untuk para penerima dari {name},"
    return replace(material.event, on=bundle.transfer.on), Second(person, acting)


def _print(material: Material) -> Drawn:
    """The sheets for the printer, page after page in the order of the envelopes."""
    place, sheets = workshop(), material.sheets
    pages: list[Line] = [one for one in material.with_envelope if one.certificate_id in sheets]
    contents = [
        printed(line.certificate.facts, place, sheet.slug, sheet.qr_text, sheet.issued_at)
        for line in pages
        for sheet in [sheets[line.certificate_id]]
    ]
    return SheetPress().print_run(contents, material.moment), len(pages)


PAPERS: Mapping[str, PaperKind] = MappingProxyType(
    {
        "susunan-acara": PaperKind(_programme, is_planning=True),
        "daftar-undangan": PaperKind(_of_guests(invitation_list), is_planning=True),
        "kartu-undangan": PaperKind(_of_guests(invitation_cards), is_planning=True),
        "daftar-hadir": PaperKind(_of_guests(attendance_list), is_planning=True),
        "print": PaperKind(_print, by_district=True, by_desk=True, is_planning=True),
        "label-sampul": PaperKind(_of_envelopes(envelope_labels), by_district=True, by_desk=True),
        "daftar-sampul": PaperKind(_of_envelopes(envelope_list), by_district=True, by_desk=True),
        "daftar-kemas": PaperKind(_of_envelopes(pack_list), by_district=True, by_desk=True),
        "daftar-tunda": PaperKind(_holds, by_district=True),
        "slip-meja": PaperKind(_of_envelopes(desk_slips, with_code=True), by_district=True, by_desk=True),
        "daftar-tanda-terima": PaperKind(_receipts, by_district=True, by_desk=True, by_stage=True),
        "berita-acara": PaperKind(_record, by_district=True, is_whole=True),
        "daftar-belum-diambil": PaperKind(_not_collected, by_district=True),
    }
)
"""Every paper by the name of its file, in the order in which a day needs them."""
