"""What the papers of a ceremony are made from: plain facts."""

import datetime as dt
from dataclasses import dataclass

from setara.kernel.certificates.kinds import KIND_NAMES, Kind
from setara.kernel.handover.rules import Hold, Receiver
from setara.kernel.rulebook.regions import districts

NO_DISTRICT = "Kabupaten/kota belum tercatat"


@dataclass(frozen=True, slots=True)
class Event:
    """An event, the office whose it is, and what its papers call upon: basis (*dasar*), and who signs for the office.

    `agenda` is the programme: time, item, who leads it.
    """

    office: str
    name: str
    place: str
    on: dt.date
    starts: dt.time
    agenda: tuple[tuple[str, str, str], ...] = ()
    basis: str = ""
    official: "Person | None" = None


@dataclass(frozen=True, slots=True)
class Person:
    """A party of a record; what is not known is empty and left to the pen. `office` is whom the person speaks for."""

    name: str = ""
    title: str = ""
    nip: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """Who received a certificate, as what, when (aware)."""

    name: str
    receiver: Receiver
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Envelope:
    """A certificate in the order of an event; `number` is what stands on its envelope.

    `in_bundle`: its district takes it along. `is_print`: an e-certificate, of which a print is handed over. `qr_text`
    is that of the office's sheet, empty where it has none. `telephone` only where it may be seen.
    """

    number: int
    holder: str
    district_code: str
    district: str
    kind: Kind
    certificate: str
    desk: int | None = None
    stage: int | None = None
    in_bundle: bool = False
    is_print: bool = False
    hold: Hold | None = None
    handed: Handed | None = None
    qr_text: str = ""
    telephone: str = ""

    @property
    def kind_name(self) -> str:
        """Name of the kind, in Indonesian."""
        return KIND_NAMES[self.kind].id


@dataclass(frozen=True, slots=True)
class Guest:
    """A business that is invited: its code, the address in its QR symbol, how many envelopes wait for it."""

    business: str
    owner: str
    district: str
    code: str
    url: str
    certificates: int = 1
    telephone: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it means (Indonesian), and its parts by name."""

    code: str
    name: str
    definition: str
    value: int
    parts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Frozen:
    """Figures as they stood at a named moment (aware); `head` is the hash of the history's last entry then."""

    name: str
    at: dt.datetime
    head: str
    figures: tuple[Figure, ...]


def district_name(code: str) -> str:
    """Name a district in full; one that is not recorded says so."""
    return districts()[code].full_name if code in districts() else NO_DISTRICT
