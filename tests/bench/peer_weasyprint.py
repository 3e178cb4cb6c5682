"""The same sheet in HTML and CSS, made into PDF by WeasyPrint: layout, motif, QR symbol and fonts, nothing attached."""

import base64
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

import font_source_sans_pro

from tests.bench.peer_typst import Page

FONTS = Path(font_source_sans_pro.__file__).parent / "files"
WEIGHTS = {"Regular": "400", "Semibold": "600"}
FACES = "".join(
    f"@font-face {{ font-family: 'Source Sans Pro'; font-weight: {weight};"
    f" src: url('{(FONTS / f'SourceSansPro-{name}.otf').as_uri()}') }}\n"
    for name, weight in WEIGHTS.items()
)
STYLE = Path(__file__).with_name("sheet.css").read_text(encoding="utf-8")


def lacking() -> str | None:
    """Say what keeps WeasyPrint from running here, or None."""
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        return str(error).splitlines()[0]
    return None if weasyprint.HTML else "no HTML"


def start(_state: None) -> Callable[[Sequence[Page]], int]:
    """Warm up a process: style sheet parsed and fonts found once; what it makes is thrown away."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    style = CSS(string=FACES + STYLE, font_config=fonts)

    def make(pages: Sequence[Page]) -> int:
        for page in pages:
            HTML(string=html(page.printed)).write_pdf(stylesheets=[style], font_config=fonts)
        return len(pages)

    return make


def html(data: dict) -> str:
    """Write the sheet as a page."""
    term = data["term"]
    facts = "".join(f"<div>{_label(**fact['label'])}<p>{escape(fact['value'])}</p></div>" for fact in data["facts"])
    ticks = "".join(
        f'<i class="tick" style="left:{96 * year["at"]:.1f}mm">{year["year"]}</i>' for year in term["years"]
    )
    side = f"{data['qr']['side']:.2f}mm"
    return f"""<!doctype html><html lang="id"><meta charset="utf-8">
<title>Lembar Verifikasi Sertifikat · {escape(data["number"])} · {escape(data["holder"])}</title>
<div class="band" style="background-image:url({_picture(data["tile"])})"></div>
<div class="office"><b>{escape(data["office"]["id"])}</b><p lang="en">{escape(data["office"]["en"])}</p></div>
<div class="what"><b>Lembar Verifikasi Sertifikat</b><p lang="en">Certificate verification sheet</p>
<p>Menyertai, tidak menggantikan, sertifikat asli</p>
<p lang="en">Accompanies the original, does not replace it</p></div>
<h1>{escape(data["kind"]["id"])}<small lang="en">{escape(data["kind"]["en"])}</small></h1>
<div class="holder">{_label("Pemegang", "Holder")}<h2>{escape(data["holder"])}</h2>
<p>{escape(data["district"])}</p></div>
<div class="number">{_label("Nomor sertifikat", "Certificate number")}<b>{escape(data["number"])}</b></div>
<hr>
<div class="statements">{_label("Diterbitkan oleh", "Issued by")}<h3>{escape(data["issuer"])}</h3>
<p>{escape(data["accreditation"])}</p>{_label("Dicatat oleh", "Recorded by")}
<p>{escape(data["office"]["id"])} · {data["recorded"]["id"]}</p>{_label("Difasilitasi melalui", "Facilitated through")}
<p>{escape(data["programme"]["id"])}</p><p lang="en">{escape(data["programme"]["en"])}</p></div>
<div class="facts">{facts}</div>
<div class="term">{_label("Masa berlaku", "Validity")}
<div class="axis">{ticks}<i class="from"></i><i class="to"></i></div>
<div class="start">{_label("terbit", "issued")}{_day(term["start"])}</div>
<div class="end">{_label(term["note"]["id"], term["note"]["en"])}{_day(term["end"])}</div></div>
<div class="seal" style="background-image:url({_picture(data["faint"])})"><h3>Segel sistem</h3>
<p>bukan TTE tersertifikasi</p><p lang="en">System seal, not a certified electronic signature</p>
<p>{escape(data["office"]["id"])} · {data["recorded"]["id"]}</p></div>
<div class="check">{_label("Periksa di", "Check at")}<h3>{escape(data["host"])}</h3>
<p>Pindai kode ini; alamat yang terbuka harus alamat di atas.</p>
<p lang="en">Scan the code; the address that opens must be the one above.</p>
<p class="address">{escape(data["host"] + data["path"])}</p></div>
<img class="qr" style="width:{side};height:{side}" src="{_picture(data["qr"]["svg"])}" alt="Kode QR">
</html>"""


def _label(id: str, en: str) -> str:  # noqa: A002 - the names of the languages
    return f'<p class="label"><b>{escape(id)}</b> <span lang="en">{escape(en)}</span></p>'


def _day(day: dict | None) -> str:
    return f'<p><b>{day["id"]}</b></p><p lang="en">{day["en"]}</p>' if day else ""


def _picture(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
