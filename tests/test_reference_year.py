"""The reference year: every published figure from the records, in every format, and every change seen."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document as open_docx

from banso.core.voiding import void
from banso.figures.cells import Cell
from banso.figures.evaluate import evaluate
from banso.report.compose import compose, questions
from banso.report.document import Figure
from banso.report.render import render
from banso.report.tieout.finding import Status
from banso.report.tieout.run import tie_out

from .conftest import CATALOGUE

PUBLISHED = CATALOGUE / "published" / "figures-fy2023.csv"
BOARD = CATALOGUE / "published" / "governance-fy2023.csv"
COLUMNS = ("section", "programme", "table", "row", "column", "period", "printed", "found_as")


def published() -> list[tuple[str, ...]]:
    with PUBLISHED.open(encoding="utf-8", newline="") as lines:
        return [tuple(row[name] for name in COLUMNS) for row in csv.DictReader(lines)]


def composed() -> list[tuple[str, ...]]:
    keys = [(f, f.key) for f in compose(2023).figures()]
    return [(k.section, k.programme, k.table, k.row, k.column, k.period, f.printed, f.found_as.value) for f, k in keys]


def test_every_published_figure_and_no_other(reference: None) -> None:
    """All 182, printed alike and standing alike, and the report prints no figure besides."""
    assert len(published()) == 182
    assert sorted(composed()) == sorted(published())


def test_the_report_is_composed_in_few_queries(reference: None) -> None:
    """A budget: one query a measure and grouping, not one a figure."""
    with CaptureQueriesContext(connection) as queries:
        compose(2023)
    assert len(queries) <= 125


def test_the_boards_year_ties_out(reference: None) -> None:
    """All 20 entries, by day and matter."""
    result = tie_out(BOARD)
    assert result.events == (20, 20) and result.ties_out


@pytest.mark.parametrize("form", ["docx", "xlsx", "text"])
def test_what_banso_wrote_ties_out(reference: None, tmp_path: Path, form: str) -> None:
    """Word, Excel and text of our own agree on every figure and entry, and are warned of the implausible fair."""
    path = tmp_path / f"報告書.{'txt' if form == 'text' else form}"
    path.write_bytes(render(compose(2023), form))
    result = tie_out(path)
    assert result.fiscal_year == 2023
    assert (result.count(Status.AGREES), result.events, result.ties_out) == (182, (20, 20), True)
    doubtful = {(f.key.section, f.key.row) for f in result.findings if f.status is Status.IMPLAUSIBLE}
    assert doubtful == {("1-(2)-②-イ", row) for row in ("商談件数", "商談成立件数", "商談成立金額")}


def test_case_33_a_sum_beyond_the_cap_of_each_is_implausible(reference: None, tmp_path: Path) -> None:
    """Worked case 33: 49 grants of at most a million came to 28,880,000; 50,000,000 printed is warned of, 49,000,000 is not."""
    text = render(compose(2023), "text").decode()
    said = {}
    for printed in ("50,000千円", "49,000千円"):
        path = tmp_path / f"{printed}.txt"
        path.write_text(text.replace("28,880千円", printed), encoding="utf-8")
        found = tie_out(path).findings
        said[printed] = [f.note for f in found if f.status is Status.IMPLAUSIBLE and f.key.row == "交付金額"]
    assert said["49,000千円"] == []
    assert said["50,000千円"] == [
        "49件に上限額を掛けた49,000,000円を超えています。写し間違いでないか確かめてください。"
    ]


def test_pdf_has_every_chapter(reference: None) -> None:
    """A PDF comes out, several pages long."""
    content = render(compose(2023), "pdf")
    assert content.startswith(b"%PDF") and len(content) > 100_000


def test_a_clerks_edit_in_word_is_found(reference: None, tmp_path: Path) -> None:
    """One number changed, one sentence reworded around its figure, one row deleted: exactly these are said."""
    path = tmp_path / "報告書.docx"
    path.write_bytes(render(compose(2023), "docx"))
    word = open_docx(str(path))
    cell = next(c for t in word.tables for r in t.rows for c in r.cells if c.text == "1,077件")
    cell.paragraphs[0].runs[0].text = "1,078件"
    sentence = next(p for p in word.paragraphs if "プロジェクトマネージャー(6名)" in p.text)
    sentence.runs[0].text = "６名のプロジェクトマネージャーを置きました。"
    row = next(r for t in word.tables for r in t.rows if r.cells[0].text == "出張相談会開催回数")
    row._tr.getparent().remove(row._tr)
    word.save(str(path))
    result = tie_out(path)
    said = {
        (f.status, f.key.row, f.key.column, f.printed)
        for f in result.findings
        if f.status not in (Status.AGREES, Status.IMPLAUSIBLE)
    }
    assert said == {
        (Status.DIFFERS, "窓口相談", "令和5年度", "1,078件"),
        (Status.SUM_DIFFERS, "計", "令和5年度", "2,539件"),
        (Status.NOT_IN_FILE, "出張相談会開催回数", "令和4年度", ""),
        (Status.NOT_IN_FILE, "出張相談会開催回数", "令和5年度", ""),
    }
    assert not result.ties_out


def values(figures: list[Figure]) -> dict[Cell, Any]:
    return evaluate({f.cell for f in figures if f.cell})


def moved(before: dict[Cell, Any], after: dict[Cell, Any]) -> dict[tuple[str, str, str], tuple[Any, Any]]:
    """{(measure, conditions, period): (before, after)} of the cells whose value changed."""
    return {
        (cell.measure, cell.conditions, cell.period.key()): (before[cell].number, after[cell].number)
        for cell in before
        if before[cell] != after[cell]
    }


def test_one_consultation_moves_exactly_its_figures(reference: None) -> None:
    """A new desk consultation of FY2023 moves one figure by one; moved to 1 April it leaves the report; deleted, all is as before."""
    from banso.registers.models import Company, Programme
    from banso.work.consultations import services

    figures = questions(2023)
    before = values(figures)
    record = services.record_consultation(
        by=None,
        programme=Programme.objects.get(code="one-stop"),
        held_on=date(2024, 3, 31),
        mode="desk",
        company=Company.objects.first(),
    )
    expected = {("consultations.held", "mode=desk,online,phone", "FY2023"): (1077, 1078)}
    assert moved(before, values(figures)) == expected
    services.correct_consultation(record, by=None, held_on=date(2024, 4, 1))
    assert moved(before, values(figures)) == {}
    services.correct_consultation(record, by=None, held_on=date(2023, 3, 31))
    assert moved(before, values(figures)) == {("consultations.held", "mode=desk,online,phone", "FY2022"): (904, 905)}
    void(record, reason="誤り", by=None)
    assert moved(before, values(figures)) == {}


def test_a_firm_that_comes_again_is_one_firm(reference: None) -> None:
    """A second consultation of a firm of the year moves 相談件数, not 相談企業数."""
    from banso.registers.models import Programme
    from banso.work.consultations.models import Consultation

    figures = questions(2023)
    before = values(figures)
    programme = Programme.objects.get(code="succession")
    known = Consultation.objects.filter(programme=programme, fiscal_year=2023).first()
    assert known is not None
    Consultation.objects.create(programme=programme, held_on=date(2023, 4, 1), mode="desk", company=known.company)
    assert moved(before, values(figures)) == {("consultations.held", "", "FY2023"): (1162, 1163)}
