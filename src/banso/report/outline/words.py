"""Templates: texts with `{年度}` and figures in braces."""

import re
from collections.abc import Callable

from banso.core.fiscal import KNOWN_YEARS, fiscal_year_label
from banso.report.document import Run, Runs

_BRACES = re.compile(r"\{([^{}\n]+)\}")
_YEAR = re.compile(r"年度([+-]\d{1,6})?", re.ASCII)


def names_in(template: str) -> list[str]:
    """The figures a template names, in order."""
    return [name for name in _BRACES.findall(template) if not _YEAR.fullmatch(name)]


def years_in(template: str) -> list[int]:
    """The years a template names, counted from the report's own."""
    found = (_YEAR.fullmatch(name) for name in _BRACES.findall(template))
    return [int(match[1] or 0) for match in found if match]


def with_years(template: str, fiscal_year: int) -> str:
    """The template with its years written out; other braces stay."""

    def year(match: re.Match[str]) -> str:
        found = _YEAR.fullmatch(match[1])
        asked = fiscal_year + int(found[1] or 0) if found else 0
        return fiscal_year_label(asked) if asked in KNOWN_YEARS else match[0]

    return _BRACES.sub(year, template)


def fill(template: str, fiscal_year: int, figure: Callable[[str], Run]) -> Runs:
    """The template as runs: text and figures, years written out."""
    runs: list[Run] = []
    position = 0
    text = with_years(template, fiscal_year)
    for match in _BRACES.finditer(text):
        runs += [text[position : match.start()], figure(match[1])]
        position = match.end()
    runs.append(text[position:])
    return tuple(run for run in runs if run != "")


def in_one_line(template: str) -> str:
    """A template without its printed line breaks."""
    return "".join(template.split("\n")).strip()


def one_line(label: str) -> str:
    """A label as a name: printed line breaks and the figures in it left out."""
    return _BRACES.sub(lambda match: match[0] if _YEAR.fullmatch(match[1]) else "", "".join(label.split("\n"))).strip()
