"""Disposal as a decision: what was previewed goes by the last seal, or nothing where the world has changed."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from banso.cases.models import Case, Standing
from banso.office.approvals.models import Draft, Holding, Rule, Seat
from banso.office.approvals.services import seal
from banso.office.files.models import Disposal, ReceivedFile
from banso.office.files.services import receive, record_hold, record_rule
from banso.procedures.disposing import propose_disposal
from banso.registers.models import Staff, User
from conftest import TinyWorld

LONG_AGO = date(2000, 4, 1)


class Archive:
    """Two cases completed long ago with a file each, a clerk who drafts and a chief who decides."""

    def __init__(self, world: TinyWorld) -> None:
        self.world = world
        self.clerk, self.chief = self._login("clerk"), self._login("chief")
        seat = Seat.objects.create(code="chief", title="事務局長", rank=10)
        Holding.objects.create(seat=seat, staff=Staff.objects.get(user=self.chief), starts_on=LONG_AGO)
        Rule.objects.create(kind="disposal", label="文書の廃棄", seat=seat, valid_from=LONG_AGO)
        for paper, years in (("case", 5), ("draft", 100)):  # the draft that disposes of a file is no paper of it
            record_rule(paper=paper, years=years, valid_from=LONG_AGO, basis="文書管理規程", by=None)
        self.cases = [self._case(number) for number in (1, 2)]

    def _login(self, name: str) -> User:
        user = self.world.user(name, is_superuser=True)
        Staff.objects.create(name=name, unit=self.world.unit, user=user, joined_on=LONG_AGO)
        return user

    def _case(self, number: int) -> Case:
        case = Case.objects.create(
            programme=self.world.programme,
            company=self.world.company(),
            opened_on=date(2015, 5, 1),
            number=f"H27-{number}",
        )
        file = SimpleUploadedFile("記録.txt", f"記録{number}".encode())
        receive(case, file, title="記録", received_on=date(2015, 6, 1), way="post", sender="x", by=self.clerk)
        Standing.objects.filter(case=case).update(closed=True, since=date(2016, 3, 31))
        return case

    def seal(self, draft: Draft) -> Any:
        return seal(draft, seen=draft.versions.get().digest, by=self.chief)


@pytest.fixture
def archive(world: TinyWorld, settings: Any, tmp_path: Path) -> Archive:
    settings.MEDIA_ROOT = tmp_path
    return Archive(world)


def test_the_last_seal_disposes_of_what_was_shown(archive: Archive) -> None:
    draft = propose_disposal(archive.cases, by=archive.clerk)
    shown = draft.versions.get().shown
    assert [line[0].split()[0] for line in shown] == ["H27-1", "H27-2", "残るもの"] and "1ファイル" in shown[0][1]
    with pytest.raises(ValidationError, match="決裁を待っています"):
        propose_disposal(archive.cases[:1], by=archive.clerk)
    archive.seal(draft)
    assert {row.case for row in Disposal.objects.all()} == set(archive.cases)
    assert {row.decision for row in Disposal.objects.all()} == {f"起案{draft.pk} {draft}"[:60]}
    assert not ReceivedFile.objects.exclude(file="").exists()


def test_nothing_goes_where_the_world_has_changed(archive: Archive) -> None:
    """A lawsuit that came up, or a paper that came in, between draft and seal."""
    draft = propose_disposal(archive.cases, by=archive.clerk)
    hold = record_hold(
        case=archive.cases[1], reason="lawsuit", note="訴え", starts_on=date(2024, 1, 1), by=archive.clerk
    )
    with pytest.raises(ValidationError, match="いまは廃棄できません"):
        archive.seal(draft)
    hold.ended_on = date(2024, 2, 1)
    hold.save()
    file = SimpleUploadedFile("追加.txt", b"more")
    receive(
        archive.cases[0], file, title="追加", received_on=date(2016, 1, 1), way="post", sender="x", by=archive.clerk
    )
    with pytest.raises(ValidationError, match="変わったため"):
        archive.seal(draft)
    assert not Disposal.objects.exists() and not ReceivedFile.objects.filter(file="").exists()


def test_a_clerk_drafts_it_from_the_list_of_what_is_due(archive: Archive, client: Client) -> None:
    """The page lists a programme's cases with their clocks; what is ticked goes into one draft; ² and others' numbers into none."""
    client.force_login(archive.clerk)
    page = reverse("files-dispose")
    assert client.get(page).status_code == 200
    html = client.get(page, {"programme": archive.world.programme.pk}).content.decode()
    assert "H27-1" in html and "令和3年3月31日まで" in html
    facts = {"programme": archive.world.programme.pk}
    assert client.post(page, facts).status_code == 422
    assert client.post(page, facts | {"case": ["²", str(10**18)]}).status_code == 422
    assert client.get(page, {"programme": "²"}).status_code == 200
    answer = client.post(page, facts | {"case": [archive.cases[0].pk]})
    assert answer.status_code == 302 and Draft.objects.get().covered.get().case == archive.cases[0]
    assert "決裁待ち" in client.get(page, facts).content.decode()
