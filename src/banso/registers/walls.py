"""Walls (守秘): which records belong to a programme, and so are hidden from outsiders when the programme is walled.

Nobody declares that a kind is walled: every record that leads to a programme is, by itself or through what it belongs to.
What is public although it points to a programme says so, with the reason, by :func:`open_to_all`. The database enforces
what is derived here (:mod:`banso.config.row_security`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.apps import apps
from django.db.models import ForeignKey, Model, Q

M = TypeVar("M", bound=type[Model])


@dataclass(frozen=True)
class Keepers:
    """What of a kind's rows is the keeper's alone: to `read` them, `seen_unless` an SQL condition on the row (`{row}`) holds, and to write
    them, `unless` another does."""

    read: bool = False
    seen_unless: str = "false"
    unless: str = "false"


@dataclass(frozen=True)
class Gathered:
    """A kind whose rows gather several cases (a file for the bank, a mailing): which, through which kind, by which key of that."""

    model: type[Model]
    parts: str
    key: str

    @property
    def function(self) -> str:
        """The database's function that says which of them hold something of a case hidden from who acts."""
        return f"banso_shut_{self.model._meta.db_table}"


PROGRAMME, COMPANY, CASE = "registers.programme", "registers.company", "cases.case"
_open: dict[type[Model], str] = {}
_shut: dict[type[Model], str] = {}
_sided: dict[type[Model], str] = {}
_keepers: dict[type[Model], Keepers] = {}
_gathered: list[Gathered] = []
_walled_only: set[type[Model]] = set()
_walled_procedures: set[str] = set()
BEHIND_A_WALL = Q(walled_to__isnull=False)  # programmes that are


def open_to_all(reason: str) -> Callable[[M], M]:
    """Declare that a kind is public although it points to a programme."""

    def declare(model: M) -> M:
        _open[model] = reason
        return model

    return declare


def also_shut(condition: str) -> Callable[[M], M]:
    """Declare that a row of a kind is hidden, whatever its programme, where this SQL holds of it (`{row}` stands for its table)."""

    def declare(model: M) -> M:
        _shut[model] = condition
        return model

    return declare


def when_shut(model: type[Model]) -> str:
    """The SQL by which a row of a kind is hidden whatever its programme; empty for most."""
    return _shut.get(model, "")


def seen_by_side(column: str) -> Callable[[M], M]:
    """Declare that a row of a kind that belongs to a case is one side's of it, where this column says one.

    It is seen and written by those who stand on that side of the case's team, and by the keeper; with an empty column by all who
    see the case. What belongs to such a row follows it.
    """

    def declare(model: M) -> M:
        _sided[model] = column
        return model

    return declare


def side_of(model: type[Model]) -> str:
    """The column that says whose side of a case a kind's row is; empty for most kinds."""
    return _sided.get(model, "")


def keepers_only(*, read: bool = False, seen_unless: str = "false", unless: str = "false") -> Callable[[M], M]:
    """Declare that rows of a kind that belongs to a case are written, and perhaps read, by the keeper of the case's unit alone."""

    def declare(model: M) -> M:
        _keepers[model] = Keepers(read, seen_unless, unless)
        return model

    return declare


def keepers_part(model: type[Model]) -> Keepers | None:
    """What of a kind is the keeper's alone; None for most."""
    return _keepers.get(model)


def walled_only(model: M) -> M:
    """Declare that rows of a kind with a programme of their own stand behind a wall, never in the open: a class decorator.

    The database refuses others. Forms of such a kind offer :data:`BEHIND_A_WALL` only (`record_form(only={"programme": …})`).
    """
    _walled_only.add(model)
    return model


def all_walled_only() -> list[type[Model]]:
    """The kinds of which no row stands in the open."""
    return sorted(_walled_only, key=lambda model: model._meta.label)


def wall_procedure(code: str) -> None:
    """Say that cases of a procedure stand behind a wall, never in the open."""
    _walled_procedures.add(code)


