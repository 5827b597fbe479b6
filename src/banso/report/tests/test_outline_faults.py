"""Every fault of an outline is found on the way in: whatever is let in can be composed, printed and closed."""

from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from banso.core.errors import UserError
from banso.figures.listings import all_listings
from banso.figures.measures import Measure, all_measures
from banso.figures.models import BorrowedFigure, SourceDocument
from banso.registers.models import Industry
from banso.report.closing.freeze import close_year
from banso.report.compose import compose
from banso.report.models import Outline, OutlineSection
from banso.report.outline.blocks import write_blocks
from banso.report.outline.check import faults_of, scope_of
from banso.report.outline.schema import Block
from banso.report.outline.source import Source
from banso.report.render import FORMATS, render
from banso.work.consultations.models import Category, Consultation, Theme
from banso.work.gatherings.models import Gathering, Session
from conftest import TinyWorld

BLOCKS = TypeAdapter(list[Block])
HELD = "measure: consultations.held"
DESK, PHONE = f"{{label: 窓口, {HELD}, where: {{mode: desk}}}}", f"{{label: 電話, {HELD}, where: {{mode: phone}}}}"
FIRMS = "{label: 企業, measure: consultations.companies}"
AMOUNT = "{label: 金額, measure: orders.deal_amount}"


def section(world: TinyWorld, year: int = 2023) -> OutlineSection:
    outline = Outline.objects.create(fiscal_year=year, title="報告", centre="センター")
    return OutlineSection.objects.create(outline=outline, position=0, level=1, number="1", programme=world.programme)


def saved(world: TinyWorld, source: str) -> OutlineSection:
    return write_blocks(section(world), Source("outline-2023.yaml", source).data, by=None)


def matrix(*rows: str, columns: str = "") -> str:
    return "- matrix:\n" + (f"    columns: {columns}\n" if columns else "") + f"    rows: [{', '.join(rows)}]\n"


