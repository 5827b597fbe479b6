"""Tie-out: numbers as a clerk reads them, and when two of them are the same figure."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from banso.figures.values import NOT_OFFERED, PENDING, Value, printed
from banso.report.compose.notes import rounding_notes
from banso.report.document import Figure, FigureKey, FoundAs
from banso.report.render import render
from banso.report.tieout import run
from banso.report.tieout.agreement import Agreements
from banso.report.tieout.dates import days_in
from banso.report.tieout.doubts import CHANGE, DIGITS, LIMIT, OTHER_UNIT, PART, SIGN, UNSURE
from banso.report.tieout.finding import Status
from banso.report.tieout.numbers import NumberReader, Said
from banso.report.tieout.reading.excel import read_excel
from banso.report.tieout.reading.text import read_text
from banso.report.tieout.reading.word import read_word

from .a_report import report, total

READERS = {".txt": read_text, ".docx": read_word, ".xlsx": read_excel}
READER = NumberReader({"件", "社", "名", "千円", "以内"})


def figure(value: Value | int, unit: str = "件", qualifier: str = "", row: str = "相談") -> Figure:
    value = Value.counted(value) if isinstance(value, int) else value
    key = FigureKey("1", "事業", "実績", row, "令和5年度", "FY2023")
    return Figure(key, None, value, unit, qualifier, printed(value, unit, qualifier), FoundAs.CELL)


def agrees(expected: Figure, text: str) -> bool:
    (token,) = READER.cell(text)
    return Agreements(READER).compare(expected, token).agrees


@pytest.mark.parametrize(
    "text",
    ["2,304件", "２，３０４件", "2304", "2、304件", "2,304.0件", "③2,304件", "2,304件²", "2,304※1", "2,304 注2)", "二千三百四件",
     "2,304(件)", "2,304 (対面とオンライン)", "2 3 0 4 件", "**2,304件**", "*2,304件", "2,\u200b304件", "二三〇四件",
     "2\u00a0304件", "2\u2007304件", "2،304件", "弐千参百四件", "二三○四件", "2千304件", "2,304 件", "約2,300件", "2,300件余", "2,300余件", "延べ2,304件"],
)  # fmt: skip
def test_other_spellings_of_one_number(text: str) -> None:
    assert agrees(figure(2_304), text)


@pytest.mark.parametrize(
    "text",
    ["△2,304件", "▲2,304", "−2,304件", "－2,304件", "(2,304)", "マイナス2,304件", "2,304社", "2,304.5件", "約2,400件", "2,400件余",
     "▼2,304件", "ー2,304件", "∆2,304件", "➖2,304件", "相談−2,304件", "2,304件未満", "2,3040件", "二千三百五件", "-件", "未集計", "2,304万円"],
)  # fmt: skip
def test_what_is_another_number(text: str) -> None:
    assert not agrees(figure(2_304), text)


@pytest.mark.parametrize(
    ("text", "same", "noted"),
    [
        ("7,146千円", True, False),
        ("7,146,000円", True, False),
        ("7,145,812円", True, False),
        ("714.6万円", True, False),
        ("715万円", True, True),
        ("7百万円", True, True),
        ("0.1億円", True, True),
        ("7146", True, False),
        ("七千百四十六千円", True, False),
        ("7,146(千円)", True, False),
        ("￥7,146,000", True, False),
        ("714万円", False, False),
        ("7,146万円", False, False),
        ("7,146円", False, False),
        ("8百万円", False, False),
        ("7,146,000", False, False),
    ],
)
def test_money_in_other_units(text: str, same: bool, noted: bool) -> None:
    """Compared in the figure's own unit; a coarser one agrees only as the rounded value it is, and is said so."""
    (token,) = READER.cell(text)
    result = Agreements(READER).compare(figure(7_145_812, "千円"), token)
    assert (result.agrees, bool(result.note)) == (same, noted)


DOUBTFUL = {
    SIGN: ["相談－18件", "相談-18件", "前年比ー18件", "セミナーー18件", "(△)18件", "△(18件)", "18件△", "一18件"],
    DIGITS: ["別表2 304件", "12 304件", "社※18件", "※12,304件", "†18件", "注18件", "1,07件", "2_304件", "2;304件", "2・304件",
             "018件", "12,34件", "2`304件", "2。304件"],
    CHANGE: ["減 18件", "増18件", "純増18件", "減少(18件", "18件減", "18件の増", "18件(減)", "18件増加", "＋18件", "±18件", "増減 18件"],
    LIMIT: ["目標18件", "目標は18件", "見込み18件", "最大18件", "平均18件", "定員 18件", "各18件", "毎月18件", "あと18件", "18件以内", "18件まで",
            "18件ずつ", "18件不足", "18件台", "18件予定", "1社当たり18件", "～18件", "≒18件", "18件〜"],
    PART: ["うち18件", "(内18件", "内数 18件", "ほか18件", "再掲:18件"],
    OTHER_UNIT: ["18名日", "延べ18人日", "18人月", "18件×3", "18件/月", "18件／回"],
    UNSURE: ["18件?", "18件(速報値)", "18件【要確認】", "18件（見込）", "18件(予定)", "18件(以上)", "18件(上限)", "旧18件", "誤 18件",
             "18件取消", "18件(R4)", "18件(累計)"],
}  # fmt: skip


@pytest.mark.parametrize("doubt", DOUBTFUL)
def test_a_spelling_that_may_mean_two_things_is_told(doubt: str) -> None:
    """A dash after a word may join or negate; digits apart may be one number or two; a word makes a number another thing."""
    found = {text: {token.doubt for token in READER.tokens(text)} for text in DOUBTFUL[doubt]}
    assert found == {text: {doubt} for text in DOUBTFUL[doubt]}


