"""A small report of an invented centre for FY2023, as a document: enough of each kind of table to tie drafts out against."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import count

from banso.figures.values import NOT_OFFERED, Value, printed
from banso.report.document import (
    BodyCell,
    Document,
    Figure,
    FigureKey,
    FoundAs,
    HeadCell,
    Paragraph,
    Runs,
    Section,
    Table,
)

LAST, THIS = "令和4年度", "令和5年度"
Numbers = Iterator[Value]


def usual() -> Numbers:
    """Different numbers everywhere."""
    return (Value.counted(1_083 + 37 * n) for n in count())


class Writing:
    """Makes figures out of a run of values, in reading order; the usual ones are whole 千円 where they are money."""

    def __init__(self, values: Numbers | None) -> None:
        self.values = values or usual()
        self.yen = 1 if values else 1_000

    def figure(self, section: str, table: str, row: str, column: str, unit: str = "件", qualifier: str = "") -> Figure:
        value = next(self.values)
        if unit == "千円" and value.number is not None:
            value = Value.counted(value.number * self.yen)
        year = {LAST: "FY2022", "累計": "cumulative"}.get(column, "FY2023")
        key = FigureKey(section, f"事業{section}", table, row, column, year)
        return Figure(key, None, value, unit, qualifier, printed(value, unit, qualifier), FoundAs.CELL)

    def row(
        self, section: str, table: str, row: str, columns: list[str], unit: str = "件", qualifier: str = ""
    ) -> Runs:
        return tuple(self.figure(section, table, row, column, unit, qualifier) for column in columns)


def total(parts: list[Figure], row: str) -> Figure:
    first = parts[0]
    known = [part.value.number for part in parts if part.value.number is not None]
    value = Value.counted(sum(known, start=Fraction(0))) if known else NOT_OFFERED
    key = FigureKey(first.key.section, first.key.programme, first.key.table, row, first.key.column, first.key.period)
    return Figure(key, None, value, first.unit, "", printed(value, first.unit), FoundAs.CELL, tuple(parts))


def _matrix(caption: str, columns: list[str], rows: list[tuple[str, Runs]]) -> Table:
    head = (HeadCell(("区分",)), *(HeadCell((column,)) for column in columns))
    body = tuple((BodyCell((label,), is_label=True), *(BodyCell((run,)) for run in runs)) for label, runs in rows)
    return Table(caption.strip("【】"), caption, (head,), body)


def _visits(write: Writing) -> Section:
    staff = write.figure("1", "本文", "相談員", "値", "名")
    desk, away = (write.row("1", "実績", name, [LAST, THIS]) for name in ("来所による相談", "企業への訪問"))
    sums = tuple(
        total([a, b], "計") for a, b in zip(desk, away, strict=True) if isinstance(a, Figure) and isinstance(b, Figure)
    )
    firms = write.row("1", "実績", "利用企業", [LAST, THIS], "社", "延べ")
    rows = [("来所による相談", desk), ("企業への訪問", away), ("計", sums), ("利用企業", firms)]
    text = Paragraph(("常駐する相談員(", staff, ")が事業者の悩みを聞きました。"))
    return Section("1", "1", "窓口と訪問の相談", 2, "事業1", (text, _matrix("【実績】", [LAST, THIS], rows)))


def _fair(number: str, mark: str, heading: str, write: Writing) -> Section:
    columns = ["全体", "うち県内企業"]
    rows = [
        (name, write.row(number, "実績", name, columns, unit)) for name, unit in (("面談数", "件"), ("成約額", "千円"))
    ]
    return Section(number, mark, heading, 3, f"事業{number}", (_matrix("【実績】", columns, rows),))


def _training(write: Writing) -> Section:
    days = [
        ("入門講座", "令和5年6月", "中央会館"),
        ("", "令和5年9月", "港町会館"),
        ("実践講座", "令和6年1月", "中央会館"),
    ]
    head = tuple(HeadCell((text,)) for text in ("講座", "時期", "会場", "受講者"))
    body = []
    for name, month, place in days:
        people = write.figure("3", "実績", f"{name}{month}", "受講者", "名")
        label = (BodyCell((name,), rowspan=2 if name == "入門講座" else 1, is_label=True),) if name else ()
        body.append((*label, BodyCell((month,)), BodyCell((place,)), BodyCell((people,))))
    return Section("3", "3", "講座の開催", 2, "事業3", (Table("実績", "【実績】", (head,), tuple(body)),))


def _plans(write: Writing) -> Section:
    columns = [LAST, THIS, "累計"]
    tables = [
        _matrix(f"【{name}】", columns, [(row, write.row("4", name, row, columns)) for row in ("受付", "完了")])
        for name in ("改善計画の策定", "早期の改善計画の策定")
    ]
    return Section("4", "4", "計画づくりの支援", 2, "事業4", tuple(tables))


def _board() -> Section:
    rows = [
        ("人事", "令和5年5月1日", "山川 花子 理事就任"),
        ("会議", "令和5年6月20日", "第1回理事会\n議案第1号 事業報告"),
    ]
    body = tuple(
        (BodyCell((label,), is_label=True), BodyCell((day,)), BodyCell((matter,))) for label, day, matter in rows
    )
    head = (tuple(HeadCell((text,)) for text in ("区分", "年月日", "事項")),)
    return Section("", "", "庶務の記録", 1, "", (Table("", "", head, body, dated=True),))


def report(values: Numbers | None = None) -> Document:
    """The report with these values in reading order: usual ones where none are given."""
    write = Writing(values)
    visits = _visits(write)
    fairs = (_fair("2-ア", "ア", "春の商談会", write), _fair("2-イ", "イ", "秋の商談会", write))
    trade = Section("2", "2", "取引の拡大", 2, "事業2", (), fairs)
    work = Section("", "", "事業の実績", 1, "", (), (visits, trade, _training(write), _plans(write)))
    return Document(2023, "令和5年度事業報告書", "みなと産業支援センター", (work, _board()))