REFUSED = [
    # sums
    (matrix("{label: 計, sum: [窓口, 電話]}", DESK, PHONE), "計「計」は、足し合わせる行「窓口」より下に"),
    (matrix(DESK, "{label: 話, text: なし}", "{label: 計, sum: [窓口, 話]}"), "「話」は数値の行ではない"),
    (matrix(DESK, AMOUNT, "{label: 計, sum: [窓口, 金額]}"), "単位の違う行\\(件、千円\\)"),
    (matrix(DESK, "{label: 計, sum: []}"), "計に入れる行がありません"),
    (matrix(DESK, "{label: 計, sum: [窓口, 窓口]}"), "「窓口」が計「計」に2回"),
    (matrix(DESK, PHONE, "{label: 小計, sum: [窓口]}", "{label: 計, sum: [小計, 窓口, 電話]}"), "「窓口」が計「計」に2回"),
    (matrix(DESK, "{label: 計, sum: [窓口], measure: consultations.held}"), "sum の1つだけ"),
    (
        matrix(DESK, "{label: 計, sum: [窓口]}", columns="[{label: 社, measure: consultations.companies, where: {}}]"),
        "「窓口」は実数",
    ),
    (
        matrix(
            f"{{label: 窓口, {HELD}, only: [昨年]}}", "{label: 計, sum: [窓口]}", columns="[{label: 昨年, year: -1}, {label: 今年}]"
        ),
        "「窓口」は列「今年」に数値がない",
    ),
    # conditions
    (matrix(f"{{label: 窓, {HELD}, where: {{mode: desc}}}}"), "条件「mode」: 値「desc」はありません.*desk"),
    (matrix(f"{{label: 窓, {HELD}, where: {{mode: []}}}}"), "条件の値が空"),
    (matrix(f"{{label: 窓, {HELD}, where: {{mode: [desk, desk]}}}}"), "同じ値が2回"),
    (matrix(f"{{label: 窓, {HELD}, where: {{side: buyer}}}}"), "条件「side」はありません"),
    (matrix(f"{{label: 助, {HELD}, where: {{category: advise}}}}"), "値「advise」は登録されていません"),
    (matrix(f"{{label: 業, {HELD}, where: {{industry: [E, 製造]}}}}"), "「製造」になることはありません|「製造」は登録されていません"),
    (matrix("{label: 参, measure: gatherings.attendees, where: {session: 春}}"), "「春」になることはありません"),
    (matrix("{label: 参, measure: gatherings.attendees, where: {session: 99999}}"), "「99999」は登録されていません"),
    (matrix("{label: 他, measure: figures.borrowed, where: {item: 'a,b'}}"), "使えません"),
    (matrix(DESK, columns="[{label: 今年, where: {mode: phone}}]"), "条件「mode」が行「窓口」と列「今年」の両方"),
    (matrix("{label: 窓口, where: {mode: desk}}", columns="[{label: 登録, measure: orders.registered}]"), "条件「mode」はありません"),
    # years
    (matrix("{label: 企業, measure: consultations.companies, since: 2010}", columns="[{label: 累計, cumulative: true}]"), "累計できません"),
    (matrix(DESK, columns="[{label: 累計, cumulative: true}]"), "起算年度\\(since\\)がありません"),
    (matrix(f"{{label: 件, {HELD}, since: 2010}}"), "since は、累計の列"),
    (matrix(f"{{label: 件, {HELD}, since: 2030}}", columns="[{label: 累計, cumulative: true}]"), "since は 2023 以前"),
    (matrix(DESK, columns="[{label: 累計, cumulative: true, since: 2010}]"), "一緒に書けません"),
    (matrix(DESK, columns="[{label: 昔, year: -1000}]"), "数えられる年度の外"),
    (matrix("{label: '{年度+900}', measure: consultations.held}"), "年度\\+900"),
    # names
    (matrix(DESK, columns="[{label: 件数}, {label: 数}]"), "列「件数」と「数」で同じ数値"),
    (matrix("{label: 話, text: あり}", columns="[{label: 件数}, {label: 数, where: {mode: desk}}]"), "同じ数値"),
    (matrix(DESK, columns="[{label: 令和5年度}, {label: '{年度}', year: -1}]"), "列の名前「令和5年度」が重なって"),
    (matrix(DESK, f"{{label: 窓, {HELD}, where: {{mode: [desk]}}}}"), "「窓」と「窓口」は同じ数値"),
    (matrix(f"{{label: 窓口, {HELD}, only: [来年]}}"), "only の「来年」という列がこの表にありません"),
    (matrix(f"{{label: '窓口{{数}}', {HELD}}}"), "「{数}」に当たる数値"),
    (matrix(DESK) + matrix(PHONE.replace("電話", "窓口")), "という名前の数値が2つあり、違う数値"),
    # units and programmes
    (matrix(f"{{label: 件, {HELD}, unit: 千円}}"), "件で数えるため、千円では印刷できません"),
    (matrix("{label: 額, measure: orders.deal_amount, unit: 件}"), "千円で数えるため、件では"),
    (matrix("{label: 率, measure: grants.rate, unit: '%'}"), "以内で数えるため"),
    (matrix(f"{{label: 件, {HELD}, programme: mein}}"), "事業「mein」が事業一覧にありません"),
    # splits and lists
    (matrix(f"{{label: 内訳, breakdown: {{{HELD}, by: mode, groups: [{{label: 窓, codes: [desk]}}], each: '{{label}}'}}}}"), "each には"),
    (
        matrix(f"{{label: 内訳, breakdown: {{{HELD}, by: mode, groups: [{{label: 窓, codes: [desk]}}, {{label: 話, codes: [desk]}}]}}}}"),
        "内訳の値「desk」が2回",
    ),
    (matrix(f"{{label: 内訳, breakdown: {{{HELD}, by: mode, groups: [{{label: 窓, codes: [desc]}}]}}}}"), "値「desc」はありません"),
    ("- bullets: {caption: テーマ, top: {measure: consultations.companies, by: theme}}", "実数のため、「theme」で"),
    ("- bullets: {caption: テーマ, top: {measure: grants.cap, by: course}}", "1件ごとの値"),
    ("- bullets: {caption: テーマ}", "items と top"),
    ("- chart: {title: 図, series: [{label: 件}]}", "measure がありません"),
    (f"- chart: {{title: 図, series: [{{label: 件, {HELD}}}, {{label: 額, measure: orders.deals}}, {AMOUNT}]}}", "単位の違う数値"),
    (f"- chart: {{kind: months, title: 図, series: [{{label: 目標, {HELD}, target: true}}]}}", "目標や累計は、月ごとの図"),
    ("- chart: {kind: months, title: 図, series: [{label: 人, measure: members.members}]}", "月ごとに数えられません"),
    (f"- chart: {{kind: months, title: 図, series: [{{label: 件, {HELD}, where: {{month: 4}}}}]}}", "条件の month"),
    (f"- chart: {{kind: shares, title: 図, series: [{{label: 率, ratio: {{of: {{{HELD}}}, to: {{{HELD}, year: -1}}}}}}]}}", "割合の図に"),
    (f"- chart: {{title: 図, series: [{{label: 率, {HELD}, ratio: {{of: {{{HELD}}}, to: {{{HELD}}}}}}}]}}", "ratio だけを"),
    ("- facts: {items: [{label: 件}]}", "ちょうど1つ"),
    ("- listing: {of: gatherings.sessions, where: {colour: red}, columns: [{label: 日, of: dates}]}", "「colour」という条件では選べません"),
    ("- listing: {of: gatherings.sessions, where: {gathering__kind: fest}, columns: [{label: 日, of: dates}]}", "値「fest」はありません"),
    ("- listing: {of: gatherings.sessions, where: {starts_on__gte: 2023}, columns: [{label: 日, of: dates}]}", "条件では選べません"),
    ("- listing: {of: gatherings.talks, columns: [{label: 数, measure: gatherings.talks}]}", "1行ごとには数えられません"),
    ("- listing: {of: gatherings.sessions, columns: [{label: 数, measure: gatherings.attendees}]}", "行の呼び名"),
    ("- listing: {of: gatherings.sessions, columns: [{label: 文, text: '{何}'}]}", "「{何}」に当たる"),
    ("- listing: {of: gatherings.sessions, merge: [月], columns: [{label: 日, of: dates}]}", "merge の「月」"),
    ("- chronicle: {groups: [{label: 一, parts: [{of: gatherings.sessions}]}]}", "「date」という列はありません"),
    ("- text: '{件}'\n  text: 二", "2回書かれています"),
    ("- {[a]: b}", "項目の名前が文字ではありません"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "says"), REFUSED, ids=range(len(REFUSED)))