def walled_procedures() -> list[str]:
    """The procedures of which no case stands in the open."""
    return sorted(_walled_procedures)


def must_be_walled(row: Model) -> bool:
    """Whether a row may stand in a walled programme only."""
    return type(row) in _walled_only or getattr(row, "procedure", "") in _walled_procedures


def gathers(parts: str, key: str) -> Callable[[M], M]:
    """Declare that rows of a kind gather several cases: hidden as a whole where one of its `parts` (app.Model) is of a hidden case."""

    def declare(model: M) -> M:
        _gathered.append(Gathered(model, parts, key))
        return model

    return declare


def all_gathered() -> list[Gathered]:
    """Every kind whose rows gather cases, once for each kind of part."""
    return list(_gathered)


@dataclass(frozen=True)
class Wall:
    """How a kind's rows find their programme: by a column of their own, or through what they belong to.

    `companies` are the columns by which a grant for one company reaches a row. Of a kind that belongs to something walled or, by
    itself, to a programme, the programme is the last it is held `through`.
    """

    model: type[Model]
    programme: str = ""
    through: tuple[Any, ...] = ()
    companies: tuple[str, ...] = ()

    @property
    def optional(self) -> bool:
        """Whether a row may belong to no programme, and is then behind no wall."""
        return bool(self.programme) and self.model._meta.get_field(self.programme).null


def reason_to_be_open(model: type[Model]) -> str:
    """Why a kind that points to a programme is public; empty for one that is not."""
    return _open.get(model, "")


def all_walls() -> list[Wall]:
    """The wall of every stored kind that has one: records, links between them, not their histories."""
    return [wall for model in apps.get_models(include_auto_created=True) if (wall := wall_of(model))]


def all_histories_behind() -> list[tuple[Wall, type[Model]]]:
    """The history of every kind that has a wall, of links between records too."""
    kinds = ((getattr(model, "pgh_tracked_model", None), model) for model in apps.get_models())
    walls = ((wall_of(kind._meta.concrete_model), history) for kind, history in kinds if kind is not None)
    return [(wall, history) for wall, history in walls if wall]


def wall_of(model: type[Model]) -> Wall | None:
    """The wall of a kind; None for what belongs to no programme, is public, or is a history."""
    if model in _open or model._meta.label_lower == PROGRAMME or not _stored(model) or _distance(model) is None:
        return None
    keys = _keys(model)
    companies = tuple(key.column for key in keys if key.related_model._meta.label_lower == COMPANY)
    direct = [key for key in keys if key.related_model._meta.label_lower == PROGRAMME]
    owners = tuple(_nearest(model))
    if direct and not (direct[0].null and owners and not companies and all(key.null for key in owners)):
        return Wall(model, programme=direct[0].attname, companies=companies)
    owners += tuple(direct)  # of a case, or by itself of a programme (a draft by hand): held by both
    return Wall(model, through=owners, companies=companies) if owners else None


def way_to_programme(model: type[Model]) -> str:
    """The path by which a walled kind's rows lead to their programme, such as `dispatch__programme`."""
    return ways_to_programme(model)[0]


def ways_to_programme(model: type[Model]) -> list[str]:
    """Every such path: a kind that belongs to something walled, or to a programme by itself, has two."""
    wall = wall_of(model)
    if wall and wall.programme:
        return [wall.programme.removesuffix("_id")]
    keys = wall.through if wall else (public_way(model),)
    own = [key.name for key in keys if key.related_model._meta.label_lower == PROGRAMME]
    first = keys[0]
    if first.name in own:
        return own
    return [f"{first.name}__{way}" for way in ways_to_programme(first.related_model)] + own


