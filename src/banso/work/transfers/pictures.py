"""Two pictures, each a small SVG with its words: the ladder of a deal, and how many of a year got how far (the funnel)."""

from collections.abc import Sequence
from html import escape

from banso.core.era import format_date
from banso.procedures.offering import State

from .choices import RUNGS, DealStepCode

STEP, HEIGHT, RADIUS = 44, 74, 12
DONE, NEXT, OPEN, FLAG, INK = "#0017c1", "#ffffff", "#ffffff", "#a83f00", "#1a1a1c"
SHORT = (
    "選定",
    "提示",
    "関心",
    "承諾",
    "NDA",
    "名",
    "資料",
    "面談",
    "意向",
    "合意",
    "調査",
    "条件",
    "契約",
    "決済",
    "成約",
    "後",
)


def ladder(state: State) -> str:
    """The sixteen rungs of a deal: which were climbed on which day, which comes next; red from where a candidate of 特定事業者リスト was gone on with."""
    rows = {code: state.latest(code) for code in RUNGS}
    reached = max((at for at, code in enumerate(RUNGS) if rows[code]), default=-1)
    parts = [_rung(at, SHORT[at], rows[code], at == reached + 1 and not state.closed) for at, code in enumerate(RUNGS)]
    width = STEP * len(RUNGS)
    line = f'<line x1="{STEP / 2}" x2="{width - STEP / 2}" y1="22" y2="22" stroke="{INK}" stroke-width="1"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" width="{width}" height="{HEIGHT}" role="img">'
        f"<title>{escape(said(state))}</title>{line}{''.join(parts)}</svg>"
    )


def _rung(at: int, name: str, row: object, is_next: bool) -> str:
    x = STEP * at + STEP / 2
    flagged = bool(getattr(row, "flagged", False))
    fill = (FLAG if flagged else DONE) if row else OPEN
    dash = "" if row or is_next else ' stroke-dasharray="3 3"'
    ink = "#ffffff" if row else INK
    day = getattr(row, "taken_on", None)
    under = f"{day.month}/{day.day}" if day else "次" if is_next else ""
    return (
        f'<circle cx="{x}" cy="22" r="{RADIUS}" fill="{fill}" stroke="{INK}" stroke-width="{2 if is_next else 1}"{dash}/>'
        f'<text x="{x}" y="26" font-size="11" text-anchor="middle" fill="{ink}">{at + 1}</text>'
        f'<text x="{x}" y="51" font-size="12" text-anchor="middle" fill="{INK}">{name}</text>'
        f'<text x="{x}" y="67" font-size="11" text-anchor="middle" fill="{INK}">{under}</text>'
    )


def said(state: State) -> str:
    """What the ladder shows, in words."""
    done = [f"{DealStepCode(code).label}({format_date(row.taken_on)})" for code in RUNGS if (row := state.latest(code))]
    return f"交渉の段階 全16段のうち{len(done)}段: {'、'.join(done) or 'まだありません'}。いまは「{state.label}」。"


WIDE, BAR = 460, 26


def funnel(counts: Sequence[tuple[str, int]]) -> str:
    """How many got how far in a year, from the first rung to the last."""
    most = max([1, *(number for _, number in counts)])
    rows = []
    for at, (label, number) in enumerate(counts):
        length = (WIDE - 210) * number / most
        y = at * BAR
        rows.append(
            f'<text x="0" y="{y + 18}" font-size="13" fill="{INK}">{escape(label)}</text>'
            f'<rect x="160" y="{y + 4}" width="{length:.1f}" height="{BAR - 8}" fill="{DONE}"/>'
            f'<text x="{168 + length:.1f}" y="{y + 18}" font-size="13" fill="{INK}">{number}</text>'
        )
    told = "、".join(f"{label}{number}件" for label, number in counts)
    height = BAR * len(counts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {height}" width="{WIDE}" height="{height}" role="img">'
        f"<title>{escape(told)}</title>{''.join(rows)}</svg>"
    )
