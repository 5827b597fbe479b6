"""What the registered companies can do: a truth for each, and a profile that tells it as profiles do, with gaps.

The truth of a company follows from its seed alone and is stored nowhere; the benchmark of matching judges by it.
A profile leaves facts out, tells some only in its text and by other names, and now and then speaks of work done elsewhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from banso.core.fiscal import fiscal_year_period
from banso.work.orders.choices import Capacity, Progress, Reason, Result, Side, Source
from banso.work.orders.models import (
    Capability,
    FollowUp,
    Introduction,
    Machine,
    Profile,
    ProfileTerm,
    Registration,
    Term,
)
from banso.work.orders.services import rebuild_cards

from .chance import Chance
from .world import Recipe, World, maker, save

Words = dict[tuple[str, str], Term]

PROCESSES_OF = {
    "切削加工": ("turning", "milling", "cutting", "grinding"), "プレス加工": ("press",), "板金溶接": ("sheet-metal", "welding", "plate-work"),
    "樹脂成形": ("injection", "vacuum-forming"), "基板実装": ("pcb", "harness"), "金型製作": ("mould", "edm"), "塗装": ("painting",),
    "めっき": ("plating", "anodising"), "治具製作": ("jig", "milling"), "組立": ("assembly", "inspection", "panel"),
}  # fmt: skip
METALS = ("steel", "stainless", "aluminium", "copper", "titanium", "tool-steel")
MATERIALS_OF = {
    "injection": ("plastic", "engineering-plastic"),
    "vacuum-forming": ("plastic",),
    "pcb": (),
    "harness": (),
}
CERTIFICATES = ("iso9001", "iso14001", "iatf16949", "jisq9100", "iso13485", "ea21")
MACHINES = {
    "turning": "NC旋盤", "milling": "立形マシニングセンタ", "grinding": "平面研削盤", "edm": "ワイヤ放電加工機", "press": "順送プレス機",
    "sheet-metal": "レーザー加工機", "welding": "ロボット溶接機", "injection": "射出成形機", "pcb": "表面実装ライン", "painting": "粉体塗装ライン",
}  # fmt: skip
SIZES, TOLERANCES = (80, 150, 300, 500, 800, 1500), ("0.005", "0.01", "0.02", "0.05", "0.1")
SHARE_CODED, SHARE_WRITTEN, SHARE_LIMIT = 0.78, 0.85, 0.7


@dataclass(frozen=True)
class Ability:
    """What a company can truly do in one process."""

    longest: int
    tolerance: Decimal
    lot_min: int
    lot_max: int
    lead_days: int


@dataclass(frozen=True)
class Truth:
    """What a company can truly do, by term codes, whatever its profile says."""

    processes: dict[str, Ability]
    materials: frozenset[str]
    certificates: frozenset[str]
    busy: bool


def truth_of(seed: str, registration: Registration) -> Truth:
    """The truth of a registered company: always the same for one seed and one entry on the register."""
    chance = Chance(f"{seed}-{registration.pk}")
    codes: dict[str, None] = {}
    for item in registration.capabilities.split("、"):
        codes |= dict.fromkeys(chance.some(PROCESSES_OF[item], 2))
    fit = [code for process in codes for code in MATERIALS_OF.get(process, METALS)]
    return Truth(
        processes={code: _ability(chance) for code in codes},
        materials=frozenset(chance.some(sorted(set(fit)), 4) if fit else ()),
        certificates=frozenset(code for code in CERTIFICATES if chance.random() < 0.25),
        busy=chance.random() < 0.2,
    )


def _ability(chance: Chance) -> Ability:
    lot_min = chance.choice((1, 1, 1, 10, 50, 100))
    return Ability(
        longest=chance.choice(SIZES),
        tolerance=Decimal(chance.choice(TOLERANCES)),
        lot_min=lot_min,
        lot_max=lot_min * chance.choice((20, 100, 500, 2000)),
        lead_days=chance.choice((5, 10, 14, 20, 30, 45)),
    )


@maker("profiles")
def profiles(world: World, recipe: Recipe) -> None:
    """A profile for every entry on the register, most of them from the last year."""
    terms = {(term.kind, term.code): term for term in Term.objects.all()}
    programme, until = world.programme(recipe), fiscal_year_period(world.years[-1]).end
    tellings = [
        _Telling(recipe["seed"], registration, terms, until)
        for registration in Registration.objects.filter(programme=programme).order_by("pk")
    ]
    save(Profile, (telling.profile for telling in tellings))
    save(Capability, _all(telling.capabilities for telling in tellings))
    save(Machine, _all(telling.machines for telling in tellings))
    save(ProfileTerm, _all(telling.terms for telling in tellings))
    rebuild_cards()


@maker("follow_ups")
def follow_ups(world: World, recipe: Recipe) -> None:
    """What was heard of the introductions: a quote before every deal and every price too high, now and then word of the rest."""
    chance = Chance(recipe["seed"])
    rows = (
        Introduction.objects.filter(inquiry__programme=world.programme(recipe)).select_related("outcome").order_by("pk")
    )
    save(FollowUp, (heard for row in rows if (heard := _heard(row, chance))))


def _heard(introduction: Introduction, chance: Chance) -> FollowUp | None:
    outcome = getattr(introduction, "outcome", None)
    heard_on = introduction.introduced_on + timedelta(days=chance.randint(25, 60))
    if outcome is None:
        progress = chance.choice((Progress.TALKING, Progress.CONTINUING, Progress.QUOTED, None, None))
        return FollowUp(introduction=introduction, heard_on=heard_on, progress=progress) if progress else None
    if outcome.result != Result.AGREED and outcome.reason_code != Reason.PRICE:
        return None
    quoted = outcome.amount or chance.randint(10, 300) * 10_000
    on = min(heard_on, outcome.settled_on)
    return FollowUp(introduction=introduction, heard_on=on, progress=Progress.QUOTED, quoted=quoted)


def _all(groups: Iterable[list[Any]]) -> Iterable[Any]:
    return (row for group in groups for row in group)


class _Telling:
    """One company's profile, told from its truth with gaps."""

    def __init__(self, seed: str, registration: Registration, terms: Words, until: date) -> None:
        self.chance, self.known = Chance(f"{seed}-told-{registration.pk}"), terms
        self.truth, self.texts = truth_of(seed, registration), []  # type: tuple[Truth, list[str]]
        told_on = min(until, max(registration.registered_on, until - timedelta(days=self.chance.randint(5, 520))))
        self.profile = Profile(company_id=registration.company_id, side=registration.side, told_on=told_on)
        self.capabilities = [row for code, able in self.truth.processes.items() if (row := self._process(code, able))]
        self.terms = [
            *self._terms("material", self.truth.materials),
            *self._terms("certificate", self.truth.certificates),
        ]
        self.machines = self._machines() if registration.side == Side.SUPPLIER else []
        self._finish(told_on)

    def _process(self, code: str, able: Ability) -> Capability | None:
        term = self.known["process", code]
        if self.chance.random() > SHARE_CODED:
            self._write(f"{self.chance.choice(term.words)}も承ります。")
            return None
        longest = self._told(able.longest)
        return Capability(
            profile=self.profile,
            process=term,
            longest=longest,
            middle=longest and longest * 2 // 3,
            shortest=longest and longest // 3,
            tolerance=self._told(able.tolerance),
            lot_min=self._told(able.lot_min),
            lot_max=self._told(able.lot_max),
            lead_days=self._told(able.lead_days),
        )

    def _terms(self, kind: str, codes: Iterable[str]) -> list[ProfileTerm]:
        rows = []
        for code in sorted(codes):
            term = self.known[kind, code]
            if self.chance.random() < SHARE_CODED:
                rows.append(ProfileTerm(profile=self.profile, term=term))
            else:
                self._write(
                    f"{self.chance.choice(term.words)}の実績があります。"
                    if kind == "material"
                    else f"{term.name}取得。"
                )
        return rows

    def _machines(self) -> list[Machine]:
        return [
            Machine(profile=self.profile, name=MACHINES[code], number=self.chance.randint(1, 8))
            for code in self.truth.processes
            if code in MACHINES and self.chance.random() < 0.6
        ]

    def _finish(self, told_on: date) -> None:
        if self.chance.random() < 0.12:
            absent = sorted({c for codes in PROCESSES_OF.values() for c in codes} - self.truth.processes.keys())
            elsewhere = self.known["process", self.chance.choice(absent)]
            self.texts.append(f"{elsewhere.name}は協力工場に外注しています。")
        self.texts.append(
            self.chance.choice(
                ("小回りの利く対応が強みです。", "図面1枚から相談できます。", "短納期に対応します。", "")
            )
        )
        self.profile.strengths = "".join(self.texts)
        self.profile.source = self.chance.choice((Source.VISIT, Source.VISIT, Source.PHONE, Source.APPLICATION))
        if self.chance.random() < SHARE_LIMIT:
            self.profile.capacity = (
                Capacity.FULL if self.truth.busy else self.chance.choice((Capacity.FREE, Capacity.SOME))
            )
            self.profile.capacity_told_on = told_on

    def _write(self, text: str) -> None:
        if self.chance.random() < SHARE_WRITTEN:
            self.texts.append(text)

    def _told(self, fact: Any) -> Any:
        return fact if self.chance.random() < SHARE_LIMIT else None
