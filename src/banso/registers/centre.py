"""The centre this installation belongs to: its name and prefecture, kept in the folder of its catalogue."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

UNNAMED = "(センターの名称が決まっていません)"


def centre_name() -> str:
    """The centre's official name."""
    return str(_described().get("name", UNNAMED))


def centre_prefecture() -> str:
    """The prefecture the centre works in; '' if its catalogue does not say."""
    return str(_described().get("prefecture", ""))


def has_name() -> bool:
    """Whether it was said what the centre is called."""
    return bool(_described().get("name"))


def keep_centre(*, name: str, prefecture: str) -> None:
    """Keep what the centre is called and where it works; what else its file says, comments too, stays as it is.

    A folder outside the data folder is its owner's, and left alone.
    """
    path = _path()
    if (centre_name(), centre_prefecture()) == (name, prefecture) or settings.DATA not in path.parents:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    for key, value in (("prefecture", prefecture), ("name", name)):
        line = yaml.safe_dump({key: value}, allow_unicode=True, width=1000)
        text, found = re.subn(rf"(?m)^{key}:.*\n?", lambda _, line=line: line, text, count=1)  # type: ignore[misc]
        text = text if found else line + text
    unfinished = path.with_suffix(".part")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)


def _path() -> Path:
    path: Path = settings.CATALOGUE / "centre.yaml"
    return path


def _described() -> dict[str, Any]:
    """The file as it is now: whatever process changed it, all read it anew."""
    try:
        changed = _path().stat().st_mtime_ns
    except OSError:
        return {}
    return _read(_path(), changed)


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> dict[str, Any]:
    described = yaml.safe_load(path.read_text(encoding="utf-8"))
    return described if isinstance(described, dict) else {}
