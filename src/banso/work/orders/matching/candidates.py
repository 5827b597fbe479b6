"""The ranked suppliers with their profiles, and each condition's finding in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from banso.core.era import format_date
from banso.registers.models import Company

from ..choices import Capacity, Side
from ..models import Capability, Introduction, Profile
from .ranking import Ranked, rank
from .wanted import Wanted

SHOWN = 20
FITS, DOUBTFUL, MISSING = 2, 1, 0
VERDICTS = {FITS: "適合", DOUBTFUL: "要確認", MISSING: "不足"}
MARKS = {FITS: "fits", DOUBTFUL: "doubtful", MISSING: "missing"}
CRITERIA = {
    "process": "工程", "material": "材料", "size": "寸法", "tolerance": "公差", "lot": "数量", "certificate": "認証",
    "region": "地域", "due": "納期", "capacity": "空き状況",
}  # fmt: skip
HARD = ("process", "material", "size", "tolerance", "lot", "certificate", "region")
CAPACITY_KEEPS = timedelta(days=180)
BUSY = 3


@dataclass(frozen=True)
class Finding:
    """One condition: its state, and why in words."""

    label: str
    state: int
    words: str

    @property
    def verdict(self) -> str:
        return VERDICTS[self.state]

    @property
    def mark(self) -> str:
        return MARKS[self.state]


@dataclass(frozen=True)
class Candidate:
    """A supplier for an inquiry: its place, its profile, and the reasons."""

    company: Company
    profile: Profile | None
    ranked: Ranked
    findings: list[Finding]
    remarks: list[str]
    stale: bool
    introduced: bool

    @property
    def state(self) -> int:
        """The worst of the hard conditions."""
        return min((state for name, state in self.ranked.states.items() if name in HARD), default=DOUBTFUL)

    @property
    def verdict(self) -> str:
        return VERDICTS[self.state]

    @property
    def mark(self) -> str:
        return MARKS[self.state]

    @property
    def reasons(self) -> list[Finding]:
        """What stands against it first, then what is in doubt, then what fits."""
        return sorted(self.findings, key=lambda finding: finding.state)


def candidates(wanted: Wanted, most: int = SHOWN) -> list[Candidate]:
    """The best suppliers for an inquiry, explained."""
    return _explained(wanted, rank(wanted, most))


def compared(wanted: Wanted, companies: Iterable[int]) -> list[Candidate]:
    """Certain suppliers judged by the same conditions."""
    asked = list(companies)
    return _explained(wanted, rank(wanted, len(asked), only=asked)) if asked else []


def _explained(wanted: Wanted, ranked: list[Ranked]) -> list[Candidate]:
    keys = [place.company_id for place in ranked]
    companies = Company.objects.select_related("municipality").in_bulk(keys)
    current = Profile.objects.filter(company__in=keys, side=Side.SUPPLIER).current().with_facts()
    profiles = {profile.company_id: profile for profile in current}
    introduced = set(
        Introduction.objects.filter(inquiry=wanted.inquiry_id, supplier__in=keys).values_list("supplier_id", flat=True)
    )
    return [
        _candidate(wanted, place, companies[place.company_id], profiles.get(place.company_id), introduced)
        for place in ranked
    ]


def _candidate(
    wanted: Wanted, place: Ranked, company: Company, profile: Profile | None, introduced: set[int]
) -> Candidate:
    capability = _capability(profile, wanted)
    said = _Saying(wanted, profile, capability, company)
    findings = [
        Finding(CRITERIA[name], state, getattr(said, name)(state))
        for name, state in place.states.items()
        if name in CRITERIA
    ]
    stale = profile is None or profile.is_stale(wanted.today)
    return Candidate(
        company, profile, place, findings, _remarks(place, profile, wanted.today), stale, company.pk in introduced
    )


def _capability(profile: Profile | None, wanted: Wanted) -> Capability | None:
    rows: Iterable[Capability] = profile.capabilities.all() if profile else ()
    return next((row for row in rows if row.process == wanted.process), None)


def _remarks(place: Ranked, profile: Profile | None, today: date) -> list[str]:
    said = []
    if profile is None:
        said.append("プロフィールがまだありません")
    elif profile.is_stale(today):
        said.append(f"情報が1年以上前です({format_date(profile.told_on)})")
    if place.deals:
        said.append(f"過去3年に成立{place.deals}件")
    if place.declined_alike:
        said.append(f"同じ工程で不成立{place.declined_alike}件")
    elif place.declined:
        said.append(f"過去3年に不成立{place.declined}件")
    if place.busy >= BUSY:
        said.append(f"この3か月に紹介中が{place.busy}件あります")
    return said


@dataclass(frozen=True)
class _Saying:
    """Each condition's finding in words, for one supplier."""

    wanted: Wanted
    profile: Profile | None
    capability: Capability | None
    company: Company

    def process(self, state: int) -> str:
        name = str(self.wanted.process)
        if state == FITS:
            return f"{name}に対応"
        others = [str(row.process) for row in self.profile.capabilities.all()] if self.profile else []
        if state == DOUBTFUL:
            return (
                f"{name}は登録がなく、近い工程({'、'.join(others)})か文中の記載があります"
                if others
                else f"{name}は文中の記載だけです"
            )
        return f"{name}の登録も記載もありません"

    def material(self, state: int) -> str:
        name, known = str(self.wanted.material), self.profile.materials if self.profile else []
        told = "、".join(str(term) for term in known) or "聞いていません"
        return f"{name}の実績あり" if state == FITS else f"{name}は未確認(対応材料: {told})"

    def size(self, state: int) -> str:
        return self._limit(
            state,
            "×".join(str(s) for s in self.wanted.sides if s),
            self.capability.size if self.capability else None,
            "最大",
        )

    def tolerance(self, state: int) -> str:
        told = self.capability.tolerance if self.capability else None
        return self._limit(
            state, f"±{_short(self.wanted.tolerance)}", f"±{_short(told)}" if told is not None else "", ""
        )

    def lot(self, state: int) -> str:
        row = self.capability
        ends = (row.lot_min, row.lot_max) if row else (None, None)
        told = _lots(*ends)
        return self._limit(state, f"{self.wanted.lot:,}個", told, "")

    def certificate(self, state: int) -> str:
        name, known = str(self.wanted.certificate), self.profile.certificates if self.profile else []
        told = "、".join(str(term) for term in known) or "聞いていません"
        return f"{name}を取得" if state == FITS else f"{name}は未確認(認証: {told})"

    def region(self, state: int) -> str:
        return f"{self.company.prefecture or '所在地不明'}(条件: {self.wanted.prefecture})"

    def due(self, state: int) -> str:
        told = self.capability.lead_days if self.capability else None
        return self._limit(state, format_date(self.wanted.due_on), f"標準{told}日" if told is not None else "", "")

    def capacity(self, state: int) -> str:
        if self.profile is None or self.profile.capacity_told_on is None:
            return "聞いていません"
        old = "、半年以上前" if self.profile.capacity_told_on < self.wanted.today - CAPACITY_KEEPS else ""
        return f"{Capacity(self.profile.capacity).label}({format_date(self.profile.capacity_told_on)}{old})"

    def _limit(self, state: int, asked: str, told: str | None, word: str) -> str:
        if not told:
            return f"{asked}は未確認です"
        return f"{asked}は{word}{told}の範囲内" if state == FITS else f"{asked}は{word}{told}の範囲外"


def _lots(least: int | None, most: int | None) -> str:
    """How many pieces at a time, as far as it was told."""
    if least and most:
        return f"{least:,}～{most:,}個"
    if least:
        return f"{least:,}個以上"
    return f"{most:,}個まで" if most else ""


def _short(number: Decimal | None) -> str:
    text = f"{number:f}" if number is not None else ""
    return text.rstrip("0").rstrip(".") if "." in text else text
