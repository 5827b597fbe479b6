"""What every maker of records needs, and the recipes' way to it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model

from banso.core.errors import UserError
from banso.registers.models import Company, Expert, Organisation, Post, PostAssignment, Programme, Staff, Unit

from .chance import Chance
from .people import People
from .targets import Targets

M = TypeVar("M", bound=Model)
Recipe = dict[str, Any]
Maker = Callable[["World", Recipe], None]


@dataclass
class World:
    """The world being made: the figures it must add up to, chance, people, and what several makers share."""

    targets: Targets
    chance: Chance
    people: People
    years: tuple[int, ...]
    pools: dict[str, list[Company]] = field(default_factory=dict)
    staff_of: dict[str, list[Staff]] = field(default_factory=dict)

    def programme(self, recipe: Recipe) -> Programme:
        try:
            return Programme.objects.get(code=recipe["programme"])
        except Programme.DoesNotExist:
            raise UserError(f"見本データの事業「{recipe['programme']}」が事業台帳にありません。") from None

    def companies(self, number: int, pool: str = "general") -> list[Company]:
        """So many different companies of a pool, drawn by chance; the pool grows when it is too small."""
        known = self.pools.setdefault(pool, [])
        if number > len(known):
            known += self.people.companies(number - len(known), industries=INDUSTRIES_OF_POOL.get(pool, ()))
        return self.chance.sample(known, number)

    def staff(self, unit: str) -> Staff:
        """Someone of a unit; every unit has at least three people."""
        if unit not in self.staff_of:
            home = Unit.objects.get(code=unit)
            self.staff_of[unit] = [self._hire(home) for _ in range(3)]
        return self.chance.choice(self.staff_of[unit])

    def _hire(self, unit: Unit) -> Staff:
        name, kana = self.people.person_name()
        return Staff.objects.create(name=name, kana=kana, unit=unit, joined_on=date(2018, 4, 1))

    def post(self, programme: Programme, code: str, title: str, number: int, unit: str) -> None:
        """A post with so many people in it since before the first year."""
        post = Post.objects.create(code=code, title=title, programme=programme)
        for _ in range(number):
            member = self._hire(Unit.objects.get(code=unit))
            PostAssignment.objects.create(post=post, staff=member, starts_on=date(2021, 4, 1))

    def expert(self) -> Expert:
        name, kana = self.people.person_name()
        qualification = self.chance.choice(["中小企業診断士", "税理士", "技術士", "社会保険労務士", "ITコーディネータ"])
        return Expert.objects.create(
            name=name,
            kana=kana,
            qualification=qualification,
            prefecture=self.people.home,
            registered_on=date(2019, 4, 1),
        )

    def organisation(self, name: str, kind: str) -> Organisation:
        return Organisation.objects.get_or_create(name=name, defaults={"kind": kind})[0]


INDUSTRIES_OF_POOL: dict[str, Sequence[str]] = {
    "makers": ("09", "11", "12", "21", "24", "26", "28", "29"),
    "food": ("09", "09", "09", "11", "12", "10"),
}

_makers: dict[str, Maker] = {}


def maker(name: str) -> Callable[[Maker], Maker]:
    """Register a maker of one kind of record under the name recipes use."""

    def register(function: Maker) -> Maker:
        _makers[name] = function
        return function

    return register


def make(world: World, recipe: Recipe) -> None:
    """Carry out one recipe. Raises UserError, naming it, if the figures contradict one another."""
    name = recipe["make"]
    if name not in _makers:
        raise UserError(f"見本データの作り方「{name}」はありません。")
    try:
        _makers[name](world, recipe)
    except ValueError as error:
        place = recipe.get("programme", "")
        raise UserError(
            f"「{place}」の数値どうしが矛盾しています。件数・企業数・金額の大小を確かめてください({error})。"
        ) from error


def save(model: type[M], rows: Iterable[M]) -> list[M]:
    return model._default_manager.bulk_create(list(rows), batch_size=1000)