def test_a_fault_is_refused_when_saved(world: TinyWorld, source: str, says: str) -> None:
    """Each with its own message, and nothing is changed."""
    Category.objects.create(programme=world.programme, code="advice", name="助言")
    Industry.objects.get_or_create(code="E", defaults={"name": "製造業"})
    session(world)
    with pytest.raises(UserError, match=says):
        saved(world, source)
    assert OutlineSection.objects.get().blocks == []


ACCEPTED = [
    matrix(DESK, PHONE, "{label: 計, sum: [窓口, 電話]}", "{label: 総計, sum: [計]}"),
    matrix(f"{{label: 件, {HELD}, since: 2010}}", columns="[{label: 今年}, {label: 累計, cumulative: true}]"),
    matrix(DESK, FIRMS, columns="[{label: 全体}, {label: うち助言, where: {category: advice}}]"),
    matrix(AMOUNT, "{label: 億, measure: orders.deal_amount, unit: 億円}"),
    matrix("{label: 全, measure: figures.borrowed}", "{label: 率, measure: figures.borrowed, where: {item: 率}, unit: '%'}"),
    f"- text: '{{年度-1}}から{{件}}'\n  figures: {{件: {{{HELD}, year: -1, where: {{theme: [a, b]}}}}}}",
    "- listing: {of: gatherings.sessions, row: '{dates}', where: {gathering__kind: seminar}, columns: [{label: 数, measure: gatherings.attendees}]}",
    f"- chart: {{kind: shares, title: 図, series: [{DESK}, {PHONE}]}}",
    f"- chart: {{kind: months, title: 図, series: [{DESK}, {{label: 率, ratio: {{of: {{{HELD}}}, to: {{{HELD}, year: -1}}, way: difference}}}}]}}",
]  # fmt: skip


def session(world: TinyWorld) -> Session:
    gathering = Gathering.objects.create(programme=world.programme, title="講座 {年度+999999}", kind="seminar")
    return Session.objects.create(
        gathering=gathering, starts_on=date(2023, 6, 1), ends_on=date(2023, 6, 1), place="{数}"
    )


