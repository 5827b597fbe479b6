"""A plan's years as a small picture: what is owned net of debts, and the ordinary profit, from the last closed year to the last planned one."""

from collections.abc import Sequence
from html import escape

from .models import PlanYear

WIDTH, HEIGHT, EDGE = 520, 180, 28
BAR, LINE, ZERO, SHORT = "#d9e6ff", "#a83f00", "#1a1a1c", "#f5c2c7"
LABEL_SIZE = 11


def draw(rows: Sequence[PlanYear]) -> str:
    """Bars of net assets and a line of profit, each on the scale of its own largest amount, with a description; '' without figures."""
    years = [
        row for row in sorted(rows, key=lambda row: row.nth) if row.net_assets is not None or row.profit is not None
    ]
    if not years:
        return ""
    width = (WIDTH - 2 * EDGE) / len(years)
    parts = [_bar(row, at, width, _most(years, "net_assets")) for at, row in enumerate(years)]
    points = [
        f"{EDGE + width * (at + 0.5):.1f},{_y(row.profit, _most(years, 'profit')):.1f}"
        for at, row in enumerate(years)
        if row.profit is not None
    ]
    drawn = f'<polyline points="{" ".join(points)}" fill="none" stroke="{LINE}" stroke-width="2"/>' if points else ""
    zero = (
        f'<line x1="{EDGE}" x2="{WIDTH - EDGE}" y1="{HEIGHT / 2}" y2="{HEIGHT / 2}" stroke="{ZERO}" stroke-width="1"/>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img">'
        f"<title>{escape(_said(years))}</title>{''.join(parts)}{zero}{drawn}</svg>"
    )


def _most(years: Sequence[PlanYear], column: str) -> int:
    most: int = max([1, *(abs(getattr(row, column) or 0) for row in years)])
    return most


def _y(amount: int | None, most: int) -> float:
    """Where an amount stands: zero in the middle."""
    return HEIGHT / 2 - (amount or 0) / most * (HEIGHT / 2 - EDGE)


def _bar(row: PlanYear, at: int, width: float, most: int) -> str:
    left, middle = EDGE + width * at, HEIGHT / 2
    label = f"{row.nth}年目" if row.nth else "直前"
    text = f'<text x="{left + width / 2:.1f}" y="{HEIGHT - 6}" font-size="{LABEL_SIZE}" text-anchor="middle" fill="{ZERO}">{label}</text>'
    if row.net_assets is None:
        return text
    top = _y(row.net_assets, most)
    colour = BAR if row.net_assets >= 0 else SHORT
    return (
        f'<rect x="{left + width * 0.2:.1f}" y="{min(top, middle):.1f}" width="{width * 0.6:.1f}"'
        f' height="{max(abs(top - middle), 1):.1f}" fill="{colour}"/>{text}'
    )


def _said(years: Sequence[PlanYear]) -> str:
    told = [f"{row}: 実質純資産 {_words(row.net_assets)}、経常利益 {_words(row.profit)}" for row in years]
    return "。".join(["棒は実質純資産、線は経常利益(千円)", *told])


def _words(amount: int | None) -> str:
    return "なし" if amount is None else f"{round(amount / 1000):,}千円"
