"""Columns that nearly every table of a report wants, put into its form by one button: last year's ratio, the target and how far it was met."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from .posted import HERE, Posted, Reader

Parts = list[dict[str, Any]]
TARGET, MET, COMPARED = "目標", "達成率", "前年度比"


def ready_for(path: str) -> list[tuple[str, str]]:
    """What may be put into a list at once: (what the button sends, what it says)."""
    return [(f"put:{name}", said) for name, (at, said, _) in _READY.items() if at == path]


def put_in(posted: Posted, name: str) -> tuple[Posted, str]:
    """What a page sent, with some columns more; the path of the first of them. An unknown name changes nothing."""
    path, _, parts = _READY.get(name, ("", "", None))
    if parts is None:
        return posted, ""
    reader = Reader(posted)
    kind, _, field = path.partition(".")
    stands = reader.block(kind)[kind].get(field) or []
    at = max(reader.places(path), default=-1) + 1
    for place, part in enumerate(parts(stands), at):
        posted |= {key: [value] for key, value in _sent(part, f"{path}.{place}")}
    return posted, f"{path}.{len(stands)}"


def _sent(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """A part as its form would send it."""
    if isinstance(value, Mapping):
        yield f"{path}.{HERE}", "1"
        for name, one in value.items():
            yield from _sent(one, f"{path}.{name}")
    else:
        yield path, str(value)


def _met(columns: Sequence[Mapping[str, Any]]) -> Parts:
    return [
        {"label": TARGET, "target": True},
        {"label": MET, "ratio": {"of": _of_year(columns, 0), "to": TARGET}},
    ]


def _compared(columns: Sequence[Mapping[str, Any]]) -> Parts:
    last = _of_year(columns, -1)
    missing = [] if last else [{"label": "{年度-1}", "year": -1}]
    return [*missing, {"label": COMPARED, "ratio": {"of": _of_year(columns, 0), "to": last or "{年度-1}"}}]


def _of_year(columns: Sequence[Mapping[str, Any]], year: int) -> str:
    """The column that counts a year's records; '' where there is none."""
    for column in columns:
        if not any(column.get(name) for name in ("ratio", "mark", "target")) and (column.get("year") or 0) == year:
            return str(column.get("name") or column.get("label") or "")
    return ""


_READY: dict[str, tuple[str, str, Callable[[Sequence[Mapping[str, Any]]], Parts]]] = {
    "met": ("matrix.columns", "目標と達成率の列を加える", _met),
    "compared": ("matrix.columns", "前年度比の列を加える", _compared),
}