@pytest.mark.parametrize(
    "text",
    ["相談セミナー18件", "前年より4件増の18件", "18件に増加", "過去最大の18件", "4件から18件に増えた", "件数18件", "参加者数18件", "発注18件",
     "県内18件", "18件(増4件)", "18件(前年度4件)", "18件(会場・オンライン)", "18件中、4社", "18件が増資", "事業計画18件", "18件 増", "※ 18件",
     "18件※4", "1)18件", "(注)18件", "18件の計画"],
)  # fmt: skip
def test_words_that_leave_a_number_as_it_is(text: str) -> None:
    assert not READER.tokens(text)[-1 if text.endswith("18件") else 0].doubt


def test_brackets_around_what_is_counted_are_an_aside() -> None:
    """Money and bare numbers are negative in brackets; heads and cases are told by the way."""
    read = {
        text: READER.cell(text)[0] for text in ("(18)", "(18千円)", "(18件)", "(18件", "[18社]", "△(18件)", "(-18件)")
    }
    assert [(str(one.amount), one.doubt) for one in read.values()] == [
        ("-18", ""), ("-18000", ""), ("18", PART), ("18", PART), ("18", PART), ("18", SIGN), ("-18", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["20〜30件", "20件～30件", "20-30件", "20ー30件", "20か30件", "20件または30件", "20から30件", "20件ないし30件"],
)
def test_a_range_is_no_figure(text: str) -> None:
    assert not READER.cell(text)


def test_nothing_is_not_zero() -> None:
    assert (
        agrees(figure(NOT_OFFERED), "－") and agrees(figure(NOT_OFFERED), "-件") and agrees(figure(PENDING), "未集計")
    )
    assert not agrees(figure(0), "－") and not agrees(figure(NOT_OFFERED), "0件") and not agrees(figure(PENDING), "-件")


def test_heads_are_not_visits() -> None:
    assert not agrees(figure(74, "社", "延べ"), "実74社") and agrees(figure(74, "社", "延べ"), "74社")
    assert agrees(figure(34, "名"), "34人")


@pytest.mark.parametrize("text", ["第3回", "令和5年度", "4回目の相談", "(単位:千円)", "数十名", "R5件", "2-1"])
def test_what_is_no_figure(text: str) -> None:
    assert READER.tokens(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "令和5年5月1日",
        "R5.5.1",
        "r5/5/1",
        "令5.5.1",
        "2023-05-01",
        "２０２３年５月１日",
        "令和五年五月一日",
        "令和 5 年 5 月 1 日",
    ],
)
def test_a_day_in_any_spelling(text: str) -> None:
    assert [day.isoformat() for day in days_in(text)] == ["2023-05-01"]


def test_rounded_parts_get_a_note() -> None:
    """1.4 and 1.4 千円 print as 1 and 1, their sum as 3: right, and said."""
    parts = [figure(1_400, "千円"), figure(1_400, "千円")]
    assert total(parts, "計").printed == "3千円"
    assert len(rounding_notes([*parts, total(parts, "計")])) == 1
    whole = [figure(1_000, "千円"), figure(1_000, "千円")]
    assert rounding_notes([*whole, total(whole, "計")]) == ()


NUMBERS = st.one_of(
    st.integers(0, 40),
    st.integers(-5_000, 60_000_000),
    st.fractions(0, 3, max_denominator=9),
)
VALUES = st.one_of(NUMBERS.map(Value.counted), st.sampled_from([NOT_OFFERED, PENDING, Value.counted(0)]))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(values=st.lists(VALUES, min_size=40, max_size=40), form=st.sampled_from(["text", "docx", "xlsx"]))
def test_banso_s_own_report_always_ties_out(values: list[Value], form: str, tmp_path: Path) -> None:
    """Whatever the records: zeros, equal numbers everywhere, negative ones, rates, what was not offered or is not in yet."""
    document = report(iter(values))
    path = tmp_path / ("own.txt" if form == "text" else f"own.{form}")
    path.write_bytes(render(document, form))
    result = run.compare(document, READERS[path.suffix](path))
    assert [f for f in result.findings if f.status not in (Status.AGREES, Status.IMPLAUSIBLE)] == []
    assert result.count(Status.AGREES) == len(document.figures())


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_figure_changes_unseen(data: st.DataObject, tmp_path: Path) -> None:
    """Any figure of any report printed otherwise is told: a silent 一致 would be the worst."""
    values = data.draw(st.lists(st.integers(0, 3_000).map(Value.counted), min_size=40, max_size=40))
    document, path = report(iter(values)), tmp_path / "草案.txt"
    changed = data.draw(st.sampled_from([f for f in document.figures() if not f.parts]))
    other = report(iter([*values[: (at := _place(document, changed))], Value.counted(7_000_000), *values[at + 1 :]]))
    path.write_bytes(render(other, "text"))
    result = run.compare(document, READERS[path.suffix](path))
    said = {f.key for f in result.findings if f.status is Status.DIFFERS}
    assert changed.key in said and not result.ties_out


def _place(document, figure: Figure) -> int:  # type: ignore[no-untyped-def]
    return [one.key for one in document.figures() if not one.parts].index(figure.key)


def test_kinds_of_silence() -> None:
    assert [READER.cell(text)[0].said for text in ("-", "-件", "未集計", "0件")] == [
        Said.NOTHING,
        Said.NOTHING,
        Said.PENDING,
        Said.NUMBER,
    ]
