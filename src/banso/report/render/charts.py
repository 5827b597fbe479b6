"""Charts as SVG, drawn alike on screen and on paper. Series differ by mark and dash as well as by colour."""

from html import escape
from math import ceil

from banso.report.document import Chart, ChartKind, Series

WIDTH, HEIGHT = 700, 280
LEFT, RIGHT, TOP, BOTTOM = 56, 210, 40, 36  # to the right, room for names of 15 characters
COLOURS = ("#0017c1", "#a83f00", "#197a4b", "#8b2fa0", "#5c4600", "#006f83")  # each 4.5:1 or better on white
DASHES = ("", "8 4", "2 4", "12 4 2 4", "4 2", "1 3")
FONT = "Noto Sans JP, BIZ UDPGothic, Yu Gothic UI, Meiryo, sans-serif"


def draw(chart: Chart) -> str:
    """The chart as an SVG with a title and a description for those who cannot see it."""
    draw_kind = {ChartKind.LINES: _lines, ChartKind.BARS: _bars, ChartKind.SHARES: _shares}[chart.kind]
    body = draw_kind(chart)
    height = HEIGHT if chart.kind is not ChartKind.SHARES else 76 + 24 * len(chart.categories)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
        f'font-family="{FONT}" font-size="13"><title>{escape(chart.title)}</title><desc>{escape(describe(chart))}</desc>'
        f'<text x="0" y="18" font-weight="bold" font-size="15">{escape(chart.title)}({escape(chart.unit)})</text>{body}</svg>'
    )


def describe(chart: Chart) -> str:
    """The chart in words."""
    if chart.kind is ChartKind.SHARES:
        pairs = zip(chart.categories, chart.series[0].values, strict=True)
        return "、".join(f"{label} {value or 0:,}{chart.unit}" for label, value in pairs)
    parts = []
    for series in chart.series:
        values = zip(chart.categories, series.values, strict=True)
        parts.append(
            series.label
            + " "
            + "、".join(f"{year} {value:,}{chart.unit}" for year, value in values if value is not None)
        )
    return "。".join(parts)


def _lines(chart: Chart) -> str:
    top = _top(chart)
    step = (WIDTH - LEFT - RIGHT) / max(1, len(chart.categories) - 1)
    parts = [_axis(top), *(_label(LEFT + i * step, year) for i, year in enumerate(chart.categories))]
    ends = _spread([_y(_last(series), top) for series in chart.series])
    for position, series in enumerate(chart.series):
        points = [(LEFT + i * step, _y(v, top), v) for i, v in enumerate(series.values) if v is not None]
        colour = COLOURS[position % len(COLOURS)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
        dash = DASHES[position % len(DASHES)]
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.5" stroke-dasharray="{dash}"/>'
        )
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>' for x, y, _ in points]
        parts.append(_end_label(series, colour, ends[position]))
    return "".join(parts)


def _bars(chart: Chart) -> str:
    top = _top(chart)
    group = (WIDTH - LEFT - RIGHT) / len(chart.categories)
    width = min(44.0, group * 0.8 / len(chart.series))
    parts = [_axis(top)]
    for i, year in enumerate(chart.categories):
        start = LEFT + group * i + (group - width * len(chart.series)) / 2
        parts.append(_label(LEFT + group * (i + 0.5), year))
        for position, series in enumerate(chart.series):
            value = series.values[i]
            if value is not None:
                parts.append(_bar(start + width * position, width, value, top, COLOURS[position % len(COLOURS)]))
    parts += [
        f'<rect x="{WIDTH - RIGHT + 12}" y="{TOP + 22 * i}" width="12" height="12" fill="{COLOURS[i % len(COLOURS)]}"/>'
        f'<text x="{WIDTH - RIGHT + 30}" y="{TOP + 11 + 22 * i}" font-size="12">{escape(series.label)}</text>'
        for i, series in enumerate(chart.series)
    ]
    return "".join(parts)


def _bar(x: float, width: float, value: float, top: int, colour: str) -> str:
    y = _y(value, top)
    return (
        f'<rect x="{x + 1:.1f}" y="{y:.1f}" width="{width - 2:.1f}" height="{HEIGHT - BOTTOM - y:.1f}" fill="{colour}"/>'
        f'<text x="{x + width / 2:.1f}" y="{y - 4:.1f}" text-anchor="middle" font-size="11">{value:,}</text>'
    )


def _shares(chart: Chart) -> str:
    values = [value or 0 for value in chart.series[0].values]
    total = sum(values)
    parts, x = [], 0.0
    for position, value in enumerate(values):
        width = WIDTH * value / total
        colour = COLOURS[position % len(COLOURS)]
        parts.append(
            f'<rect x="{x:.1f}" y="32" width="{width:.1f}" height="28" fill="{colour}" stroke="#fff" stroke-width="2"/>'
        )
        x += width
        y = 84 + 24 * position
        share = 100 * value / total
        parts.append(f'<rect x="0" y="{y - 11}" width="12" height="12" fill="{colour}"/>')
        label = f"{chart.categories[position]} {value:,}{chart.unit}({share:.1f}%)"
        parts.append(f'<text x="20" y="{y}">{escape(label)}</text>')
    return "".join(parts)


def _top(chart: Chart) -> int:
    """The axis's end: the next round number above every value."""
    greatest = ceil(max([v for series in chart.series for v in series.values if v is not None], default=0))
    size = 10 ** max(0, len(str(greatest)) - 1)
    return max(1, -(-greatest * 21 // 20 // size) * size) if greatest > 0 else 1


def _y(value: float, top: int) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top


def _axis(top: int) -> str:
    lines = []
    for value in dict.fromkeys((0, top // 2, top)):
        y = _y(value, top)
        lines.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#949494"/>')
        lines.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end" font-size="12">{value:,}</text>')
    return "".join(lines)


def _label(x: float, text: str) -> str:
    return f'<text x="{x:.1f}" y="{HEIGHT - 12}" text-anchor="middle" font-size="12">{escape(text)}</text>'


def _last(series: Series) -> int | float:
    return next((value for value in reversed(series.values) if value is not None), 0)


def _end_label(series: Series, colour: str, y: float) -> str:
    x = WIDTH - RIGHT + 10
    return (
        f'<text x="{x}" y="{y + 4:.1f}" fill="{colour}" font-size="12">{escape(series.label)} {_last(series):,}</text>'
    )


def _spread(ends: list[float]) -> list[float]:
    """Label positions moved apart so that none covers another."""
    placed: dict[int, float] = {}
    lowest = float(TOP)
    for position in sorted(range(len(ends)), key=lambda i: ends[i]):
        placed[position] = max(ends[position], lowest)
        lowest = placed[position] + 16
    highest = float(HEIGHT - BOTTOM)
    for position in sorted(placed, key=lambda i: -placed[i]):  # none below the axis, where the years stand
        placed[position] = min(placed[position], highest)
        highest = placed[position] - 16
    return [placed[i] for i in range(len(ends))]