@pytest.mark.parametrize("source", ACCEPTED, ids=range(len(ACCEPTED)))
def test_what_makes_sense_is_let_in(world: TinyWorld, source: str) -> None:
    """And is printed in every format, and closed."""
    Category.objects.create(programme=world.programme, code="advice", name="助言")
    for code in "ab":
        Theme.objects.create(code=code, name=code)
    for _ in range(2):
        session(world)
    saved(world, source)
    document = compose(2023)
    assert all(render(document, form) for form in FORMATS)
    if not any(figure.printed == "未集計" for figure in document.figures()):
        assert close_year(2023, by=None).figures.count() == len(document.figures())


def test_a_visit_of_two_themes_is_one_visit(world: TinyWorld) -> None:
    """Where either of them is asked for."""
    themes = [Theme.objects.create(code=code, name=code) for code in "ab"]
    visit = Consultation.objects.create(
        programme=world.programme, held_on=date(2023, 5, 1), mode="desk", company=world.company()
    )
    visit.themes.set(themes)
    saved(world, f"- text: '{{件}}'\n  figures: {{件: {{{HELD}, where: {{theme: [a, b]}}}}}}")
    assert [figure.printed for figure in compose(2023).figures()] == ["1件"]


def test_an_outline_from_before_says_what_to_mend(world: TinyWorld) -> None:
    """What was stored when less was checked does not take the whole report down without a word."""
    kept = section(world)
    kept.blocks = yaml.safe_load(matrix("{label: 計, sum: [窓口]}", DESK))
    kept.save()
    with pytest.raises(UserError, match="この節を直してください.*より下に置いて"):
        compose(2023)


NAMES = sorted({name for measure in all_measures() for name in measure.dimensions})
WORDS = st.sampled_from(
    ["甲", "乙", "丙", "丁", "計", "{年度}", "{年度-1}", "{年度+99999}", "{甲}", "{label}{figure}", ""]
)
CODES = st.sampled_from(["desk", "phone", "buyer", "a", "seminar", "E", "0", "x|y", "", 1, 2**70])
WHERE = st.dictionaries(
    st.sampled_from([*NAMES, "gathering__kind", "nothing"]), st.one_of(CODES, st.lists(CODES, max_size=3)), max_size=1
)
WILD = {
    "measure": st.sampled_from([measure.code for measure in all_measures()]),
    "where": WHERE,
    "programme": st.sampled_from(["main", "gone"]),
    "year": st.sampled_from([0, -1, 1, -5000]),
    "since": st.sampled_from([2010, 2023, 2024, 0]),
    "unit": st.sampled_from(["件", "千円", "億円", "%"]),
}


def _sane(measure: Measure) -> Any:
    """What might be asked of a measure: a condition it knows, in its own unit or another."""
    names = st.sampled_from(sorted(measure.dimensions) or [""])
    codes = st.sampled_from([code for d in measure.dimensions.values() for code in d.labels] or ["a"])
    conditions = st.dictionaries(names, codes, max_size=1) if measure.dimensions else st.just({})
    fields = {"where": conditions, "unit": st.sampled_from([measure.unit, "億円"]), "year": st.sampled_from([-1, 1])}
    return st.fixed_dictionaries({"measure": st.just(measure.code)}, optional=fields)


SANE = st.sampled_from(all_measures()).flatmap(_sane)


def asking(required: dict[str, Any], **optional: Any) -> Any:
    """Mappings that ask for a figure, mostly with sense, and say what else they say."""
    rest = st.fixed_dictionaries(required, optional=optional)
    return st.one_of(
        st.builds(lambda asked, more: {**asked, **more}, SANE, st.fixed_dictionaries(required)),
        st.builds(lambda asked, more: {**asked, **more}, SANE, rest),
        st.fixed_dictionaries(required, optional={**WILD, **optional}),
    )


