"""秘匿: which printed figures are flagged, and what a file without them says."""

import pytest

from banso.figures.cells import Cell
from banso.figures.periods import InYear
from banso.figures.values import Value, printed
from banso.registers.models import Unit
from banso.report.document import Chart, ChartKind, Document, Figure, FigureKey, FoundAs, Paragraph, Section, Series
from banso.report.secrecy import marked, suppressed, telling
from conftest import TinyWorld


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
