"""Who judges what as a list in Excel, out and in; large rounds on pages; the quorum; reserves in their order."""

from datetime import timedelta
from io import BytesIO

import pytest
import xlsxwriter
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook
from xlsxwriter.utility import xl_rowcol_to_cell

from banso.cases.models import Case
from banso.office.reviews import assigning, services
from banso.office.reviews import forms as reviewing_forms
from banso.office.reviews.models import Assignment
from banso.office.reviews.services import Made
from banso.office.reviews.standing import Standing
from banso.office.reviews.tests.test_reviews import Room
from conftest import TinyWorld, flat


def written(room: Room, client: Client, change: dict[str, object]) -> bytes:
    """The list as it is written out, with cells put otherwise."""
    answer = client.get(f"/reviews/{room.panel.pk}/assign/list/")
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    made = BytesIO()
    book = xlsxwriter.Workbook(made)
    sheet = book.add_worksheet()
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            at = xl_rowcol_to_cell(row, column)
            sheet.write(row, column, change.get(at, cell))
    book.close()
    return made.getvalue()


def brought(room: Room, client: Client, content: bytes, name: str = "割当.xlsx") -> tuple[int, str]:
    file = SimpleUploadedFile(name, content)
    answer = client.post(f"/reviews/{room.panel.pk}/assign/", {"list": "1", "file": file})
    return answer.status_code, flat(answer.content)


def pairs(room: Room) -> set[tuple[str, str]]:
    rows = Assignment.objects.filter(candidate__panel=room.panel).select_related("candidate__case__company", "reviewer")
    return {(row.candidate.case.whose[0], row.reviewer.name[:2]) for row in rows}


def test_the_list_goes_out_and_comes_in(world: TinyWorld, client: Client) -> None:
    """○ in any of its forms; a row or column it cannot make out is named and nothing changes; a candidate not in it stays as it is."""
    room = Room(world, files="ABC")
    client.force_login(room.clerk)
    assert (
        brought(
            room,
            client,
            written(
                room,
                client,
                {"C2": None, "D2": "〇", "E3": "－", "A4": None, "B4": None, "C4": None, "D4": None, "E4": None},
            ),
        )[0]
        == 302
    )
    all_three = {"青木", "小野", "工藤"}
    assert pairs(room) == {("A", name) for name in all_three - {"青木"}} | {("B", "青木"), ("B", "小野")} | {
        ("C", name) for name in all_three
    }
    status, page = brought(room, client, written(room, client, {"C2": "たぶん", "A3": 99}))
    assert status == 422 and "2行目: 青木 一郎の欄は「○」か空欄に" in page and "3行目: 受付「99」の案件は" in page
    status, page = brought(room, client, written(room, client, {"C1": "知らない人"}))
    assert status == 422 and "委員「青木 一郎」の列がありません" in page
    status, page = brought(room, client, b"PK", "x.xlsx")
    assert status == 422
    assert client.post(f"/reviews/{room.panel.pk}/assign/", {"list": "1"}).status_code == 422
    assert len(pairs(room)) == 7
    room.declare("A", 1)
    status, page = brought(room, client, written(room, client, {"D2": None}))
    assert status == 422 and "申告か採点がすでにある" in page


