"""Many applicants send in the last minutes, two workers take what they send, and one of them dies (kill -9): what was acknowledged is whole
with its file, nothing is there by half, and the times of receipt stand in the order in which it was acknowledged."""

import hashlib
import os
import signal
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localdate

from banso.cases.models import Party
from banso.core.fiscal import fiscal_year_of
from banso.office.files.models import ReceivedFile
from banso.office.guests.models import Invitation, Submission
from banso.office.guests.services import address_part, invite
from banso.procedures.taking import take
from banso.procedures.terms import lay_down_terms
from banso.work.grants.models import Decision
from banso.work.grants.procedure import GRANT
from banso.work.grants.tests.worked import applied, called
from conftest import TinyWorld

from .test_at_once_and_killed import _do_and_die

pytestmark = pytest.mark.django_db(transaction=True)
SENDERS, SIZE, NEVER = 12, 1_000_000, 10**9
MOMENT = 33  # a write in the middle of what the second worker takes


@dataclass(frozen=True)
class Sender:
    """An applicant with the ask to apply for the grant in detail, and the paper that goes with it."""

    number: int
    address: str
    asked: int

    @property
    def paper(self) -> bytes:
        return f"見積書 {self.number}\n".encode() * (SIZE // 15)

    def send(self) -> int:
        facts = {"expense": "1200000", "amount": "", "note": ""}
        file = SimpleUploadedFile(f"見積書{self.number}.txt", self.paper, content_type="text/plain")
        return Client().post(f"{self.address}{self.asked}/", facts | {"evidence": file}).status_code


@pytest.fixture
def senders(world: TinyWorld) -> list[Sender]:
    today = localdate()
    lay_down_terms(GRANT, programme=world.programme, fiscal_year=fiscal_year_of(today), content={}, by=None)
    call, found = called(world), []
    for number in range(SENDERS):
        application = applied(world, call, company=world.company(f"会社{number}"))
        take(application.case, "adopted", {"taken_on": today}, by=None)
        facts = {"name": f"申請 {number}子", "email": f"a{number}@example.jp"}
        party = Party.objects.create(case=application.case, role="applicant", **facts)
        row: Invitation = invite(
            "step", case=application.case, party=party, detail="requested", until=today + timedelta(days=1), by=None
        )
        found.append(Sender(number, f"/guest/{address_part(row, by=None)}/", row.pk))
    return found


def worker(senders: list[Sender], heard: Path, dies_at: int = NEVER) -> int:
    """A process that takes what these send, one after the other, and writes down each it has answered; killed when it writes for the
    so-many-th time."""
    child = os.fork()
    if child == 0:

        def serve() -> None:
            with heard.open("a") as file:
                for one in senders:
                    assert one.send() == 302
                    file.write(f"{one.number} {timezone.now().timestamp()}\n")
                    file.flush()

        _do_and_die(dies_at, serve, True)
    return child


def acknowledged(heard: Path) -> list[tuple[int, float]]:
    return [(int(number), float(at)) for number, at in (line.split() for line in heard.read_text().splitlines())]


def received(number: int) -> tuple[int, list[str]]:
    """How often a sender's application is there, and the digests of what lies on the disk for it."""
    company = f"会社{number}"
    rows = ReceivedFile.objects.filter(case__company__name=company, step="requested")
    digests = [hashlib.sha256(row.file.open().read()).hexdigest() for row in rows]
    assert digests == [row.sha256 for row in rows]  # none is half
    steps = Decision.objects.in_force().filter(case__company__name=company, step="requested").count()
    assert steps == len(digests) == Submission.objects.filter(invitation__case__company__name=company).count()
    return steps, digests


def test_what_was_acknowledged_is_whole(senders: list[Sender], tmp_path: Path, settings: object) -> None:
    """Two workers at once, the second killed: every application acknowledged is there whole, every other not at all or whole; who had no
    answer sends again, and then all are there once."""
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]
    heard = [tmp_path / name for name in ("first", "second")]
    [path.touch() for path in heard]
    connection.close()
    children = [worker(senders[:6], heard[0]), worker(senders[6:], heard[1], MOMENT)]
    ends = [os.waitpid(child, 0)[1] for child in children]
    assert ends[0] == 0 and os.WTERMSIG(ends[1]) == signal.SIGKILL
    told = {number for path in heard for number, _ in acknowledged(path)}
    assert {one.number for one in senders[:6]} <= told < {one.number for one in senders}
    for one in senders:
        times, digests = received(one.number)
        assert times == 1 if one.number in told else times in (0, 1)
        assert set(digests) <= {hashlib.sha256(one.paper).hexdigest()}
    for path in heard:
        at = {row.invitation_id: row.created_at for row in Submission.objects.all()}
        order = [at[senders[number].asked].timestamp() for number, _ in acknowledged(path)]
        assert order == sorted(order)
        assert all(came <= said for came, (_, said) in zip(order, acknowledged(path), strict=True))
    for one in senders:  # who saw no answer opens the page again: it says it is done, or takes it
        if one.number not in told:
            assert one.send() in (302, 422)
    assert [received(one.number)[0] for one in senders] == [1] * SENDERS
