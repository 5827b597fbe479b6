"""Which columns the sheet for the national body may have, and how they are typed in the terms: 見出し=項目、見出し=項目."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from banso.core.text import fold

ITEMS = {
    "pseudonym": "報告番号",
    "route": "持込経路",
    "size": "企業の規模",
    "industry": "業種",
    "preliminary": "事前相談日",
    "first": "窓口相談日",
    "decided": "支援決定日",
    "product": "支援の種類",
    "relief": "金融支援の有無",
    "reliefs": "金融支援の方法",
    "completed": "完了日",
    "days": "所要日数",
    "jobs": "雇用",
    "persons": "保証人の人数",
    "monitored": "モニタリング回数",
    "stands": "現在の段階",
    "reason": "終了の理由",
}
USUAL = [(label, code) for code, label in ITEMS.items()]
SEPARATOR = "、"


class ColumnsField(forms.CharField):
    """Columns in their order, each a heading and the item under it; the item alone where it is headed by its own name."""

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value
        return SEPARATOR.join(h if ITEMS.get(item) == h else f"{h}={ITEMS.get(item, item)}" for h, item in value)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        return [_column(part) for part in text.split(SEPARATOR) if part.strip()]


def _column(part: str) -> list[str]:
    heading, _, item = (piece.strip() for piece in part.replace("=", "=").partition("="))
    codes = {fold(label): code for code, label in ITEMS.items()}
    code = codes.get(fold(item or heading))
    if code is None:
        raise ValidationError(
            f"「{item or heading}」という項目はありません。使えるのは {SEPARATOR.join(ITEMS.values())} です。"
        )
    return [heading, code]
