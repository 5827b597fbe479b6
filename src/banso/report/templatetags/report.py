"""Template words for the report: kinds of blocks, runs of text with figures that open, charts."""

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from banso.core.fiscal import fiscal_year_label
from banso.report.document import Block, Chart, Figure, Run, Runs
from banso.report.render.charts import draw

register = template.Library()


@register.filter
def kind(block: Block) -> str:
    """The block's kind in small letters: paragraph, bullets, table, chart."""
    return type(block).__name__.lower()


@register.filter
def chart(block: Chart) -> SafeString:
    return mark_safe(draw(block))  # noqa: S308 - our own drawing, its texts escaped


@register.filter
def runs(content: Runs, fiscal_year: int) -> SafeString:
    """Text with every figure a link to its trace; without a year, as in a preview, the text alone."""
    return mark_safe("".join(_run(run, fiscal_year) for run in content))  # noqa: S308 - each run escaped


def _run(run: Run, fiscal_year: int) -> str:
    if isinstance(run, Figure) and not fiscal_year:
        return format_html("{}{}", run.printed, _printed_mark(run))
    if isinstance(run, Figure):
        link = reverse("report-figure", args=[fiscal_year, run.anchor])
        return format_html(
            '<a class="figure" id="{0}" href="{1}" hx-get="{1}" hx-target="#trace" hx-swap="innerHTML">{2}</a>{3}',
            run.anchor,
            link,
            run.printed,
            _printed_mark(run),
        )
    return "<br>".join(str(conditional_escape(line)) for line in run.split("\n"))


def _printed_mark(figure: Figure) -> SafeString:
    """A mark beside a figure that no record was counted for: it was taken from an earlier printed report."""
    if not figure.prints:
        return SafeString()
    words = "、".join(source.words for source in figure.prints)
    return format_html('<sup class="taken" title="{0}に印刷された数値">刊</sup>', words)


@register.filter
def is_figure(content: Runs) -> bool:
    """Whether a cell holds one figure and nothing else: it is set to the right."""
    return len(content) == 1 and isinstance(content[0], Figure)


@register.filter
def heading(level: int) -> int:
    """The HTML heading of a section: the page's own title is h1."""
    return min(level + 1, 6)


@register.filter
def fiscal(year: int) -> str:
    return fiscal_year_label(year)