FIGURES = st.dictionaries(st.sampled_from(["甲", "乙"]), asking({}), max_size=1)
TEXTS = {"text": WORDS, "figures": FIGURES}
GROUPS = st.lists(st.fixed_dictionaries({"label": WORDS, "codes": st.lists(CODES, max_size=2)}), max_size=2)
SPLIT = {"by": st.sampled_from(NAMES)}
TOP = asking(SPLIT)
BREAKDOWN = asking({**SPLIT, "groups": GROUPS}, each=WORDS)
ROW = asking(
    {"label": WORDS},
    **TEXTS,
    breakdown=BREAKDOWN,
    sum=st.lists(WORDS, max_size=2),
    only=st.lists(WORDS, max_size=1),
)
PLAIN_ROW = asking({"label": WORDS})
SUM_ROW = st.fixed_dictionaries({"label": st.just("合計"), "sum": st.lists(WORDS, min_size=1, max_size=3)})
COLUMN = st.one_of(
    st.fixed_dictionaries({"label": WORDS}, optional={"year": st.sampled_from([-1, -2]), "cumulative": st.booleans()}),
    asking({"label": WORDS}, cumulative=st.booleans()),
)
LISTED = st.sampled_from(["dates", "title", "date", "matter", "division"])
LISTING_COLUMN = st.one_of(
    st.fixed_dictionaries({"label": WORDS, "of": LISTED}), asking({"label": WORDS}, **TEXTS, of=LISTED)
)
OF = st.sampled_from([listing.code for listing in all_listings()])
BLOCK = st.one_of(
    st.fixed_dictionaries({"text": WORDS}, optional={"figures": FIGURES}),
    st.fixed_dictionaries(
        {
            "matrix": st.fixed_dictionaries(
                {"rows": st.lists(st.one_of(PLAIN_ROW, PLAIN_ROW, SUM_ROW, ROW), min_size=1, max_size=4)},
                optional={"columns": st.lists(COLUMN, max_size=3)},
            )
        }
    ),
    st.fixed_dictionaries(
        {
            "facts": st.fixed_dictionaries(
                {
                    "items": st.lists(
                        asking({"label": WORDS}, **TEXTS, top=TOP),
                        min_size=1,
                        max_size=2,
                    )
                }
            )
        }
    ),
    st.fixed_dictionaries(
        {
            "listing": st.fixed_dictionaries(
                {"of": OF, "columns": st.lists(LISTING_COLUMN, min_size=1, max_size=2)},
                optional={"where": WHERE, "row": st.sampled_from(["{dates}", "行", "{甲}"])},
            )
        }
    ),
    st.fixed_dictionaries(
        {"bullets": st.fixed_dictionaries({"caption": WORDS}, optional={"top": TOP})}
    ),
    st.fixed_dictionaries(
        {
            "chart": st.fixed_dictionaries(
                {"title": WORDS, "series": st.lists(asking({"label": WORDS}), min_size=1, max_size=2)},
                optional={"kind": st.sampled_from(["lines", "months", "shares"])},
            )
        }
    ),
    st.fixed_dictionaries(
        {
            "chronicle": st.fixed_dictionaries(
                {
                    "groups": st.lists(
                        st.fixed_dictionaries(
                            {"label": WORDS, "parts": st.lists(st.fixed_dictionaries({"of": OF}, optional={"where": WHERE}), min_size=1, max_size=1)}
                        ),
                        min_size=1,
                        max_size=1,
                    )
                }
            )
        }
    ),
)  # fmt: skip


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(blocks=st.lists(BLOCK, min_size=1, max_size=2))
def test_whatever_is_let_in_is_printed(world: TinyWorld, blocks: list[Any]) -> None:
    """Outlines made by chance: those without a fault never make the report fail."""
    try:
        parsed = BLOCKS.validate_python(blocks)
    except ValidationError:
        return
    if any(faults_of(parsed, scope_of(2023, "main"))):
        return
    OutlineSection.objects.all().delete()
    Outline.objects.all().delete()
    kept = section(world)
    if not BorrowedFigure.objects.exists():
        session(world)
        source = SourceDocument.objects.create(title="報告")
        for item, unit in (("a", "%"), ("0", "千円")):
            BorrowedFigure.objects.create(
                programme=world.programme, item=item, fiscal_year=2023, number="-1.5", unit=unit,
                sender=world.organisation(), received_on=date(2024, 4, 1), source=source,
            )  # fmt: skip
    kept.blocks = [block.model_dump(mode="json", exclude_defaults=True) for block in parsed]
    kept.save()
    document = compose(2023)
    for form in ("json", "text", "xlsx", "docx"):
        render(document, form)
