"""秘匿: which printed figures are flagged, and what a file without them says."""

from dataclasses import replace

import pytest

from banso.figures.cells import Cell
from banso.figures.floors import SmallCellFloor
from banso.figures.periods import InYear, Period, Since
from banso.figures.services import record_small_cell_floor
from banso.figures.values import Value, printed
from banso.registers.models import Unit
from banso.report.document import Chart, ChartKind, Document, Figure, FigureKey, FoundAs, Paragraph, Section, Series
from banso.report.secrecy import guarded, marked, suppressed, telling
from conftest import TinyWorld, refusal

THIS_YEAR = InYear(2023)


def figure(programme: str, number: int) -> Figure:
    value = Value.counted(number)
    key = FigureKey(programme, programme, "表", f"{number}", "令和5年度", "FY2023")
    cell = Cell.of("consultations.held", programme, InYear(2023))
    return Figure(key, cell, value, "件", "", printed(value, "件", ""), FoundAs.CELL)


@pytest.fixture
def document(world: TinyWorld) -> Document:
    """A section of a walled programme with the numbers 0 to 3 and a picture of 1 and 5; the open one has 1 too."""
    secret = world.add_programme("secret", "守秘の事業")
    secret.walled_to = Unit.objects.create(code="walled", name="守秘の部署", confidential=True)
    secret.save()
    chart = Chart(ChartKind.SHARES, "業種", ("製造", "小売"), (Series("件", (1, 5)),), "件")
    blocks = (Paragraph(tuple(figure("secret", number) for number in range(4))), chart)
    walled = Section("1", "1", "守秘", 1, "守秘の事業", blocks)
    public = Section("2", "2", "公開", 1, "相談事業", (Paragraph((figure("main", 1),)), chart))
    return Document(2023, "報告書", "センター", (walled, public))


def texts(section: Section) -> list[str]:
    return [run.printed for run in section.blocks[0].runs]


def test_one_or_two_records_of_a_walled_programme_tell(document: Document) -> None:
    """Not zero, not three, and nothing of a programme without a wall."""
    assert [found.printed for found in telling(document)] == ["1件", "2件"]


def test_the_limit_is_the_centres_own(document: Document, settings: object) -> None:
    """A centre that says three is warned of three."""
    settings.SECRECY_LIMIT = 3
    assert [found.printed for found in telling(document)] == ["1件", "2件", "3件"]


def test_the_screen_marks_and_a_file_hides_them(document: Document) -> None:
    """The document itself, which the tie-out reads, says what was counted."""
    shown = marked(document, telling(document))
    assert texts(shown.chapters[0]) == ["0件", "1件 ※秘匿注意", "2件 ※秘匿注意", "3件"]
    without = suppressed(document)
    assert texts(without.chapters[0]) == ["0件", "x", "x", "3件"] and "秘匿した数値" in without.title
    assert [chapter.blocks[1].series[0].values for chapter in without.chapters] == [(None, 5), (1, 5)]
    assert texts(without.chapters[1]) == ["1件"] and texts(document.chapters[0])[1] == "1件"


def broken_down(programme: str, number: int, category: str = "", period: Period = THIS_YEAR) -> Figure:
    value = Value.counted(number)
    key = FigureKey(programme, programme, "内訳", category or "計", period.key(), period.key())
    cell = Cell.of("consultations.held", programme, period, {"category": category} if category else {})
    return Figure(key, cell, value, "件", "", printed(value, "件", ""), FoundAs.CELL)


def as_printed(document: Document, *figures: Figure) -> list[str]:
    section = replace(document.chapters[0], blocks=(Paragraph(figures),))
    return texts(guarded(replace(document, chapters=(section, *document.chapters[1:]))).chapters[0])


def test_t25_a_breakdown_cell_with_one_firm_is_refused_and_the_total_printed(document: Document) -> None:
    """With it goes the next smallest, for the total would tell; a total of a year is printed however small; what is open stays."""
    parts = [broken_down("secret", number, code) for number, code in ((12, "a"), (1, "b"), (7, "c"))]
    assert as_printed(document, broken_down("secret", 20), *parts) == ["20件", "12件", "x", "x"]
    assert as_printed(document, broken_down("secret", 3)) == ["3件"]
    assert as_printed(document, broken_down("main", 20), broken_down("main", 1, "b")) == ["20件", "1件"]


def test_below_how_many_is_the_centres_own_from_a_year_on(document: Document) -> None:
    """The latest row that begins by the report's year; one of a later year says nothing yet; below two is none."""
    parts = [broken_down("secret", number, code) for number, code in ((12, "a"), (7, "b"), (8, "c"))]
    year = document.fiscal_year
    record_small_cell_floor(from_year=year + 1, floor=10, basis="要領", by=None)
    assert SmallCellFloor.of(year) == SmallCellFloor.USUAL == 5
    assert as_printed(document, broken_down("secret", 27), *parts) == ["27件", "12件", "7件", "8件"]
    record_small_cell_floor(from_year=year, floor=8, basis="要領", by=None)
    assert as_printed(document, broken_down("secret", 27), *parts) == ["27件", "12件", "x", "x"]
    assert refusal(record_small_cell_floor, from_year=year - 1, floor=1, basis="要領").keys() == {"__all__"}


def test_a_year_between_two_cumulative_figures_is_a_cell(document: Document) -> None:
    """Until last year 30, until this year 31: who came this year is one firm."""
    before, now = (broken_down("secret", n, "a", Since(2003, year)) for n, year in ((30, 2022), (31, 2023)))
    assert as_printed(document, before, now) == ["x", "31件"]
    assert as_printed(document, before, now, broken_down("secret", 1, "a")).count("x") == 2


def test_what_was_offered_is_no_breakdown_of_who_came(document: Document) -> None:
    """The applications of one scheme in a year are printed however few; those of one sort of firm are not."""
    one = broken_down("secret", 4)
    for where, shown in (({"scheme": "early", "kind": "claim"}, "4件"), ({"scheme": "early"}, "4件")):
        cell = Cell.of("turnaround.receipts", "secret", THIS_YEAR, where)
        assert as_printed(document, replace(one, cell=cell)) == [shown], where
    assert as_printed(document, broken_down("secret", 4, "b")) == ["x"]
