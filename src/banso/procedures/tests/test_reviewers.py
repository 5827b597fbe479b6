"""Who sees what of a file before a panel: every reviewer and applicant, every application, every paper; and the mails with the way in."""

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import localdate
from docx import Document

from banso.cases.models import Party
from banso.office.files.models import ReceivedFile
from banso.office.files.services import receive
from banso.office.guests.models import Invitation, Knock, Seen
from banso.office.guests.services import address_part, invite
from banso.office.guests.services.coming import proof_of
from banso.office.guests.views.guest import PROVED
from banso.office.mail.models import Message
from banso.office.papers.models import Letter
from banso.office.reviews import services as judging
from banso.office.reviews.models import Panel
from banso.office.reviews.standing import Standing
from banso.procedures.reviewers import write_reviewer_mails
from banso.procedures.reviewing import ask_reviewers, asked_of
from banso.procedures.tests.test_reviewing import Asked
from conftest import TinyWorld, flat


@dataclass
class Visitor:
    """Someone outside in a browser of their own, whose number was confirmed."""

    client: Client
    address: str
    asked: dict[str, Invitation]  # by the file's name

    def opens(self, name: str, paper: ReceivedFile) -> int:
        """What opening a paper answers, by the ask about this file, or, without one, by any ask of hers."""
        one = self.asked.get(name) or next(iter(self.asked.values()))
        return self.client.get(f"{self.address}{one.pk}/files/{paper.pk}/").status_code


