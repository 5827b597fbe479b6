"""Which checks the terms ask for, before which decision, and how long a paper is good for: as data, and as people write it.

納税: 交付決定・額の確定の前、発行から3か月
"""

import re
from typing import Any, Literal

from django import forms
from django.core.exceptions import ValidationError
from pydantic import BaseModel, ConfigDict, Field

from banso.core.numbers import whole_or_none
from banso.core.text import digits

from .choices import POINTS, CheckKind

_LINE = re.compile(r"(.+?)\s*:\s*(.+?)の前(?:[、,]\s*発行から(\S{1,3})[かヶケカ]月)?")
EXAMPLE = "例: 「中小企業者の規模: 採択・交付決定の前」「納税: 交付決定の前、発行から3か月」"
_KINDS = {str(label): value for value, label in CheckKind.choices}
_POINTS = {label: code for code, label in POINTS.items()}


class Asked(BaseModel):
    """What the terms say of one kind of check."""

    model_config = ConfigDict(extra="forbid")
    before: list[Literal["adopted", "granted", "settled"]] = Field(min_length=1)
    months: int | None = Field(None, ge=1, le=120)


class ChecksField(forms.CharField):
    """The checks that are asked for, one a line."""

    widget = forms.Textarea(attrs={"rows": 6})

    def prepare_value(self, value: Any) -> Any:
        return _in_words(value) if isinstance(value, dict) else value

    def to_python(self, value: Any) -> Any:
        lines = [line.strip() for line in digits(str(super().to_python(value) or "")).splitlines()]
        return dict(_read(line) for line in lines if line)


def _in_words(asked: dict[str, Any]) -> str:
    return "\n".join(_line(kind, Asked.model_validate(said)) for kind, said in asked.items())


def _line(kind: str, asked: Asked) -> str:
    until = f"、発行から{asked.months}か月" if asked.months else ""
    return f"{CheckKind(kind).label}: {'・'.join(POINTS[code] for code in asked.before)}の前{until}"


def _read(line: str) -> tuple[str, dict[str, Any]]:
    found = _LINE.fullmatch(line)
    if found is None:
        raise ValidationError(f"「{line[:60]}」が読めません。{EXAMPLE}")
    kind, points = _KINDS.get(found[1].strip()), [part.strip() for part in found[2].split("・")]
    if kind is None:
        raise ValidationError(f"「{found[1][:40]}」という確認はありません。使えるのは {'、'.join(_KINDS)} です。")
    if unknown := [part for part in points if part not in _POINTS]:
        raise ValidationError(f"「{unknown[0][:40]}」は使えません。使えるのは {'、'.join(_POINTS)} です。")
    months = whole_or_none(found[3], most=120) if found[3] else None
    if found[3] and not months:
        raise ValidationError(f"「{found[3]}か月」が読めません。1から120までの数にしてください。")
    return kind, {"before": [_POINTS[part] for part in points]} | ({"months": months} if months else {})
