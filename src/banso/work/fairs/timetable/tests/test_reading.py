"""Files of fairs: what is read, and the one sentence each bad file gets."""

import json
from pathlib import Path
from typing import Any

import pytest

from banso.core.errors import UserError
from banso.work.fairs.timetable import Placement
from banso.work.fairs.timetable.reading import read_fair, read_timetable

DZN = """% a comment
nBusiness = 3; nMeetings = 2; nTables = 1; nTotalSlots = 4; nMorningSlots = 2;
requested = [| 1, 2, 1, | 1, 3, 3, |];
forbidden = [{0}, 3..4, {1}];
fixed = [0, 4];
precedences = [{}, {1}];
"""

FAIR: dict[str, Any] = {
    "name": "秋の商談会",
    "days": [{"slots": [{"id": "10:00"}, {"id": "11:00"}, {"break": "昼休み"}, {"id": "13:00"}]}],
    "tables": 1,
    "participants": [
        {"id": "B1", "name": "北電子", "side": "buyer", "table": 1, "arrives": "11:00"},
        {"id": "S1", "side": "supplier", "leaves": ["11:00"], "absent": ["10:00"], "at_most": 2},
    ],
    "meetings": [{"id": "M1", "between": ["B1", "S1"], "ranks": [1, 10], "sessions": ["1-1"]}],
}


def wrong(path: Path, content: str, words: str) -> None:
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UserError) as error:
        read_fair(path)
    assert words in str(error.value)
    assert str(error.value).startswith((path.name, f"「{path.name}"))


def test_a_public_instance(tmp_path: Path) -> None:
    """Sessions, ranges, sets, fixed slots and precedences, all counted from 0 inside."""
    path = tmp_path / "a.dzn"
    path.write_text(DZN, encoding="utf-8")
    fair = read_fair(path)
    assert [attendee.absent for attendee in fair.attendees] == [frozenset(), {2, 3}, {0}]
    assert [(m.between, m.allowed, m.fixed, m.after) for m in fair.meetings] == [
        ((0, 1), {0, 1}, None, ()),
        ((0, 2), None, 3, (0,)),
    ]
    assert (fair.tables, len(fair.slots), fair.gap_difference) == (1, 4, 2)
    assert fair.slots_of == ({0, 1}, {3})


