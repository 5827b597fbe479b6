"""A panel from its criteria to its results: ties first, points, abstentions, the ranking, the budget, reserves."""

from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils.timezone import localdate
from docx import Document
from python_calamine import CalamineWorkbook

from banso.cases.filing import leaves_of
from banso.cases.models import Case
from banso.core.era import format_date
from banso.office.reviews import printing, services
from banso.office.reviews.choices import Seat
from banso.office.reviews.models import (
    Assignment,
    Candidate,
    Criterion,
    Declaration,
    Outcome,
    Panel,
    Reviewer,
    Score,
    Scoresheet,
)
from banso.office.reviews.ranking import shown
from banso.office.reviews.services import Made
from banso.office.reviews.standing import Standing, assignments, seat_of
from conftest import TinyWorld, agenda_of, flat

NAMES = ("適格性", "新規性", "市場性", "収益性", "妥当性")
YEN = {"A": 1_000_000, "B": 900_000, "C": 1_000_000, "D": 1_000_000, "E": 500_000, "F": 800_000, "G": 200_000}


@dataclass
class Room:
    """A panel of three with a bonus item and six candidates, as in worked case 26; nobody has declared anything yet."""

    world: TinyWorld
    files: str = "ABCDEF"

    def __post_init__(self) -> None:
        self.today = localdate()
        self.clerk = self.world.user("clerk", is_superuser=True)
        facts = {
            "name": "第1回 審査会",
            "held_on": self.today + timedelta(days=20),
            "due_on": self.today + timedelta(days=5),
        }
        limits = {"budget": 3_000_000, "total_floor": 60}
        self.panel = services.record_panel(programme=self.world.programme, **facts, **limits, by=self.clerk)
        for place, name in enumerate(NAMES, 1):
            self.criterion(place, name, 20, mean_floor=6, above_floor=True)
        self.criterion(6, "SDGs", 10, bonus=True)
        self.reviewers = [self.reviewer(name) for name in ("青木 一郎", "小野 二郎", "工藤 三郎")]
        cases = [(self.case(name), YEN[name]) for name in self.files]
        self.files_of = dict(zip(self.files, services.add_candidates(self.panel, cases, by=self.clerk), strict=True))
        services.assign_all(self.panel, by=self.clerk)

    def criterion(self, place: int, name: str, points: int, **facts: Any) -> Criterion:
        given = {"panel": self.panel, "place": place, "name": name, "points": points}
        return services.record_criterion(**given, **facts, by=self.clerk)

    def reviewer(self, name: str, **facts: Any) -> Reviewer:
        period = {"starts_on": self.today - timedelta(days=30), "ends_on": self.today + timedelta(days=30)}
        return services.record_reviewer(**{"panel": self.panel, "name": name} | period | facts, by=self.clerk)

    def case(self, name: str, **facts: Any) -> Case:
        given = {"programme": self.world.programme, "company": self.world.company(f"{name}社")}
        return Case.objects.create(**given | {"title": f"{name}の計画", "opened_on": date(2024, 4, 10)} | facts)

    def seat(self, name: str, reviewer: int) -> Assignment:
        return assignments().get(candidate=self.files_of[name], reviewer=self.reviewers[reviewer])

    def declare(self, name: str, reviewer: int, answer: str = "none", **facts: Any) -> Declaration:
        return services.declare(self.seat(name, reviewer), answer=answer, **facts, by=self.clerk)

    def give(self, name: str, reviewer: int, total: int, first: int | None = None) -> Scoresheet:
        """Points that come to a total."""
        (key, _), *rest = self.panel.criteria.values_list("pk", "points")
        rest = rest if first is not None else [(key, 20), *rest]
        points, left = {key: first} if first is not None else {}, total - (first or 0)
        for number, (one, most) in enumerate(sorted(rest, key=lambda pair: pair[1])):
            points[one] = min(most, -(-left // (len(rest) - number)))
            left -= points[one]
        assert left == 0
        return services.give(self.seat(name, reviewer), points, by=self.clerk)

    def judge(self, name: str, *totals: int | None, first: int | None = None) -> None:
        for reviewer, total in enumerate(totals):
            if total is None:
                self.declare(name, reviewer, "yes", tie="rival")
            else:
                self.declare(name, reviewer)
                self.give(name, reviewer, total, first)

    def judge_all(self) -> None:
        self.judge("A", 85, 82, 80)
        self.judge("B", 78, 78, 78, first=6)
        self.judge("C", 76, 76, 75)
        self.judge("D", 72, None, 70)
        self.judge("E", 60, 60, 59)
        self.judge("F", 71, 70, 70)

    def made(self, **others: Made) -> dict[int, Made]:
        """What follows from the ranking, but for those given."""
        lines = {candidate.pk: line for candidate, line in Standing(self.panel).lines}
        found = {key: Made(line.proposed or "", line.reserve_rank) for key, line in lines.items()}
        return found | {self.files_of[name].pk: made for name, made in others.items()}

    def decide(self, **others: Made) -> list[Outcome]:
        return services.decide(self.panel, self.made(**others), decided_on=self.today, by=self.clerk)


@pytest.fixture
def room(world: TinyWorld) -> Room:
    return Room(world)


def refused(write: Any, *about: Any, **facts: Any) -> str:
    with pytest.raises(ValidationError) as caught, transaction.atomic():
        write(*about, **facts)
    return " ".join(caught.value.messages)


def stops(write: Any) -> bool:
    """Whether the database itself refuses."""
    try:
        with transaction.atomic():
            write()
    except DatabaseError:
        return True
    return False


def test_worked_case_26_in_the_room(room: Room) -> None:
    """From declarations to the promoted reserve: the ranking, the line, what departs from it, 辞退 and 繰上げ."""
    assert Standing(room.panel).label == "利害関係の申告待ち"
    room.judge_all()
    standing = Standing(room.panel)
    assert [(c.case.company.name[0], shown(line.mean), line.rank) for c, line in standing.lines if c.case.company] == [
        ("A", "82.33", 1), ("C", "75.67", 2), ("D", "71.00", 3), ("F", "70.33", 4), ("B", "78.00", None), ("E", "59.67", None),
    ]  # fmt: skip
    assert standing.label == "審査会で決める段階" and standing.seats[Seat.RECUSED] == 1
    assert "順位のとおりではないので、理由を入れてください" in refused(
        room.decide, F=Made("adopted"), A=Made("reserve", 1)
    )
    over = {name: Made("adopted", reason="地域の要望") for name in "BF"}
    assert "合計4,700,000円が、予算額3,000,000円を超えています" in refused(room.decide, **over)
    assert "申請額1,000,000円を超えています" in refused(room.decide, A=Made("adopted", amount=1_000_001))
    assert "1から順に" in refused(room.decide, F=Made("reserve", 2, reason="調整"))
    assert "結果を選んでください" in refused(room.decide, E=Made(""))
    room.decide()
    standing = Standing(room.panel)
    assert standing.label == "結果決定済" and standing.spent() == 3_000_000
    assert "すでに決まっています" in refused(room.give, "A", 0, 90) and "すでに決まっています" in refused(
        room.declare, "A", 0
    )
    later = {"decided_on": room.today, "by": room.clerk}
    assert "予算の残りは0円で" in refused(services.promote, room.panel, **later)
    assert "理由を入れてください" in refused(services.decline, room.files_of["C"], reason=" ", **later)
    services.decline(room.files_of["C"], reason="併願先に決めた", **later)
    promoted = services.promote(room.panel, **later)
    assert (promoted.candidate, promoted.amount, promoted.reason) == (
        room.files_of["F"],
        800_000,
        "補欠1位からの繰上げ",
    )
    assert 3_000_000 - Standing(room.panel).spent() == 200_000
    assert refused(services.promote, room.panel, **later) == "補欠がありません。"
    assert "採択候補か補欠だけ" in refused(services.decline, room.files_of["C"], reason="再度", **later)


def test_no_points_before_a_declaration(room: Room) -> None:
    """None, a tie, one in doubt, allowed, and a tie told later: by verb and by the database."""
    seat = room.seat("A", 0)
    full = {one.pk: one.points for one in room.panel.criteria.all()}
    blank = {"assignment": seat, "by": room.clerk}
    assert "申告がまだ" in refused(services.give, seat, full, by=room.clerk)
    assert stops(lambda: Scoresheet.objects.create(**blank))
    assert "どのような関係か" in refused(room.declare, "A", 0, "yes")
    assert "説明に書いて" in refused(room.declare, "A", 0, "unsure")
    unsure = room.declare("A", 0, "unsure", note="3年前まで顧問をしていた")
    assert "判断を待って" in refused(services.give, seat, full, by=room.clerk)
    assert stops(lambda: Scoresheet.objects.create(**blank))
    assert agenda_of(room.clerk, "reviews.unsure", room.today) == [(room.panel.due_on, "青木 一郎委員 1 A社 Aの計画")]
    ruled = {"decided_by": "委員長", "reason": "契約は終わっている", "by": room.clerk}
    assert "空ではいけません" in refused(services.rule, unsure, verdict="allowed", **ruled | {"reason": ""})
    services.rule(unsure, verdict="allowed", **ruled)
    assert "判断を待っている申告ではありません" in refused(
        services.rule, room.declare("B", 0), verdict="allowed", **ruled
    )
    sheet = services.give(seat, full, by=room.clerk)
    assert seat_of(room.seat("A", 0)) is Seat.SCORED and agenda_of(room.clerk, "reviews.unsure", room.today) == []
    room.declare("A", 0, "yes", tie="family")  # told afterwards: what was given counts no more
    assert seat_of(room.seat("A", 0)) is Seat.RECUSED
    assert Standing(room.panel).cell(room.files_of["A"], room.reviewers[0]).total is None
    assert "除斥されている" in refused(services.give, seat, full, by=room.clerk)
    assert stops(lambda: Scoresheet.objects.create(**blank))
    assert stops(lambda: Score.objects.filter(sheet=sheet).update(points=0))
    assert stops(lambda: Declaration.objects.filter(pk=unsure.pk).update(answer="none"))


def test_excluded_by_decision(room: Room) -> None:
    unsure = room.declare("A", 0, "unsure", note="取引がある")
    services.rule(unsure, verdict="excluded", decided_by="事務局長", reason="主な取引先", by=room.clerk)
    assert seat_of(room.seat("A", 0)) is Seat.RECUSED


def test_a_sheet_is_whole_or_says_why_not(room: Room) -> None:
    """Left out is not 0; more than its points; another panel's; given again, the latest stands; an abstention counts as none."""
    room.declare("A", 0)
    seat = room.seat("A", 0)
    keys = list(room.panel.criteria.values_list("pk", flat=True))
    with pytest.raises(ValidationError) as caught:
        services.give(seat, dict.fromkeys(keys[:5], 21), by=room.clerk)
    assert set(caught.value.message_dict) == {f"points_{key}" for key in keys}
    assert "SDGsは0から10までの点" in caught.value.message_dict[f"points_{keys[5]}"][0]
    room.give("A", 0, 0)
    room.give("A", 0, 85)
    assert Standing(room.panel).cell(room.files_of["A"], room.reviewers[0]).total == 85
    sheet = room.seat("A", 0).sheets.latest("pk")
    other = Panel.objects.create(programme=room.world.programme, name="別", held_on=room.today, due_on=room.today)
    strange = services.record_criterion(panel=other, place=1, name="別", points=100, by=None)
    assert stops(lambda: Score.objects.create(sheet=sheet, criterion=strange, points=1))
    assert "理由" in refused(services.abstain, seat, reason=" ", by=room.clerk)
    services.abstain(seat, reason="日程が合わない", by=room.clerk)
    assert seat_of(room.seat("A", 0)) is Seat.ABSTAINED
    room.give("A", 0, 70)
    assert seat_of(room.seat("A", 0)) is Seat.SCORED
    services.abstain(room.seat("A", 1), reason="連絡がつかない", by=room.clerk)  # without a declaration
    assert "申告がまだ" in refused(room.give, "A", 1, 70)


def test_what_is_judged_by_does_not_change_once_points_were_given(room: Room) -> None:
    room.declare("A", 0)
    criterion = room.panel.criteria.get(place=1)
    services.correct_criterion(criterion, points=15, by=room.clerk)
    services.correct_criterion(criterion, points=20, by=room.clerk)
    room.give("A", 0, 80)
    assert "決まりは変えられません" in refused(services.correct_criterion, criterion, points=15, by=room.clerk)
    assert "決まりは変えられません" in refused(room.criterion, 7, "新しい項目", 5)
    assert "決まりは変えられません" in refused(services.correct_panel, room.panel, total_floor=0, by=room.clerk)
    assert stops(lambda: Criterion.objects.filter(pk=criterion.pk).update(points=15))
    assert stops(lambda: Criterion.objects.create(panel=room.panel, place=8, name="別", points=5))
    services.correct_panel(room.panel, budget=2_000_000, by=room.clerk)


def test_who_sits_and_what_lies_before_them(room: Room) -> None:
    """A commission, one chair, a name once; cases of the programme once each; assignments of one panel."""
    ended = room.reviewer("村上 五郎", ends_on=room.today - timedelta(days=1))
    services.assign(room.panel, [(ended, room.files_of["A"])], by=room.clerk)
    seat = Assignment.objects.get(reviewer=ended)
    assert "村上 五郎委員の委嘱は" in refused(services.declare, seat, answer="none", by=room.clerk)
    room.reviewer("委員長 花子", chair="chair")
    assert "すでに委員長がいます" in refused(room.reviewer, "二人目", chair="chair")
    assert "すでにこの審査会に入って" in refused(room.reviewer, "青木 一郎")
    assert "氏名を入れて" in refused(room.reviewer, "")
    far = room.world.add_programme("far", "別の事業")
    strange = room.case("X", programme=far)
    facts = {"panel": room.panel, "asked": 1, "by": room.clerk}
    assert "「相談事業」の案件から" in refused(services.record_candidate, case=strange, place=9, **facts)
    assert "すでにこの審査会の対象" in refused(
        services.record_candidate, case=room.files_of["A"].case, place=9, **facts
    )
    assert stops(lambda: Candidate.objects.create(panel=room.panel, case=strange, place=9))
    other = Panel.objects.create(programme=far, name="別", held_on=room.today, due_on=room.today)
    theirs = Candidate.objects.create(panel=other, case=strange, place=1)
    assert "この審査会の委員と対象だけ" in refused(services.assign, room.panel, [(ended, theirs)], by=room.clerk)
    assert stops(lambda: Assignment.objects.create(reviewer=ended, candidate=theirs))
    assert "採点期限は、審査日か" in refused(services.correct_panel, room.panel, due_on=date(2100, 1, 1), by=room.clerk)


def test_assignments_follow_the_list_but_nothing_said_is_lost(room: Room) -> None:
    room.declare("A", 0)
    first, second = room.reviewers[:2]
    assert "申告か採点がすでにある" in refused(
        services.assign, room.panel, [(second, room.files_of["A"])], by=room.clerk
    )
    assert Assignment.objects.count() == 18
    assert services.assign(room.panel, [(first, room.files_of["A"]), (second, room.files_of["B"])], by=room.clerk) == 2
    assert Standing(room.panel).lacks == "割当"


def test_results_wait_for_everyone(room: Room) -> None:
    assert "利害関係の申告が18件まだ" in refused(room.decide)


@pytest.mark.django_db(transaction=True)
def test_a_tie_told_while_points_are_given(world: TinyWorld) -> None:
    """Two at one moment: whichever comes second sees the other; points given against a tie never count."""
    room = Room(world, files="A")
    room.declare("A", 0)
    seat, points = room.seat("A", 0), {one.pk: 10 for one in room.panel.criteria.all()}
    barrier, said = Barrier(2), []

    def run(write: Any, *about: Any, **facts: Any) -> None:
        barrier.wait()
        try:
            write(*about, **facts, by=room.clerk)
        except ValidationError as error:
            said.append(" ".join(error.messages))
        finally:
            connection.close()

    threads = [
        Thread(target=run, args=(services.give, seat, points)),
        Thread(target=run, args=(services.declare, seat), kwargs={"answer": "yes", "tie": "rival"}),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said in ([], ["この案件では除斥されているので、採点できません。"])
    assert seat_of(room.seat("A", 0)) is Seat.RECUSED
    assert Standing(room.panel).cell(room.files_of["A"], room.reviewers[0]).points is None


def test_the_pages_lead_from_the_first_tie_to_the_last_sheet(world: TinyWorld, client: Client) -> None:
    """State and next step in words; what is wrong stays on the form; a reviewer's file is entered on behalf."""
    room = Room(world, files="AB")
    client.force_login(room.clerk)
    page = flat(client.get(f"/reviews/{room.panel.pk}/").content)
    assert "利害関係の申告が6件まだです" in page and "次の未入力へ進む" in page
    seat = f"/reviews/seats/{room.seat('A', 0).pk}/"
    assert "採点票" not in flat(client.get(seat).content).split("これまでの申告と採点")[0].split("<main")[1]
    wrong = client.post(seat, {"what": "declare", "answer": "yes"})
    assert wrong.status_code == 422 and "どのような関係か" in flat(wrong.content)
    assert client.post(seat, {"what": "give"}).status_code == 404  # before the declaration there is no sheet to fill in
    assert client.post(seat, {"what": "declare", "answer": "none"}).status_code == 302
    names = [f"points_{one.pk}" for one in room.panel.criteria.all()]
    half = client.post(seat, {"what": "give", **dict.fromkeys(names[:5], "15")})
    assert half.status_code == 422 and 'value="15"' in flat(half.content)
    given = dict.fromkeys(names[:5], "１５") | {names[5]: "10"}
    assert client.post(seat, {"what": "give", **given, "comment": "よい計画"}).status_code == 302
    page = flat(client.get(f"/reviews/{room.panel.pk}/").content)
    assert ">85</a>" in page and "申告が5件まだ" in page
    assert "よい計画" in flat(client.get(seat).content)
    other = f"/reviews/seats/{room.seat('B', 0).pk}/"
    client.post(other, {"what": "declare", "answer": "unsure", "note": "取引がある"})
    assert "利害関係の判断" in flat(client.get(other).content)
    ruled = {"what": "rule", "verdict": "excluded", "decided_by": "委員長", "reason": "主な取引先"}
    assert client.post(other, ruled).status_code == 302
    assert "除斥" in flat(client.get(f"/reviews/{room.panel.pk}/").content)
    pair = f"{room.reviewers[1].pk}-{room.files_of['A'].pk}"
    gone = client.post(f"/reviews/{room.panel.pk}/assign/", {"pair": [pair]})
    assert gone.status_code == 422 and "申告か採点がすでにある" in flat(gone.content)
    later = {"programme": world.programme, "name": "第2回", "held_on": room.today, "due_on": room.today}
    empty = services.record_panel(**later, by=None)
    assert "第1回 審査会</option>" in flat(client.get(f"/reviews/{empty.pk}/").content)
    for source in (room.panel.pk, room.panel.pk, "x"):  # a second time, and one that is none, change nothing
        assert client.post(f"/reviews/{empty.pk}/copy/", {"source": source}).status_code == 302
    assert list(empty.criteria.values_list("name", "points")) == list(room.panel.criteria.values_list("name", "points"))
    more = room.case("C")
    offered = client.get(f"/reviews/{room.panel.pk}/cases/")
    assert "C社 Cの計画" in flat(offered.content) and "A社 Aの計画" not in flat(offered.content)
    chosen = {f"case_{more.pk}": "on", f"asked_{more.pk}": "１，０００，０００"}
    assert client.post(f"/reviews/{room.panel.pk}/cases/", chosen).status_code == 302
    assert more.candidacies.values_list("panel", "place", "asked").get() == (room.panel.pk, 3, 1_000_000)
    on_case = flat(client.get(f"/reviews/panel/cases/case/{room.files_of['A'].case_id}/").content)
    assert "第1回 審査会" in on_case
    assert [line for _, line in agenda_of(room.clerk, "reviews.due", room.today)][0].startswith("第1回 審査会 採点期限")


def test_readers_look_and_enter_nothing(world: TinyWorld, client: Client) -> None:
    room = Room(world, files="A")
    reader = world.user("reader")
    world.allow(reader, "view_panel")
    client.force_login(reader)
    seat = f"/reviews/seats/{room.seat('A', 0).pk}/"
    page = flat(client.get(seat).content)
    assert "代わりに" not in page.split("<form")[0] or 'name="what"' not in page
    assert client.post(seat, {"what": "declare", "answer": "none"}).status_code == 403
    assert client.get(f"/reviews/{room.panel.pk}/assign/").status_code == 403
    assert not Declaration.objects.exists()


def test_the_meeting_its_papers_and_its_results(world: TinyWorld, client: Client) -> None:
    """The line at the budget, a departure without a reason, papers that say who was kept out and every point, 辞退 and 繰上げ."""
    room = Room(world)
    client.force_login(room.clerk)
    where = f"/reviews/{room.panel.pk}/"
    assert "申告が18件まだ" in flat(client.get(f"{where}outcome/").content)
    room.judge_all()
    page = flat(client.get(where).content)
    assert "結果を決める" in page and "適格性の平均が6点以下" in page and "委員ごとの点の散らばり" in page
    rows = page.split("<h2>順位</h2>")[1].split("</table>")[0].split("<tr>")
    (line,) = (number for number, row in enumerate(rows) if "ここまでが" in row)
    assert "D社" in rows[line - 1] and "F社" in rows[line + 1] and "予算額 3,000,000円" in rows[line]
    form = client.get(f"{where}outcome/").context["form"]
    typed = {name: form[name].value() or "" for name in form.fields} | {"decided_on": "R6.4.10"}
    first, last = room.files_of["A"].pk, room.files_of["F"].pk
    turned = {f"result_{first}": "reserve", f"rank_{first}": "1", f"result_{last}": "adopted", f"rank_{last}": ""}
    wrong = client.post(f"{where}outcome/", typed | turned)
    assert wrong.status_code == 422 and "順位のとおりではないので" in flat(wrong.content)
    assert client.post(f"{where}outcome/", typed).status_code == 302
    page = flat(client.get(f"{where}outcome/").content)
    assert "採択候補の合計 3,000,000円" in page and "補欠1位" in page
    declined = client.post(
        f"/reviews/candidates/{room.files_of['C'].pk}/decline/", {"decided_on": "R6.4.20", "reason": "併願"}
    )
    assert declined.status_code == 302 and room.files_of["C"].outcomes.latest("pk").result == "declined"
    client.post(f"{where}promote/", {"decided_on": "xx"})
    client.post(f"{where}promote/", {"decided_on": "R6.4.25"})
    assert room.files_of["F"].outcomes.latest("pk").result == "adopted"
    papers = {what: client.get(f"{where}papers/{what}/") for what in ("meeting", "points", "minutes")}
    assert {answer.status_code for answer in papers.values()} == {200}
    assert client.get(f"{where}papers/others/").status_code == 404
    assert papers["meeting"].content.startswith(b"%PDF")
    text = "\n".join(one.text for one in Document(BytesIO(papers["minutes"].content)).paragraphs)
    assert "「D社」の審査では、小野 二郎委員は除斥(直接の競争相手である)" in text and "C社: 併願" in text
    points, order = (
        CalamineWorkbook.from_filelike(BytesIO(papers["points"].content)).get_sheet_by_index(n) for n in (0, 1)
    )
    rows = points.to_python()
    assert rows[0][5:] == [*NAMES, "SDGs", "合計", "意見・理由"] and len(rows) == 19
    (kept_out,) = (row for row in rows if row[4] == "除斥")
    assert kept_out[1:4] == ["D社", "Dの計画", "小野 二郎"] and kept_out[5:] == [*[""] * 7, "直接の競争相手である"]
    assert [row[0] for row in order.to_python()] == ["順位", "1", "2", "3", "4", "―", "―"]
    (leaf,) = leaves_of(room.files_of["A"].case, room.clerk)
    assert (leaf.title, leaf.who) == ("審査結果 採択候補", "第1回 審査会")
    other = Panel.objects.create(programme=world.programme, name="翌年", held_on=room.today, due_on=room.today)
    services.add_candidates(other, [(room.files_of["A"].case, 1)], by=None)
    assert list(printing.past(Standing(other)).values()) == [f"第1回 審査会({format_date(date(2024, 4, 10))})"]
