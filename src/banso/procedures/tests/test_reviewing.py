"""Reviewers by their own links: a declaration first, then the sheet; each sees the own files, and others' points after the own."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from banso.office.guests.models import Invitation, Submission
from banso.office.guests.services import address_part
from banso.office.guests.services.coming import proof_of
from banso.office.guests.views.guest import PROVED
from banso.office.reviews import services as judging
from banso.office.reviews.choices import Seat
from banso.office.reviews.models import Declaration
from banso.office.reviews.standing import seat_of
from banso.office.reviews.tests.test_reviews import Room
from banso.procedures.reviewing import ask_reviewers, asked_of
from conftest import TinyWorld, agenda_of, flat


class Asked(Room):
    """Two files before three reviewers, two of whom have an address."""

    def __post_init__(self) -> None:
        super().__post_init__()
        for who, email in zip(self.reviewers, ("aoki@example.jp", "ono@example.jp"), strict=False):
            judging.correct_reviewer(who, email=email, by=self.clerk)
        judging.correct_panel(self.panel, shows_others=True, by=self.clerk)
        for one in self.files_of.values():
            one.case.summary = "冷凍自動販売機で売る"
            one.case.save()

    def ask(self, name: str, reviewer: int) -> Invitation:
        return asked_of(self.panel)[self.seat(name, reviewer).pk]

    def visitor(self, reviewer: int) -> tuple[Client, str]:
        """The reviewer's browser, with the number by mail confirmed, and the address."""
        one, client = self.ask("A", reviewer), Client()
        part = address_part(one, by=self.clerk)
        session = client.session
        session[PROVED] = {proof_of(one): 9e12}
        session.save()
        client.cookies["sessionid"] = session.session_key or ""
        return client, f"/guest/{part}/"

    def sheet(self, points: int) -> dict[str, str]:
        return {f"points_{one.pk}": str(points) for one in self.panel.criteria.all()} | {
            "stage": "score",
            "comment": "よい",
        }


@pytest.fixture
def asked(world: TinyWorld) -> Asked:
    room = Asked(world, files="AB")
    assert ask_reviewers(room.panel, until=room.panel.due_on, by=room.clerk) == 4
    return room


def test_who_is_asked(asked: Asked) -> None:
    """Whoever has an address, for each file once; asked again they are given longer; nobody to ask is said."""
    later = asked.panel.due_on + timedelta(days=3)
    assert ask_reviewers(asked.panel, until=later, by=asked.clerk) == 4
    assert Invitation.objects.count() == 4 and {one.until for one in Invitation.objects.all()} == {later}
    judging.assign(asked.panel, [(asked.reviewers[2], asked.files_of["A"])], by=asked.clerk)
    with pytest.raises(ValidationError, match="依頼できる委員がいません"):
        ask_reviewers(asked.panel, until=later, by=asked.clerk)


def test_a_file_taken_away_is_asked_no_more(asked: Asked) -> None:
    """Its page says so, whatever is sent."""
    one = asked.ask("A", 0)
    client, address = asked.visitor(0)
    judging.assign(asked.panel, [(asked.reviewers[0], asked.files_of["B"])], by=asked.clerk)
    assert client.get(address).status_code == 200
    where = f"{address}{one.pk}/"
    assert "お願いしないことになりました" in flat(client.get(where).content)
    assert client.post(where, {"stage": "declare", "answer": "none"}).status_code == 422
    client.force_login(asked.clerk)
    assert client.get(one.get_absolute_url()).status_code == 200


def test_a_number_by_mail_comes_first(asked: Asked) -> None:
    one = asked.ask("A", 0)
    page = flat(Client().get(f"/guest/{address_part(one, by=asked.clerk)}/{one.pk}/").content)
    assert "本人の確認" in page and "A社" not in page


