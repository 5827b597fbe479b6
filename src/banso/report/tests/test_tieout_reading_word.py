"""Word drafts: read as Word shows them with all changes accepted, and compared like that."""

import io
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from docx import Document as new_docx

from banso.report.render import render
from banso.report.tieout import run
from banso.report.tieout.finding import Status
from banso.report.tieout.reading.word import read_word

from .a_report import report
from .packages import packed, unpacked

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = {
    "w": W,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
}
DECLARED = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in SPACES.items())
BODY, RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
WHO = 'w:id="9" w:author="係" w:date="2024-04-02T09:00:00Z"'

DOCUMENT = report()
Parts = dict[str, str]
Alter = Callable[[Parts], Parts]


def empty_docx() -> dict[str, bytes]:
    file = io.BytesIO()
    new_docx().save(file)
    return unpacked(file.getvalue())


def r(text: str, properties: str = "", tag: str = "t") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def p(*inner: str, mark: str = "") -> str:
    return f"<w:p><w:pPr><w:rPr>{mark}</w:rPr></w:pPr>{''.join(inner)}</w:p>"


def tc(*blocks: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(blocks)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    shown = "".join(cell if cell.startswith("<") else tc(p(r(cell))) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{shown}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def change(name: str, inner: str) -> str:
    return f"<w:{name} {WHO}>{inner}</w:{name}>"


def sdt(inner: str) -> str:
    return f'<w:sdt><w:sdtPr><w:alias w:val="控え"/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'


def fld(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def box(*blocks: str) -> str:
    """A text box as Word writes it: once for today's readers, once more for those of old."""
    inner = f"<w:txbxContent>{''.join(blocks)}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def complex_field(code: str, result: str) -> str:
    return fld("begin") + r(code, tag="instrText") + fld("separate") + r(result) + fld("end")


RUBY = (
    '<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="center"/></w:rubyPr><w:rt><w:r><w:t>まどぐち</w:t></w:r></w:rt>'
    "<w:rubyBase><w:r><w:t>窓口</w:t></w:r></w:rubyBase></w:ruby></w:r>"
)
HIDDEN = "<w:vanish/>"

READ: dict[str, tuple[str, list[str]]] = {
    "an insertion": (p(r("訪問"), change("ins", r("12回"))), ["訪問12回"]),
    "a deletion": (p(change("del", r("11回", tag="delText")), r("12回")), ["12回"]),
    "a deletion within an insertion": (p(change("ins", r("二") + change("del", r("三", tag="delText")))), ["二"]),
    "moved text stands where it went": (
        p(change("moveFrom", r("研修 8名"))) + p(r("次に")) + p(change("moveTo", r("研修 8名"))),
        ["次に", "研修 8名"],
    ),
    "a deleted row": (tbl(tr("春", "3件"), tr("夏", "4件", properties=change("del", ""))), ["春|3件"]),
    "an inserted row": (tbl(tr("春", "3件"), tr("夏", "4件", properties=change("ins", ""))), ["春|3件", "夏|4件"]),
    "a deleted cell": (tbl(tr("春", tc(p(r("旧")), properties=change("cellDel", "")), "3件")), ["春|3件"]),
    "a deleted paragraph mark": (p(r("相談は"), mark=change("del", "")) + p(r("15件でした。")), ["相談は15件でした。"]),
    "an inserted paragraph mark": (p(r("前"), mark=change("ins", "")) + p(r("後")), ["前", "後"]),
    "a deleted paragraph mark before a table": (
        p(r("3 講習"), mark=change("del", "")) + tbl(tr("春", "3件")) + p(r("後")),
        ["3 講習", "春|3件", "後"],
    ),
    "a control of a block": (sdt(p(r("総評"))), ["総評"]),
    "a control of a table": (sdt(tbl(tr("春", "3件"))), ["春|3件"]),
    "a control of a row": (tbl(tr("春", "3件"), sdt(tr("夏", "4件"))), ["春|3件", "夏|4件"]),
    "a control of a cell": (tbl(tr("春", sdt(tc(p(r("3件")))))), ["春|3件"]),
    "a control of a run": (p(r("計 "), sdt(r("7件"))), ["計 7件"]),
    "controls in controls": (sdt(sdt(p(r("計 "), sdt(sdt(r("7件")))))), ["計 7件"]),
    "a simple field": (p(f'<w:fldSimple w:instr=" DOCPROPERTY 回数99 ">{r("5回")}</w:fldSimple>'), ["5回"]),
    "a complex field": (p(r("参加 "), complex_field(" =SUM(ABOVE) ", "26名")), ["参加 26名"]),
    "a field within a field's code": (
        p(fld("begin"), r(" IF ", tag="instrText"), complex_field(" PAGE ", "3"), fld("separate"), r("可"), fld("end")),
        ["可"],
    ),
    "a field over two paragraphs": (
        p(fld("begin"), r(" QUOTE ", tag="instrText"), fld("separate"), r("一")) + p(r("二"), fld("end")),
        ["一", "二"],
    ),
    "a field without a result": (p(fld("begin"), r(" XE 索引 ", tag="instrText"), fld("end"), r("本文")), ["本文"]),
    "a smart tag": (p(f'<w:smartTag w:uri="a" w:element="date">{r("6月")}</w:smartTag>', r("開催")), ["6月開催"]),
    "custom XML around a run": (p(f'<w:customXml w:element="a">{r("6月")}</w:customXml>', r("開催")), ["6月開催"]),
    "a link": (p("<w:hyperlink>", r("要覧"), "</w:hyperlink>"), ["要覧"]),
    "furigana": (p(RUBY, r("の相談")), ["窓口の相談"]),
    "a text box counts once": (p(r("下の囲み"), box(p(r("囲みの 9社")))), ["下の囲み", "囲みの 9社"]),
    "a table in a text box": (p(box(tbl(tr("春", "3件")))), ["春|3件"]),
    "a table in a layout table": (
        tbl(tr(tc(p(r("見出し")), tbl(tr("春", "3件"), tr("夏", "4件")), p()), "余白")),
        ["見出し", "春|3件", "夏|4件", "余白"],
    ),
    "a heading in a layout table": (tbl(tr(tc(p(r("3 講習")))), tr("春", "3件")), ["3 講習", "春|3件"]),
    "struck through": (p(r("10件", "<w:strike/>"), r("11件")), ["11件"]),
    "struck through twice": (p(r("10件", "<w:dstrike/>"), r("11件")), ["11件"]),
    "struck by a style": (p(r("10件", '<w:rStyle w:val="Gone"/>'), r("11件")), ["11件"]),
    "not struck after all": (
        p(r("10件", '<w:rStyle w:val="Gone"/><w:strike w:val="0"/>'), r("11件", '<w:strike w:val="false"/>')),
        ["10件11件"],
    ),
    "hidden": (p(r("控え 2件", HIDDEN), r("3件")), ["3件"]),
    "a hidden row": (tbl(tr("春", "3件"), tr("夏", "4件", properties="<w:hidden/>")), ["春|3件"]),
    "a raised mark": (p(r("31"), r("2", '<w:vertAlign w:val="superscript"/>'), r("件")), ["31件"]),
    "raised by a style": (p(r("31"), r("2", '<w:rStyle w:val="Mark"/>'), r("件")), ["31件"]),
    "lowered, not raised": (p(r("CO"), r("2", '<w:rStyle w:val="Mark"/><w:vertAlign w:val="subscript"/>')), ["CO2"]),
    "a mark of a footnote": (p(r("31件"), '<w:r><w:footnoteReference w:id="2"/></w:r>'), ["31件"]),
    "tabs and breaks": (p(r("春"), "<w:r><w:tab/></w:r>", r("3件"), "<w:r><w:br/></w:r>", r("夏")), ["春 3件 夏"]),
    "cells merged across and down": (
        tbl(
            tr(tc(p(r("区分")), properties='<w:gridSpan w:val="2"/>'), "回数"),
            tr(tc(p(r("講座")), properties='<w:vMerge w:val="restart"/>'), "入門", "3回"),
            tr(tc(p(), properties="<w:vMerge/>"), "応用", "4回"),
        ),
        ["区分||回数", "講座|入門|3回", "|応用|4回"],
    ),
}

STYLES = (
    '<w:style w:type="character" w:styleId="Struck"><w:name w:val="見え消し"/><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Gone"><w:name w:val="廃止"/><w:basedOn w:val="Struck"/></w:style>'
    '<w:style w:type="character" w:styleId="Mark"><w:name w:val="脚注番号"/>'
    '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
)


@pytest.mark.parametrize("kind", READ)
def test_what_is_read(kind: str, tmp_path: Path) -> None:
    body, expected = READ[kind]
    parts = empty_docx()
    parts[BODY] = f"<w:document {DECLARED}><w:body>{body}<w:sectPr/></w:body></w:document>".encode()
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b"</w:styles>", f"{STYLES}</w:styles>".encode())
    lines = read_word(packed(parts, tmp_path / "草案.docx")).lines
    assert ["|".join(cell.text for cell in line.cells) for line in lines] == expected


def put(text: str, *runs: str) -> Alter:
    """The one paragraph with this text says it in other runs."""

    def alter(parts: Parts) -> Parts:
        xml, count = re.subn(rf"<w:r>(<w:rPr/>)?<w:t>{text}</w:t></w:r>", lambda _: "".join(runs), parts[BODY])
        assert count == 1
        return {**parts, BODY: xml}

    return alter


def row_of(xml: str, label: str) -> str:
    return next(row for row in xml.split("<w:tr>") if f">{label}<" in row).split("</w:tr>")[0]


def visits_table(parts: Parts) -> str:
    table = next(table for table in parts[BODY].split("<w:tbl>") if "来所による相談" in table).split("</w:tbl>")[0]
    return f"<w:tbl>{table}</w:tbl>"


def around_visits(before: str, after: str) -> Alter:
    def alter(parts: Parts) -> Parts:
        table = visits_table(parts)
        return {**parts, BODY: parts[BODY].replace(table, f"{before}{table}{after}")}

    return alter


def row_before(label: str, *cells: str, properties: str) -> Alter:
    def alter(parts: Parts) -> Parts:
        row = f"<w:tr>{row_of(parts[BODY], label)}"
        return {**parts, BODY: parts[BODY].replace(row, tr(*cells, properties=properties) + row)}

    return alter


def struck_row(label: str) -> Alter:
    """A row of the report deleted under tracking."""

    def alter(parts: Parts) -> Parts:
        row = row_of(parts[BODY], label)
        return {**parts, BODY: parts[BODY].replace(row, f"<w:trPr>{change('del', '')}</w:trPr>{row}")}

    return alter


def visits_moved_into_a_box(parts: Parts) -> Parts:
    table = visits_table(parts)
    return {**parts, BODY: parts[BODY].replace(table, p(box(table, p())))}


def heading(text: str, to: Callable[[str], str]) -> Alter:
    """A heading's whole paragraph made into something else."""

    def alter(parts: Parts) -> Parts:
        xml = parts[BODY]
        at = xml.index(f">{text}")
        end = xml.index("</w:p>", at) + len("</w:p>")
        start = max(xml.rindex("<w:p>", 0, at), xml.rfind("<w:p ", 0, at))
        return {**parts, BODY: xml[:start] + to(xml[start:end]) + xml[end:]}

    return alter


NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def counted_by_word(parts: Parts) -> Parts:
    """Headings whose numbers Word makes are no text of theirs."""
    xml = parts[BODY]
    for text in ("1 窓口と訪問の相談", "2 取引の拡大", "3 講座の開催", "4 計画づくりの支援"):
        assert text in xml
        xml = xml.replace(f">{text}<", f">{text[2:]}<")
    return {**parts, BODY: xml.replace('<w:pStyle w:val="Heading2"/>', f'<w:pStyle w:val="Heading2"/>{NUMBERED}')}


def strict(parts: Parts) -> Parts:
    office = "http://schemas.openxmlformats.org"
    for old, new in (
        (f"{office}/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"),
        (f"{office}/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships"),
        (f"{office}/drawingml/2006/main", "http://purl.oclc.org/ooxml/drawingml/main"),
    ):
        parts = {name: text.replace(old, new) for name, text in parts.items()}
    return parts


def linked_to(target: str) -> Alter:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    link = f'<Relationship Id="rId900" Type="{kind}" Target="{target}"/>'
    return lambda parts: {**parts, RELATIONS: parts[RELATIONS].replace("</Relationships>", f"{link}</Relationships>")}


AGREES: dict[str, Alter] = {
    "corrected under tracking": put(
        "延べ1,305社", change("del", r("延べ1,350社", tag="delText")), change("ins", r("延べ1,305社"))
    ),
    "corrected by one digit": put("延べ1,305社", r("延べ1,3"), change("del", r("9", tag="delText")), r("05社")),
    "corrected by striking through": put("延べ1,305社", r("1,350社", "<w:strike/>"), r("延べ1,305社")),
    "a hidden old number before": put("延べ1,305社", r("1,350社 ", "<w:vanish/>"), r("延べ1,305社")),
    "a number out of a field": put("延べ1,305社", r("延べ"), complex_field(" =1350-45 ", "1,305"), r("社")),
    "a raised mark before the unit": put(
        "延べ1,305社", r("延べ1,305"), r("2", '<w:vertAlign w:val="superscript"/>'), r("社")
    ),
    "a mark of a footnote": put("延べ1,305社", r("延べ1,305社"), '<w:r><w:footnoteReference w:id="2"/></w:r>'),
    "digits in a smart tag": put("延べ1,305社", f'<w:smartTag w:element="n">{r("延べ1,305")}</w:smartTag>', r("社")),
    "the table in a control": around_visits("<w:sdt><w:sdtPr/><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    "the table in a layout table": around_visits("<w:tbl><w:tr><w:tc>", f"{p()}</w:tc>{tc(p())}</w:tr></w:tbl>"),
    "the table in a text box": visits_moved_into_a_box,
    "a deleted row of last year's": row_before("計", "夜間の相談", "11件", "12件", properties=change("del", "")),
    "a sentence in a text box": heading("常駐する相談員(", lambda paragraph: p(box(paragraph))),
    "a heading in a layout table": heading("3 講座の開催", lambda heading: tbl(tr(tc(heading)))),
    "a heading in a text box": heading("3 講座の開催", lambda heading: p(box(heading))),
    "a heading in a control": heading("3 講座の開催", sdt),
    "a heading under furigana": put("1 窓口と訪問の相談", r("1 "), RUBY, r("と訪問の相談")),
    "headings counted by Word": counted_by_word,
    "Strict Open XML": strict,
    "a link to nowhere": linked_to("../NULL"),
    "a link to a part that is gone": linked_to("media/image77.png"),
}

DIFFERS: dict[str, tuple[Alter, dict[Status, int]]] = {
    "made wrong under tracking": (
        put("延べ1,305社", change("del", r("延べ1,305社", tag="delText")), change("ins", r("延べ1,350社"))),
        {Status.DIFFERS: 1},
    ),
    "made wrong by striking through": (
        put("延べ1,305社", r("延べ1,305社", "<w:strike/>"), r("延べ1,350社")),
        {Status.DIFFERS: 1},
    ),
    "right only in a field's code": (
        put("延べ1,305社", complex_field(" QUOTE 延べ1,305社 ", "延べ1,350社")),
        {Status.DIFFERS: 1},
    ),
    "wrong in a simple field": (
        put("延べ1,305社", f'<w:fldSimple w:instr=" REF a ">{r("延べ1,350社")}</w:fldSimple>'),
        {Status.DIFFERS: 1},
    ),
    "wrong in a control": (put("延べ1,305社", sdt(r("延べ1,350社"))), {Status.DIFFERS: 1}),
    "deleted, nothing in its place": (
        put("延べ1,305社", change("del", r("延べ1,305社", tag="delText"))),
        {Status.NOT_IN_FILE: 1},
    ),
    "hidden": (put("延べ1,305社", r("延べ1,305社", "<w:vanish/>")), {Status.NOT_IN_FILE: 1}),
    "its row deleted": (struck_row("利用企業"), {Status.NOT_IN_FILE: 2}),
    "moved away": (put("延べ1,305社", change("moveFrom", r("延べ1,305社"))), {Status.NOT_IN_FILE: 1}),
}


def declaring(xml: str) -> str:
    """The same with the prefixes that our own markup uses."""
    missing = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in SPACES.items() if f"xmlns:{prefix}=" not in xml)
    return xml.replace("<w:document ", f"<w:document {missing} ", 1)


def others(alter: Alter, tmp_path: Path) -> dict[Status, int]:
    """How many findings of each kind but agreement the altered report of ours gets."""
    made = unpacked(render(DOCUMENT, "docx"))
    texts = {name: content.decode() for name, content in made.items() if name.endswith((".xml", ".rels"))}
    texts[BODY] = declaring(texts[BODY])
    altered = alter(texts)
    assert altered != texts
    ElementTree.fromstring(altered[BODY])  # noqa: S314 - our own
    parts = {**made, **{name: text.encode() for name, text in altered.items()}}
    result = run.compare(DOCUMENT, read_word(packed(parts, tmp_path / "草案.docx")))
    return dict(Counter(f.status for f in result.findings if f.status not in (Status.AGREES, Status.IMPLAUSIBLE)))


@pytest.mark.parametrize("kind", AGREES)
def test_what_shows_the_same_ties_out(kind: str, tmp_path: Path) -> None:
    assert others(AGREES[kind], tmp_path) == {}


@pytest.mark.parametrize("kind", DIFFERS)
def test_what_shows_something_else_differs(kind: str, tmp_path: Path) -> None:
    alter, expected = DIFFERS[kind]
    assert others(alter, tmp_path) == expected


def test_notes_and_margins_are_read(tmp_path: Path) -> None:
    """A note follows the paragraph or table that refers to it; what is printed over and under the pages counts where it says amounts."""
    mark = '<w:r><w:footnoteReference w:id="4"/></w:r>'
    parts = {name: content.decode() for name, content in empty_docx().items() if name.endswith((".xml", ".rels"))}
    root = parts[BODY]
    body = p(r("来場者"), mark) + tbl(tr(tc(p(r("31名"), mark.replace("4", "5"))), "県内")) + p(r("以上"))
    parts[BODY] = root[: root.index("<w:body>")] + f"<w:body>{body}</w:body></w:document>"
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    added = "".join(
        f'<Relationship Id="rId8{n}" Type="{kinds}/{kind}" Target="{kind}9.xml"/>'
        for n, kind in enumerate(("footnotes", "header", "footer"))
    )
    parts[RELATIONS] = parts[RELATIONS].replace("</Relationships>", f"{added}</Relationships>")
    notes = "".join(
        f'<w:footnote w:id="{n}">{p(r(text))}</w:footnote>' for n, text in ((4, "うち 6名は学生"), (5, "延べ"))
    )
    parts["word/footnotes9.xml"] = f"<w:footnotes {DECLARED}>{notes}</w:footnotes>"
    parts["word/header9.xml"] = f"<w:hdr {DECLARED}>{p(r('事業報告書'))}{p(r('相談 45件'))}</w:hdr>"
    parts["word/footer9.xml"] = f"<w:ftr {DECLARED}>{p(r('3 / 12'))}{p(r('令和6年3月'))}</w:ftr>"
    draft = read_word(packed({name: text.encode() for name, text in parts.items()}, tmp_path / "草案.docx"))
    assert [(line.cells[0].where, line.text) for line in draft.lines] == [
        ("段落1", "来場者"),
        ("脚注", "うち 6名は学生"),
        ("表1の1行1列", "31名 県内"),
        ("脚注", "延べ"),
        ("段落4", "以上"),
        ("ヘッダー", "相談 45件"),
    ]
