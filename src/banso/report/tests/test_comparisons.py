"""Rates, differences, averages and targets in a report: printed, traced to both figures, closed, and tied out."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from banso.figures.models import FrozenFigure, Target
from banso.figures.services import record_target
from banso.registers.models import Unit
from banso.report.closing.differences import differences
from banso.report.closing.freeze import close_year
from banso.report.closing.history import history
from banso.report.compose import compose
from banso.report.counting import places_counting
from banso.report.document import Chart, Figure, Table, section_figures
from banso.report.models import Outline, OutlineSection
from banso.report.outline.check import faults_of, scope_of
from banso.report.outline.schema import Block
from banso.report.render import render
from banso.report.secrecy import suppressed, telling
from banso.report.tieout.run import tie_out
from banso.work.consultations.models import Consultation
from conftest import TinyWorld, bring, figures_of, flat, floors, refusal, why_refused

THIS, LAST = "{年度}", "{年度-1}"
HELD, COMPANIES = "consultations.held", "consultations.companies"
COLUMNS: list[dict[str, Any]] = [
    {"label": LAST, "year": -1},
    {"label": THIS},
    {"label": "前年度比", "ratio": {"of": THIS, "to": LAST, "from_nothing": "皆増"}},
    {"label": "増減", "ratio": {"of": THIS, "to": LAST, "way": "difference", "places": 0}},
    {"label": "目標", "target": True},
    {"label": "達成率", "ratio": {"of": THIS, "to": "目標", "rounding": "down"}},
]
ROWS: list[dict[str, Any]] = [
    {"label": "相談件数", "measure": HELD},
    {"label": "うち訪問", "measure": HELD, "where": {"mode": "visit"}, "target_name": "訪問"},
    {"label": "相談企業", "measure": COMPANIES},
    {"label": "計", "sum": ["相談件数", "うち訪問"]},
    {"label": "1社当たり", "ratio": {"of": "相談件数", "to": "相談企業", "way": "average", "places": 2}},
    {"label": "訪問の割合", "ratio": {"of": "うち訪問", "to": "相談件数"}, "target_name": "訪問率"},
]
TEXT = {
    "text": "目標の{達成率}、前年度の{倍}でした。",
    "figures": {
        "達成率": {"ratio": {"of": {"measure": HELD}, "to": {"measure": HELD, "target": True}}},
        "倍": {"ratio": {"of": {"measure": HELD}, "to": {"measure": HELD, "year": -1}, "way": "times"}},
    },
}
REPORT = [TEXT, {"matrix": {"rows": ROWS, "columns": COLUMNS}}]
PRINTED = [
    ["相談件数", "3件", "4件", "133.3%", "1件", "6件", "66.6%"],
    ["うち訪問", "0件", "1件", "皆増", "1件", "2件", "50.0%"],
    ["相談企業", "1社", "3社", "300.0%", "2社", "-社", "－"],
    ["計", "3件", "5件", "166.7%", "2件", "8件", "62.5%"],
    ["1社当たり", "3.00件", "1.33件", "44.3%", "△2件", "-", "-"],
    ["訪問の割合", "0.0%", "25.0%", "皆増", "25ポイント", "40%", "62.5%"],
]
NOTES = (
    "※1社当たりは小数点以下第3位を四捨五入しています。",
    "※訪問の割合、前年度比は小数点以下第2位を四捨五入しています。",
    "※達成率は小数点以下第2位を切り捨てています。",
)


def outline(world: TinyWorld, year: int, *blocks: dict[str, Any]) -> Outline:
    made = Outline.objects.create(fiscal_year=year, title=f"令和{year - 2018}年度事業報告書", centre="センター")
    OutlineSection.objects.create(
        outline=made, position=0, level=1, number="1", programme=world.programme, blocks=list(blocks)
    )
    return made


def visits(world: TinyWorld) -> None:
    """Three of one firm in FY2022, on its first and last day too; four of three firms in FY2023, one of them a visit."""
    first = world.company()
    for day in (date(2022, 4, 1), date(2022, 10, 1), date(2023, 3, 31), date(2023, 4, 1), date(2024, 3, 31)):
        Consultation.objects.create(programme=world.programme, held_on=day, mode="desk", company=first)
    for mode in ("visit", "desk"):
        Consultation.objects.create(
            programme=world.programme, held_on=date(2023, 9, 1), mode=mode, company=world.company()
        )


def targets(world: TinyWorld) -> None:
    facts = {"programme": world.programme, "fiscal_year": 2023, "by": None}
    record_target(measure=HELD, number=6, **facts)
    record_target(measure=HELD, name="訪問", number=2, **facts)
    record_target(name="訪問率", number=40, unit="%", **facts)


def table(year: int = 2023) -> Table:
    return next(block for block in compose(year).chapters[0].blocks if isinstance(block, Table))


def cells(shown: Table) -> list[list[str]]:
    return [
        ["".join(run.printed if isinstance(run, Figure) else run for run in cell.runs) for cell in row]
        for row in shown.body
    ]


def test_a_report_with_rates_and_targets(client: Client, world: TinyWorld, tmp_path: Path) -> None:
    """Every cell to the letter, its notes, the way to both figures, every file tied out; closed, it says what moves later."""
    visits(world)
    targets(world)
    outline(world, 2023, *REPORT)
    shown = table()
    assert cells(shown) == PRINTED and shown.notes == NOTES
    document = compose(2023)
    assert [run.printed for run in document.chapters[0].blocks[0].runs if isinstance(run, Figure)] == ["66.7%", "1.3倍"]  # type: ignore[union-attr]
    for kind in ("text", "docx", "xlsx"):
        path = tmp_path / f"報告書.{'txt' if kind == 'text' else kind}"
        path.write_bytes(render(document, kind))
        result = tie_out(path)
        assert result.ties_out and len(result.findings) >= len(document.figures()), kind
    draft = tmp_path / "草案.txt"
    draft.write_text(render(document, "text").decode().replace("133.3%", "133.4%"))
    assert not tie_out(draft).ties_out
    rate = next(f for f in document.figures() if (f.key.row, f.key.column) == ("相談件数", "達成率"))
    user = world.user()
    world.allow(user, "view_outline", "view_consultation", "view_target")
    client.force_login(user)
    page = flat(client.get(reverse("report-figure", args=[2023, rate.anchor])).content)
    assert "4件 ÷ 6件 × 100 = 66.6%(小数点以下第2位を切捨て)" in page and "もとになった記録 4件" in page
    records = client.get(reverse("report-records", args=[2023, rate.anchor, 1]))
    assert "相談件数(件)" in flat(records.content)


def test_closed_rates_stay_and_say_what_moved(world: TinyWorld) -> None:
    """A visit entered late moves the rate, the average and the share; what was printed stays, also as last year's column."""
    visits(world)
    targets(world)
    outline(world, 2023, *REPORT)
    close_year(2023, by=None)
    assert differences(2023) == []
    frozen = FrozenFigure.objects.get(row="相談件数", column="前年度比")
    assert (frozen.printed, frozen.number, len(frozen.record_ids)) == ("133.3%", Decimal("133.3"), 7)
    late = Consultation.objects.create(
        programme=world.programme, held_on=date(2024, 3, 31), mode="visit", company=world.company()
    )
    moved = {(d.figure.row, d.figure.column): (d.figure.printed, d.printed_now) for d in differences(2023)}
    assert moved["相談件数", "前年度比"] == ("133.3%", "166.7%")
    assert moved["1社当たり", "令和5年度"] == ("1.33件", "1.25件")
    assert moved["訪問の割合", "達成率"] == ("62.5%", "100.0%")
    assert cells(table()) == PRINTED
    outline(world, 2024, *REPORT)
    assert [row[1] for row in cells(table(2024))] == [row[2] for row in PRINTED]
    rate = next(f for f in compose(2024).figures() if (f.key.row, f.key.column) == ("相談件数", "前年度比"))
    assert [(past.fiscal_year, past.printed) for past in history(rate)] == [(2024, "0.0%"), (2023, "133.3%")]
    place = next(p for p in places_counting([late]) if p.label == "相談件数(前年度比)" and p.fiscal_year == 2023)
    assert len(place.cells) == 2


