"""Codes in conditions: whether any record could have them. A condition nobody can meet would print as a true 0."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field, ForeignKey, Model

SEPARATORS = "|;,"  # of a cell's key
MOST_OFFERED = 12


def as_codes(given: object) -> list[str]:
    """The codes of a condition, one or several, as a cell has them."""
    return [str(code) for code in given] if isinstance(given, list) else [str(given)]


def fault_of_codes(
    column: "Field[Any, Any]", codes: Sequence[str], labels: Mapping[str, str], *, of: type[Model], programme: str
) -> str | None:
    """What is wrong with the codes a column is asked for; None if records may have them.

    A column of a reference table is asked which codes there are, once there are any: before, nobody can know.
    """
    if not codes:
        return "条件の値が空です。値を書くか、条件を除いてください。"
    if len(set(codes)) < len(codes):
        return f"同じ値が2回書かれています({'、'.join(codes)})。"
    offered = dict(labels) or {str(code): str(label) for code, label in column.flatchoices}
    for code in codes:
        if any(mark in code for mark in SEPARATORS):
            return f"値「{code}」に {'、'.join(SEPARATORS)} は使えません。"
        if offered and code not in offered:
            return f"値「{code}」はありません(使えるのは {_listed([f'{c}({w})' for c, w in offered.items()])})。"
        if not offered and (wrong := _impossible(column, code)):
            return wrong
    return None if offered else _unknown(column, codes, of=of, programme=programme)


def _impossible(column: "Field[Any, Any]", code: str) -> str | None:
    target = column.target_field if isinstance(column, ForeignKey) else column
    try:
        target.run_validators(target.to_python(code))
    except (ValidationError, ValueError, TypeError):
        return f"「{column.verbose_name}」が「{code}」になることはありません。書き方を確かめてください。"
    return None


def _unknown(column: "Field[Any, Any]", codes: Sequence[str], *, of: type[Model], programme: str) -> str | None:
    """Codes that no row of the table they come from has."""
    is_key = isinstance(column, ForeignKey) or column.primary_key
    source: type[Model] = column.related_model if isinstance(column, ForeignKey) else column.model  # type: ignore[assignment]
    if source is of and not is_key:
        return None  # the record's own words: any may come
    rows = source._default_manager.order_by()  # who counts reads no names of such a table
    name = "pk" if is_key else column.name
    if any(field.name == "programme" for field in source._meta.fields):
        rows = rows.filter(programme__code=programme)
    known = {str(code) for code in rows.filter(**{f"{name}__in": list(codes)}).values_list(name, flat=True)}
    missing = [code for code in codes if code not in known]
    if not missing or not rows.values_list("pk", flat=True)[:1]:
        return None
    return f"値「{'」「'.join(missing)}」は登録されていません。先に{source._meta.verbose_name}へ登録するか、書き方を確かめてください。"


def _listed(words: list[str]) -> str:
    return "、".join(words[:MOST_OFFERED]) + (" ほか" if len(words) > MOST_OFFERED else "")
