"""Figures of reports printed before the centre kept records: brought in with their document, shown as such, never counted."""

from datetime import date
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from banso.core.errors import UserError
from banso.core.imports import import_kind
from banso.figures.models import FrozenFigure, PublishedFigure, SourceDocument
from banso.figures.services import record_published_figure
from banso.figures.values import NOT_OFFERED, Value
from banso.intake import services
from banso.intake.outcome import Outcome
from banso.report.closing.differences import differences
from banso.report.closing.freeze import close_year
from banso.report.closing.history import Origin, history
from banso.report.closing.published import value_of
from banso.report.compose import compose
from banso.report.document import Figure, Table
from banso.report.imports import read_printed
from conftest import TinyWorld

from .test_closing import consultation, outline

HEAD = "報告書の年度,年度,節,事業,表,項目,数値,出典,頁\n"
LINE = "令和4年度,{year},1-(1),{programme},,相談件数,{figure},令和4年度事業報告書,12頁\n"


def bring(text: str) -> tuple[object, Outcome]:
    brought = services.bring(import_kind("published-figures"), text.encode(), "過去.csv", by=None)
    return brought, services.run(brought, by=None)


def line(year: str = "", programme: str = "相談事業", figure: str = '"1,077件"') -> str:
    return LINE.format(year=year, programme=programme, figure=figure)


def figures(year: int) -> dict[tuple[str, str], Figure]:
    return {(f.key.row, f.key.column): f for f in compose(year).figures()}


def test_last_years_column_says_what_was_printed(world: TinyWorld) -> None:
    """With its document; the records of that year neither change it nor are added to it, and its own report counts them."""
    outline(world, 2022)
    outline(world, 2023)
    consultation(world, date(2022, 5, 1))
    consultation(world, date(2023, 5, 1))
    bring(HEAD + line())
    found = figures(2023)
    past, now = found["相談件数", "令和4年度"], found["相談件数", "令和5年度"]
    assert (past.printed, past.value, past.taken_from and past.taken_from.words) == (
        "1,077件",
        Value.counted(1_077),
        "令和4年度事業報告書 12頁",
    )
    assert (now.printed, now.prints) == ("1件", ())
    total = found["計", "令和4年度"]
    assert (total.printed, len(total.prints)) == ("1,077件", 1)
    (table,) = [block for section in compose(2023).walk() for block in section.blocks if isinstance(block, Table)]
    assert table.notes == ("「令和4年度」は「令和4年度事業報告書」に印刷された数値。",)
    own = figures(2022)["相談件数", "令和4年度"]
    assert (own.printed, own.prints) == ("1件", ())


def test_a_figure_through_the_years(world: TinyWorld) -> None:
    """Each year says where its number comes from, and a year that was printed and is counted says both."""
    outline(world, 2022)
    outline(world, 2023)
    consultation(world, date(2022, 5, 1))
    bring(HEAD + line() + line("令和3年度", figure="990件"))
    found = history(figures(2023)["相談件数", "令和5年度"])
    assert [(past.fiscal_year, past.printed, past.origin) for past in found] == [
        (2023, "0件", Origin.COUNTED),
        (2022, "1,077件", Origin.PUBLISHED),
        (2022, "1件", Origin.COUNTED),
        (2021, "990件", Origin.PUBLISHED),
    ]


def test_closing_keeps_the_print_and_counts_no_record_for_it(world: TinyWorld) -> None:
    """The closed report keeps the number as it was taken from paper, and never calls it a difference of the records."""
    outline(world, 2023)
    bring(HEAD + line())
    close_year(2023, by=None)
    frozen = FrozenFigure.objects.get(row="相談件数", column="令和4年度")
    assert (frozen.printed, frozen.cells, frozen.record_ids) == ("1,077件", [], [])
    consultation(world, date(2022, 5, 1))
    assert differences(2023) == []


def test_a_year_closed_here_takes_no_second_print(world: TinyWorld) -> None:
    """Its own closed figures are what it printed."""
    outline(world, 2022)
    close_year(2022, by=None)
    _, outcome = bring(HEAD + line())
    assert outcome.counts == {"refused": 1}
    assert not PublishedFigure.objects.exists()


