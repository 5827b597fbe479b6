"""What goes on paper and out as files: the meeting's paper on A3, every point in Excel, the minutes as Word."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from banso.core.era import format_date
from banso.core.typesetting import typeset
from banso.core.workbooks import HEAD, new_book

from .choices import Chair, Result, Seat, Tie
from .models import Candidate, Outcome, Panel, Reviewer
from .ranking import Line, shown
from .standing import Standing

TEMPLATE = Path(__file__).with_name("meeting.typ")
Row = list[str]


def proposal(line: Line) -> str:
    """What follows from the ranking, in words."""
    if line.proposed is None:
        return "同点(審査会で決定)"
    words = str(Result(line.proposed).label)
    return f"{words}{line.reserve_rank}位" if line.reserve_rank else words


def result(outcome: Outcome | None) -> str:
    """What the panel made of it, in words."""
    return outcome.words if outcome else ""


def place_of(line: Line) -> str:
    return "―" if line.rank is None else f"{line.rank}{'(同点)' if line.tied else ''}"


def past(standing: Standing) -> dict[int, str]:
    """What other panels put forward of the same companies, by candidate."""
    companies = {one.case.company_id: one.pk for one in standing.candidates if one.case.company_id}
    rows = Outcome.objects.filter(candidate__case__company__in=companies, result=Result.ADOPTED)
    rows = rows.exclude(candidate__panel=standing.panel).select_related("candidate__panel", "candidate__case")
    found: dict[int, list[str]] = {}
    for row in rows.order_by("decided_on", "pk"):
        key = companies[row.candidate.case.company_id or 0]
        found.setdefault(key, []).append(f"{row.candidate.panel}({format_date(row.decided_on)})")
    return {key: "、".join(dict.fromkeys(said)) for key, said in found.items()}


def ranking(standing: Standing) -> tuple[Row, list[Row], int]:
    """The ranking as a table: its headings, its rows, and how many rows stand above the line."""
    before = past(standing)
    head = [
        "順位",
        "受付",
        "企業・件名",
        "申請額(円)",
        *(who.name for who in standing.reviewers),
        standing.panel.get_method_display(),
    ]
    head += [
        *(f"{one.name}平均" for one in standing.criteria),
        "基準",
        "累計(円)",
        "過去の採択",
        "所見",
        "順位による案",
        "結果",
    ]
    rows = [_ranked(standing, candidate, line, before) for candidate, line in standing.lines]
    return head, rows, standing.above


def _ranked(standing: Standing, candidate: Candidate, line: Line, before: dict[int, str]) -> Row:
    cells = [standing.cell(candidate, who).label for who in standing.reviewers]
    means = [shown(line.by_item.get(one.pk)) for one in standing.criteria]
    name = f"{candidate.case.whose} {candidate.case.title}".strip()
    money = ["" if amount is None else f"{amount:,}" for amount in (candidate.asked, line.running)]
    given = [place_of(line), str(candidate.place), name, money[0], *cells, shown(line.mean), *means]
    said = ["、".join(line.failed), money[1], before.get(candidate.pk, ""), candidate.remark]
    return [*given, *said, proposal(line), result(standing.outcomes.get(candidate.pk))]


def meeting_paper(standing: Standing) -> bytes:
    """The paper that lies before the panel: one A3, the ranking with the line of the budget."""
    panel = standing.panel
    head, rows, above = ranking(standing)
    budget = "" if panel.budget is None else f"予算額 {panel.budget:,}円"
    places = "" if panel.places is None else f"採択数の上限 {panel.places}件"
    facts = [str(panel.programme), f"審査日 {format_date(panel.held_on)}", budget, places]
    line = " ".join(filter(None, ("ここまでが採択の範囲", budget, places))) if budget or places else ""
    numbers = [at for at, words in enumerate(head) if words.endswith("(円)")]
    long = [head.index(words) for words in ("基準", "過去の採択", "所見")]
    said = {"title": f"{panel} 審査資料", "facts": [one for one in facts if one], "head": head, "rows": rows}
    looks = {"above": above, "line": line, "wide": head.index("企業・件名"), "long": long, "numbers": numbers}
    return typeset(TEMPLATE, said | looks)


def workbook(standing: Standing) -> bytes:
    """Every point of every reviewer, and the ranking."""
    file = BytesIO()
    book = new_book(file)
    bold = book.add_format(HEAD)
    head = ["受付", "企業", "件名", "委員", "状態", *(one.name for one in standing.criteria), "合計", "意見・理由"]
    head_of_ranking, rows, _ = ranking(standing)
    for title, headings, lines in (("採点", head, _points(standing)), ("順位", head_of_ranking, rows)):
        sheet = book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        for column, words in enumerate(headings):
            sheet.write_string(0, column, words, bold)
            sheet.set_column(column, column, 14)
        for number, line in enumerate(lines, 1):
            for column, value in enumerate(line):
                (sheet.write_number if isinstance(value, int) else sheet.write_string)(number, column, value)
    book.close()
    return file.getvalue()


def _points(standing: Standing) -> Iterable[list[Any]]:
    for candidate in standing.candidates:
        for who in standing.reviewers:
            cell = standing.cell(candidate, who)
            if cell.pk is None or cell.seat is None:
                continue
            points: list[Any] = [(cell.points or {}).get(one.pk, "") for one in standing.criteria]
            begun = [candidate.place, candidate.case.whose, candidate.case.title, who.name, str(cell.seat.label)]
            yield [*begun, *points, "" if cell.total is None else cell.total, standing.words.get(cell.pk, "")]


def minutes(standing: Standing) -> bytes:
    """The minutes (議事録) as Word: who judged, by what, who was kept out, what came of it, and why where it departs from the ranking."""
    from docx import Document

    panel, paper = standing.panel, Document()
    paper.styles["Normal"].font.name = "Yu Mincho"
    paper.add_heading(f"{panel} 議事録", 1)
    paper.add_paragraph(f"1 日時  {format_date(panel.held_on)}   時   分から   時   分まで")
    paper.add_paragraph("2 場所  ")
    paper.add_paragraph("3 委員")
    for who in standing.reviewers:
        chair = "" if who.chair == Chair.MEMBER else f"({who.get_chair_display()})"
        there = f"({who.get_attendance_display()})" if who.attendance else ""
        paper.add_paragraph(f"{who.name}{chair} {who.title}{there}".strip(), style="List Bullet")
    if standing.quorum:
        paper.add_paragraph(standing.quorum)
    paper.add_paragraph(f"4 審査の方法  {panel.get_method_display()}による。")
    for one in standing.criteria:
        paper.add_paragraph(f"{one.name} {one.points}点{'(加点)' if one.bonus else ''}", style="List Bullet")
    paper.add_paragraph("5 除斥・棄権")
    for words in kept_out(standing) or ["なし"]:
        paper.add_paragraph(words, style="List Bullet")
    paper.add_paragraph("6 審査の結果")
    _results(paper, standing)
    paper.add_paragraph("7 順位と異なる扱い・付帯意見")
    whose = {one.pk: one.case.whose for one in standing.candidates}
    for words in [f"{whose[pk]}: {o.reason}" for pk, o in standing.outcomes.items() if o.reason] or ["なし"]:
        paper.add_paragraph(words, style="List Bullet")
    paper.add_paragraph("\n上記のとおり相違ありません。\n\n委員長                    \n\n記録者                    ")
    file = BytesIO()
    paper.save(file)
    return file.getvalue()


PLEDGE = (
    "1 委嘱の内容を承諾します。",
    "2 審査で知り得た申請者の情報、審査の経過、委員の氏名と採点を、公表されるまで、また公表されないものはその後も、他に漏らしません。",
    "3 申請者またはその計画と次の関係があるときは、その案件の内容を見る前に申告し、審査に加わりません。",
    "4 審査のために受け取った書類は、審査が終わったら返すか、消去します。",
)


def commissions(panel: Panel, rows: Iterable[tuple[Reviewer, str, date]], centre: str) -> bytes:
    """A letter of commission (委嘱状) for each reviewer with its number and day, and the sheet by which she accepts and pledges secrecy."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paper: Any = Document()
    right = WD_ALIGN_PARAGRAPH.RIGHT
    paper.styles["Normal"].font.name = "Yu Mincho"
    for place, (who, number, day) in enumerate(rows):
        if place:
            paper.add_page_break()
        for text in (number, format_date(day)):
            paper.add_paragraph(text).alignment = right
        paper.add_paragraph(f"{who.title} {who.name} 様".strip())
        paper.add_paragraph(centre).alignment = right
        paper.add_heading("委嘱状", 1)
        role = "" if who.chair == Chair.MEMBER else f"({who.get_chair_display()})"
        paper.add_paragraph(f"「{panel.programme}」の{panel}の審査委員{role}を委嘱します。")
        paper.add_paragraph(f"委嘱期間 {format_date(who.starts_on)}から{format_date(who.ends_on)}まで")
        paper.add_paragraph(f"審査日 {format_date(panel.held_on)}  採点期限 {format_date(panel.due_on)}")
        if panel.fee is not None:
            paper.add_paragraph(f"謝金 {panel.get_fee_by_display()}{panel.fee:,}円(税引前)")
        paper.add_page_break()
        paper.add_heading("承諾書・守秘の誓約書", 1)
        paper.add_paragraph(f"{centre} 御中")
        for text in PLEDGE:
            paper.add_paragraph(text)
        for tie in Tie.labels:
            paper.add_paragraph(str(tie), style="List Bullet")
        paper.add_paragraph(f"\n令和  年  月  日\n\n氏名 {who.name}              ").alignment = right
    file = BytesIO()
    paper.save(file)
    return file.getvalue()


