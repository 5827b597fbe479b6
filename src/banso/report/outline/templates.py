"""Faults of texts with `{年度}` and figures in braces."""

from collections.abc import Collection, Iterator, Mapping

from banso.core.fiscal import KNOWN_YEARS

from .questions import Fault, Path, Scope, faults_of_question, faults_of_ratio
from .schema import Item, NamedFigure
from .words import names_in, years_in


def faults_of_label(text: str, scope: Scope, where: Path, known: Collection[str] = ()) -> Iterator[Fault]:
    """Faults of a text in which nothing but years (and the names known) may stand in braces."""
    for away in years_in(text):
        if scope.fiscal_year + away not in KNOWN_YEARS:
            yield where, f"文中の「{{年度{away:+}}}」は、年度として書けません。"
    for name in names_in(text):
        if name not in known:
            yield where, f"文中の「{{{name}}}」に当たる数値が figures にありません。"


def faults_of_template(text: str, figures: Mapping[str, NamedFigure], scope: Scope, where: Path) -> Iterator[Fault]:
    """Faults of a text with figures: each is declared, each is used, and each asks something that has an answer."""
    yield from faults_of_label(text, scope, where, figures)
    for name, figure in figures.items():
        place = (*where, "figures", name)
        if name not in names_in(text):
            yield where, f"figures の「{name}」が文中で使われていません。"
        yield from faults_of_figure(figure, scope, place)


def faults_of_figure(figure: NamedFigure | Item, scope: Scope, where: Path) -> Iterator[Fault]:
    """Faults of a figure that is counted, or worked out of two."""
    if figure.ratio is None:
        yield from faults_of_question(figure, scope, where)
    elif figure.measure or figure.target or figure.where:
        yield where, "ratio のある数値に、measure や条件は書けません。比べる2つの数値(of と to)のほうに書いてください。"
    else:
        yield from faults_of_ratio(figure.ratio, scope, where)