class Papers(Asked):
    """Six files with a plan that is marked for the panel and a list of officers that is not."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.plans = {name: self.paper(name, "事業計画書") for name in self.files}
        self.lists = {name: self.paper(name, "役員名簿") for name in self.files}

    def paper(self, name: str, title: str) -> ReceivedFile:
        file = SimpleUploadedFile(f"{title}.txt", f"{name}の{title}".encode())
        return receive(self.files_of[name].case, file, title=title, received_on=self.today, way="hand", by=self.clerk)

    def reviewing(self, reviewer: int) -> Visitor:
        found = asked_of(self.panel)
        rows = {name: found.get(one.pk) for name in self.files for one in self.assigned(name, reviewer)}
        return self.visits({name: row for name, row in rows.items() if row})

    def assigned(self, name: str, reviewer: int) -> list[object]:
        return list(self.files_of[name].assignments.filter(reviewer=self.reviewers[reviewer]))

    def applying(self, name: str) -> Visitor:
        case = self.files_of[name].case
        party = Party.objects.create(case=case, role="applicant", name=f"{name} 子", email=f"{name}@example.jp")
        return self.visits({name: invite("file", case=case, party=party, until=self.panel.held_on, by=self.clerk)})

    def visits(self, asked: dict[str, Invitation]) -> Visitor:
        first, client = next(iter(asked.values())), Client()
        part, session = address_part(first, by=self.clerk), client.session
        session[PROVED] = {proof_of(first): 9e12}
        session.save()
        client.cookies["sessionid"] = session.session_key or ""
        return Visitor(client, f"/guest/{part}/", asked)


@pytest.fixture
def papers(world: TinyWorld) -> Papers:
    room = Papers(world)
    pairs = [(who, room.files_of[name]) for who in room.reviewers[:2] for name in room.files]
    judging.assign(
        room.panel, [pair for pair in pairs if pair != (room.reviewers[0], room.files_of["E"])], by=room.clerk
    )
    ask_reviewers(room.panel, until=room.panel.held_on, by=room.clerk)
    return room


def test_every_application_and_whoever_comes_in(papers: Papers, client: Client) -> None:
    """One row of the table for each who comes in, one letter for each application whose plan opens; no list of officers ever does."""
    client.force_login(papers.clerk)
    where = f"/reviews/{papers.panel.pk}/shown/"
    page = flat(client.get(where).content)
    assert "事業計画書 6件" in page and "役員名簿 6件" in page
    assert client.post(where, {"title": ["事業計画書", "無い書類"]}).status_code == 302
    assert set(ReceivedFile.objects.filter(for_panel=True)) == set(papers.plans.values())
    papers.declare("A", 0)
    papers.declare("C", 0, "unsure", note="取引がある")
    papers.declare("D", 0, "yes", tie="rival")
    asking = papers.declare("F", 0, "unsure", note="昔の顧問先")
    judging.rule(asking, verdict="allowed", decided_by="委員長", reason="古い", by=papers.clerk)
    papers.declare("B", 1)
    withdrawn = papers.declare("C", 1, "unsure", note="元同僚")
    judging.rule(withdrawn, verdict="excluded", decided_by="委員長", reason="近い", by=papers.clerk)
    papers.declare("D", 1)
    papers.declare("D", 1, "yes", tie="family")  # told later
    table = {"委員1": papers.reviewing(0), "委員2": papers.reviewing(1)}
    table |= {f"申請者{name}": papers.applying(name) for name in "AB"}
    opens = {
        who: "".join(name for name in papers.files if one.opens(name, papers.plans[name]) == 200)
        for who, one in table.items()
    }
    assert opens == {"委員1": "AF", "委員2": "B", "申請者A": "", "申請者B": ""}
    assert {one.opens(name, papers.lists[name]) for one in table.values() for name in papers.files} == {404}
    assert sorted(Seen.objects.exclude(what="").values_list("what", flat=True)) == ["事業計画書"] * 3
    first, second = table["委員1"], table["委員2"]
    Knock.objects.all().delete()
    theirs = [one.pk for one in second.asked.values()]
    assert {first.client.get(f"{first.address}{pk}/").status_code for pk in theirs} == {404}
    assert first.client.get(f"{first.address}{theirs[1]}/files/{papers.plans['B'].pk}/").status_code == 404
    stranger = Client()  # has the address, not the number
    assert stranger.get(f"{first.address}{first.asked['A'].pk}/files/{papers.plans['A'].pk}/")[
        "content-type"
    ].startswith("text/html")
    shown = flat(first.client.get(f"{first.address}{first.asked['A'].pk}/").content)
    assert "事業計画書" in shown and "役員名簿" not in shown
    looks = flat(client.get(first.asked["A"].get_absolute_url()).content)
    assert "事業計画書" in looks.split("専用ページの閲覧")[1]


def test_until_when_papers_open(papers: Papers, monkeypatch: pytest.MonkeyPatch) -> None:
    """A paper withdrawn, the day for points past, results in: what still opens."""
    papers.plans["A"].for_panel = True
    papers.plans["A"].save()
    papers.declare("A", 0)
    one = papers.reviewing(0)
    assert one.opens("A", papers.plans["A"]) == 200
    Panel.objects.update(due_on=localdate() - timedelta(days=1))
    page = flat(one.client.get(f"{one.address}{one.asked['A'].pk}/").content)
    assert "採点期限" in page and "事業計画書" in page and "<form" not in page.split("<main")[1]
    assert one.client.post(f"{one.address}{one.asked['A'].pk}/", papers.sheet(10)).status_code == 422
    for name in papers.files:
        for seat in papers.files_of[name].assignments.all():
            judging.abstain(seat, reason="試験", by=papers.clerk)
    made = {one.pk: judging.Made("rejected") for one in papers.files_of.values()}
    judging.decide(papers.panel, made, decided_on=papers.today, by=papers.clerk)
    assert one.opens("A", papers.plans["A"]) == 404
    assert "終わりました" in flat(one.client.get(f"{one.address}{one.asked['A'].pk}/").content)


def test_mails_to_the_reviewers(papers: Papers, client: Client) -> None:
    """One each with the address of the own page, to look through before it goes; none to who is through or has no address."""
    client.force_login(papers.clerk)
    answer = client.post(f"/reviews/{papers.panel.pk}/mails/")
    first, second = Message.objects.order_by("to_email")
    assert answer["location"] == first.mailing.get_absolute_url()
    assert (first.to_email, second.to_email) == ("aoki@example.jp", "ono@example.jp")
    assert "青木 一郎 様" in first.body and "お願いする案件: 5件" in first.body
    assert papers.reviewing(0).address in first.body and "採点期限" in first.body
    assert not first.attempts.exists()
    for name in papers.files:
        for row in papers.files_of[name].assignments.all():
            judging.abstain(row, reason="試験", by=papers.clerk)
    with pytest.raises(ValidationError, match="メールを送れる委員がいません"):
        write_reviewer_mails(papers.panel, by=papers.clerk)
    assert client.post(f"/reviews/{papers.panel.pk}/mails/").status_code == 302
    page = flat(client.get(f"/reviews/asked/reviews/panel/{papers.panel.pk}/").content)
    assert "5件(済)" in page and "委員へのメールを作る" in page


def test_commissions_keep_their_numbers(papers: Papers, client: Client) -> None:
    """A letter for each reviewer in the register, the same when it is made again; each with the sheet to sign."""
    judging.correct_panel(papers.panel, fee_by="file", fee=5_000, by=papers.clerk)
    client.force_login(papers.clerk)
    texts = []
    for _ in range(2):
        answer = client.post(f"/reviews/{papers.panel.pk}/commissions/")
        texts.append([one.text for one in Document(BytesIO(answer.content)).paragraphs])
    letters = Letter.objects.filter(title__startswith="委嘱状").order_by("number")
    assert texts[0] == texts[1] and [one.addressee for one in letters] == [who.name for who in papers.reviewers]
    assert texts[0].count("承諾書・守秘の誓約書") == 3 and letters[0].printed in texts[0]
    assert "謝金 1件当たり5,000円(税引前)" in texts[0]
    papers.panel.refresh_from_db()
    assert Standing(papers.panel).fee_of(papers.reviewers[0]) is None
    papers.judge("A", 80, 80)
    papers.declare("B", 0, "yes", tie="rival")
    assert Standing(papers.panel).fee_of(papers.reviewers[0]) == (5_000, "5,000円×1件")
    judging.correct_panel(papers.panel, fee_by="half_day", fee=8_000, by=papers.clerk)
    judging.correct_reviewer(papers.reviewers[0], half_days=3, by=papers.clerk)
    standing = Standing(Panel.objects.get())
    assert standing.fee_of(standing.reviewers[0]) == (24_000, "8,000円×3半日")