def kept_out(standing: Standing) -> list[str]:
    """Who did not judge what: 除斥 with the tie, 棄権 with the reason."""
    found = []
    for candidate in standing.candidates:
        for who in standing.reviewers:
            cell = standing.cell(candidate, who)
            if cell.seat in (Seat.RECUSED, Seat.ABSTAINED):
                found.append(
                    f"「{candidate.case.whose}」の審査では、{who.name}委員は{cell.seat.label}({standing.words.get(cell.pk or 0, '')})"
                )
    return found


def _results(paper: Any, standing: Standing) -> None:
    head = ("順位", "受付", "企業・件名", "平均点", "採択候補額(円)", "結果")
    table = paper.add_table(rows=1, cols=len(head), style="Table Grid")
    for cell, words in zip(table.rows[0].cells, head, strict=True):
        cell.text = words
    for candidate, line in standing.lines:
        outcome = standing.outcomes.get(candidate.pk)
        name = f"{candidate.case.whose} {candidate.case.title}".strip()
        amount = f"{outcome.amount:,}" if outcome and outcome.amount is not None else ""
        texts = (place_of(line), str(candidate.place), name, shown(line.mean), amount, result(outcome) or "(未定)")
        for cell, words in zip(table.add_row().cells, texts, strict=True):
            cell.text = words
