"""What became of the records of a closed year since: record by record, by whom, also where the number stayed the same."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model

from banso.core.era import format_moment
from banso.core.errors import UserError
from banso.core.fiscal import fiscal_year_label
from banso.core.history import Change, history
from banso.figures.cells import Cell
from banso.figures.columns import counted_columns
from banso.figures.measures import get_measure
from banso.figures.models import FrozenFigure, FrozenYear
from banso.figures.tracing import record_ids


@dataclass
class RecordChange:
    """A record that counted, or counts, in a closed year's figures and is not what it was when the year was closed.

    `record` is empty once it is gone. `changes` are those since the closing; none where only a record it belongs to changed.
    """

    model: type[Model]
    pk: int
    record: Any = None
    entered: list[FrozenFigure] = field(default_factory=list)
    left: list[FrozenFigure] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    @property
    def label(self) -> str:
        return str(self.record) if self.record is not None else f"{self.model._meta.verbose_name}(番号{self.pk})"

    def lines(self) -> list[str]:
        """The change in plain text, as the page tells it: which record, who changed what and when, and in which figures it counts."""
        told = [f"{self.model._meta.verbose_name} {self.label}" if self.record is not None else self.label]
        for change in self.changes:
            reason = f" 理由: {change.reason}" if change.reason else ""
            told.append(f"  {change.what} {format_moment(change.at)} {change.who or 'システム'}{reason}")
            if change.what == "修正":
                told += [f"    {d.label}: {d.before or '(空欄)'} → {d.after or '(空欄)'}" for d in change.differences]
        if not self.changes:
            told.append("  この記録の属する記録が変わりました。")
        for word, figures in (("入った数値", self.entered), ("外れた数値", self.left)):
            told += [f"  {word}: {figure.section} {figure.row}({figure.column})" for figure in figures]
        return told


def record_changes(fiscal_year: int) -> list[RecordChange]:
    """The changed records of a closed year that one may see, the latest change first. Raises UserError if it is not closed."""
    year = FrozenYear.objects.filter(fiscal_year=fiscal_year).first()
    if year is None:
        raise UserError(f"{fiscal_year_label(fiscal_year)}はまだ締められていません。")
    found: dict[tuple[type[Model], int], RecordChange] = {}
    standing: dict[type[Model], set[int]] = defaultdict(set)
    for figure in year.figures.exclude(cells=[]):
        _compare(figure, found, standing)
    for model, keys in standing.items():
        for pk in _touched(model, keys, year.closed_at):
            found.setdefault((model, pk), RecordChange(model, pk))
    shown = [change for change in found.values() if _told(change, year.closed_at)]
    return sorted(shown, key=lambda c: c.changes[0].at if c.changes else year.closed_at, reverse=True)


def _compare(
    figure: FrozenFigure, found: dict[tuple[type[Model], int], RecordChange], standing: dict[type[Model], set[int]]
) -> None:
    """Note the records that have come to a figure or gone from it, and those that count in it still."""
    cells = [Cell.parse(key) for key in figure.cells]
    models = {get_measure(cell.measure).model for cell in cells}
    if len(models) > 1:
        return  # a sum over several kinds of record: its parts are figures of their own
    model = models.pop()
    now, then = {pk for cell in cells for pk in record_ids(cell)}, set(figure.record_ids)
    standing[model] |= now & then
    for keys, side in ((now - then, "entered"), (then - now, "left")):
        for pk in keys:
            getattr(found.setdefault((model, pk), RecordChange(model, pk)), side).append(figure)


def _touched(model: type[Model], keys: set[int], since: datetime) -> set[int]:
    trail: Any = getattr(model, "pgh_event_model", None)
    if trail is None:
        return set()
    rows = trail.objects.filter(pgh_obj_id__in=keys, pgh_created_at__gt=since, pgh_label="update")
    return set(rows.values_list("pgh_obj_id", flat=True))


def _told(change: RecordChange, since: datetime) -> bool:
    """Whether there is something to tell of a record: what it is, and what changed of what figures read."""
    model = change.model
    counted = counted_columns().get(model._meta.db_table, set())
    read = {f.name for f in model._meta.fields if f.column in counted} | {m.name for m in model._meta.many_to_many}
    change.record = model._default_manager.filter(pk=change.pk).first()
    past = [c for c in history(model, change.pk) if c.at > since]
    if not (change.entered or change.left):
        past = [c for c in past if any(d.name in read for d in c.differences)]
        change.changes = past
        return bool(past)
    change.changes = past
    return change.record is not None or bool(past)