def keys_to_case(model: type[Model]) -> tuple[Any, ...]:
    """The keys by which a walled kind's rows lead to their case, the shortest way; empty for what belongs to none.

    A key that may be empty counts where it names the case itself, or where the row is held by it anyway.
    """
    wall = wall_of(model)
    if wall is None or model._meta.label_lower == CASE:
        return ()
    keys = [key for key in _keys(model) if _to_case(key.related_model) is not None]
    needed = [key for key in keys if not key.null]
    if not needed:
        direct = [key for key in keys if key.related_model._meta.label_lower == CASE]
        return tuple(direct or (key for key in keys if key in wall.through))
    nearest = min(_to_case(key.related_model) or 0 for key in needed)
    return tuple(key for key in needed if (_to_case(key.related_model) or 0) == nearest)


def way_to_case(model: type[Model]) -> str:
    """The path by which a kind's rows lead to their case, such as `dispatch__case`; `pk` of the case itself, empty where there is none."""
    if model._meta.label_lower == CASE:
        return "pk"
    keys = keys_to_case(model)
    if not keys:
        return ""
    further = way_to_case(keys[0].related_model)
    return str(keys[0].name) if further in ("", "pk") else f"{keys[0].name}__{further}"


def whose(record: Model) -> tuple[Any, set[int]]:
    """The programme a record belongs to, and the companies by which a grant may reach it."""
    wall = wall_of(type(record))
    if wall is None:
        return None, set()
    for way in ways_to_programme(type(record)):
        programme, companies = _along(record, way)
        if programme is not None:
            return programme, companies
    return None, companies


def _along(record: Model, way: str) -> tuple[Any, set[int]]:
    owner: Any = record
    companies: set[int] = set()
    for step in way.split("__"):
        held = wall_of(type(owner))
        companies |= {getattr(owner, column) for column in (held.companies if held and held.programme else ())}
        owner = getattr(owner, step)
        if owner is None:
            break
    return owner, companies


def public_way(model: type[Model]) -> Any:
    """The key by which a public kind leads to its programme."""
    keys: list[Any] = [field for field in model._meta.fields if field.is_relation]
    return next(key for key in keys if key.name == "programme" or key.related_model in _open)


def _nearest(model: type[Model]) -> list[Any]:
    """The keys to what a row belongs to: through walled kinds if there are such, and the shortest way.

    A kind whose every way is optional (a document of a case, or of a company) is held by all of them.
    """
    ways = [key for key in _keys(model) if not key.null and _distance(key.related_model) is not None]
    if not ways:
        return [key for key in _keys(model) if _distance(key.related_model) is not None and wall_of(key.related_model)]
    ranks = [(key.related_model in _open, _distance(key.related_model)) for key in ways]
    return [key for key, rank in zip(ways, ranks, strict=True) if rank == min(ranks)]


@cache
def _distance(model: type[Model], seen: frozenset[type[Model]] = frozenset()) -> int | None:
    """How many steps a kind is away from the programme, optional ones only where there is no other; None if nowhere."""
    if model._meta.label_lower == PROGRAMME:
        return 0
    seen = seen | {model}
    for optional in (False, True):
        keys = [key for key in _keys(model) if key.null is optional and key.related_model not in seen]
        steps = [step for key in keys if (step := _distance(key.related_model, seen)) is not None]
        if steps:
            return min(steps) + 1
    return None


@cache
def _to_case(model: type[Model], seen: frozenset[type[Model]] = frozenset()) -> int | None:
    """How many steps a kind is away from the case, by keys that are never empty, or by one to the case itself; None if nowhere."""
    if model._meta.label_lower == CASE:
        return 0
    if model in _open or not _stored(model) or _distance(model) is None:
        return None
    seen = seen | {model}
    keys = [key for key in _keys(model) if key.related_model not in seen]
    keys = [key for key in keys if not key.null or key.related_model._meta.label_lower == CASE]
    steps = [step for key in keys if (step := _to_case(key.related_model, seen)) is not None]
    return min(steps) + 1 if steps else None


def _keys(model: type[Model]) -> list[Any]:
    return [field for field in model._meta.fields if isinstance(field, ForeignKey) and field.related_model is not model]


def _stored(model: type[Model]) -> bool:
    return model._meta.managed and not model._meta.proxy and not hasattr(model, "pgh_tracked_model")
