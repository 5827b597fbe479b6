"""A figure's progress as a small picture: bars that also say their numbers, for those who see no colours or no picture."""

from html import escape

from banso.core.fiscal import fiscal_year_label

from .progress import Progress

WIDTH, BAR, GAP, LABELS, NUMBERS = 380, 18, 6, 116, 92
THIS, BEFORE, WHOLE = "#0017c1", "#7a5c00", "#626264"


def draw_progress(shown: Progress) -> str:
    """This year, last year to the same day while this one runs, last year whole, and the target."""
    this, last = fiscal_year_label(shown.fiscal_year), fiscal_year_label(shown.fiscal_year - 1)
    to_date = [(f"{last}同日", shown.last_to_date, BEFORE)] if shown.last_to_date is not None else []
    target = [("目標", shown.target, WHOLE)] if shown.target else []
    bars = [(this, shown.number, THIS), *to_date, (last, shown.last, WHOLE), *target]
    greatest = max(number for _, number, _ in bars) or 1
    reach = WIDTH - LABELS - NUMBERS
    parts = []
    for place, (label, number, colour) in enumerate(bars):
        y, length = place * (BAR + GAP), reach * number / greatest
        hollow = colour == WHOLE
        fill = (
            f'fill="#fff" stroke="{colour}" stroke-dasharray="{"4 3" if label == "目標" else ""}"'
            if hollow
            else f'fill="{colour}"'
        )
        parts.append(
            f'<text x="0" y="{y + 14}">{label}</text>'
            f'<rect x="{LABELS}" y="{y + 1}" width="{max(length - 1, 1):.1f}" height="{BAR - 2}" {fill}/>'
            f'<text x="{LABELS + length + 6:.1f}" y="{y + 14}">{escape(shown.printed(number))}</text>'
        )
    said = "、".join(f"{label} {shown.printed(number)}" for label, number, _ in bars)
    height = len(bars) * (BAR + GAP)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
        f'font-size="13" fill="#1a1a1a"><title>{escape(shown.name)} {escape(shown.measure.label)}</title>'
        f"<desc>{escape(said)}</desc>{''.join(parts)}</svg>"
    )
