"""Sections on screen: where they stand and how they are numbered, the way back, two at once, and closed years."""

from datetime import date
from typing import Any

import pytest
from django.db import Error, transaction
from django.utils import timezone

from banso.core.errors import UserError
from banso.figures.models import FrozenYear
from banso.registers.models import ProgrammeYear
from banso.report.models import Outline, OutlineSection
from banso.report.outline import editing, past
from banso.report.outline import sections as verbs
from banso.report.outline.blocks import remove_block, write_block, write_blocks
from banso.report.outline.marks import style_of
from banso.report.outline.sections import Step, Where
from banso.report.outline.standing import ChangedError, standing
from conftest import TinyWorld

TEXT = {"text": "今年も相談に応じました。"}
ROWS = {"matrix": {"rows": [{"label": "相談", "measure": "consultations.held"}]}}


@pytest.fixture
def outline(world: TinyWorld) -> Outline:
    """総括; 1 相談 with (1) 窓口 and (2) 訪問; 2 研修. All numbers follow their places."""
    found = Outline.objects.create(fiscal_year=2023, title="令和5年度報告", centre="センター")
    verbs.add_section(found, heading="総括", by_place=False, by=None)
    first = verbs.add_section(found, heading="相談", by=None)
    for heading in ("窓口", "訪問"):
        added = verbs.add_section(
            found, heading=heading, beside=first, where=Where.UNDER, programme=world.programme, by=None
        )
        write_blocks(added, [TEXT, ROWS], by=None)
    verbs.add_section(found, heading="研修", by=None)
    return found


def of(outline: Outline, heading: str) -> OutlineSection:
    return outline.sections.get(heading=heading)


def stands(outline: Outline) -> list[str]:
    """The outline as read: depth, number and heading of each section."""
    return [f"{'>' * (row.level - 1)}{row.number} {row.heading}".strip() for row in verbs.sections_of(outline)]


AT_FIRST = ["総括", "1 相談", ">1-(1) 窓口", ">1-(2) 訪問", "2 研修"]


def test_numbers_follow_their_places(outline: Outline) -> None:
    """A heading without a number is counted by nobody; what is under one goes along with it."""
    assert stands(outline) == AT_FIRST
    assert [row.mark for row in verbs.sections_of(outline)] == ["", "1", "(1)", "(2)", "2"]


@pytest.mark.parametrize(
    ("heading", "step", "then"),
    [
        ("訪問", Step.UP, ["総括", "1 相談", ">1-(1) 訪問", ">1-(2) 窓口", "2 研修"]),
        ("相談", Step.DOWN, ["総括", "1 研修", "2 相談", ">2-(1) 窓口", ">2-(2) 訪問"]),
        ("相談", Step.UP, ["1 相談", ">1-(1) 窓口", ">1-(2) 訪問", "総括", "2 研修"]),
        ("研修", Step.IN, ["総括", "1 相談", ">1-(1) 窓口", ">1-(2) 訪問", ">1-(3) 研修"]),
        ("窓口", Step.OUT, ["総括", "1 相談", ">1-(1) 訪問", "2 窓口", "3 研修"]),
        ("訪問", Step.IN, ["総括", "1 相談", ">1-(1) 窓口", ">>1-(1)-① 訪問", "2 研修"]),
    ],
)
def test_a_step_of_a_section(outline: Outline, heading: str, step: Step, then: list[str]) -> None:
    """Numbers come along; a step taken back leaves everything as it was."""
    verbs.step_section(of(outline, heading), step, by=None)
    assert stands(outline) == then
    past.go_back(outline, past.steps(outline)[0].first, by=None)
    assert stands(outline) == AT_FIRST


@pytest.mark.parametrize(
    ("heading", "step", "says"),
    [
        ("総括", Step.UP, "先頭"),
        ("訪問", Step.DOWN, "最後"),
        ("窓口", Step.IN, "同じ深さの節がない"),
        ("研修", Step.OUT, "いちばん外"),
    ],
)
def test_no_step_past_the_edge(outline: Outline, heading: str, step: Step, says: str) -> None:
    with pytest.raises(UserError, match=says):
        verbs.step_section(of(outline, heading), step, by=None)
    assert stands(outline) == AT_FIRST


def test_a_section_is_put_beside_another(outline: Outline) -> None:
    """With all that stands under it; not within itself, and not deeper than headings go."""
    verbs.put_section(of(outline, "相談"), of(outline, "研修"), Where.UNDER, by=None)
    assert stands(outline) == ["総括", "1 研修", ">1-(1) 相談", ">>1-(1)-① 窓口", ">>1-(1)-② 訪問"]
    with pytest.raises(UserError, match="自分の中"):
        verbs.put_section(of(outline, "相談"), of(outline, "訪問"), Where.AFTER, by=None)
    verbs.put_section(of(outline, "研修"), of(outline, "総括"), Where.BEFORE, by=None)
    assert stands(outline)[-1] == "総括"
    deep = of(outline, "訪問")
    for n in range(3):
        deep = verbs.add_section(outline, heading=f"深い{n}", beside=deep, where=Where.UNDER, by=None)
    with pytest.raises(UserError, match="6段まで"):
        verbs.add_section(outline, heading="深すぎる", beside=deep, where=Where.UNDER, by=None)


