"""The form of a block comes from its schema: what is stored goes into the form and out again unchanged, whatever the kind."""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from lxml import html

from banso.figures.measures import get_measure
from banso.report.models import Outline, OutlineSection
from banso.report.outline.blocks import BlockError, parsed
from banso.report.outline.forms.near import Near
from banso.report.outline.forms.posted import Reader, changed
from banso.report.outline.forms.ready import put_in
from banso.report.outline.forms.saying import in_words, told
from banso.report.outline.forms.shapes import Shape, kind_of, kinds, roots, shapes
from banso.report.outline.forms.tree import put_faults, tree
from banso.report.outline.load_outline import as_data
from banso.report.outline.schema import Block
from banso.work.consultations.models import Category
from conftest import TinyWorld, flat

HELD = {"measure": "consultations.held"}
OWN = [
    {"text": "{年度}は{件数}でした。\n\n次の段落。", "figures": {"件数": {**HELD, "row": "件数"}, "企業": {"measure": "consultations.companies"}}},
    {"matrix": {"caption": "", "columns": [{"label": "延べ", "group": "相談"}, {"label": "累計", "cumulative": True}],
                "rows": [{"label": "窓口", **HELD, "where": {"mode": ["desk", "phone"]}, "since": 2010, "qualifier": ""},
                         {"label": "計", "sum": ["窓口"], "only": ["延べ"]},
                         {"label": "業種", "only": ["延べ"], "breakdown": {**HELD, "by": "mode", "each": "{label}({figure})",
                          "groups": [{"label": "対面", "codes": ["desk", "walk_in"]}, {"label": "電話", "codes": ["phone"]}]}}]}},
    {"facts": {"layout": "down", "notes": ["注1", "注2"], "items": [{"label": "件数", **HELD, "year": -1, "unit": "件"},
               {"label": "主なもの", "top": {**HELD, "by": "theme", "most": 3}}]}},
    {"listing": {"of": "gatherings.sessions", "where": {"gathering__kind": "seminar"}, "row": "{dates} {place}",
                 "columns": [{"label": "日程", "of": "dates"}, {"label": "人数", "measure": "gatherings.attendees"}],
                 "count": {"measure": "gatherings.held", "row": "開催"}, "merge": ["日程"]}},
    {"bullets": {"caption": "主なテーマ", "items": ["資金繰り", "人材"]}},
    {"chart": {"kind": "months", "title": "率", "series": [{"label": "窓口の割合",
               "ratio": {"of": {**HELD, "where": {"mode": "desk"}}, "to": HELD, "places": 0}}]}},
    {"chart": {"kind": "shares", "title": "割合", "series": [{"label": "窓口", **HELD, "where": {"mode": "desk"}}]}},
    {"chronicle": {"groups": [{"label": "会議", "parts": [{"of": "governance.meetings", "where": {"body": "board"}}]}]}},
]  # fmt: skip


def catalogue_blocks() -> Iterator[dict[str, Any]]:
    """Of the reference outline one block of each make: what it says in which depth, whatever the words."""
    source = yaml.safe_load((settings.ROOT / "catalogue/aomori/outline-2023.yaml").read_text(encoding="utf-8"))
    seen: set[str] = set()

    def walk(sections: list[Any]) -> Iterator[dict[str, Any]]:
        for section in sections:
            for block in section.get("blocks", ()):
                if (make := _make(block)) not in seen:
                    seen.add(make)
                    yield block
            yield from walk(section.get("sections", ()))

    yield from walk(source["sections"])


def _make(data: Any) -> str:
    if isinstance(data, dict):
        return "{" + ",".join(sorted(f"{name}:{_make(value)}" for name, value in data.items())) + "}"
    return "[" + ",".join(sorted({_make(one) for one in data})) + "]" if isinstance(data, list) else "."


def plain(data: Any) -> Any:
    """A block as it is stored, codes as text and one code not in a list: the same question."""
    if not isinstance(data, dict):
        return [plain(one) for one in data] if isinstance(data, list) else data
    return {name: _codes(value) if name == "where" else [str(one) for one in value] if name == "codes" else plain(value)
            for name, value in data.items()}  # fmt: skip


