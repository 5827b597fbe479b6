"""A year of the council in figures (年間の実績): how many came how far, how long it took, where open cases stand and since when.

Everything is worked out of steps in force. A case counts in the year of each step's day, as the printed report counts it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import mean, median
from typing import Any

from django.db.models import Exists, OuterRef, Q

from banso.core.fiscal import fiscal_year_of

from .choices import CLOSING, FORGIVING, CouncilStepCode, Product, Relief, ReliefKind, Route
from .models import CouncilCase, CouncilStep, CreditorTable, ReliefAsked

FUNNEL = ("preliminary", "first", "decided", "planned", "completed", "finished")
DRASTIC = (*FORGIVING, ReliefKind.DDS)  # 抜本的な金融支援


@dataclass(frozen=True)
class Worked:
    """One support with its steps in force, in their order."""

    council: CouncilCase
    steps: tuple[CouncilStep, ...]

    def first(self, code: str) -> CouncilStep | None:
        return next((row for row in self.steps if row.step == code), None)

    def day(self, code: str) -> date | None:
        row = self.first(code)
        return row.taken_on if row else None

    @property
    def ended(self) -> CouncilStep | None:
        """The step that ended it."""
        last = self.steps[-1] if self.steps else None
        return last if last is not None and last.step in CLOSING else None

    @property
    def days(self) -> int | None:
        """How many days from the first interview to the completion of the plan (所要日数)."""
        begun, done = self.day("first"), self.day("completed")
        return (done - begun).days if begun and done else None

    @property
    def monitored(self) -> int:
        return sum(row.step == "monitored" for row in self.steps)


def worked_in(fiscal_year: int) -> list[Worked]:
    """Every support that took a step in a fiscal year, or is open."""
    steps = CouncilStep.objects.in_force().filter(case=OuterRef("case"), fiscal_year=fiscal_year)
    chosen = CouncilCase.objects.filter(Q(case__standing__closed=False) | Exists(steps))
    councils = list(
        chosen.select_related(
            "case__company__industry", "case__person", "case__programme", "case__standing", "case__keeper"
        )
    )
    rows: dict[int, list[CouncilStep]] = {one.case_id: [] for one in councils}
    for row in CouncilStep.objects.in_force().filter(case__in=rows).order_by("taken_on", "pk"):
        rows[row.case_id].append(row)
    return [Worked(one, tuple(rows[one.case_id])) for one in councils]


@dataclass(frozen=True)
class Year:
    """The figures of a fiscal year."""

    fiscal_year: int
    worked: tuple[Worked, ...]
    drastic_cases: frozenset[int]

    def entered(self, code: str) -> list[Worked]:
        """The supports that took a step for the first time in the year."""
        return [one for one in self.worked if (day := one.day(code)) and fiscal_year_of(day) == self.fiscal_year]

    @property
    def funnel(self) -> list[tuple[str, int]]:
        return [(CouncilStepCode(code).label, len(self.entered(code))) for code in FUNNEL]

    @property
    def routes(self) -> list[tuple[str, int]]:
        """By which way those came whose first interview was in the year."""
        found = Counter(one.council.route for one in self.entered("first"))
        return [(str(dict(Route.choices).get(code, "不明")), number) for code, number in found.most_common()]

    @property
    def completions(self) -> list[tuple[str, int]]:
        """Plans that came about, by product."""
        found = Counter(self._support(one) for one in self.entered("completed"))
        return found.most_common()

    def _support(self, one: Worked) -> str:
        row = one.first("decided")
        return f"{row.get_product_display()}({row.get_relief_display()})" if row else "支援の種類の記録なし"

    @property
    def ends(self) -> list[tuple[str, int]]:
        """How supports ended in the year."""
        ended = [row for one in self.worked if (row := one.ended) and row.fiscal_year == self.fiscal_year]
        return [
            (CouncilStepCode(code).label, number) for code, number in Counter(row.step for row in ended).most_common()
        ]

    @property
    def days(self) -> tuple[int, int] | None:
        """Mean and median days from the first interview to the completion; None where no plan came about."""
        taken = [one.days for one in self.entered("completed") if one.days is not None]
        return (round(mean(taken)), round(median(taken))) if taken else None

    @property
    def national(self) -> list[tuple[str, str]]:
        """The figures that the national body evaluates a council by."""
        done, settled = self.entered("completed"), self.entered("settled")
        alone = [one for one in done if self._is(one, Product.PROFIT, Relief.NONE)]
        persons = sum(row.persons or 0 for one in settled if (row := one.first("settled")))
        jobs = sum(row.jobs or 0 for one in done if (row := one.first("completed")))
        days = self.days
        return [
            ("事前相談 対応企業数", f"{len(self.entered('preliminary'))}社"),
            ("窓口相談 対応企業数", f"{len(self.entered('first'))}社"),
            ("計画策定支援 完了", f"{len(done)}件"),
            ("うち収益力改善支援(金融支援なし)", f"{len(alone)}件"),
            ("うち抜本的な金融支援(債権放棄等・DDS)", f"{sum(one.council.pk in self.drastic_cases for one in done)}件"),
            ("再チャレンジ支援(企業・保証人)", f"{len(settled)}企業 {persons}人"),
            ("雇用維持効果", f"{jobs}名"),
            ("所要日数(平均・中央値)", f"{days[0]}日・{days[1]}日" if days else "-"),
        ]

    def _is(self, one: Worked, product: Product, relief: Relief) -> bool:
        row = one.first("decided")
        return row is not None and (row.product, row.relief) == (product, relief)


def year_of(fiscal_year: int) -> Year:
    """The figures of a fiscal year."""
    worked = tuple(worked_in(fiscal_year))
    return Year(fiscal_year, worked, frozenset(_drastic(one.council.pk for one in worked)))


def _drastic(councils: Iterable[int]) -> set[int]:
    """The supports whose latest table asks for a waiver or a subordination of debts."""
    tables = (
        CreditorTable.objects.filter(council__in=list(councils)).order_by("council", "-version").distinct("council")
    )
    latest = dict(tables.values_list("pk", "council"))
    asked = ReliefAsked.objects.filter(line__table__in=latest, kind__in=DRASTIC)
    return {latest[table] for table in asked.values_list("line__table", flat=True)}


def reliefs_of(councils: Iterable[int]) -> dict[int, list[str]]:
    """What each support's latest table asks for, in words."""
    tables = (
        CreditorTable.objects.filter(council__in=list(councils)).order_by("council", "-version").distinct("council")
    )
    latest: dict[Any, Any] = dict(tables.values_list("pk", "council"))
    found: dict[int, list[str]] = {}
    for row in ReliefAsked.objects.filter(line__table__in=latest).select_related("line").order_by("pk"):
        words = found.setdefault(latest[row.line.table_id], [])
        if row.get_kind_display() not in words:
            words.append(row.get_kind_display())
    return found