def test_what_is_fixed_by_hand_stays(outline: Outline) -> None:
    """Those that follow pass over it, in its style; two of one number are refused with what to do; at last all follow."""
    fixed: dict[str, Any] = {"programme": None, "is_chapter": False, "by_place": False, "by": None}
    of_visits = {**fixed, "programme": of(outline, "訪問").programme}
    verbs.head_section(of(outline, "訪問"), heading="訪問", mark="②", number="1-②", **of_visits)
    assert stands(outline)[2:4] == [">1-① 窓口", ">1-② 訪問"]
    verbs.step_section(of(outline, "訪問"), Step.UP, by=None)
    assert stands(outline)[2:4] == [">1-② 訪問", ">1-③ 窓口"]
    with pytest.raises(UserError, match="番号「1」が節「 総括」と「1 相談」で重なります"):
        verbs.head_section(of(outline, "総括"), heading="総括", mark="", number="1", **fixed)
    with pytest.raises(UserError, match="見出しか事業"):
        verbs.head_section(of(outline, "総括"), heading=" ", mark="", number="", **fixed)
    with pytest.raises(UserError, match="「見出し」"):
        verbs.head_section(of(outline, "総括"), heading="長" * 161, mark="", number="", **fixed)
    assert verbs.number_by_place(outline, by=None) == 4
    assert stands(outline)[2:4] == [">1-① 訪問", ">1-② 窓口"]


@pytest.mark.parametrize(
    ("mark", "following"),
    [("1.", "2."), ("(1)", "(2)"), ("①", "②"), ("ア", "イ"), ("第一", "第二"), ("I.", "II."), ("９", "１０"), ("(ア)", "(イ)"),
     ("十九", "二十"), ("【概要】", None), ("", None)],
)  # fmt: skip
def test_marks_count_in_their_own_series(mark: str, following: str | None) -> None:
    style = style_of(mark)
    place = style.place(mark) if style else None
    assert (style.mark(place + 1) if style and place is not None else None) == following


def test_what_goes_with_a_section_is_told_before(outline: Outline) -> None:
    """Two sections under it, their texts and tables, and four figures; the records stay. It can be taken back, keys and all."""
    section = of(outline, "相談")
    going = verbs.what_goes(section)
    assert [row.heading for row in going.sections] == ["窓口", "訪問"]
    assert (going.blocks, going.figures) == ([("文章", 2), ("表", 2)], 4)
    keys = list(outline.sections.values_list("pk", "position"))
    assert verbs.remove_section(section, by=None) == 3
    assert stands(outline) == ["総括", "1 研修"]
    past.go_back(outline, past.steps(outline)[0].first, by=None)
    assert (stands(outline), list(outline.sections.values_list("pk", "position"))) == (AT_FIRST, keys)
    assert past.steps(outline)[0].what == "前の状態に戻した"


def test_two_at_once(outline: Outline, world: TinyWorld) -> None:
    """The second is told who was faster, and nothing of hers is written; a section others leave alone is no matter."""
    aoki, (opened, of_desk, of_visits) = world.user("aoki"), _standings(outline, "窓口", "訪問")
    write_block(of(outline, "窓口"), 0, {"text": "青木の文章"}, opened=of_desk, by=aoki)
    with pytest.raises(ChangedError, match="aokiさんが.*この節を変えました"):
        write_block(of(outline, "窓口"), 0, {"text": "別の文章"}, opened=of_desk, by=None)
    with pytest.raises(ChangedError, match="この構成を変えました"):
        verbs.step_section(of(outline, "訪問"), Step.UP, opened=opened, by=None)
    remove_block(of(outline, "訪問"), 0, opened=of_visits, by=None)
    with pytest.raises(ChangedError):
        past.go_back(outline, past.steps(outline)[0].first, opened=opened, by=None)
    assert of(outline, "窓口").blocks[0] == {"text": "青木の文章"}


def _standings(outline: Outline, *headings: str) -> tuple[int, ...]:
    return (standing(outline), *(standing(of(outline, heading)) for heading in headings))


def test_a_closed_year_keeps_its_outline(outline: Outline) -> None:
    """By every verb, and by the database where no verb is asked."""
    section, first = of(outline, "窓口"), past.steps(outline)[0].first
    FrozenYear.objects.create(fiscal_year=2023, closed_at=timezone.now())
    tries: list[Any] = [
        lambda: verbs.add_section(outline, heading="あと", by=None),
        lambda: verbs.step_section(section, Step.DOWN, by=None),
        lambda: verbs.remove_section(section, by=None),
        lambda: verbs.confirm_prose(section, by=None),
        lambda: write_block(section, 0, TEXT, by=None),
        lambda: past.go_back(outline, first, by=None),
    ]
    for write in tries:
        with pytest.raises(UserError, match="締めた年度なので"):
            write()
    rows = OutlineSection.objects.filter(pk=section.pk)
    raw: list[Any] = [
        lambda: rows.update(heading="上書き"),
        lambda: rows.delete(),
        lambda: Outline.objects.filter(pk=outline.pk).update(title="上書き"),
        lambda: OutlineSection.objects.create(outline=outline, position=9, level=1, heading="あと"),
    ]
    for write in raw:
        with pytest.raises(Error, match="締めた年度"), transaction.atomic():
            write()
    assert stands(outline) == AT_FIRST


def test_last_years_prose_is_marked_until_someone_read_it(outline: Outline, world: TinyWorld) -> None:
    """A copied year marks what says something in words; writing its only text, or saying that it holds, takes the mark away."""
    ProgrammeYear.objects.filter(fiscal_year=2024).delete()
    copy = editing.copy_forward(2023, by=None)
    assert list(copy.sections.filter(unread=True).values_list("heading", flat=True)) == ["窓口", "訪問"]
    assert stands(copy) == AT_FIRST
    verbs.confirm_prose(of(copy, "窓口"), by=world.user("reader"))
    section = of(copy, "訪問")
    write_block(section, 1, ROWS, by=None)
    assert of(copy, "訪問").unread
    write_block(section, 0, {"text": "今年は訪問を増やしました。"}, by=None)
    assert not copy.sections.filter(unread=True).exists()
    assert past.steps(copy)[0].at.date() >= date(2024, 1, 1)