def _codes(where: dict[str, Any]) -> dict[str, Any]:
    several = {
        name: [str(one) for one in codes] if isinstance(codes, list) else [str(codes)] for name, codes in where.items()
    }
    return {name: codes[0] if len(codes) == 1 else codes for name, codes in several.items()}


@pytest.fixture
def section(world: TinyWorld) -> OutlineSection:
    Category.objects.create(programme=world.programme, code="new", name="創業の相談")
    outline = Outline.objects.create(fiscal_year=2023, title="報告", centre="センター")
    return OutlineSection.objects.create(outline=outline, position=0, level=1, number="1", programme=world.programme)


def sent(kind: str, data: dict[str, Any], near: Near) -> tuple[dict[str, list[str]], str]:
    """What a browser would send of a block's form as it was made, and the form's words."""
    nodes = tree(kind, data, near)
    page = "".join(
        render_to_string(
            f"report/block_field{'s' if node.shape == 'group' else ''}.html", {"node": node, "group": node}
        )
        for node in nodes
    )
    form = html.fromstring(f"<div><form>{page}</form></div>").find(".//form")
    found: dict[str, list[str]] = {}
    for name, value in form.form_values():
        found.setdefault(name, []).append(value)
    return found, page


def test_every_block_goes_through_its_form(section: OutlineSection) -> None:
    """Each kind, and each make of block of the reference outline: stored → form → stored is the same."""
    near, tried = Near.section(section), []
    for block in (*OWN, *catalogue_blocks()):
        data = as_data(Block.model_validate(block))
        kind = kind_of(data)
        posted, page = sent(kind, data, near)
        read = Reader(posted).block(kind)
        assert plain(as_data(Block.model_validate(read))) == plain(data), block
        assert "measure" not in html.fromstring(f"<div>{page}</div>").text_content()
        tried.append(kind)
    assert set(tried) == set(kinds()) and len(tried) > 25


def test_every_field_of_every_block_has_words() -> None:
    """A new kind of block fails here until each of its fields says its name in Japanese, and so do its choices."""
    seen: dict[str, Shape] = {}

    def look(fields: tuple[Shape, ...], way: str) -> None:
        for shape in fields:
            seen[f"{way}.{shape.name}"] = shape
            if shape.part is not None and way.count(".") < 6:
                look(shapes(shape.part), f"{way}.{shape.name}")

    for kind in kinds():
        look(roots(kind), "")
    assert sorted({way for way, shape in seen.items() if shape.said.label.isascii()}) == []
    assert sorted({way for way, shape in seen.items() for label in shape.choices.values() if label.isascii()}) == []


def test_buttons_change_what_the_form_holds(section: OutlineSection) -> None:
    """One more, up, down, away, a part taken into use and given up: nothing else moves."""
    near = Near.section(section)

    def rows(posted: dict[str, list[str]]) -> list[str]:
        return [row.get("label", "") for row in Reader(posted).block("matrix")["matrix"].get("rows", [])]

    posted, _ = sent("matrix", OWN[1], near)
    assert rows(posted) == ["窓口", "計", "業種"]
    up, focus = changed(posted, "up:matrix.rows.1")
    assert (rows(up), focus) == (["計", "窓口", "業種"], "matrix.rows.0")
    assert rows(changed(posted, "down:matrix.rows.2")[0]) == rows(posted)
    assert rows(changed(posted, "drop:matrix.rows.0")[0]) == ["計", "業種"]
    more, focus = changed(posted, "add:matrix.rows")
    assert (rows(more), focus) == (["窓口", "計", "業種", ""], "matrix.rows.3")
    used, _ = changed(posted, "use:matrix.rows.0.breakdown")
    assert Reader(used).block("matrix")["matrix"]["rows"][0]["breakdown"] == {}
    assert (
        "breakdown" not in Reader(changed(used, "drop:matrix.rows.0.breakdown")[0]).block("matrix")["matrix"]["rows"][0]
    )
    for nonsense in ("", "up", "up:", "drop:²", "up:matrix.rows.²", "down:x.0", "eat:matrix"):
        assert rows(changed(posted, nonsense)[0]) == rows(posted)


