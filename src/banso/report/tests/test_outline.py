"""Outlines: checked on the way in with file and line, edited on screen by the same rules, another centre as data."""

from datetime import date
from pathlib import Path

import pytest

from banso.core.errors import UserError
from banso.registers.models import Programme, ProgrammeYear
from banso.report.compose import compose
from banso.report.models import Outline, OutlineSection
from banso.report.outline import editing
from banso.report.outline.blocks import write_block
from banso.report.outline.load import load_catalogue
from banso.report.outline.sections import head_section
from banso.report.outline.source import Source
from banso.report.render import FORMATS, render
from banso.work.consultations.models import Consultation
from banso.work.consultations.services import record_consultation
from conftest import TinyWorld

CENTRE = "name: 海辺県中小企業支援センター\nprefecture: 沖縄県\nunits:\n  - {code: desk, name: 相談課}\n"
PROGRAMMES = """fiscal_year: 2024
programmes:
  - code: harbour
    name: 港湾企業相談事業
    printed: みなと相談
    unit: desk
"""
OUTLINE = """fiscal_year: 2024
title: 令和6年度報告
sections:
  - number: A-1
    mark: 第1
    programme: harbour
    blocks:
      - text: "相談は{件数}でした。"
        figures:
          件数: {measure: consultations.held}
      - matrix:
          rows:
            - {label: 相談件数, measure: consultations.held}
            - {label: 企業数, measure: consultations.companies}
"""


def catalogue(folder: Path, outline: str = OUTLINE, programmes: str = PROGRAMMES) -> Path:
    for name, text in (("centre.yaml", CENTRE), ("programmes-2024.yaml", programmes), ("outline-2024.yaml", outline)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_text_folded_over_lines_reads_as_one() -> None:
    """YAML joins folded lines with a space, which Japanese does not want and Latin words do."""
    source = Source("a.yaml", "text: >-\n  企業の\n  相談に DX\n  support で応じた。\nplain: 一 二\n")
    assert (source.raw["text"], source.raw["plain"]) == ("企業の相談に DX support で応じた。", "一 二")


@pytest.mark.django_db
def test_another_centre_is_another_folder(tmp_path: Path) -> None:
    """A second centre, with names and numbering of its own, needs no code: its report is made in every format."""
    assert load_catalogue(catalogue(tmp_path), by=None).years == [2024]
    document = compose(2024)
    assert document.centre == "海辺県中小企業支援センター"
    (section,) = document.chapters
    assert section.title == "第1 みなと相談"
    assert [f.printed for f in document.figures()] == ["0件", "-件", "0件", "-社", "0社"]
    assert {f.key.programme for f in document.figures()} == {"港湾企業相談事業"}
    assert all(render(document, form) for form in FORMATS)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "consultations.companies}",
            "consultations.nothing}",
            "outline-2024.yaml:14行目: 集計項目「consultations.nothing」はありません",
        ),
        (
            "{label: 企業数, measure",
            "{label: 企業数, where: {colour: red}, measure",
            "14行目: .*条件「colour」はありません",
        ),
        (
            "{label: 企業数, measure: consultations.companies}",
            "{label: 計, sum: [件数]}",
            "14行目: 計に入れる行「件数」がこの表にありません",
        ),
        ("programme: harbour", "programme: airport", "6行目: 事業「airport」"),
        ("title: 令和6年度報告", "titel: 令和6年度報告", "「title」がありません"),
        ("mark: 第1", "marks: 第1", "5行目: 「marks」という項目は使えません"),
        ("相談は{件数}でした。", "相談は{数}でした。", "「{数}」に当たる数値が figures にありません"),
        ("sections:", "sections: [", "YAMLとして読めません"),
        ("      - matrix:", "      - table:", "「table」という項目は使えません"),
        ("number: A-1", "number: A-1\n    number: A-2", "「number」が2回書かれています"),
    ],
)
def test_a_fault_is_told_with_file_and_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    """Whoever writes a catalogue reads which line to mend; nothing is loaded."""
    assert old in OUTLINE
    broken = OUTLINE.replace(old, new, 1)
    with pytest.raises(UserError, match=says):
        load_catalogue(catalogue(tmp_path, broken), by=None)
    assert not Outline.objects.exists() and not Programme.objects.exists()


@pytest.mark.django_db
def test_no_wall_is_raised_through_a_visit(tmp_path: Path, world: TinyWorld) -> None:
    """A visit under two programmes: one alone is not walled, and the visit is named; both together are."""
    load_catalogue(catalogue(tmp_path), by=None)
    second = world.add_programme("second", "専門相談事業")
    harbour = Programme.objects.get(code="harbour")
    visit = record_consultation(
        programme=harbour,
        also_under={second: None},
        held_on=date(2024, 6, 1),
        mode="desk",
        company=world.company(),
        by=None,
    )
    walled = PROGRAMMES + "    walled: true\n"
    with pytest.raises(UserError, match=f"またがる相談が1件あります（2024-06-01 相談記録{visit.pk}）"):
        load_catalogue(catalogue(tmp_path, programmes=walled), by=None)
    harbour.refresh_from_db()
    assert harbour.walled_to is None
    both = walled + "  - {code: second, name: 専門相談事業, unit: desk, walled: true}\n"
    with pytest.raises(UserError, match="「港湾企業相談事業」が守秘になり"):
        load_catalogue(catalogue(tmp_path, programmes=both), by=None, walls={"second"})
    load_catalogue(catalogue(tmp_path, programmes=both), by=None, walls={"second", "harbour"})
    assert set(Programme.objects.filter(walled_to__code="desk").values_list("code", flat=True)) == {"harbour", "second"}


