"""The register of all triggers keeps its names. pgtrigger makes both lists of them anew for each trigger it is told of: some
hundred of them are some hundred thousand looks, which was a third of the time that every command took to start."""

from typing import Any

from pgtrigger import registry


class _Named(registry._Registry):
    """pgtrigger's register, with its own rules: no name twice on a table, no function twice."""

    def __init__(self, known: registry._Registry) -> None:
        self._by_table: dict[tuple[str, str], Any] = known.by_db_table
        self._functions: set[str] = known.pg_function_names
        super().__init__()
        self.data = known.data

    @property
    def by_db_table(self) -> dict[tuple[str, str], Any]:
        return self._by_table

    @property
    def pg_function_names(self) -> set[str]:
        return self._functions

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, value)  # type: ignore[no-untyped-call]
        model, trigger = value
        self._by_table[model._meta.db_table, trigger.name] = trigger
        self._functions.add(trigger.get_pgid(model))

    def __delitem__(self, key: str) -> None:
        model, trigger = self[key]
        super().__delitem__(key)  # type: ignore[no-untyped-call]
        del self._by_table[model._meta.db_table, trigger.name]
        self._functions.discard(trigger.get_pgid(model))


def keep_names() -> None:
    """Have pgtrigger's register keep its names from now on."""
    if not isinstance(registry._registry, _Named):
        registry._registry = _Named(registry._registry)
