"""Four desks hand 450 certificates over in a burst: nothing lost, nothing twice, and how long a desk waits."""

import http.client
import threading
import time
import uuid
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client

from setara.handover.acts.planning import set_helpers
from setara.handover.audit import receipt_faults
from setara.handover.models import Ceremony, Receipt
from setara.history.store import check
from setara.kernel.access.rules import CONSOLE
from tests import factories
from tests.bench.figures import Line, Scale, median, ms, percentile
from tests.bench.server import served, setara

DESKS = 4
CSRF = "c" * 32


@dataclass
class Burst:
    """What one desk saw: how long each answer took, and how often another was first."""

    times: list[float] = field(default_factory=list)
    seconds: float = 0.0
    second: int = 0


def measure(scale: Scale) -> list[Line]:
    """Each desk hands over its quarter and tries a tenth of its neighbour's, all four at once, through the server."""
    number = scale(450, 40)
    lines, cookies = _prepared(number)
    connections.close_all()
    bursts = [Burst() for _ in range(DESKS)]
    with served(setara, "/.well-known/did.json") as url:
        begin = time.perf_counter()
        threads = [
            threading.Thread(target=_desk, args=(url, place, lines, cookies[place], bursts[place]))
            for place in range(DESKS)
        ]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        took = time.perf_counter() - begin
    receipts = Receipt.objects.filter(undone_at=None)
    kept, certificates = receipts.count(), receipts.values("certificate").distinct().count()
    is_sound = not check().faults and not list(receipt_faults())
    times = [one for burst in bursts for one in burst.times]
    p95 = percentile(times, 0.95)
    what = f"{number} hand-overs by {DESKS} desks at once, {connection.vendor}"
    told = sum(burst.second for burst in bursts)
    return [
        Line(
            what, f"{took:.1f} s; p50 {ms(median(times))}, p95 {ms(p95)}", "", "", "p95 ≤ 200 ms", p95 <= 0.200
        ),
        Line(
            "recorded, twice, told that another was first, history",
            f"{kept}, {kept - certificates}, {told}, {'sound' if is_sound else 'NOT sound'}",
            "", "", f"{number}, 0, …, sound", kept == certificates == number and is_sound,
        ),
    ]  # fmt: skip


def _prepared(number: int) -> tuple[list[tuple[int, int]], list[str]]:
    """Make an empty installation with so many envelopes; return (desk, line) of each and a cookie for each desk."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("flush", verbosity=0, interactive=False)
    factories.office()
    factories.ready(number)
    ceremony: Ceremony = factories.ceremony(desks=DESKS)
    cookies = []
    for desk in ceremony.desks.all():
        helper = factories.user("desk_helper", email=f"meja{desk.number}@contoh.id")
        set_helpers(desk.pk, [helper.pk], actor=CONSOLE, at=factories.AT)
        client = Client()
        client.force_login(helper)
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}")
    desks = list(ceremony.desks.values_list("pk", flat=True))
    lines = [(desks[place % DESKS], pk) for place, pk in enumerate(ceremony.lines.values_list("pk", flat=True))]
    return lines, cookies


def _desk(url: str, place: int, lines: list[tuple[int, int]], cookie: str, burst: Burst) -> None:
    desks = sorted({desk for desk, _ in lines})
    own = [line for desk, line in lines if desk == desks[place]]
    others = [line for desk, line in lines if desk == desks[(place + 1) % DESKS]]
    web = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    headers = {
        "Cookie": f"{cookie}; csrftoken={CSRF}", "X-CSRFToken": CSRF,
        "Content-Type": "application/x-www-form-urlencoded",
    }  # fmt: skip
    for line in [*own, *others[:: max(1, len(others) // 10)]]:
        form = {
            "line": line, "key": uuid.uuid4(), "channel": "scanner", "receiver": "owner", "name": "Siti Contoh",
        }  # fmt: skip
        begin = time.perf_counter()
        web.request("POST", f"/kantor/meja/{desks[place]}/serahkan", urlencode(form), headers)
        answer = web.getresponse()
        answer.read()
        burst.times.append(time.perf_counter() - begin)
        if answer.status == http.HTTPStatus.CONFLICT:
            burst.second += 1
        elif answer.status != http.HTTPStatus.FOUND or "/kantor/meja/" not in answer.getheader("Location", ""):
            raise RuntimeError(f"{answer.status} for line {line}")
