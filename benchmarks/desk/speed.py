"""What a page costs, from the request to the finished HTML, here and in a plain Django admin."""

import http.client
import os
import signal
import socket
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

from django.conf import settings
from django.test import Client

from banso.registers.models import Company, Programme, Staff, User
from banso.work.consultations.models import Consultation

from ..memory import family, pss
from .rows import FREQUENCIES, LONG_AGO, prepare

COMPANIES = 100_000
TIMES, RIVAL_TIMES = 60, 5
USERS, REQUESTS_EACH, SAVED, WEB_WORKERS = 10, 30, 300, 2
WORDS = ("承継", "台湾", "補助金 申請", "専門家派遣", "斡旋", "融資", "受付番号01234", "山川森製作所")
LIST, ADMIN = "/consultations/consultation/", "/admin/consultations/consultation/"


def compare(consultations: int) -> Iterator[str]:
    """Lines of results."""
    prepare(COMPANIES, consultations)
    user = User.objects.create_superuser("bench", password=None)
    client = Client()
    client.force_login(user)
    for title, mine, theirs in _pages():
        client.get(mine[0])
        ours, admins = _p95(client, mine), _p95(client, theirs)
        yield f"{title}: p95 {ours:.0f} ms; admin {admins:,.0f} ms ({admins / ours:.0f} x)"
    yield f"saving one consultation: {_saved(client, LIST + 'new/', _facts()):.0f} a second; admin {_saved(client, ADMIN + 'add/', _admin_facts()):.0f}"
    yield from _together(client.cookies[settings.SESSION_COOKIE_NAME].value)


def curve(consultations: int) -> Iterator[str]:
    """What a search costs by how frequent its words are, among so many notes."""
    prepare(min(COMPANIES, consultations), consultations)
    client = Client()
    client.force_login(User.objects.create_superuser("bench", password=None))
    asked = {f"1 note of {one_of:,}": word for word, one_of in FREQUENCIES.items() if one_of <= consultations}
    asked |= {
        "1 of 20, all long ago": LONG_AGO,
        "1 of 10 and 1 of 33": "zqgf zqff",
        "1 of 100 and 1 of 1,000": "zqef zqdf",
    }
    asked |= {f"「{word}」": word for word in WORDS}
    worst = 0.0
    for title, word in asked.items():
        client.get(f"/search/?q={word}")
        ours, admins = _p95(client, [f"/search/?q={word}"] * 20), _p95(client, [f"{ADMIN}?q={word}"] * 2)
        worst = max(worst, ours)
        yield f"{consultations:>10,} notes, {title}: p95 {ours:.0f} ms; admin {admins:,.0f} ms"
    yield f"{consultations:>10,} notes, the worst of these: p95 {worst:.0f} ms"


def _pages() -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    """(what, our addresses, the admin's) of each comparison."""
    staff = list(Staff.objects.order_by("pk").values_list("pk", flat=True))
    months = [(year, month) for year in range(2010, 2020) for month in range(1, 13)]
    mine, theirs = [], []
    for n in range(TIMES):
        (year, month), adviser, word = (
            months[n * 7 % len(months)],
            staff[n % len(staff)],
            ("承継", "展示会", "採用")[n % 3],
        )
        mine.append(f"{LIST}?adviser={adviser}&held={year}-{month:02}-01&held_until={year}-{month:02}-28&q={word}")
        theirs.append(
            f"{ADMIN}?adviser__id__exact={adviser}&held_on__gte={year}-{month:02}-01&held_on__lte={year}-{month:02}-28&q={word}"
        )
    yield "list by staff, month and text", mine, theirs[:RIVAL_TIMES]
    for word in WORDS:
        yield f"text over all notes, 「{word}」", [f"/search/?q={word}"] * 20, [f"{ADMIN}?q={word}"] * 2
    companies = list(Company.objects.order_by("pk").values_list("pk", flat=True)[:: COMPANIES // TIMES])[:TIMES]
    yield (
        "company page",
        [f"/companies/{pk}/" for pk in companies],
        [f"/admin/registers/company/{pk}/change/" for pk in companies[:RIVAL_TIMES]],
    )


def _p95(client: Client, addresses: Sequence[str]) -> float:
    taken = []
    for address in addresses:
        started = time.perf_counter()
        answer = client.get(address)
        taken.append((time.perf_counter() - started) * 1000)
        assert answer.status_code == 200, (address, answer.status_code)
    return statistics.quantiles(taken, n=20, method="inclusive")[-1]


def _facts() -> Callable[[int], dict[str, str]]:
    programme, company = Programme.objects.order_by("pk")[0], Company.objects.order_by("pk")[0]
    adviser = Staff.objects.order_by("pk")[0]
    return lambda n: {
        "programme": str(programme.pk), "held_on": "2023-06-01", "mode": "desk", "company": f"{company} #{company.pk}",
        "adviser": str(adviser.pk), "note": f"相談{n}",
    }  # fmt: skip


def _admin_facts() -> Callable[[int], dict[str, str]]:
    programme, company = Programme.objects.order_by("pk")[0], Company.objects.order_by("pk")[0]
    return lambda n: {
        "programme": str(programme.pk), "held_on": "2023-06-01", "mode": "desk", "company": str(company.pk), "note": f"相談{n}",
    }  # fmt: skip


def _saved(client: Client, address: str, facts: Callable[[int], dict[str, str]]) -> float:
    """How many a second one client saves, each checked, written with its trail and answered."""
    before = Consultation.objects.count()
    started = time.perf_counter()
    for n in range(SAVED):
        answer = client.post(address, facts(n))
        assert answer.status_code == 302, answer.content.decode()[:3000]
    taken = time.perf_counter() - started
    assert Consultation.objects.count() == before + SAVED
    return SAVED / taken


def _together(session: str) -> Iterator[str]:
    """Ten users at once at a real server, and what its processes take of the memory afterwards."""
    with _server() as (process, port), ThreadPoolExecutor(USERS) as pool:
        started = time.perf_counter()
        results = [r for found in pool.map(lambda n: _user(port, session, n), range(USERS)) for r in found]
        taken = time.perf_counter() - started
        wrong = [status for status, _ in results if status != 200]
        slowest = statistics.quantiles([ms for _, ms in results], n=20, method="inclusive")[-1]
        yield f"{USERS} users at once: {len(results) / taken:.0f} pages a second, p95 {slowest:.0f} ms, {len(wrong)} errors"
        yield f"memory of {WEB_WORKERS} web workers and their master: {sum(map(pss, family(process.pid))):.0f} MB (PSS)"


def _user(port: int, session: str, number: int) -> list[tuple[int, float]]:
    from urllib.parse import quote

    addresses = (
        "/",
        f"{LIST}?adviser={number + 1}",
        f"/search/?q={quote(WORDS[number % len(WORDS)])}",
        f"/companies/{number + 1}/",
    )
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    results = []
    for n in range(REQUESTS_EACH):
        started = time.perf_counter()
        connection.request("GET", addresses[n % len(addresses)], headers={"Cookie": f"sessionid={session}"})
        answer = connection.getresponse()
        answer.read()
        results.append((answer.status, (time.perf_counter() - started) * 1000))
    return results


@contextmanager
def _server() -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Gunicorn as `banso serve` runs it."""
    from banso.config.serving import FEW_ARENAS, _web

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(_web("127.0.0.1", port, WEB_WORKERS), env=os.environ | FEW_ARENAS)
    try:
        for _ in range(100):
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            time.sleep(0.2)
        yield process, port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()
