"""The verb of `setara ceremony` that writes the papers: all of the event, two for each district, two of its figures."""

import argparse
from pathlib import Path

from django.utils.translation import gettext as _

from setara.cli.frame import GOOD, CouldNot, Progress, add_json, add_on, answer, today
from setara.handover.models import Ceremony
from setara.handover.papers.material import Part, districts_in
from setara.handover.papers.of_ceremony import PAPERS, paper
from setara.kernel.access.rules import CONSOLE
from setara.kernel.access.scope import EVERYTHING
from setara.registry.acts.exporting import record_export
from setara.reporting.ceremony_papers import FROZEN_PAPERS, frozen_paper
from setara.reporting.queries import latest_snapshots

OF_DISTRICTS = ("daftar-tanda-terima", "berita-acara")
FOLDER = "kabupaten-kota"


def add(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    writing = acts.add_parser("sheet", help="write every paper of a ceremony and print.pdf into a folder")
    writing.add_argument("ceremony", type=int, metavar="ID")
    writing.add_argument("--out", type=Path, required=True, metavar="DIR", help="what lies there is replaced")
    add_json(writing)
    add_on(writing)
    writing.set_defaults(run=run_sheet)


def run_sheet(arguments: argparse.Namespace) -> int:
    ceremony = Ceremony.objects.filter(pk=arguments.ceremony).first()
    if ceremony is None:
        raise CouldNot(_("There is no ceremony %(id)s.") % {"id": arguments.ceremony})
    out, at = arguments.out, today(arguments).at
    districts = districts_in(ceremony, EVERYTHING)
    wanted = [(slug, Part(), out / f"{slug}.pdf") for slug in PAPERS]
    wanted += [(slug, Part(code), out / FOLDER / f"{code}-{slug}.pdf") for code in districts for slug in OF_DISTRICTS]
    (out / FOLDER).mkdir(parents=True, exist_ok=True)
    progress, written = Progress(_("writing")), []
    has_people = False
    for done, (slug, part, file) in enumerate(wanted, start=1):
        made = paper(slug, ceremony, part, actor=CONSOLE, at=at)
        file.write_bytes(made.pdf)
        has_people = has_people or made.shows_people
        written.append({"paper": slug, "district": part.district or None, "file": str(file), "lines": made.rows})
        progress(done, len(wanted))
    for kept in latest_snapshots(ceremony.stream, 1):
        for slug in FROZEN_PAPERS:
            file = out / f"{slug}.pdf"
            file.write_bytes(frozen_paper(slug, ceremony, kept))
            written.append({"paper": slug, "district": None, "file": str(file), "lines": len(kept.figures)})
    record_export(f"{ceremony.stream}/*", ceremony.lines.count(), personal=has_people, actor=CONSOLE, at=at)
    sentence = _("%(number)s papers in %(folder)s") % {"number": len(written), "folder": out}
    answer(arguments, {"ceremony": ceremony.pk, "out": str(out), "papers": written}, sentence)
    return GOOD
