"""Names of figures in a whole outline: a figure is printed, closed and found again by its name, so no two may share one."""

from collections.abc import Iterator

from banso.report.compose import sections_asked
from banso.report.document import FigureKey, section_figures
from banso.report.models import Outline

LONGEST = {"table": 120, "row": 200, "column": 120, "programme": 120}
WORDS = {"table": "表", "row": "行", "column": "列", "programme": "事業"}


def clashes(outline: Outline) -> Iterator[tuple[int, str]]:
    """What is wrong with the names of an outline's figures: the section's place among its sections, and what in Japanese.

    Raises UserError for an outline that can't be composed.
    """
    seen: dict[tuple[str, str, str, str], tuple[str, str]] = {}
    for position, section in enumerate(sections_asked(outline)):
        for figure in section_figures(section):
            key = figure.key
            asked = (figure.identity, section.title)
            first = seen.setdefault((key.section, key.table, key.row, key.column), asked)
            if first[0] != figure.identity:
                yield (
                    position,
                    f"{_named(key)}が2つあり、違う数値です({first[1]}にもあります)。name などで区別してください。",
                )
            for part, longest in LONGEST.items():
                if len(getattr(key, part)) > longest:
                    yield (
                        position,
                        f"{WORDS[part]}の名前は{longest}文字以内にしてください({getattr(key, part)[:20]}…)。",
                    )


def _named(key: FigureKey) -> str:
    return f"「{key.table} {key.row} {key.column}」という名前の数値"