def test_conditions_are_offered_in_words(section: OutlineSection) -> None:
    """Those of the measure, with the values there are; a column is offered what the rows count by; a new one waits for its values."""
    near = Near.section(section)
    data = {
        "matrix": {"columns": [{"label": "今年"}], "rows": [{"label": "相談", **HELD, "where": {"category": "new"}}]}
    }
    _, page = sent("matrix", data, near)
    words = html.fromstring(f"<div>{page}</div>").text_content()
    assert "創業の相談" in words and "相談方法" in words and "相談件数(件)" in words
    reader = Reader({"matrix.rows.0.label": ["相談"], "matrix.rows.0.where.+": ["mode"]})
    assert reader.wants_more()
    assert reader.block("matrix") == {"matrix": {"rows": [{"label": "相談", "where": {"mode": []}}]}}


def test_what_a_row_or_column_is_worked_out_of_is_offered(section: OutlineSection) -> None:
    """The rows above that hold numbers; the other columns but marks; a row to be part of for columns alone."""
    rows = [
        {"label": "相談", **HELD},
        {"label": "文", "text": "なし"},
        {"label": "比", "ratio": {"of": "相談", "to": "消えた行"}},
        {"label": "下", **HELD},
    ]
    columns = [{"label": "{年度}"}, {"label": "率", "ratio": {}}, {"label": "印", "mark": {"of": "率"}}]
    nodes = {
        node.path: node
        for root in tree("matrix", {"matrix": {"rows": rows, "columns": columns}}, Near.section(section))
        for node in root.walk()
    }
    offered = {path: [option.label for option in node.options] for path, node in nodes.items()}
    assert offered["matrix.rows.2.ratio.of"] == ["相談"]
    assert offered["matrix.rows.2.ratio.to"] == ["(いまはない値: 消えた行)", "相談"]
    assert "matrix.rows.2.ratio.to_row" not in nodes
    assert offered["matrix.columns.1.ratio.of"] == ["令和5年度"]
    assert offered["matrix.columns.1.ratio.to_row"] == ["相談", "比", "下"]
    assert offered["matrix.columns.2.mark.of"] == ["令和5年度", "率"]


def test_targets_and_last_year_by_one_button(section: OutlineSection) -> None:
    """The columns that nearly every table wants are put in whole; what they are worked out of is found, whatever it is called."""
    near = Near.section(section)
    posted, _ = sent("matrix", {"matrix": {"rows": [{"label": "相談", **HELD}]}}, near)
    more, focus = put_in(posted, "met")
    more, _ = put_in(more, "compared")
    assert focus == "matrix.columns.2"
    made = Reader(more).block("matrix")
    assert [column["label"] for column in made["matrix"]["columns"]] == [
        "{年度-1}",
        "{年度}",
        "目標",
        "達成率",
        "前年度比",
    ]
    assert made["matrix"]["columns"][3:] == [
        {"label": "達成率", "ratio": {"of": "{年度}", "to": "目標"}},
        {"label": "前年度比", "ratio": {"of": "{年度}", "to": "{年度-1}"}},
    ]
    assert parsed(made, section).matrix
    alone, _ = sent("matrix", {"matrix": {"columns": [{"label": "件数", "name": "今年"}], "rows": [HELD]}}, near)
    columns = Reader(put_in(alone, "compared")[0]).block("matrix")["matrix"]["columns"]
    assert columns[1] == {"label": "{年度-1}", "year": -1} and columns[2]["ratio"] == {"of": "今年", "to": "{年度-1}"}
    assert put_in(posted, "²") == (posted, "")


