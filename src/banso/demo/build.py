"""Building the whole reference world."""

from collections.abc import Callable
from pathlib import Path

import yaml
from django.db import connection

from banso.core.errors import UserError
from banso.core.trail import verb
from banso.registers.models import Company, User

from . import (  # noqa: F401 - they register their makers
    answers,
    casework,
    coming_fair,
    consulting,
    gathering,
    planning,
    profiles,
    trading,
    turning_round,
)
from .chance import Chance
from .people import People
from .targets import Targets
from .world import World, make

Progress = Callable[[int, str], None]


@verb
def build_world(
    folder: Path, figures: Path | None = None, *, by: User | None, progress: Progress = lambda percent, step: None
) -> int:
    """Fill an empty database by the catalogue's recipes; the number of recipes carried out.

    `figures` are the aggregates to meet, those published unless another file is given. Raises UserError if the database
    has companies already, or if the figures contradict one another; then nothing is written.
    """
    if Company.objects.exists():
        raise UserError(
            "すでに記録があるため、見本データを作れません。空のデータフォルダを --data で指定してください。"
        )
    recipes = yaml.safe_load((folder / "world.yaml").read_text(encoding="utf-8"))
    chance = Chance(recipes["seed"])
    world = World(
        targets=Targets.read(figures or folder / recipes["figures"]),
        chance=chance,
        people=People(chance, recipes["prefecture"]),
        years=tuple(recipes["years"]),
    )
    total = len(recipes["recipes"])
    for done, recipe in enumerate(recipes["recipes"]):
        if "file" in recipe:
            recipe["file"] = str(folder / recipe["file"])
        make(world, recipe)
        progress((done + 1) * 100 // total, recipe.get("programme", ""))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return total