def test_a_target_is_of_one_thing_and_in_its_unit(world: TinyWorld) -> None:
    """By hand and from a file alike; set again, the number is put right; a unit that its figures never have is refused."""
    facts = {"programme": world.programme, "fiscal_year": 2023, "number": 6}
    assert set(refusal(record_target, **facts)) == {"name"}
    assert "件で数えます" in str(refusal(record_target, measure=HELD, unit="社", **facts))
    assert set(refusal(record_target, measure="figures.borrowed", **facts)) == {"measure"}
    target = record_target(measure=HELD, by=None, **facts)
    assert (target.unit, str(target)) == ("件", "令和5年度 相談件数(件) 6件")
    assert floors(target, number=0) == "target_above_zero" and floors(target, measure="") == "target_of_something"
    assert "すでに登録" in str(refusal(record_target, measure=HELD, **facts))
    lines = "事業,指標,目標の名前,年度,目標\n相談事業,相談件数,,R5,8件\n相談事業,,入居率,R5,90%\n相談事業,相談件数,,R6,8社\n"
    outcome = bring("targets", lines)
    assert outcome.counts == {"changed": 1, "created": 1, "refused": 1} and "件で数えます" in why_refused(outcome)[4]
    assert list(Target.objects.order_by("pk").values_list("measure", "name", "number", "unit")) == [
        (HELD, "", 8, "件"),
        ("", "入居率", 90, "%"),
    ]
    asked = [("figures.target", 2023, f"measure={HELD}"), ("figures.target", 2022, f"measure={HELD}")]
    found = figures_of(world.programme, {"target": target}, asked)
    assert list(found.values()) == [(8, ["target"]), (None, [])]


