"""The register of certificates on screen, at a million rows: whole pages as an officer gets them, and their facets."""

import random
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from setara.accounts.models import User
from setara.certificates import queries
from setara.certificates.acts.merging import merge_businesses, undo_merge
from setara.certificates.models import Certificate
from setara.demo import facts
from setara.kernel.access.rules import CONSOLE
from setara.kernel.access.scope import EVERYTHING
from setara.reporting.queries import figures_of_year
from tests import factories
from tests.bench import million
from tests.bench.figures import Line, Scale, median, ms, percentile, seconds

PATH, FIGURES = "/kantor/sertifikat/", "/kantor/angka/"
EMAIL = "bench@sertifikat.example"
Asking = Callable[[], object]


def measure(scale: Scale) -> list[Line]:
    """Every figure over addresses drawn from what the register holds; the first few only warm up."""
    number, times = scale(1_000_000, 20_000), scale(200, 20)
    million.ready(number)
    officer = signed_in()
    draw = random.Random(11)
    chosen = [filters(draw, number) for _ in range(times)]

    def page(**asked: object) -> Asking:
        return lambda: good(officer.get(PATH, asked, secure=True))

    def found(number: str) -> Asking:
        return lambda: good(Client().get("/cari", {"nomor": number}, secure=True))

    def figures(year: int) -> Asking:
        return lambda: good(officer.get(FIGURES, {"year": year}, secure=True))

    def alone(year: int) -> Asking:
        return lambda: figures_of_year(year, EVERYTHING)

    def served(after: int) -> Asking:
        return lambda: good(officer.get(f"{FIGURES}ikm", {"year": 2024, "after": after}, secure=True))

    def deep() -> int:
        return draw.randrange(number // 10, number)

    size = f"{number:,} rows, {connection.vendor}"
    words = facts.words()
    searched = [f"{draw.choice(words['root'])} {draw.choice(words['virtue'])}" for _ in range(times)]
    numbers = Certificate.objects.filter(id__in=[draw.randrange(1, number) for _ in range(times)])
    printed = list(numbers.values_list("number", flat=True))
    return [
        line(f"register page, four filters, {size}", [page(**one) for one in chosen], 0.050),
        line("the same, from a deep place", [page(**one, after=deep()) for one in chosen], 0.050),
        line("facets alone, four filters", [lambda one=one: queries.facets(wanted(one)) for one in chosen], 0.020),
        line("register page, no filter", [page() for _ in chosen], 0.050),
        line("the same, from a deep place", [page(after=deep()) for _ in chosen], 0.050),
        line("register page, two words anywhere", [page(q=one) for one in searched]),
        line("register page, a number", [page(q=one) for one in printed]),
        line("figures of a budget year, all districts", [figures(2016 + place % 11) for place in range(times)], 0.050),
        line("figures alone, roll-ups only", [alone(2016 + place % 11) for place in range(times)], 0.020),
        line("businesses served, a page from a deep place", [served(deep() * 2 // 5) for _ in chosen], 0.050),
        line("register page, not handed over in a year", [page(year=one["year"], handed="no") for one in chosen]),
        line("public search by number", [found(one) for one in printed]),
        merging(scale(10, 2)),
    ]  # fmt: skip


def merging(times: int) -> Line:
    """Merge two businesses with a hundred certificates each, and part them again."""
    merges, partings = [], []
    for _ in range(times):
        kept, gone = factories.business(), factories.business()
        for one in (kept, gone):
            for _ in range(100):
                factories.certificate(holding=one, number=f"CONTOH/{uuid.uuid4()}")
        begin = time.perf_counter()
        merge = merge_businesses(kept.pk, gone.pk, {}, actor=CONSOLE, at=factories.AT)
        merges.append(time.perf_counter() - begin)
        begin = time.perf_counter()
        undo_merge(merge.pk, actor=CONSOLE, at=factories.AT)
        partings.append(time.perf_counter() - begin)
    slowest = max(merges)
    said = f"p50 {ms(median(merges))}, slowest {ms(slowest)}; undone: {ms(median(partings))}"
    return Line("merge of two businesses with 200 certificates", said, "", "", "≤ 1 s", slowest <= 1)


def line(what: str, askings: list[Asking], most: float | None = None) -> Line:
    """Ask each once after a few that warm up; say the middle and the 95th of a hundred, and whether it is too much."""
    for ask in askings[:5]:
        ask()
    times = [seconds(ask) for ask in askings]
    p95 = percentile(times, 0.95)
    said = f"p50 {ms(median(times))}, p95 {ms(p95)}"
    return Line(what, said, "", "", f"p95 ≤ {most * 1000:.0f} ms", p95 <= most) if most else Line(what, said)


def filters(draw: random.Random, number: int) -> dict[str, str | int]:
    """Kind, district, budget year and state of a certificate that there is, so that no page is empty."""
    one = Certificate.objects.get(id=draw.randrange(1, number + 1))
    return {"kind": one.kind, "district": one.district_code, "year": one.budget_year, "status": one.status}


def wanted(asked: dict) -> queries.Filters:
    return queries.Filters(asked["kind"], asked["district"], asked["year"], asked["status"])


def signed_in() -> Client:
    """An officer's browser."""
    user = User.objects.filter(email=EMAIL).first() or factories.user("activity_officer", email=EMAIL)
    browser = Client(raise_request_exception=True)
    browser.force_login(user, settings.AUTHENTICATION_BACKENDS[0])
    return browser


def good(response: HttpResponse) -> HttpResponse:
    """Let no time count that was not spent on an answer."""
    if response.status_code != 200:
        raise RuntimeError(f"{response.request['PATH_INFO']}: {response.status_code}")
    return response