def test_what_says_nothing_can_be_ticked(section: OutlineSection) -> None:
    """未記入 is offered where records may say nothing, kept as an empty code, and counted; elsewhere it is refused."""
    near = Near.section(section)
    kept = {"facts": {"items": [{"label": "業種不明", **HELD, "where": {"industry": "", "size": ["small", ""]}}]}}
    posted, page = sent("facts", kept, near)
    assert "未記入" in html.fromstring(f"<div>{page}</div>").text_content()
    read = Reader(posted).block("facts")["facts"]["items"][0]["where"]
    assert read == kept["facts"]["items"][0]["where"]
    assert parsed(kept, section).facts
    mode = {"facts": {"items": [{"label": "件", **HELD, "where": {"mode": ""}}]}}
    with pytest.raises(BlockError, match="値のない記録はありません"):
        parsed(mode, section)
    assert "未記入" not in dict(near.register.values(get_measure("consultations.held"), "mode", "main") or ()).values()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"matrix": {"rows": [{"label": "窓口"}]}}, "行1「窓口」: 集計項目がありません。"),
        ({"matrix": {"rows": [HELD]}}, "行1 の 見出し: 「見出し」がありません"),
        ({"matrix": {"rows": [{"label": "計", "sum": ["窓口"]}]}}, "行1「計」: 計に入れる行「窓口」がこの表にありません"),
        ({"facts": {"items": [{"label": "件", **HELD, "where": {"mode": "no"}}]}}, "項目1「件」: 条件「相談方法」: 値「no」はありません"),
        ({"chart": {"title": "図", "years": 99, "series": [{"label": "件", **HELD}]}}, "推移の年数: 「推移の年数」の値「99」"),
        ({"text": "{人数}人"}, "文章: 文中の「{人数}」に当たる数値が文中の数値にありません。"),
    ],
)  # fmt: skip
def test_faults_stand_beside_their_fields_in_words(section: OutlineSection, data: dict[str, Any], says: str) -> None:
    kind = next(iter(data))
    with pytest.raises(BlockError) as caught:
        parsed(data, section)
    nodes = tree(kind, data, Near.section(section))
    put_faults(nodes, caught.value.faults, in_words)
    assert any(says in said for _, said in told(nodes)), told(nodes)


def test_a_table_is_made_on_screen(section: OutlineSection, world: TinyWorld) -> None:
    """Added, filled, seen as printed before it is saved, saved; a second who opened it before is told, with her words kept."""
    user, client = world.user("writer"), Client()
    world.allow(user, "change_outline", "change_programme", "view_programme", "view_outline")
    client.force_login(user)
    page = f"/report/sections/{section.pk}/blocks/new/?kind=matrix"
    assert "行 1" in flat(client.get(page).content)
    first = client.get(page).context["page"].opened
    typed = {
        "opened": str(first),
        "matrix.name": "実績",
        "matrix.rows.0.label": "相談件数",
        "matrix.rows.0.measure": HELD["measure"],
    }
    refused = client.post(page, {**typed, "matrix.rows.0.measure": "", "do": "save"})
    assert refused.status_code == 422 and "まだ保存していません" in refused.content.decode()
    seen = flat(client.post(page, {**typed, "do": "preview"}).content)
    assert "印刷のとおり" in seen and "<td>0件</td>" in seen.replace(' class="figure"', "")
    saved = client.post(page, {**typed, "do": "save"})
    assert saved["Location"] == f"/report/sections/{section.pk}/#b0"
    section.refresh_from_db()
    assert section.blocks == [{"matrix": {"rows": [{"measure": HELD["measure"], "label": "相談件数"}]}}]
    late = client.post(f"/report/sections/{section.pk}/blocks/0/", {**typed, "do": "save"})
    assert late.status_code == 409 and "writerさんが" in late.content.decode() and "相談件数" in late.content.decode()
    assert "相談件数" in flat(client.get(f"/report/sections/{section.pk}/").content)
    moved = client.post(f"/report/sections/{section.pk}/blocks/", {"do": "remove:0", "opened": "9999999999"})
    assert moved.status_code == 302 and not OutlineSection.objects.get().blocks
