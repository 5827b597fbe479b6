"""The last minutes before a call closes: many applicants send their application with a large paper at once to `banso serve` with two workers,
one of which is killed (kill -9) in the middle; then what was acknowledged is looked for on the disk, byte by byte.

python -m benchmarks.last_minutes [SENDERS MEGABYTES] [FOLDER]    200 20 unless told; a data folder of its own (var/bench-last-minutes)

Whoever has no answer sends again, as people do. The folder takes senders times megabytes on the disk.
"""

import hashlib
import http.client
import os
import re
import signal
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from .memory import family
from .web_load import _serving, _web

SENDERS, MEGABYTES, AT_ONCE, TRIES = 200, 20, 20, 20
BOUNDARY = "----banso-bench"


@dataclass
class Sender:
    """An applicant: the address of what is asked, the paper, and when each try was answered how."""

    number: int
    address: str
    digest: str = ""
    heard: list[tuple[int, float]] = field(default_factory=list)

    @property
    def acknowledged(self) -> bool:
        return any(status == 302 for status, _ in self.heard)


def main(senders: int, megabytes: int, folder: Path) -> None:
    from banso.config.environment import ready

    os.environ["DJANGO_SETTINGS_MODULE"] = "banso.config.settings"
    with ready(folder):
        asked = _prepared(senders)
        with _serving(folder, 2) as (process, port), ThreadPoolExecutor(min(AT_ONCE, senders)) as pool:
            workers = _web(process.pid)[1:]
            started = time.monotonic()
            sent = [pool.submit(_send, port, one, megabytes) for one in asked]
            while sum(one.acknowledged for one in asked) < senders // 3 and not all(one.done() for one in sent):
                time.sleep(0.05)
            os.kill(workers[0], signal.SIGKILL)
            killed = time.monotonic() - started
            [one.result() for one in sent]
            clock = time.monotonic() - started
            assert family(process.pid)
        print(
            f"{senders} senders of {megabytes} MB, two workers, one killed after {killed:.1f} s: all answered after {clock:.1f} s"
        )
        print("answers:", dict(Counter(status for one in asked for status, _ in one.heard)))
        for line in _looked(asked):
            print(line)


def _prepared(senders: int) -> list[Sender]:
    """A new call with so many adopted applications, each asked by link to apply in detail with its quotation."""
    from django.utils.timezone import localdate

    from banso.cases.models import Party
    from banso.config.accounts import create_user
    from banso.core.fiscal import fiscal_year_of
    from banso.office.guests.services import address_part, invite
    from banso.procedures.taking import take
    from banso.procedures.terms import lay_down_terms
    from banso.registers.models import Company, Programme, ProgrammeYear, Unit
    from banso.registers.services.reference_data import load_reference_data
    from banso.work.grants import services
    from banso.work.grants.procedure import GRANT

    today, year = localdate(), fiscal_year_of(date.today())
    if not Unit.objects.exists():
        load_reference_data(by=None)
        Unit.objects.create(code="unit", name="総合支援課")
        create_user(
            "clerk", "担当", "manager", "bench-12345-bench"
        )  # without anybody the server asks for the first one
        programme = Programme.objects.create(code="subsidy", started_in=2004)
        ProgrammeYear.objects.create(programme=programme, fiscal_year=year, name="新商品開発補助金")
    programme = Programme.objects.get(code="subsidy")
    lay_down_terms(GRANT, programme=programme, fiscal_year=year, content={}, by=None)
    mark = f"{time.time():.0f}"
    course = services.record_course(programme=programme, code=f"c{mark}", name="一般枠", by=None)
    terms: dict[str, Any] = {"opened_on": today, "executed_in": year, "rate": "2/3", "cap": 1_000_000}
    call, found = services.record_call(course=course, by=None, **terms), []
    for number in range(senders):
        company = Company.objects.create(name=f"見本{mark}-{number}")
        facts = {"company": company, "title": "新商品", "requested": 800_000, "expense": 1_200_000, "opened_on": today}
        case = services.record_application(call=call, by=None, **facts).case
        take(case, "adopted", {"taken_on": today}, by=None)
        party = Party.objects.create(
            case=case, role="applicant", name="申請 花子", email=f"a{mark}-{number}@example.jp"
        )
        row = invite("step", case=case, party=party, detail="requested", until=today + timedelta(days=1), by=None)
        found.append(Sender(row.pk, f"/guest/{address_part(row, by=None)}/{row.pk}/"))
    return found


