"""How far a category has moved from what was decided, as a small SVG: the span that needs no approval, the decision, and the plan now."""

from html import escape

from banso.core.money import yen_text

from ..moving import Line

WIDTH, HEIGHT, EDGE = 180, 26, 4
SPAN, PLAN, BEYOND, DECIDED = "#d9e6ff", "#0017c1", "#a83f00", "#1a1a1c"


def draw(line: Line, most: int) -> str:
    """One category's bar on a scale up to `most`, with a description for those who cannot see it."""
    low, high = max(line.decided - line.free, 0), line.decided + line.free
    within = low <= line.planned <= high
    said = f"{line.category}: 決定{yen_text(line.decided)}、いま{yen_text(line.planned)}、承認なしに動かせるのはあと{yen_text(line.room)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" class="spread" role="img">'
        f"<title>{escape(said)}</title>"
        f'<rect x="{_x(low, most):.1f}" y="1" width="{max(_x(high, most) - _x(low, most), 1):.1f}" height="24" fill="{SPAN}"/>'
        f'<rect x="{EDGE}" y="8" width="{max(_x(line.planned, most) - EDGE, 1):.1f}" height="10" fill="{PLAN if within else BEYOND}"/>'
        f'<line x1="{_x(line.decided, most):.1f}" x2="{_x(line.decided, most):.1f}" y1="0" y2="{HEIGHT}" stroke="{DECIDED}" stroke-width="2"/></svg>'
    )


def scale(lines: tuple[Line, ...]) -> int:
    """The largest sum that is drawn."""
    return max([1, *(max(line.planned, line.decided + line.free) for line in lines)])


def _x(amount: int, most: int) -> float:
    return EDGE + (WIDTH - 2 * EDGE) * min(amount, most) / most
