"""Bringing in rows from outside: files of any office read safely, columns recognised by their headings, every cell checked.

Each app's `imports.py` declares once what can come in: an `ImportKind` with its columns, and the verbs by which one row is
written, the same as the screen's. Nothing here knows a stored record; :mod:`banso.intake` runs a declaration over a file:

    imports(
        code="themes",                        # what `banso import` calls it; the name in Japanese is the model's, or `name`
        model=Theme,
        new=services.record_theme,            # one row → one call: facts as keywords, and `by`
        change=services.correct_theme,        # for a row whose record is there already; None if rows only ever add
        key=("code",),                        # facts by which a row finds its record; () if only the same row twice is the same
        columns=(
            Column("code", "テーマコード", Text(), required=True, example="sales"),
            Column("name", "テーマ", Text(), aliases=("相談テーマ", "分野"), required=True, example="販路開拓"),
            Column("position", "並び順", Whole()),
        ),
    )

A column's reader says what its cells hold: `Text`, `Day` (西暦 and 和暦), `Clock`, `Whole`, `Minutes` (1時間半, 1:30),
`Yen` (円, 千円… by the heading), `Exact` (12.5, △3), `Year` (年度), `Month` (月), `Choice` (by label), `Flag` (○),
`Linked` (another record, all cells asked at once), `Several` (more than one in a cell).
What needs more than one cell, such as a company or a category of the row's programme, is a `step` over many rows at once;
`SideBySide` are columns of which each makes a record of its own (第1希望, 第2希望…).
`Parent` is the step that finds the record a row belongs to, and brings the columns that name it.
"""

from .amounts import Exact, Minutes, Whole, Yen
from .declaring import Column, ImportKind, Row, SideBySide, Step, all_imports, import_kind, imports
from .parents import Parent
from .readers import Choice, Clock, Day, Flag, Linked, Month, Reader, Several, Text, Wrong, Year

__all__ = [
    "Choice",
    "Clock",
    "Column",
    "Day",
    "Exact",
    "Flag",
    "ImportKind",
    "Linked",
    "Minutes",
    "Month",
    "Parent",
    "Reader",
    "Row",
    "Several",
    "SideBySide",
    "Step",
    "Text",
    "Whole",
    "Wrong",
    "Year",
    "Yen",
    "all_imports",
    "import_kind",
    "imports",
]
