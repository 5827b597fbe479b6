"""How far reviewers spread, as an SVG: each reviewer's totals as dots on a line from the lowest to the highest, with the mean; a dot is
larger where many got that total."""

from collections import Counter
from collections.abc import Sequence
from html import escape

from .ranking import Spread, shown

WIDTH, ROW, LEFT, RIGHT, TOP = 700, 34, 150, 90, 40
INK, SOFT = "#0017c1", "#5c5c66"
FONT = "Noto Sans JP, BIZ UDPGothic, Yu Gothic UI, Meiryo, sans-serif"


def draw(spreads: Sequence[tuple[str, Spread]], most: int) -> str:
    """The picture, with a description for those who cannot see it; `most` is the total that can be given."""
    height = TOP + ROW * len(spreads) + 30
    body = "".join(_row(name, spread, most, TOP + ROW * place) for place, (name, spread) in enumerate(spreads))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'class="spread" role="img" font-family="{FONT}" font-size="13"><title>委員ごとの点の散らばり</title><desc>{escape(described(spreads))}</desc>'
        f"{_axis(most, height - 30)}{body}</svg>"
    )


def described(spreads: Sequence[tuple[str, Spread]]) -> str:
    """The picture in words."""
    said = [
        f"{name} {len(one.totals)}件 平均{shown(one.mean)} 最低{one.totals[0]} 最高{one.totals[-1]} 標準偏差{one.deviation:.2f}"
        for name, one in spreads
        if one.totals
    ]
    return "。".join(said)


def _x(total: float, most: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * total / max(1, most)


def _axis(most: int, bottom: int) -> str:
    marks = dict.fromkeys((0, most // 2, most))
    return "".join(
        f'<line x1="{_x(mark, most):.1f}" x2="{_x(mark, most):.1f}" y1="{TOP - 14}" y2="{bottom}" stroke="#d8d8db"/>'
        f'<text x="{_x(mark, most):.1f}" y="{bottom + 18}" text-anchor="middle" font-size="12">{mark}点</text>'
        for mark in marks
    )


def _row(name: str, spread: Spread, most: int, y: int) -> str:
    label = f'<text x="{LEFT - 12}" y="{y + 5}" text-anchor="end">{escape(name[:10])}</text>'
    if spread.mean is None:
        return label + f'<text x="{LEFT + 8}" y="{y + 5}" fill="{SOFT}">採点なし</text>'
    first, last, mean = (_x(float(at), most) for at in (spread.totals[0], spread.totals[-1], spread.mean))
    dots = "".join(
        f'<circle cx="{_x(one, most):.1f}" cy="{y}" r="{min(4 + number**0.5 - 1, 10):.1f}" fill="{INK}"/>'
        for one, number in Counter(spread.totals).items()
    )
    return (
        f'{label}<line x1="{first:.1f}" x2="{last:.1f}" y1="{y}" y2="{y}" stroke="{INK}" stroke-width="2"/>{dots}'
        f'<line x1="{mean:.1f}" x2="{mean:.1f}" y1="{y - 11}" y2="{y + 11}" stroke="#a83f00" stroke-width="3"/>'
        f'<text x="{WIDTH - RIGHT + 14}" y="{y + 5}" fill="#a83f00">{shown(spread.mean)}</text>'
    )
