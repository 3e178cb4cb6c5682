"""450 whole certificates on two warm processes, beside WeasyPrint and bare Typst making nothing but the pages."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone

from setara.certificates.acts.recording import certificate_from, record_certificates
from setara.issuance import making
from setara.issuance.acts import run as act
from setara.issuance.acts.founding import found_office
from setara.issuance.acts.planning import open_run
from setara.issuance.making import Job, Workshop, start_worker
from setara.issuance.models import Run, Sheet
from setara.issuance.office import workshop
from setara.issuance.sheet.press import _printed
from setara.kernel.access.rules import CONSOLE
from setara.kernel.credentials.digits import qr_text
from setara.platform.workers import Workers
from setara.registry.acts.registering import business_from, save_businesses
from tests.bench import example_year, peer_typst, peer_weasyprint, unsigned
from tests.bench.figures import Line, Scale, median, seconds

REPEATS = 3
PROCESSES = 2


def measure(scale: Scale) -> list[Line]:
    """Runs with and without signature, then the peers with what those runs print."""

    place = Prepared(Path(settings.DATA), scale(450, 45))
    repeats = scale(REPEATS, 1)
    plain = place.time(unsigned.start_unsigned, repeats)
    signed = place.time(start_worker, repeats)
    pages = list(place.pages())
    typst = peer_time(peer_typst.start, pages, repeats)
    number = len(pages)
    lines = [
        Line(
            f"{number} certificates, unsigned",
            rate(plain, number),
            f"bare Typst {rate(typst, number)}",
            f"{typst / plain:.0%} of it",
            "≤ 4 s, ≥ 40 %",
            plain <= 4 * number / 450 and typst / plain >= 0.4,
        ),
        Line(
            f"{number} certificates, signed",
            rate(signed, number),
            "",
            f"signature {(signed - plain) / signed:.0%} of it",
            "≤ 14 s",
            signed <= 14 * number / 450,
        ),
    ]
    return [*lines, weasyprint_line(plain, pages, repeats)]


def weasyprint_line(plain: float, pages: Sequence[peer_typst.Page], repeats: int) -> Line:
    """The run beside WeasyPrint, where the machine has the library that it draws text with."""
    what, target = f"{len(pages)} certificates, unsigned", "≥ 8 ×"
    if (lack := peer_weasyprint.lacking()) is not None:
        return Line(what, rate(plain, len(pages)), f"WeasyPrint not measured: {lack}", "", target)
    time = peer_time(peer_weasyprint.start, pages, min(repeats, 1))
    ratio = time / plain
    peer = f"WeasyPrint {rate(time, len(pages))}"
    return Line(what, rate(plain, len(pages)), peer, f"{ratio:.1f} × faster", target, ratio >= 8)


def rate(time: float, number: int) -> str:
    return f"{time:.2f} s ({number / time:.0f}/s)"


def peer_time(start: Callable, pages: Sequence[peer_typst.Page], repeats: int) -> float:
    """Median time of a peer for all pages, on as many warm processes, in chunks of the same size."""
    chunks = [pages[place : place + act.CHUNK] for place in range(0, len(pages), act.CHUNK)]
    with warm(start, None, chunks[0]) as pool:
        if repeats > 1:
            list(pool.results(chunks))
        return median(seconds(lambda: list(pool.results(chunks))) for _ in range(repeats))


def warm(start: Callable, state: object, chunk: Sequence) -> Workers:
    """Start processes and let each make a chunk twice."""
    pool = Workers(PROCESSES, start, state)
    list(pool.results([chunk] * 2 * PROCESSES))
    return pool


class Prepared:
    """An installation with the example year recorded and no sheet issued, to which every repetition returns."""

    def __init__(self, folder: Path, number: int) -> None:

        self.folder = folder
        self.database = folder / "setara.sqlite3"
        self.kept = folder / "recorded.sqlite3"
        shutil.rmtree(folder)
        folder.mkdir()
        found_office()
        record_example(number)
        self._close()
        shutil.copyfile(self.database, self.kept)

    def _close(self) -> None:

        connections.close_all()

    def restore(self) -> None:
        """Forget every run."""
        self._close()
        for old in self.folder.glob("setara.sqlite3*"):
            old.unlink()
        shutil.copyfile(self.kept, self.database)

    def time(self, start: Callable[[Workshop], Callable], repeats: int) -> float:
        """Median time of a whole run, from warm workers to the signed status lists."""

        with warm(start, workshop(), next(self._planned())[1]) as pool:
            self._run(pool)
            return median(self._run(pool) for _ in range(repeats))

    def _planned(self) -> Iterator[tuple[Run, list[Job]]]:

        self.restore()
        run = open_run(example_year.BUDGET_YEAR, actor=CONSOLE, at=timezone.now())
        for chunk in act._chunks(run, run.rows.count(), timezone.now):
            yield run, chunk

    def _run(self, pool: Workers) -> float:

        run = next(self._planned())[0]
        act.workers = lambda: nullcontext(pool)
        time = seconds(lambda: act._work(run, CONSOLE, timezone.now, lambda _done, _all: None))
        if Sheet.objects.count() != run.rows.count():
            raise RuntimeError("a run that does not issue every sheet measures nothing")
        return time

    def pages(self) -> Iterator[peer_typst.Page]:
        """What the sheets of a run print, with the credential that they carry."""

        shop = workshop()
        maker = making.Maker(shop)
        for job in (job for _, chunk in self._planned() for job in chunk):
            text = qr_text(shop.base_url, maker.token(job))
            content = making.printed(job.facts, shop, job.slug, text, job.moment)
            yield peer_typst.Page(_printed(content), maker.credential(job)[0], job.moment)


def record_example(number: int) -> None:
    """Record the certificates of the example year."""
    now = timezone.now()
    recorded = []
    for values in example_year.certificates(number):
        business = business_from(
            {"name": values["holder"], "nib": values["nib"], "district_code": values["district_code"]}, now
        )
        recorded.append((certificate_from(values, now), business))
    with transaction.atomic():
        save_businesses([(business, None) for _, business in recorded], [])
        for certificate, business in recorded:
            certificate.business_id = business.pk
        record_certificates(
            [(certificate, None) for certificate, _ in recorded], [], (), actor="bench", at=now, on=now.date()
        )
