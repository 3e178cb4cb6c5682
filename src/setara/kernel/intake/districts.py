"""Which kabupaten or kota a text names: exactly, or not at all.

- Case, points, spaces and the word for the kind (*Kab., Kabupaten, Kota, Kodya* …) do not matter; letters do. A name
  one or two letters off is asked, never corrected. Kemendagri codes of district, kecamatan and village count
  (35.15, 3515, 35.15.01).
- A name of another province, or a kabupaten or kota that does not exist, is refused. A short form (*Sby*), a
  kecamatan, a region (*Madura*) or an address in the district's cell is asked.
- Seven names are a kabupaten and a kota; only the same line, or the section that it stands in, decides: a word for
  the kind, a code, a kecamatan that only one of the two has, or an address that says *Kota Malang* or *Kab. Malang*.
  The region inside a NIK says where a person was registered, not where a business is: no evidence.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from setara.kernel.intake.problems import Doubt, ProblemCode, doubt
from setara.kernel.intake.text import ascii_digits, fold
from setara.kernel.rulebook.regions import District, districts
from setara.kernel.rulebook.subdistricts import districts_with

_KABUPATEN = r"(?:pemkab|pemerintah kabupaten|kabupaten|kab|kbp|regency)"
_KOTA = r"(?:pemkot|pemerintah kota|kota madya|kotamadya|kota administrasi|kota adm|kodya|kota|city)"
_KIND = re.compile(
    rf"(?:(?P<kab>{_KABUPATEN})|(?P<kota>{_KOTA})) (?P<name>.+)"
    rf"|(?P<name2>.+) (?:(?P<kab2>{_KABUPATEN})|(?P<kota2>{_KOTA}))"
)
_EITHER = re.compile(r"^(?:kab kota|kabupaten kota|kota kab|kota kabupaten) ")
_PROVINCE_TAIL = re.compile(r" (?:propinsi |provinsi |prov |prop )?(?:jawa timur|jatim|east java)(?: indonesia)?$")
_CODE = re.compile(r"(\d{2})[.\s]?(\d{2})(?:[.\s]?\d{2}(?:[.\s]?\d{4})?)?")
_CODE_AND_NAME = re.compile(r"(\d{2}[.\s]?\d{2})\s*[-:/.)]*\s+(\D.+)")
_ADDRESS_NAMES = re.compile(r"\b(kab(?:upaten)?|kota)\b[.\s]*((?:[a-z]+\s?){1,3})")
_ADDRESS_SUBDISTRICT = re.compile(r"\bkec(?:amatan)?\b[.:\s]*((?:[a-z]+\s?){1,3})")
_REGIONS = frozenset(
    {"madura", "malang raya", "surabaya raya", "gerbangkertosusila", "mataraman", "tapal kuda", "pantura", "bawean"}
)
_PROVINCES = {
    "aceh": "11", "sumatera utara": "12", "sumatera barat": "13", "riau": "14", "jambi": "15", "sumatera selatan": "16",
    "bengkulu": "17", "lampung": "18", "kepulauan bangka belitung": "19", "bangka belitung": "19",
    "kepulauan riau": "21", "dki jakarta": "31", "jakarta": "31", "jawa barat": "32", "jabar": "32",
    "jawa tengah": "33", "jateng": "33", "di yogyakarta": "34", "diy": "34", "daerah istimewa yogyakarta": "34",
    "jawa timur": "35", "jatim": "35", "banten": "36", "bali": "51", "nusa tenggara barat": "52", "ntb": "52",
    "nusa tenggara timur": "53", "ntt": "53", "kalimantan barat": "61", "kalimantan tengah": "62",
    "kalimantan selatan": "63", "kalimantan timur": "64", "kalimantan utara": "65", "sulawesi utara": "71",
    "sulawesi tengah": "72", "sulawesi selatan": "73", "sulawesi tenggara": "74", "gorontalo": "75",
    "sulawesi barat": "76", "maluku": "81", "maluku utara": "82", "papua": "91", "papua barat": "92",
}  # fmt: skip
_SHORT = 4


@dataclass(frozen=True, slots=True)
class Place:
    """What a text says: the districts that it can mean (one: certain), or only a kind (``kabupaten``/``kota``)."""

    codes: frozenset[str]
    kind_only: str = ""


def _joined(text: str) -> str:
    return text.replace(" ", "")


@cache
def _by_name() -> dict[str, tuple[District, ...]]:
    found: defaultdict[str, list[District]] = defaultdict(list)
    for district in districts().values():
        name = fold(district.name)
        for form in {name, name.removeprefix("administrasi ")}:
            found[_joined(form)].append(district)
    return {name: tuple(members) for name, members in found.items()}


@lru_cache(maxsize=8192)
def read_district(text: str, province: str) -> Place | Doubt:
    """The district that a text names, in a province given by its code.

    >>> read_district("KAB. SIDOARJO", "35").codes, sorted(read_district("malang", "35").codes)
    (frozenset({'35.15'}), ['35.07', '35.73'])
    >>> [str(read_district(text, "35").code) for text in ("Kab. Sleman", "Kab. Surabaya", "Sidorajo")]
    ['district_outside_province', 'district_does_not_exist', 'district_unclear']
    """
    text = ascii_digits(text)
    if match := _CODE_AND_NAME.fullmatch(text.strip()):
        return _same(read_district(match[1], province), read_district(match[2], province), text)
    if _CODE.fullmatch(text.strip()):
        return _by_code(text.strip(), province)
    name = _PROVINCE_TAIL.sub("", _EITHER.sub("", fold(text)))
    if re.fullmatch(rf"{_KABUPATEN}|{_KOTA}", name):
        return Place(frozenset(), "kota" if re.fullmatch(_KOTA, name) else "kabupaten")
    return _by_words(name, text, province)


def _by_code(text: str, province: str) -> Place | Doubt:
    match = _CODE.fullmatch(text)
    code = f"{match[1]}.{match[2]}" if match else ""
    if code not in districts():
        return doubt(ProblemCode.DISTRICT_DOES_NOT_EXIST, text)
    if not code.startswith(f"{province}."):
        return doubt(ProblemCode.DISTRICT_OUTSIDE_PROVINCE, text, district=districts()[code].full_name)
    return Place(frozenset({code}))


def _by_words(name: str, text: str, province: str) -> Place | Doubt:
    whole = _by_name().get(_joined(name), ())
    kind, bare = "", name
    if not whole and (match := _KIND.fullmatch(name)):
        kind = "kabupaten" if match["kab"] or match["kab2"] else "kota"
        bare = match["name"] or match["name2"]
    named = whole or _by_name().get(_joined(bare), ())
    fitting = [district for district in named if not kind or district.kind == kind]
    here = frozenset(district.code for district in fitting if district.code.startswith(f"{province}."))
    if here:
        return Place(here)
    if any(district.code.startswith(f"{province}.") for district in named):
        return doubt(ProblemCode.DISTRICT_DOES_NOT_EXIST, text)
    if fitting:
        return doubt(ProblemCode.DISTRICT_OUTSIDE_PROVINCE, text, district=fitting[0].full_name)
    return _unknown(bare, kind, text, province)


def _unknown(bare: str, kind: str, text: str, province: str) -> Doubt:
    if not kind and bare in _PROVINCES and _PROVINCES[bare] != province:
        return doubt(ProblemCode.DISTRICT_OUTSIDE_PROVINCE, text, district=text)
    near = _nearest(_joined(bare))
    place = bare.removeprefix("kecamatan ").removeprefix("kec ")
    known = bare in _PROVINCES or bare in _REGIONS or districts_with(place) or set(bare.split()) & _by_name().keys()
    odd = len(bare) <= _SHORT or any(char.isdigit() for char in bare) or len(bare.split()) > 2 + 2 * bool(kind)
    if near or known or odd:
        return doubt(ProblemCode.DISTRICT_UNCLEAR, text, near=_within(near, province))
    return doubt(ProblemCode.DISTRICT_DOES_NOT_EXIST, text)


def _within(name: str, province: str) -> str:
    """The name if the province has a district of it: only such a one is worth proposing."""
    members = _by_name().get(_joined(fold(name)), ())
    return name if any(district.code.startswith(f"{province}.") for district in members) else ""


def _nearest(name: str) -> str:
    """The full name one or two letters away from a name (three in long ones), or "" if there is none."""
    allowed = 1 if len(name) < 5 else 2 if len(name) < 9 else 3
    best, found = allowed + 1, ""
    for candidate, members in _by_name().items():
        distance = OSA.distance(name, candidate, score_cutoff=allowed)
        if distance < best:
            best, found = distance, members[0].name
    return found


def _same(first: Place | Doubt, second: Place | Doubt, text: str) -> Place | Doubt:
    if isinstance(first, Doubt):
        return first
    if isinstance(second, Doubt):
        return second
    both = first.codes & second.codes
    return Place(both) if both else doubt(ProblemCode.DISTRICT_CONTRADICTION, text)


@lru_cache(maxsize=4096)
def named_in_address(address: str, province: str) -> frozenset[str]:
    """Districts that an address names with the word for their kind; a bare name in an address proves nothing.

    >>> named_in_address("Jl. Ijen 5, Kota Malang", "35"), named_in_address("Jl. Malang 5", "35")
    (frozenset({'35.73'}), frozenset())
    """
    found: set[str] = set()
    for match in _ADDRESS_NAMES.finditer(address.casefold()):
        names = match[2].split()
        for length in range(len(names), 0, -1):
            place = read_district(f"{match[1]} {' '.join(names[:length])}", province)
            if isinstance(place, Place) and len(place.codes) == 1:
                found |= place.codes
                break
    return frozenset(found)


def narrowed(candidates: frozenset[str], kecamatan: str, address: str, province: str) -> frozenset[str]:
    """Candidates that the rest of the line allows; empty if its parts exclude each other.

    A kecamatan that another district has, or an address that names the twin or (behind *Kec.*) a kecamatan of it,
    excludes; an unknown kecamatan and an address that names some other district say nothing about a district that the
    line states.

    >>> narrowed(frozenset({"35.07", "35.73"}), "Blimbing", "", "35")
    frozenset({'35.73'})
    >>> narrowed(frozenset({"35.15"}), "Blimbing", "", "35")
    frozenset()
    """
    allowed = candidates
    here = {code for code in districts_of_subdistrict(kecamatan) if code.startswith(f"{province}.")}
    if here:
        allowed &= here
    named = named_in_address(address, province) | _of_subdistrict_in(address) if address else frozenset()
    namesakes = {code for code in named if {_name(code)} & {_name(candidate) for candidate in candidates}}
    return allowed & namesakes if namesakes else allowed


@lru_cache(maxsize=4096)
def _of_subdistrict_in(address: str) -> frozenset[str]:
    """Districts that have a kecamatan which an address names with the word for it."""
    found: frozenset[str] = frozenset()
    for match in _ADDRESS_SUBDISTRICT.finditer(address.casefold()):
        names = match[1].split()
        known = (districts_with(" ".join(names[:length])) for length in range(len(names), 0, -1))
        found |= next((codes for codes in known if codes), frozenset())
    return found


def _name(code: str) -> str:
    return districts()[code].name


def districts_of_subdistrict(kecamatan: str) -> frozenset[str]:
    """Districts that have this kecamatan; a label in front of the name does not matter.

    >>> districts_of_subdistrict("Kec. Blimbing")
    frozenset({'35.73'})
    """
    if not kecamatan:
        return frozenset()
    match = _CODE.fullmatch(kecamatan)
    if match and len(re.sub(r"\D", "", kecamatan)) >= 6:
        return frozenset({f"{match[1]}.{match[2]}"})
    return districts_with(fold(kecamatan).removeprefix("kecamatan ").removeprefix("kec "))
