"""What is said below a table of figures: how they were rounded, and what was taken from earlier printed reports."""

from collections.abc import Iterable
from fractions import Fraction

from banso.figures.comparing import ROUNDED, Way
from banso.figures.values import YEN, in_unit
from banso.report.document import Figure


def rounding_notes(figures: Iterable[Figure]) -> tuple[str, ...]:
    """A note (端数) where a printed total or difference, rounded from the unrounded one, is not that of its printed parts."""
    said = {word: None for figure in figures if (word := _inexact(figure))}
    return tuple(f"※端数を四捨五入しているため、{word}と一致しないことがあります。" for word in said)


def _inexact(figure: Figure) -> str:
    printed = in_unit(figure.value, figure.unit)
    parts = [number for part in figure.parts if (number := in_unit(part.value, part.unit)) is not None]
    if printed is None or not parts:
        return ""
    if figure.is_sum:
        off = abs(Fraction(printed) - sum(parts, start=Fraction(0))) * 2
        return "計は内訳の合計" if 0 < off <= len(parts) + 1 else ""
    if figure.comparison and figure.comparison.way is Way.DIFFERENCE and figure.unit in YEN:
        return "差は印刷した数値の差" if Fraction(printed) != Fraction(parts[0]) - parts[1] else ""
    return ""


def comparing_notes(figures: Iterable[tuple[str, Figure]]) -> tuple[str, ...]:
    """How rates and averages are rounded, and what marks are given for: those alike in one note. Figures come with their label."""
    rounded: dict[str, dict[str, None]] = {}
    for label, figure in figures:
        comparison = figure.comparison
        if figure.scale:
            rounded.setdefault(figure.scale.in_words(figure.parts[0].unit), {})[label] = None
        if comparison and comparison.way is not Way.DIFFERENCE:
            how = f"{comparison.last_place(figure.unit)}を{ROUNDED[comparison.rounding]}"
            rounded.setdefault(how, {})[label] = None
    return tuple(f"※{'、'.join(labels)}は{how}。" for how, labels in rounded.items())


def taken_from(figures: Iterable[Figure]) -> tuple[str, ...]:
    """A note for each column whose figures, or some of them, were taken from an earlier printed report."""
    notes = []
    counted = [figure for figure in figures if not (figure.comparison or figure.scale)]
    for column in dict.fromkeys(figure.key.column for figure in counted):
        there = [figure for figure in counted if figure.key.column == column]
        for title in dict.fromkeys(source.title for figure in there for source in figure.prints):
            rows = [figure.key.row for figure in there if title in {source.title for source in figure.prints}]
            which = "" if len(rows) == len(there) else f"の{'、'.join(rows)}"
            notes.append(f"「{column}」{which}は「{title}」に印刷された数値。")
    return tuple(notes)