def _send(port: int, one: Sender, megabytes: int) -> None:
    """Open the page, send, and send again where no answer comes."""
    line = f"見積書 {one.number} {time.time_ns()}\n".encode()
    paper = (line * (megabytes * 1024 * 1024 // len(line) + 1))[: megabytes * 1024 * 1024 - len(line)].rpartition(
        b"\n"
    )[0]
    one.digest = hashlib.sha256(paper).hexdigest()
    for _ in range(TRIES):
        try:
            status = _post(port, one.address, paper)
        except (OSError, http.client.HTTPException):
            status = 0
        one.heard.append((status, time.time()))
        if status in (302, 422):  # taken, or taken before although no answer came
            return
        time.sleep(1)


def _post(port: int, address: str, paper: bytes) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    connection.request("GET", address)
    page = connection.getresponse()
    cookies = "; ".join(value.split(";")[0] for name, value in page.getheaders() if name.lower() == "set-cookie")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())
    if token is None:  # it says that it is done
        return 422 if page.status == 200 else 0
    facts = {"csrfmiddlewaretoken": token[1], "expense": "1200000", "amount": "", "note": ""}
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'.encode() for n, v in facts.items()
    ]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="evidence"; filename="mitsumori.txt"\r\nContent-Type: text/plain\r\n\r\n'
    body = b"".join([*parts, head.encode(), paper, f"\r\n--{BOUNDARY}--\r\n".encode()])
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "Cookie": cookies}
    connection.request("POST", address, body, headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status


def _looked(asked: list[Sender]) -> list[str]:
    """What is there: whole, by half, more than once; and whether the times of receipt come before the answers, in their order."""
    from banso.office.files.models import ReceivedFile
    from banso.office.guests.models import Submission
    from banso.work.grants.models import Decision

    rows = {row.invitation_id: row for row in Submission.objects.filter(invitation__in=[one.number for one in asked])}
    half = lost = 0
    for one in asked:
        row = rows.get(one.number)
        case = row.invitation.case if row else None
        files = list(ReceivedFile.objects.filter(case=case, step="requested")) if case else []
        steps = Decision.objects.in_force().filter(case=case, step="requested").count() if case else 0
        whole = [
            file for file in files if hashlib.sha256(file.file.open().read()).hexdigest() == one.digest == file.sha256
        ]
        lost += one.acknowledged and len(whole) != 1
        half += not (len(files) == len(whole) == steps == (row is not None))
    answered = [
        (rows[one.number].created_at.timestamp(), one.heard[-1][1])
        for one in asked
        if one.acknowledged and one.number in rows
    ]
    late = sum(came > said for came, said in answered)
    tries = sum(len(one.heard) for one in asked)
    return [
        f"acknowledged {sum(one.acknowledged for one in asked)}, received {len(rows)} of {len(asked)} in {tries} tries",
        f"acknowledged and not whole: {lost}; there by half or twice: {half}; received after the answer: {late}",
    ]


if __name__ == "__main__":
    os.environ.setdefault("PYTHONPATH", "src")
    numbers = [int(one) for one in sys.argv[1:] if one.isdecimal()]
    folders = [Path(one) for one in sys.argv[1:] if not one.isdecimal()]
    default = Path(__file__).resolve().parents[1] / "var" / "bench-last-minutes"
    main(*(numbers or [SENDERS, MEGABYTES]), *(folders or [default]))
