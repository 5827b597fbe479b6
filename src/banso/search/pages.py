"""The search's part of the page of a record that tells of a case."""

from banso.core.records import Panel, add_panel
from banso.core.searching import searchable_of

from .meaning import is_installed


def _tells(model: type) -> bool:
    declared = searchable_of(model._meta.label_lower)  # type: ignore[attr-defined]
    return is_installed() and declared is not None and declared.case is not None


add_panel(Panel("似た案件", "search-panel", _tells, part="参考", now=lambda record: False))
