"""Rounded parts: the report says in a note that its total may not be their sum, and still ties out."""

from datetime import date
from pathlib import Path

import pytest

from banso.figures.models import BorrowedFigure, SourceDocument
from banso.report.compose import compose
from banso.report.document import Table
from banso.report.models import Outline, OutlineSection
from banso.report.render import render
from banso.report.tieout import run
from banso.report.tieout.reading.text import read_text
from conftest import TinyWorld

NOTE = "※端数を四捨五入しているため、計は内訳の合計と一致しないことがあります。"


def amount_in_yen(world: TinyWorld, item: str, number: int) -> None:
    BorrowedFigure.objects.create(
        programme=world.programme, item=item, fiscal_year=2023, number=number, unit="円", sender=world.organisation(),
        received_on=date(2024, 4, 1), source=SourceDocument.objects.get_or_create(title="報告")[0],
    )  # fmt: skip


def outline(world: TinyWorld) -> None:
    rows = [
        {"label": item, "measure": "figures.borrowed", "where": {"item": item}, "unit": "千円"}
        for item in ("会場費", "旅費")
    ]
    made = Outline.objects.create(fiscal_year=2023, title="令和5年度事業報告書", centre="センター")
    OutlineSection.objects.create(
        outline=made, position=0, level=1, number="1", programme=world.programme,
        blocks=[{"matrix": {"rows": [*rows, {"label": "計", "sum": ["会場費", "旅費"]}]}}],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("amounts", "printed", "notes"),
    [
        ((20_400, 31_400), ["20千円", "31千円", "52千円"], (NOTE,)),
        ((20_500, 31_500), ["21千円", "32千円", "52千円"], (NOTE,)),
        ((20_000, 31_000), ["20千円", "31千円", "51千円"], ()),
        ((20_400, 31_000), ["20千円", "31千円", "51千円"], ()),
    ],
)
def test_the_note_stands_where_rounding_shows(
    world: TinyWorld, tmp_path: Path, amounts: tuple[int, int], printed: list[str], notes: tuple[str, ...]
) -> None:
    outline(world)
    for item, number in zip(("会場費", "旅費"), amounts, strict=True):
        amount_in_yen(world, item, number)
    document = compose(2023)
    [table] = [block for block in document.chapters[0].blocks if isinstance(block, Table)]
    assert [f.printed for f in document.figures() if f.key.period == "FY2023"] == printed
    assert table.notes == notes
    text = render(document, "text").decode()
    assert (NOTE in text) == bool(notes)
    path = tmp_path / "草案.txt"
    path.write_text(text)
    assert run.compare(document, read_text(path)).ties_out