def test_from_the_declaration_to_the_points(asked: Asked) -> None:
    """Nothing of the file before, no points instead of a declaration; drafts are kept; each sees the own files alone."""
    client, address = asked.visitor(0)
    home = flat(client.get(address).content)
    assert home.count("利害関係の申告をお願いします") == 2
    where = f"{address}{asked.ask('A', 0).pk}/"
    page = flat(client.get(where).content)
    assert "この案件との利害関係" in page and "冷凍自動販売機" not in page and "SDGs" not in page
    early = client.post(where, asked.sheet(10))
    assert early.status_code == 422 and seat_of(asked.seat("A", 0)) is not Seat.SCORED
    assert client.post(where, {"stage": "declare", "answer": "yes"}).status_code == 422
    assert client.post(where, {"stage": "declare", "answer": "none"}).status_code == 302
    page = flat(client.get(where).content)
    assert "冷凍自動販売機" in page and "SDGs" in page
    again = client.post(where, {"stage": "declare", "answer": "none"})
    assert again.status_code == 422 and "画面を開いたあとに手続が進みました" in flat(again.content)
    first = asked.panel.criteria.first()
    assert first is not None
    client.post(f"{where}unsent/", {f"points_{first.pk}": "17", "stage": "score"})
    assert 'value="17"' in flat(client.get(where).content)
    half = client.post(where, asked.sheet(10) | {f"points_{first.pk}": ""})
    assert half.status_code == 422 and "適格性は0から20まで" in flat(half.content)
    both = client.post(where, asked.sheet(10) | {"reason": "忙しい"})
    assert both.status_code == 422 and "点を空欄にして" in flat(both.content)
    assert client.post(where, asked.sheet(10)).status_code == 302
    assert seat_of(asked.seat("A", 0)) is Seat.SCORED and asked.seat("A", 0).sheets.get().by is None
    assert client.get(f"{address}{asked.ask('A', 1).pk}/").status_code == 404  # another reviewer's
    assert agenda_of(asked.clerk, "guests.answered", asked.today) == []
    assert Submission.objects.count() == 2


def test_no_other_points_before_the_own(asked: Asked) -> None:
    """The second sees the first's total once the own is in, and only as the panel lets them."""
    asked.declare("A", 0)
    asked.give("A", 0, 66)
    client, address = asked.visitor(1)
    where = f"{address}{asked.ask('A', 1).pk}/"
    client.post(where, {"stage": "declare", "answer": "none"})
    assert "青木 一郎 66" not in flat(client.get(where).content)
    client.post(where, asked.sheet(9))
    assert "青木 一郎 66" in flat(client.get(where).content)
    judging.correct_panel(asked.panel, shows_others=False, by=asked.clerk)
    assert "青木 一郎 66" not in flat(client.get(where).content)


def test_in_doubt_recused_and_abstaining(asked: Asked) -> None:
    """In doubt they wait for the decision; with a tie the file stays shut; an abstention says why."""
    client, address = asked.visitor(0)
    where, other = (f"{address}{asked.ask(name, 0).pk}/" for name in "AB")
    client.post(where, {"stage": "declare", "answer": "unsure", "note": "取引がある"})
    page = flat(client.get(where).content)
    assert "判断をお待ちください" in page and "冷凍自動販売機" not in page
    unsure = Declaration.objects.get()
    judging.rule(unsure, verdict="allowed", decided_by="委員長", reason="少額", by=asked.clerk)
    assert client.post(where, {"stage": "score", "reason": "専門外", "comment": ""}).status_code == 302
    assert seat_of(asked.seat("A", 0)) is Seat.ABSTAINED
    client.post(other, {"stage": "declare", "answer": "yes", "tie": "family"})
    page = flat(client.get(other).content)
    assert "除斥" in page and "冷凍自動販売機" not in page and "<form" not in page.split("<main")[1]


def test_staff_ask_and_see_who_answered(asked: Asked, client: Client) -> None:
    client.force_login(asked.clerk)
    assert client.post(f"/reviews/{asked.panel.pk}/invite/").status_code == 302
    page = flat(client.get(f"/reviews/asked/reviews/panel/{asked.panel.pk}/").content)
    assert page.count("回答待ち") == 4 and "工藤 三郎委員は、メールアドレスも" in page
    assert client.get(f"/reviews/asked/cases/case/{asked.panel.pk}/").status_code == 404


def test_an_abstention_opens_no_file_to_who_is_not_sure(asked: Asked) -> None:
    """Entered by staff while the tie waits to be decided: nothing of the file is shown, and no points are taken."""
    client, address = asked.visitor(0)
    where = f"{address}{asked.ask('A', 0).pk}/"
    client.post(where, {"stage": "declare", "answer": "unsure", "note": "元の同僚がいる"})
    judging.abstain(asked.seat("A", 0), reason="判断が間に合わない", by=asked.clerk)
    page = flat(client.get(where).content)
    assert "この案件との利害関係" in page and "冷凍自動販売機" not in page and "SDGs" not in page
    assert client.post(where, asked.sheet(10)).status_code == 422
    assert seat_of(asked.seat("A", 0)) is Seat.ABSTAINED
