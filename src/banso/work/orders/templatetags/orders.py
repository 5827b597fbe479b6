"""Template words of order matching: how long ago, the funnel's picture."""

from collections.abc import Sequence
from datetime import date
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

WIDTH, BAR, GAP, LABEL = 560, 30, 10, 56
COLOURS = ("#0017c1", "#2f4ad0", "#197a4b", "#0f5c36")


@register.filter
def ago(day: date | None, today: date) -> int | None:
    """How many days ago."""
    return (today - day).days if day else None


@register.simple_tag
def funnel(steps: Sequence[tuple[str, int]], title: str) -> SafeString:
    """Steps as bars of falling length, with a title and the same in words for those who cannot see it."""
    most = max((number for _, number in steps), default=0) or 1
    height = len(steps) * (BAR + GAP)
    parts = [_bar(position, label, number, most) for position, (label, number) in enumerate(steps)]
    said = "、".join(f"{label} {number:,}件" for label, number in steps)
    return mark_safe(  # noqa: S308 - our own drawing, its texts escaped
        f'<svg class="funnel" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" font-size="15">'
        f"<title>{escape(title)}</title><desc>{escape(said)}</desc>{''.join(parts)}</svg>"
    )


def _bar(position: int, label: str, number: int, most: int) -> str:
    y, room = position * (BAR + GAP), WIDTH - LABEL - 90
    width = max(2, room * number / most)
    colour = COLOURS[position % len(COLOURS)]
    return (
        f'<text x="0" y="{y + 20}">{escape(label)}</text>'
        f'<rect x="{LABEL}" y="{y}" width="{width:.1f}" height="{BAR}" rx="4" fill="{colour}"/>'
        f'<text x="{LABEL + width + 8:.1f}" y="{y + 20}" font-weight="bold">{number:,}件</text>'
    )