def test_a_budget_and_what_became_of_it(world: TinyWorld) -> None:
    """By side and line, in 千円, with what is left and the rate; without a result nothing is printed as 0."""
    head = "事業,年度,区分,科目,予算額,決算額\n"
    rows = ['支出,謝金,"1,200,400","900,600"', '支出,旅費,"300,500","300,500"', '収入,県補助金,"1,500,500",']
    assert bring("budget-lines", head + "".join(f"相談事業,R5,{row}\n" for row in rows)).counts == {"created": 3}
    columns = [
        {"label": "予算額", "measure": "figures.budget"},
        {"label": "決算額", "measure": "figures.result"},
        {"label": "差額", "ratio": {"of": "予算額", "to": "決算額", "way": "difference", "places": 0}},
        {"label": "執行率", "ratio": {"of": "決算額", "to": "予算額"}},
    ]
    lines = [{"label": item, "where": {"item": item}} for item in ("謝金", "旅費", "県補助金", "雑費")]
    lines.append({"label": "支出計", "sum": ["謝金", "旅費"]})
    outline(world, 2023, {"matrix": {"name": "収支", "rows": lines, "columns": columns}})
    shown = table()
    assert cells(shown) == [
        ["謝金", "1,200千円", "901千円", "300千円", "75.0%"],
        ["旅費", "301千円", "301千円", "0千円", "100.0%"],
        ["県補助金", "1,501千円", "未集計", "未集計", "未集計"],
        ["雑費", "-千円", "-千円", "－", "－"],
        ["支出計", "1,501千円", "1,201千円", "300千円", "80.0%"],
    ]
    assert shown.notes == (
        "※端数を四捨五入しているため、計は内訳の合計と一致しないことがあります。",
        "※端数を四捨五入しているため、差は印刷した数値の差と一致しないことがあります。",
        "※執行率は小数点以下第2位を四捨五入しています。",
    )


def test_a_rate_tells_as_much_as_what_it_is_made_of(world: TinyWorld) -> None:
    """Two firms of a walled programme are hidden, and so is every rate they are part of; a workbook does not hold them either."""
    world.programme.walled_to = Unit.objects.create(code="walled", name="守秘の部署", confidential=True)
    world.programme.save()
    visits(world)
    targets(world)
    outline(world, 2023, *REPORT)
    small = {(f.key.row, f.key.column) for f in telling(compose(2023))}
    assert {("うち訪問", "達成率"), ("訪問の割合", "令和5年度"), ("うち訪問", "増減")} <= small
    assert ("相談件数", "目標") not in small and ("相談件数", "前年度比") not in small
    hidden = [f for section in suppressed(compose(2023)).walk() for f in section_figures(section)]
    assert {f.value.number for f in hidden if (f.key.row, f.key.column) in small} == {None}


SCALE = {"steps": [{"at_least": 100, "mark": "◎"}, {"at_least": "62.5", "mark": "○"}], "otherwise": "△"}


def test_marks_by_the_centres_own_scale(client: Client, world: TinyWorld, tmp_path: Path) -> None:
    """What is just enough earns the mark, what was set no target none; a draft with another mark does not tie out."""
    visits(world)
    targets(world)
    columns = [COLUMNS[1], *COLUMNS[4:], {"label": "評価", "mark": {"of": "達成率", **SCALE}}]
    rows = [ROWS[0], ROWS[1], ROWS[2], ROWS[3], {"label": "件数の評価", "mark": {"of": "相談件数", **SCALE}}]
    outline(world, 2023, {"matrix": {"rows": rows, "columns": columns}})
    shown = table()
    assert [row[-1] for row in cells(shown)] == ["○", "△", "－", "○", "-"]
    assert cells(shown)[-1][:2] == ["件数の評価", "△"]
    assert "※評価は◎が100%以上、○が62.5%以上、△がそれ未満。" in shown.notes
    document = compose(2023)
    for kind in ("text", "docx", "xlsx"):
        path = tmp_path / f"報告書.{'txt' if kind == 'text' else kind}"
        path.write_bytes(render(document, kind))
        assert tie_out(path).ties_out, kind
    changed = render(document, "text").decode().replace("66.6%\t○", "66.6%\t◎")
    (tmp_path / "報告書.txt").write_text(changed)
    assert [f.expected for f in tie_out(tmp_path / "報告書.txt").findings if f.status.value == "differs"] == ["○"]
    close_year(2023, by=None)
    Target.objects.filter(measure=HELD, name="").update(number=4)
    moved = {(d.figure.row, d.figure.column): d.printed_now for d in differences(2023)}
    assert moved["相談件数", "評価"] == "◎" and cells(table())[0][-1] == "○"
    mark = next(f for f in compose(2023).figures() if (f.key.row, f.key.column) == ("相談件数", "評価"))
    client.force_login(world.user(is_superuser=True))
    page = flat(client.get(reverse("report-figure", args=[2023, mark.anchor])).content)
    assert "→ ○(◎が100%以上、○が62.5%以上、△がそれ未満)" in page


