"""How the tables of an app are made."""

import functools
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Field


@contextmanager
def quick_states() -> Iterator[None]:
    """Migrate within it: the states of all models are rendered as ever, for half of what it costs.

    A migration renders some hundred models, each field of them taken apart and made anew although nobody has touched it: it is
    copied instead. And for each foreign key Django looks through all models for one that may be swapped: what it found is
    forgotten whenever a model of any state is registered. Here it is kept, for what is swapped does not change while it migrates.
    """
    lookup: Any = Apps.get_swappable_settings_name
    fields: Any = Field
    registry: Any = apps
    fields.clone, registry.get_swappable_settings_name = (
        _copied,
        functools.cache(functools.partial(lookup.__wrapped__, apps)),
    )
    try:
        yield
    finally:
        fields.clone = _made_anew
        del registry.get_swappable_settings_name


_made_anew = Field.clone


def _copied(field: Any) -> Any:
    """A field of a state as it stands, counted as the latest made, for columns come in that order."""
    if hasattr(field, "base_field"):  # of an array: it belongs to one model
        return _made_anew(field)
    copied = field.__deepcopy__({})
    if field.auto_created:
        copied.creation_counter = Field.auto_creation_counter
        Field.auto_creation_counter -= 1
    else:
        copied.creation_counter = Field.creation_counter
        Field.creation_counter += 1
    return copied


@contextmanager
def rendered_once(state: ProjectState) -> Iterator[None]:
    """What the operations within ask to be rendered anew is rendered when all are done: as far as the farthest of them asks."""
    asked: dict[tuple[str, str], bool] = {}

    def reload_models(models: Iterable[tuple[str, str]], delay: bool = True) -> None:
        asked.update({model: delay and asked.get(model, True) for model in models})

    def reload_model(app_label: str, model_name: str, delay: bool = False) -> None:
        reload_models([(app_label, model_name)], delay)

    waiting = {"reload_model": reload_model, "reload_models": reload_models}
    state.__dict__.update(waiting)
    try:
        yield
    finally:
        for name in waiting:
            del state.__dict__[name]
    left = [model for model in asked if model in state.models]  # of those asked for one may have been taken out since
    if left:
        state.reload_models(left, delay=all(asked.values()))


class TablesAtOnce(Operation):
    """All tables, constraints and triggers of an app's first migration as one step.

    Django renders the state of every related model anew after each operation. Here nearly all models are related, through
    companies, people and the trail, so that making the tables one by one took over a minute, and takes seconds at once.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__name__, [], {"operations": self.operations}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        with rendered_once(state):
            for operation in self.operations:
                operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create {len(self.operations)} tables and triggers at once"