@pytest.mark.django_db
def test_sums_of_firms_are_refused(tmp_path: Path) -> None:
    """実数 do not add up to a total."""
    summed = OUTLINE + "            - {label: 計, sum: [相談件数, 企業数]}\n"
    with pytest.raises(UserError, match="「企業数」は実数のため足し合わせられません"):
        load_catalogue(catalogue(tmp_path, summed), by=None)


@pytest.mark.django_db
def test_a_programme_needs_no_code_and_its_funder_no_register() -> None:
    """Codes are given in order, and not twice; a funder is one organisation however it is spelled."""
    taken = editing.add_programme(by=None, code="2024-02", fiscal_year="R6", name="先の事業", funder="みなと県")
    made = [
        editing.add_programme(by=None, fiscal_year="R6", name=name, started_in="平成21年度", funder=" みなと県")
        for name in ("一の事業", "二の事業")
    ]
    assert [(row.programme.code, row.programme.started_in) for row in made] == [("2024-01", 2009), ("2024-03", 2009)]
    assert {row.funder for row in made} == {taken.funder} and str(taken.funder) == "みなと県"
    assert [str(row.programme) for row in made] == ["一の事業", "二の事業"]


@pytest.mark.django_db
def test_a_year_is_copied_forward_without_its_ended_programmes(tmp_path: Path) -> None:
    """FY2025 has what goes on; an ended programme and its section stay behind; a renamed one has its new name from then on."""
    load_catalogue(catalogue(tmp_path), by=None)
    ended = editing.add_programme(by=None, code="lighthouse", fiscal_year="R6", name="灯台事業")
    OutlineSection.objects.create(
        outline=Outline.objects.get(), position=9, level=1, number="A-2", programme=ended.programme
    )
    editing.change_programme(ended, by=None, name="灯台事業", ends=True)
    copy = editing.copy_forward(2024, by=None)
    assert (copy.fiscal_year, copy.title) == (2025, "令和7年度報告")
    assert list(copy.sections.values_list("number", flat=True)) == ["A-1"]
    assert list(ProgrammeYear.objects.filter(fiscal_year=2025).values_list("name", flat=True)) == ["港湾企業相談事業"]
    renamed = ProgrammeYear.objects.get(fiscal_year=2025)
    editing.change_programme(renamed, by=None, name="海洋企業相談事業", printed_name="")
    assert compose(2025).chapters[0].title == "第1 海洋企業相談事業"
    assert compose(2024).chapters[0].title == "第1 みなと相談"
    with pytest.raises(UserError, match="すでにあります"):
        editing.copy_forward(2024, by=None)


@pytest.mark.django_db
def test_texts_are_edited_and_checked_on_screen(tmp_path: Path) -> None:
    """A text keeps its figures; one that names a figure nobody declared is refused, and nothing changes."""
    load_catalogue(catalogue(tmp_path), by=None)
    section = OutlineSection.objects.get()
    figures = section.blocks[0]["figures"]
    write_block(section, 0, {"text": "今年は{件数}の相談を受けました。", "figures": figures}, by=None)
    head_section(
        section,
        heading="",
        programme=section.programme,
        by_place=False,
        mark="一",
        number="A-1",
        is_chapter=False,
        by=None,
    )
    assert compose(2024).chapters[0].title == "一 みなと相談"
    with pytest.raises(UserError, match="1番目の内容: .*「{人数}」に当たる数値"):
        write_block(section, 0, {"text": "{人数}"}, by=None)
    with pytest.raises(UserError, match="2番目の内容"):
        write_block(section, 1, {"matrix": {"rows": []}}, by=None)
    assert "今年は" in OutlineSection.objects.get().blocks[0]["text"]


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"code": "main", "name": "x"}, "すでに使われています"),
        ({"code": "日本", "name": "x"}, "半角の英小文字"),
        ({"code": "new", "name": ""}, "正式名称を入力"),
        ({"code": "new", "name": "x", "fiscal_year": "いつか"}, "年度として読めません"),
        ({"code": "new", "name": "x", "started_in": "R7"}, "それより前にしてください"),
        ({"name": "相談事業"}, "「相談事業」という事業がすでにあります"),
        ({"name": "x", "funder": "長" * 121}, "「機関名」は120字以内"),
    ],
)
def test_a_programme_badly_begun_is_refused(world: TinyWorld, facts: dict[str, str], says: str) -> None:
    """Each fault has its own message."""
    with pytest.raises(UserError, match=says):
        editing.add_programme(by=None, **{"fiscal_year": "2024", **facts})
    assert Programme.objects.count() == 1


def test_a_programme_with_later_years_is_not_ended_before_them(world: TinyWorld) -> None:
    """Its records of later years would hang in the air."""
    with pytest.raises(UserError, match="より後の年度にもこの事業がある"):
        editing.change_programme(ProgrammeYear.objects.get(fiscal_year=2022), by=None, name="x", ends=True)
    assert not Consultation.objects.exists()