def test_a_fair_of_ours(tmp_path: Path) -> None:
    """Breaks cut sessions, arrivals and departures become absences, ranks become a value."""
    path = tmp_path / "a.json"
    path.write_text(json.dumps(FAIR), encoding="utf-8")
    fair = read_fair(path)
    buyer, supplier = fair.attendees
    assert (buyer.seated, buyer.table, buyer.absent, supplier.name, supplier.at_most) == (True, 0, {0}, "S1", 2)
    assert supplier.absent == {0, 2}
    assert (fair.meetings[0].value, fair.meetings[0].allowed, fair.meetings[0].mandatory) == (11, {0, 1}, False)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("nTables = 1;", "", "「nTables」がありません"),
        ("nTables = 1;", "nTables = ;", "2行目: 数があるはずのところに「;」"),
        ("nTables = 1;", "nTables = 1; nTables = 2;", "「nTables」が2回"),
        ("nTables = 1;", "nTables = -1;", "「nTables」は0以上"),
        ("[| 1, 2, 1, |", "[| 1, 9, 1, |", "requested の1番目: 参加者9はいません"),
        ("[| 1, 2, 1, |", "[| 1, 1, 1, |", "自分自身"),
        ("[| 1, 2, 1, |", "[| 1, 2, 4, |", "時間帯は1"),
        ("[| 1, 2, 1, |", "[| 1, 2, |", "3つの数"),
        ("nMeetings = 2", "nMeetings = 3", "「requested」は3個のはずですが、2個"),
        ("fixed = [0, 4]", "fixed = [0, 5]", "fixed の2番目は0から4まで"),
        ("precedences = [{}, {1}]", "precedences = [{}, {7}]", "precedences の2番目"),
        ("forbidden = [{0}", "forbidden = [{9}", "forbidden の1番目"),
        ("fixed = [0, 4];", "fixed = [0, 4", "6行目: 「,」があるはずのところに「precedences」"),
        ("fixed", "fi?ed", "5行目: 「?」は読めない文字"),
    ],
)
def test_a_bad_public_instance(tmp_path: Path, old: str, new: str, words: str) -> None:
    """The line, or the item and its place."""
    assert old in DZN
    content = DZN.replace(old, new, 1)
    wrong(tmp_path / "a.dzn", content, words)


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (["tables"], None, "「tables」がありません"),
        (["tables"], "3", "「tables」は0以上の整数"),
        (["strange"], 1, "「strange」という項目はありません"),
        (["days", 0, "slots", 1, "id"], "10:00", "「10:00」が2回"),
        (["participants", 0, "side"], "seller", "participants の1番目: 「side」"),
        (["participants", 0, "table"], 2, "1から1まで"),
        (["participants", 1, "id"], "B1", "「B1」が2回"),
        (["participants", 1, "absent"], ["9:00"], "「9:00」という枠はありません"),
        (["meetings", 0, "between"], ["B1", "S9"], "「S9」は参加企業(participants)にいません"),
        (["meetings", 0, "between"], ["B1", "B1"], "発注側1社と受注側1社"),
        (["meetings", 0, "ranks"], [0], "1から10まで"),
        (["meetings", 0, "value"], 3, "どちらか一方"),
        (["meetings", 0, "sessions"], ["夜"], "「夜」という時間帯はありません"),
        (["meetings", 0, "after"], ["M7"], "「M7」という商談はありません"),
        (["meetings", 0, "mandatory"], 1, "true か false"),
    ],
)
def test_a_bad_fair(tmp_path: Path, path: list[Any], value: Any, words: str) -> None:
    """The entry and the field, and how it should be."""
    fair = json.loads(json.dumps(FAIR))
    place = fair
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    wrong(tmp_path / "a.json", json.dumps(fair), words)


def test_a_file_that_is_none(tmp_path: Path) -> None:
    """Not JSON, not text, not there, not of a known kind."""
    wrong(tmp_path / "a.json", "{", "1行目2文字目")
    wrong(tmp_path / "a.txt", "", ".json か .dzn")
    (tmp_path / "b.dzn").write_bytes(b"\xff")
    with pytest.raises(UserError, match="UTF-8"):
        read_fair(tmp_path / "b.dzn")
    with pytest.raises(UserError, match="読めません"):
        read_fair(tmp_path / "none.dzn")


def test_a_timetable(tmp_path: Path) -> None:
    """By numbers for a public instance, a bare list too; by names for ours; with the figures it claims."""
    (tmp_path / "a.dzn").write_text(DZN, encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps(FAIR), encoding="utf-8")
    plan = tmp_path / "plan.json"
    public, ours = read_fair(tmp_path / "a.dzn"), read_fair(tmp_path / "a.json")
    plan.write_text('{"objective": 1, "slots": [2, 4]}')
    assert read_timetable(plan, public) == ((Placement("1", 1), Placement("2", 3)), {"objective": 1})
    plan.write_text("[2, null, 9]")
    assert read_timetable(plan, public) == ((Placement("1", 1), Placement("3", 8)), {})
    plan.write_text(
        '{"levels": [{"level": "gaps", "value": 0}], "meetings": [{"id": "M1", "slot": "11:00", "table": 1}]}'
    )
    assert read_timetable(plan, ours) == ((Placement("M1", 1, 0),), {"gaps": 0})
    for content, words in [
        ("3", "「slots」か「meetings」"),
        ('["x"]', "1番目は枠の番号"),
        ('{"meetings": [{"id": "M1", "slot": "x"}]}', "「x」という枠"),
    ]:
        plan.write_text(content)
        with pytest.raises(UserError, match=words):
            read_timetable(plan, ours)