def test_an_old_programme_and_the_way_back(world: TinyWorld) -> None:
    """What has long ended is kept by its name and said to stand alone; again changes nothing; undone, its document goes too."""
    outline(world, 2023)
    text = HEAD + line() + line(programme="昔の事業", figure="-件") + line("累計", figure='"9,045千円"')
    brought, outcome = bring(text)
    assert outcome.counts == {"created": 3}
    assert [bool(line.notes and "並びません" in line.notes[0]) for line in outcome.shown["created"]] == [
        False,
        True,
        False,
    ]
    rows = PublishedFigure.objects.order_by("pk").values_list(
        "programme__code", "state", "number", "cumulative", "unit"
    )
    assert list(rows) == [
        ("main", "counted", 1077, False, "件"),
        (None, "not_offered", None, False, "件"),
        ("main", "counted", 9045, True, "千円"),
    ]
    assert bring(text + "\n")[1].counts == {"same": 3}
    undone = services.undo(brought, by=None)  # type: ignore[arg-type]
    assert (undone.removed, undone.stays) == (4, [])
    assert not SourceDocument.objects.exists()


@pytest.mark.parametrize(
    ("text", "unit", "printed", "value"),
    [
        ("１，０７７件", "", "１，０７７件", Value.counted(1077)),
        ("1077", "件", "1,077件", Value.counted(1077)),
        ("9,045千円", "", "9,045千円", Value.counted(9_045_000)),
        ("4.5万円", "", "4.5万円", Value.counted(45_000)),
        ("3分の2以内", "", "3分の2以内", Value.counted(Fraction(2, 3))),
        ("延べ74社", "", "延べ74社", Value.counted(74)),
        ("－件", "", "-件", NOT_OFFERED),
        ("▲3件", "", "▲3件", Value.counted(-3)),
    ],
)
def test_what_paper_says(text: str, unit: str, printed: str, value: Value) -> None:
    """A number is read as it stands, and keeps the text it was printed in."""
    facts = read_printed(text, unit)
    assert (facts["printed"], value_of(PublishedFigure(**facts))) == (printed, value)


@pytest.mark.parametrize("text", ["多数", "12件(うち3件)", "0分の1"])
def test_what_is_no_figure(text: str) -> None:
    """Words are refused, never guessed."""
    with pytest.raises(UserError):
        read_printed(text)


def test_a_line_of_sums_is_a_figure_too(world: TinyWorld) -> None:
    """A report's 計 is no sum to be passed over."""
    outline(world, 2023)
    _, outcome = bring("行,事業,報告書の年度,数値,出典\n計,相談事業,R4,5件,報告書\n")
    assert outcome.counts == {"created": 1}
    assert figures(2023)["計", "令和4年度"].printed == "5件"


def test_a_number_or_none_but_not_both(world: TinyWorld) -> None:
    """On every way in: counted has a number; and nothing is printed of a year after its report."""
    source = SourceDocument.objects.create(title="x")
    facts = {
        "report_year": 2020,
        "fiscal_year": 2020,
        "programme_name": "x",
        "row": "y",
        "printed": "1",
        "source": source,
    }
    with pytest.raises(ValidationError, match="数値を入れてください"):
        record_published_figure(by=None, **facts)
    with pytest.raises(ValidationError, match="報告書の年度以前"):
        record_published_figure(by=None, **facts | {"number": 1, "fiscal_year": 2021})


def test_the_pages_name_the_document(world: TinyWorld) -> None:
    """The report marks the number, its trace leads to the print, and the front page lists the printed years."""
    client = Client()
    reader = world.user("reads")
    world.allow(reader, "view_outline", "view_publishedfigure")
    client.force_login(reader)
    outline(world, 2023)
    bring(HEAD + line())
    past = figures(2023)["相談件数", "令和4年度"]
    assert "令和4年度事業報告書 12頁に印刷された数値" in client.get("/report/2023/").content.decode()
    trace = client.get(f"/report/2023/figure/{past.anchor}/").content.decode()
    assert "記録から数えたものではなく" in trace
    assert "印刷された報告書" in trace
    assert "令和4年度の事業報告書" in client.get("/report/").content.decode()