def test_ticks_on_a_page_leave_the_others_as_they_are(
    world: TinyWorld, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room(world, files="ABC")
    monkeypatch.setattr(assigning, "PAGE", 2)
    client.force_login(room.clerk)
    ticked = f"{room.reviewers[0].pk}-{room.files_of['A'].pk}"
    beyond = f"{room.reviewers[0].pk}-{room.files_of['C'].pk}"
    assert client.post(f"/reviews/{room.panel.pk}/assign/?page=1", {"pair": [ticked, beyond]}).status_code == 302
    assert pairs(room) == {("A", "青木"), ("C", "青木"), ("C", "小野"), ("C", "工藤")}
    page = flat(client.get(f"/reviews/{room.panel.pk}/assign/?page=2").content)
    assert "C社" in page and "A社" not in page and "3～3件目(全3件)" in page


def test_all_the_cases_of_the_programme_at_once(world: TinyWorld, client: Client) -> None:
    room = Room(world, files="A")
    client.force_login(room.clerk)
    more = [room.case("C"), room.case("D")]
    assert "2件すべてを審査の対象にする" in flat(client.get(f"/reviews/{room.panel.pk}/cases/").content)
    assert client.post(f"/reviews/{room.panel.pk}/cases/", {"all": "1"}).status_code == 302
    assert list(room.panel.candidates.order_by("place").values_list("case", flat=True)[1:]) == [one.pk for one in more]
    with pytest.raises(ValidationError, match="すでにこの審査会の対象"):
        services.add_candidates(room.panel, [(Case.objects.get(pk=more[0].pk), 1)], by=room.clerk)


def test_a_quorum_is_met_before_results_and_said_in_the_minutes(world: TinyWorld) -> None:
    """Who takes part in writing counts; without a number laid down nothing is asked."""
    room = Room(world, files="AB")
    room.judge("A", 85, 82, 80)
    room.judge("B", 70, 70, 70)
    services.correct_panel(room.panel, quorum=2, by=room.clerk)
    room.panel.refresh_from_db()
    for who, attendance in zip(room.reviewers, ("present", "absent", ""), strict=True):
        services.correct_reviewer(who, attendance=attendance, by=room.clerk)
    with pytest.raises(ValidationError, match="3人のうち1人が出席し、定足数2人を満たしていない"):
        room.decide()
    services.correct_reviewer(room.reviewers[2], attendance="writing", by=room.clerk)
    room.decide()
    assert Standing(room.panel).quorum == "委員3人のうち2人が出席(うち書面1人)し、定足数2人を満たした。"


def test_reserves_stand_in_the_order_of_the_ranking(world: TinyWorld) -> None:
    """Left blank they are numbered; one reason puts equals in order of receipt; the rest asks for no reason when one leaves; so many at most."""
    room = Room(world)
    for name, total in zip("ABCDEF", (90, 80, 80, 80, 70, 60), strict=True):
        room.judge(name, total, total, total)
    services.correct_panel(room.panel, budget=1_000_000, by=room.clerk)
    room.panel.refresh_from_db()
    lines = {one.case.whose[0]: line for one, line in Standing(room.panel).lines}
    assert [lines[name].reserve_rank for name in "BCDEF"] == [None, None, None, 4, 5]
    blank = {key: Made(line.proposed or "") for key, line in ((room.files_of[n].pk, lines[n]) for n in "ABCDEF")}
    with pytest.raises(ValidationError) as caught:
        services.decide(room.panel, blank, decided_on=room.today, by=room.clerk)
    assert len(caught.value.messages) == 3 and "同点なので" in caught.value.messages[0]
    services.decide(room.panel, blank, decided_on=room.today, ties="受付順", by=room.clerk)
    ranks = {one.case.whose[0]: Standing(room.panel).outcomes[one.pk] for one in room.files_of.values()}
    assert [ranks[name].reserve_rank for name in "BCDEF"] == [1, 2, 3, 4, 5]
    assert [ranks[name].reason for name in "ABE"] == ["", "受付順", ""]
    out = blank | {room.files_of["B"].pk: Made("rejected", reason="取下げの申出")}
    services.decide(room.panel, out, decided_on=room.today, ties="受付順", by=room.clerk)
    assert [Standing(room.panel).outcomes[room.files_of[n].pk].reserve_rank for n in "CDEF"] == [1, 2, 3, 4]
    turned = out | {room.files_of["F"].pk: Made("reserve", 3)}
    with pytest.raises(ValidationError, match="「6 F社"):
        services.decide(room.panel, turned, decided_on=room.today, ties="受付順", by=room.clerk)
    services.correct_panel(room.panel, reserves=3, by=room.clerk)
    room.panel.refresh_from_db()
    proposed = {one.case.whose[0]: line.proposed for one, line in Standing(room.panel).lines}
    assert proposed == {"A": "adopted", **dict.fromkeys("BCD", "reserve"), "E": "rejected", "F": "rejected"}


def test_a_large_round_is_decided_near_the_line(
    world: TinyWorld, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fields for those near the line and those asked for; the rest follows the ranking, in the ranking's pages."""
    monkeypatch.setattr(reviewing_forms, "MOST_WHOLE", 3)
    monkeypatch.setattr(reviewing_forms, "NEAR", 1)
    room = Room(world)
    room.judge_all()
    client.force_login(room.clerk)
    where = f"/reviews/{room.panel.pk}/outcome/"
    page = client.get(where)
    assert "ほかの4件は順位のとおりになります" in flat(page.content)
    fields = set(page.context["form"].fields)
    near = {f"result_{room.files_of[name].pk}" for name in "DF"}
    assert {name for name in fields if name.startswith("result")} == near
    page = client.get(f"{where}?also=1&also=２")
    form = page.context["form"]
    assert f"result_{room.files_of['A'].pk}" in form.fields and f"result_{room.files_of['B'].pk}" in form.fields
    typed = {name: form[name].value() or "" for name in form.fields} | {"also": ["1", "2"], "decided_on": "R6.4.10"}
    wrong = client.post(where, typed | {f"result_{room.files_of['A'].pk}": "rejected"})
    assert wrong.status_code == 422 and "「1 A社 Aの計画」は順位のとおりではないので" in flat(wrong.content)
    assert client.post(where, typed).status_code == 302
    standing = Standing(room.panel)
    assert {one.case.whose[0]: standing.outcomes[one.pk].words for one in room.files_of.values()} == {
        **dict.fromkeys("ACD", "採択候補"), "F": "補欠1位", "B": "不採択", "E": "不採択",
    }  # fmt: skip


def test_two_stages_of_an_award(world: TinyWorld, client: Client) -> None:
    """一次審査 by papers, 本審査 among those that passed it; before the day of the announcement the page says who may know."""
    first = Room(world, files="ABC")
    for name, total in zip("ABC", (80, 70, 50), strict=True):
        first.judge(name, total, total, total)
    first.decide()
    client.force_login(first.clerk)
    days = {"held_on": first.today + timedelta(days=9), "due_on": first.today}
    main = services.record_panel(
        programme=world.programme, name="本審査", announced_on=first.today + timedelta(days=20), **days, by=first.clerk
    )
    where = f"/reviews/{main.pk}/cases/"
    assert "「第1回 審査会」の採択候補を対象にする" in flat(client.get(where).content)
    assert client.post(where, {"source": first.panel.pk}).status_code == 302
    assert [one.case.whose for one in main.candidates.order_by("place")] == ["A社", "B社"]
    again = client.post(where, {"source": first.panel.pk})
    assert again.status_code == 200 and "まだ対象になっていない案件はありません" in flat(again.content)
    assert client.post(where, {"source": 999}).status_code == 404
    assert "結果を決める人だけが採点と結果を見ています" in flat(client.get(main.get_absolute_url()).content)
    reader = world.user("reader")
    world.allow(reader, "view_panel")
    client.force_login(reader)
    page = flat(client.get(main.get_absolute_url()).content)
    assert "までは、採点と結果を、結果を決める人だけが見られます" in page and "申告と採点の状況" not in page