def test_charts_of_rates_and_months(world: TinyWorld) -> None:
    """Rates year by year, nothing where there is nothing to compare; and the year's months in their order."""
    visits(world)
    rate = {"label": "前年度比", "ratio": {"of": {"measure": HELD}, "to": {"measure": HELD, "year": -1}}}
    visited = {"of": {"measure": HELD, "where": {"mode": "visit"}}, "to": {"measure": HELD}, "places": 0}
    outline(
        world,
        2023,
        {"chart": {"title": "割合", "years": 3, "series": [{"label": "訪問", "ratio": visited}, rate]}},
        {"chart": {"kind": "months", "title": "月", "series": [{"label": "相談", "measure": HELD}]}},
    )
    years, months = (block for block in compose(2023).chapters[0].blocks if isinstance(block, Chart))
    assert (years.categories, years.unit) == (("令和4年度", "令和5年度"), "%")
    assert [line.values for line in years.series] == [(0, 25), (None, 133.3)]
    assert months.categories == ("4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月", "1月", "2月", "3月")
    assert months.series[0].values == (1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 1)


MISTAKES = [
    ({"label": "比", "ratio": {"of": THIS, "to": "来年"}}, "比べる列「来年」がこの表にありません"),
    ({"label": "比", "ratio": {"of": THIS, "to": THIS}}, "同じ列どうし"),
    ({"label": "比", "measure": HELD, "ratio": {"of": THIS, "to": LAST}}, "ratio だけを書いてください"),
    ({"label": "評価", "mark": {**SCALE, "of": "率"}}, "評価する列「率」がこの表にありません"),
    ({"label": "評価", "mark": {**SCALE, "of": THIS, "otherwise": "1"}}, "評価「1」は使えません"),
    ({"label": "評価", "mark": {**SCALE, "of": THIS, "steps": SCALE["steps"][::-1]}}, "数を小さくしながら"),  # type: ignore[index]
    ({"label": "目標", "target": True, "where": {"mode": "desk"}}, "目標の名前(target_name)"),
]


@pytest.mark.parametrize(("column", "said"), MISTAKES)
def test_mistakes_in_columns_are_told(world: TinyWorld, column: dict[str, Any], said: str) -> None:
    columns = [*COLUMNS[:2], column]
    block = Block.model_validate({"matrix": {"columns": columns, "rows": [{"label": "相談件数", "measure": HELD}]}})
    assert said in " ".join(message for _, message in faults_of([block], scope_of(2023, "main")))


def test_mistakes_in_rows_and_texts_are_told(world: TinyWorld) -> None:
    """Rows below, rows that are none, units that have no difference; a rate with a measure of its own."""

    def told(**row: Any) -> str:
        rows = [*ROWS[:3], {"label": "率", **row}, {"label": "下", "measure": HELD, "where": {"mode": "desk"}}]
        block = Block.model_validate({"matrix": {"rows": rows}})
        return " ".join(message for _, message in faults_of([block], scope_of(2023, "main")))

    assert "比べる行「下」より下に置いて" in told(ratio={"of": "下", "to": "相談件数"})
    assert "比べる行「上」がこの表にありません" in told(ratio={"of": "上", "to": "相談件数"})
    assert "件と社の数値の差は出せません" in told(ratio={"of": "相談件数", "to": "相談企業", "way": "difference"})
    assert told(ratio={"of": "相談件数", "to": "相談企業", "way": "average"}) == ""
    figure = {"measure": HELD, "ratio": TEXT["figures"]["達成率"]["ratio"]}  # type: ignore[index]
    block = Block.model_validate({"text": "{率}", "figures": {"率": figure}})
    [(_, said)] = faults_of([block], scope_of(2023, "main"))
    assert "measure や条件は書けません" in said
