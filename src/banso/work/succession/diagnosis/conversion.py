"""What came of the network's sheets, by member and year: received, wanting help, named, followed to a consultation, by track."""

from dataclasses import dataclass
from html import escape

from django.db.models import Count, Q

from ..choices import TrackKind
from ..models import Diagnosis

WIDTH, ROW, LEFT, TOP = 700, 34, 170, 16
INK, SOFT, BACK = "#0017c1", "#5c5c66", "#d8d8db"
FONT = "Noto Sans JP, BIZ UDPGothic, Yu Gothic UI, Meiryo, sans-serif"


@dataclass(frozen=True)
class Member:
    """One member's sheets of a year: how many there are, how many want help, may be named, and led to a consultation."""

    name: str
    sheets: int
    wanting: int
    named: int
    consulted: int
    tracks: tuple[tuple[str, int], ...] = ()

    @property
    def rate(self) -> str:
        """How many of a hundred sheets led to a consultation."""
        return f"{100 * self.consulted / self.sheets:.1f}%" if self.sheets else "―"


def by_member(year: int) -> list[Member]:
    """Each member that sent sheets in a fiscal year, those with most first; as far as the user sees them."""
    rows = Diagnosis.objects.filter(fiscal_year=year).values("sender__name")
    counted = rows.annotate(
        sheets=Count("pk"),
        wanting=Count("pk", filter=Q(wants_help=True)),
        named=Count("pk", filter=Q(company__isnull=False)),
        consulted=Count("pk", filter=Q(track__isnull=False)),
    ).order_by("-sheets", "sender__name")
    tracks = _tracks(year)
    return [
        Member(
            row["sender__name"], row["sheets"], row["wanting"], row["named"], row["consulted"],
            tuple(tracks.get(row["sender__name"], ())),
        )
        for row in counted
    ]  # fmt: skip


def _tracks(year: int) -> dict[str, list[tuple[str, int]]]:
    rows = Diagnosis.objects.filter(fiscal_year=year, track__isnull=False)
    found: dict[str, list[tuple[str, int]]] = {}
    for row in rows.values("sender__name", "track__kind").annotate(n=Count("pk")).order_by("track__kind"):
        found.setdefault(row["sender__name"], []).append((str(TrackKind(row["track__kind"]).label), row["n"]))
    return found


def whole(members: list[Member]) -> Member:
    """All members together."""
    tracks: dict[str, int] = {}
    for member in members:
        for label, number in member.tracks:
            tracks[label] = tracks.get(label, 0) + number
    sums = [sum(getattr(one, name) for one in members) for name in ("sheets", "wanting", "named", "consulted")]
    return Member("計", sums[0], sums[1], sums[2], sums[3], tuple(tracks.items()))


def draw(total: Member) -> str:
    """The funnel as an SVG, with a description for those who cannot see it."""
    steps = [
        ("受け取った診断票", total.sheets),
        ("支援を希望", total.wanting),
        ("企業名が分かる", total.named),
        ("相談につながった", total.consulted),
    ]
    said = "、".join(f"{label} {number:,}件" for label, number in steps)
    body = "".join(_bar(label, number, total.sheets, TOP + ROW * place) for place, (label, number) in enumerate(steps))
    height = TOP + ROW * len(steps)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img"'
        f' font-family="{FONT}" font-size="13"><title>診断票から相談まで</title><desc>{escape(said)}</desc>{body}</svg>'
    )


def _bar(label: str, number: int, most: int, y: int) -> str:
    room = WIDTH - LEFT - 90
    width = room * number / most if most else 0
    return (
        f'<text x="{LEFT - 10}" y="{y + 15}" text-anchor="end">{escape(label)}</text>'
        f'<rect x="{LEFT}" y="{y}" width="{room}" height="20" fill="{BACK}" fill-opacity="0.35"/>'
        f'<rect x="{LEFT}" y="{y}" width="{width:.1f}" height="20" fill="{INK}"/>'
        f'<text x="{LEFT + room + 8}" y="{y + 15}" fill="{SOFT}">{number:,}件</text>'
    )
