"""From the database to the plain content of papers, in a number of queries that no line adds to."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings

from setara.certificates.models import Certificate
from setara.certificates.queries import within
from setara.handover.models import Bundle, Ceremony, Line, Receipt
from setara.handover.papers.content import Envelope, Event, Guest, Handed, Person, district_name
from setara.handover.queries import line_hold, lines_of
from setara.issuance.models import Sheet
from setara.kernel.access.scope import NOTHING, Scope
from setara.kernel.certificates.kinds import Kind
from setara.kernel.certificates.states import Custody, SheetStatus
from setara.kernel.certificates.transfers import MoveOutcome
from setara.kernel.handover.rules import Receiver, Route

SOMEBODY = "tercatat"
"""Instead of a receiver whose name is not for whoever asks."""


@dataclass(frozen=True)
class Part:
    """Of what part of an event papers are: of all, of one district, of one desk by its number, or of the stage."""

    district: str = ""
    desk: int | None = None
    is_stage: bool = False

    @property
    def name(self) -> str:
        """Name of the part, empty for all."""
        if self.is_stage:
            return "Penerima simbolis"
        return district_name(self.district) if self.district else f"Meja {self.desk}" if self.desk else ""


@dataclass(frozen=True)
class Reader:
    """Who reads: which records are seen, of which ones names of people, and whether telephone numbers."""

    seen: Scope
    personal: Scope = NOTHING
    telephones: bool = False


@dataclass
class Material:
    """What stands in a part of an event for whoever reads, read as it is needed and at most once."""

    ceremony: Ceremony
    reader: Reader
    part: Part
    moment: dt.datetime
    shows_people: bool = field(default=False, init=False)

    @cached_property
    def event(self) -> Event:
        """The event as its papers name it."""
        return event_of(self.ceremony)

    @cached_property
    def lines(self) -> list[Line]:
        """The lines of the part, in order."""
        found = lines_of(self.ceremony, self.reader.seen)
        if self.part.district:
            found = found.filter(certificate__district_code=self.part.district)
        if self.part.desk:
            found = found.filter(desk__number=self.part.desk)
        if self.part.is_stage:
            found = found.filter(route=Route.STAGE)
        return list(found)

    @cached_property
    def with_envelope(self) -> list[Line]:
        """Lines that have an envelope, those handed over included."""
        return [one for one in self.lines if receipt_of(one) or line_hold(one) is None]

    @cached_property
    def sheets(self) -> dict[int, Sheet]:
        """The standing sheet of each certificate of the part."""
        certificates = [line.certificate_id for line in self.lines]
        found = Sheet.objects.filter(certificate__in=certificates, status=SheetStatus.ISSUED).defer("credential")
        return {one.certificate_id: one for one in found}

    @cached_property
    def bundles(self) -> list[Bundle]:
        """What district offices took along, the latest first, each with the certificates that went."""
        found = Bundle.objects.filter(ceremony=self.ceremony, transfer__undone_at=None).select_related("transfer")
        if self.part.district:
            found = found.filter(district_code=self.part.district)
        return list(found.prefetch_related("transfer__lines").order_by("-pk"))

    @cached_property
    def taken_along(self) -> set[int]:
        """The certificates that went in those bundles."""
        return {
            line.certificate_id
            for bundle in self.bundles
            for line in bundle.transfer.lines.all()
            if line.outcome == MoveOutcome.MOVED
        }

    def envelopes(
        self, lines: Iterable[Line], *, with_code: bool = False, with_telephone: bool = False
    ) -> list[Envelope]:
        """The lines as papers take them; with the QR text of the sheet, with telephone numbers who may see them."""
        sheets = self.sheets if with_code else {}
        return [
            self._envelope(
                one, sheets.get(one.certificate_id), with_telephone=with_telephone and self.reader.telephones
            )
            for one in lines
        ]

    def guests(self) -> list[Guest]:
        """The invited businesses in the order of their first envelope; those without a line stand last."""
        numbers: dict[int, int] = {}
        waiting = Counter(one.certificate.business_id for one in self.with_envelope if receipt_of(one) is None)
        for line in self.lines:
            numbers.setdefault(line.certificate.business_id, line.position)
        invited = self.ceremony.invitations.select_related("business")
        seen = [one for one in invited if one.business_id in numbers or self._is_all]
        seen.sort(key=lambda one: (numbers.get(one.business_id, 10**9), one.pk))
        return [
            Guest(
                one.business.name,
                self._of_people(one.business.owner, one.business.district_code),
                district_name(one.business.district_code),
                one.code,
                f"{settings.BASE_URL}/u/{one.code}",
                waiting[one.business_id],
            )
            for one in seen
        ]

    @property
    def _is_all(self) -> bool:
        return self.reader.seen.is_everything and self.part == Part()

    def _envelope(self, line: Line, sheet: Sheet | None, *, with_telephone: bool) -> Envelope:
        certificate = line.certificate
        handed = self._handed(line)
        return Envelope(
            number=line.position,
            holder=certificate.holder,
            district_code=certificate.district_code,
            district=district_name(certificate.district_code),
            kind=Kind(certificate.kind),
            certificate=certificate.number,
            desk=line.desk.number if line.desk else None,
            in_bundle=line.route == Route.BUNDLE,
            stage=line.stage,
            is_print=is_print(certificate),
            hold=None if handed else line_hold(line),
            handed=handed,
            qr_text=sheet.qr_text if sheet else "",
            telephone=self._telephone(certificate) if with_telephone else "",
        )

    def _handed(self, line: Line) -> Handed | None:
        receipt = receipt_of(line)
        if receipt is None:
            return None
        name = self._of_people(receipt.name, line.certificate.district_code, line.certificate.kind) or SOMEBODY
        return Handed(name, Receiver(receipt.receiver), receipt.happened_at)

    def _telephone(self, certificate: Certificate) -> str:
        return self._of_people(certificate.business.phone, certificate.district_code, certificate.kind)

    def _of_people(self, text: str, district: str, kind: str | None = None) -> str:
        """The text where the reader may see people of that district (of one kind, or of all), else nothing."""
        kinds = [kind] if kind else list(Kind)
        if not text or not all(self.reader.personal.holds(district, one) for one in kinds):
            return ""
        self.shows_people = True
        return text


def event_of(ceremony: Ceremony) -> Event:
    """Return an event as all its papers name it, those of its figures included."""
    office = settings.OFFICE_ID
    official = Person(ceremony.official_name, ceremony.official_title, ceremony.official_nip, office)
    agenda = tuple((time, item, who) for time, item, who in ceremony.agenda)
    return Event(office, ceremony.name, ceremony.place, ceremony.on, ceremony.starts, agenda, ceremony.basis, official)


def districts_in(ceremony: Ceremony, seen: Scope) -> list[str]:
    """Return the districts of an event's lines that somebody sees, in order."""
    lines = ceremony.lines.filter(within(seen, "certificate__")).exclude(certificate__district_code="")
    return sorted(set(lines.order_by().values_list("certificate__district_code", flat=True)))


def is_print(certificate: Certificate) -> bool:
    """Say whether what is handed over is a print of an e-certificate."""
    return certificate.custody == Custody.ELECTRONIC_ONLY


def receipt_of(line: Line) -> Receipt | None:
    """Return the hand-over of a line read by `lines_of` that nobody took back."""
    standing: list[Receipt] = line.standing  # type: ignore[attr-defined]
    return standing[0] if standing else None
