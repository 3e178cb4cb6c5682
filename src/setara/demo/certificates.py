"""Made-up certificates of the budget year 2026, in the number forms and with the clocks of the real ones.

Terms, as the schemes have them: SPPT-SNI type 5 four years from issue, type 1b none (it speaks for one lot); ISO
three years; Batikmark three years; trademark and industrial design ten years from filing (UU 20/2016 art. 35,
UU 31/2000 art. 5); copyright none, or for applied art 25 years from the first announcement (UU 28/2014 art. 59(2));
GS1 membership one year; a test report none. Serials are far above those given out so far.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from setara.demo import facts
from setara.demo.businesses import Business
from setara.demo.draw import Draw
from setara.kernel.certificates.kinds import Kind

BUDGET_YEAR = 2026
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
ISO_STANDARDS = ("SNI ISO 9001:2015", "SNI ISO 9001:2015", "SNI ISO 14001:2015", "SNI ISO 22000:2018")
BATIK = {
    "tulis": "SNI 8302:2016/Amd.1:2019",
    "cap": "SNI 8303:2016/Amd.1:2019",
    "kombinasi": "SNI 8304:2016/Amd.1:2019",
}


@dataclass(frozen=True, slots=True)
class Certificate:
    """What one certificate says; empty text where it says nothing."""

    holder: Business
    kind: Kind
    number: str
    issuer: str
    issue_date: dt.date
    accreditation: str = ""
    expiry_date: dt.date | None = None
    standard: str = ""
    product: str = ""
    title: str = ""
    application_number: str = ""
    filing_date: dt.date | None = None
    classification: str = ""
    scheme_type: str = ""


def decide(kind: Kind, holder: Business, serial: int, draw: Draw) -> Certificate:
    """The certificate with that serial which the body of that kind gave to the holder."""
    return _MAKERS[kind](holder, serial, draw)


def _on(draw: Draw, first: dt.date, last: dt.date) -> dt.date:
    day = first + dt.timedelta(days=draw.between(0, (last - first).days))
    # Offices decide on working days.
    return day - dt.timedelta(days=max(0, day.weekday() - 4))


def _years(day: dt.date, years: int) -> dt.date:
    return day.replace(year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day)


def _body(kind: Kind, draw: Draw) -> facts.Body:
    return draw.of(facts.bodies()[kind])


def _trademark(holder: Business, serial: int, draw: Draw) -> Certificate:
    filing = _on(draw, dt.date(2025, 5, 5), dt.date(2026, 2, 13))
    words, eaten = facts.words(), facts.groups()[holder.group].nice in {"29", "30"}
    return Certificate(
        holder,
        Kind.TRADEMARK,
        number=f"IDM999{serial:06d}",
        issuer=_body(Kind.TRADEMARK, draw).name,
        # Publication two months, then 30 or 90 working days of examination.
        issue_date=_on(draw, filing + dt.timedelta(days=170), filing + dt.timedelta(days=240)),
        expiry_date=_years(filing, 10),
        product=holder.product,
        title=f"{draw.of(words['root'])} {draw.of(words['taste' if eaten else 'virtue'])}".upper(),
        application_number=f"DID{filing.year}{900_000 + serial}",
        filing_date=filing,
        classification=facts.groups()[holder.group].nice,
    )


def _copyright(holder: Business, serial: int, draw: Draw) -> Certificate:
    issue = _on(draw, dt.date(2026, 1, 19), dt.date(2026, 10, 16))
    motif = draw.of(facts.words()["motif"])
    applied = holder.group != "batik" and draw.chance(0.6)
    return Certificate(
        holder,
        Kind.COPYRIGHT,
        number=f"999{serial:06d}",
        issuer=_body(Kind.COPYRIGHT, draw).name,
        issue_date=issue,
        expiry_date=_years(issue, 25) if applied else None,
        title=f"{'Hiasan' if applied else 'Motif'} {motif}",
        application_number=f"EC00{issue.year}{900_000 + serial}",
        filing_date=issue,
    )


def _industrial_design(holder: Business, serial: int, draw: Draw) -> Certificate:
    filing = _on(draw, dt.date(2025, 4, 7), dt.date(2026, 1, 30))
    group = facts.groups()[holder.group]
    return Certificate(
        holder,
        Kind.INDUSTRIAL_DESIGN,
        number=f"IDD999{serial:06d}",
        issuer=_body(Kind.INDUSTRIAL_DESIGN, draw).name,
        issue_date=_on(draw, filing + dt.timedelta(days=200), filing + dt.timedelta(days=260)),
        expiry_date=_years(filing, 10),
        title=f"{group.shape.capitalize()} {draw.of(facts.words()['motif'])}",
        application_number=f"A00{filing.year}{90_000 + serial}",
        filing_date=filing,
        classification=group.locarno,
    )


def _barcode(holder: Business, serial: int, draw: Draw) -> Certificate:
    issue = _on(draw, dt.date(2026, 1, 12), dt.date(2026, 10, 16))
    return Certificate(
        holder,
        Kind.BARCODE,
        number=f"GS1ID-000-{issue.year}-{serial:05d}",
        issuer=_body(Kind.BARCODE, draw).name,
        issue_date=issue,
        expiry_date=_years(issue, 1),
        product=holder.product,
    )


def _sppt_sni(holder: Business, serial: int, draw: Draw) -> Certificate:
    issue = _on(draw, dt.date(2025, 11, 17), dt.date(2026, 10, 9))
    body, standard = _body(Kind.SPPT_SNI, draw), facts.standard_of(holder.product)
    if standard is None:
        raise ValueError(f"no standard for {holder.product}")
    for_a_lot = draw.chance(0.15)
    return Certificate(
        holder,
        Kind.SPPT_SNI,
        number=f"{serial:03d}/SPPT-SNI/CONTOH/{ROMAN[issue.month - 1]}/{issue.year}",
        issuer=body.name,
        accreditation=body.accreditation,
        issue_date=issue,
        expiry_date=None if for_a_lot else _years(issue, 4),
        standard=standard.number,
        product=standard.title,
        scheme_type="1b" if for_a_lot else "5",
    )


def _product_test(holder: Business, serial: int, draw: Draw) -> Certificate:
    issue = _on(draw, dt.date(2025, 12, 1), dt.date(2026, 10, 16))
    body, standard = _body(Kind.PRODUCT_TEST, draw), facts.standard_of(holder.product)
    return Certificate(
        holder,
        Kind.PRODUCT_TEST,
        number=f"LHU-{serial:04d}/CONTOH/{issue:%m}/{issue.year}",
        issuer=body.name,
        accreditation=body.accreditation,
        issue_date=issue,
        standard=standard.number if standard else "",
        product=holder.product,
        title=f"Uji mutu {holder.product[0].lower()}{holder.product[1:]}",
    )


def _iso(holder: Business, serial: int, draw: Draw) -> Certificate:
    issue = _on(draw, dt.date(2025, 12, 8), dt.date(2026, 9, 25))
    body, standard = _body(Kind.ISO, draw), draw.of(ISO_STANDARDS)
    system = {"9001": "QMS", "14001": "EMS", "22000": "FSMS"}[standard.split()[2].split(":")[0]]
    return Certificate(
        holder,
        Kind.ISO,
        number=f"{system}-000-{serial:04d}",
        issuer=body.name,
        accreditation=body.accreditation,
        issue_date=issue,
        expiry_date=_years(issue, 3),
        standard=standard,
        product=f"Produksi {holder.product[0].lower()}{holder.product[1:]}",
    )


def _batikmark(holder: Business, serial: int, draw: Draw) -> Certificate:
    issue = _on(draw, dt.date(2026, 1, 26), dt.date(2026, 9, 25))
    technique = draw.of(("tulis", "tulis", "cap", "kombinasi"))
    return Certificate(
        holder,
        Kind.BATIKMARK,
        number=f"{serial:04d}/BMI/CONTOH/{issue.year}",
        issuer=_body(Kind.BATIKMARK, draw).name,
        issue_date=issue,
        expiry_date=_years(issue, 3),
        standard=BATIK[technique],
        product=f"Batik {technique}",
    )


_MAKERS: dict[Kind, Callable[[Business, int, Draw], Certificate]] = {
    Kind.SPPT_SNI: _sppt_sni,
    Kind.BARCODE: _barcode,
    Kind.ISO: _iso,
    Kind.BATIKMARK: _batikmark,
    Kind.TRADEMARK: _trademark,
    Kind.COPYRIGHT: _copyright,
    Kind.INDUSTRIAL_DESIGN: _industrial_design,
    Kind.PRODUCT_TEST: _product_test,
}
