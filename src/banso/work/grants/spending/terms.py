"""What a programme's terms say of spending: from which amount two quotations, how much in cash, which papers prove which kind of expense."""

import re
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from django import forms
from django.core.exceptions import ValidationError
from pydantic import BaseModel, ConfigDict, Field, field_validator

from banso.core.days import read_rule
from banso.core.errors import UserError
from banso.core.text import fold
from banso.procedures.declaring import TypedAs
from banso.procedures.terms_form import RuleField

PAPERS_OF_KINDS = {
    "機械・設備": ["設置前の写真", "設置後の写真", "銘板(型番)の写真", "資産ラベルの写真"],
    "印刷物": ["見本", "配布先の一覧", "残数の記録"],
    "ウェブサイト": ["見積にある機能すべての画面", "公開日の分かる画面(URL)"],
    "ネット広告": ["掲載画面", "掲載期間と表示・クリック数の記録"],
    "工事": ["施工前の写真", "施工後の写真(同じ向き)"],
    "旅費": ["旅程", "出張報告書", "乗車券・搭乗の証拠"],
    "人件費": ["雇用契約書", "作業日誌", "賃金台帳", "源泉税・社会保険料の納付の証拠"],
    "謝金": ["専門家の業務報告書"],
    "原材料": ["受払簿"],
    "その他": [],
}
VAGUE = ["諸経費", "一式", "雑費", "現場管理費", "一般管理費"]
Basis = Literal["税抜", "税込"]
NET: Basis = "税抜"
GROSS: Basis = "税込"
_BETWEEN = re.compile(r"[、,，]")


def vague_in(text: str, words: Iterable[str]) -> list[str]:
    """The words of a text that leave a cost unclear (一式, 諸経費), however wide they are typed."""
    folded = fold(text)
    return [word for word in words if fold(word) in folded]


class WordsField(forms.CharField):
    """Several words, with 、 between."""

    def prepare_value(self, value: Any) -> Any:
        return "、".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [word.strip() for word in _BETWEEN.split(super().to_python(value) or "") if word.strip()]


class PapersField(forms.CharField):
    """The papers of each kind of expense, one kind a line: 印刷物: 見本、配布先の一覧."""

    widget = forms.Textarea(attrs={"rows": 8})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return "\n".join(f"{kind}: {'、'.join(papers)}" for kind, papers in value.items())

    def to_python(self, value: Any) -> Any:
        found: dict[str, list[str]] = {}
        for line in filter(str.strip, (super().to_python(value) or "").splitlines()):
            kind, mark, papers = re.sub("：", ":", line).partition(":")
            if not mark or not kind.strip():
                raise ValidationError(
                    f"「{line[:40]}」が読めません。「印刷物: 見本、配布先の一覧」のように書いてください。"
                )
            found[kind.strip()] = [one.strip() for one in _BETWEEN.split(papers) if one.strip()]
        return found


class SpendingValues(BaseModel):
    """The part of a grant's terms that its spending is checked by. Amounts are those of one expense."""

    model_config = ConfigDict(extra="forbid")
    lines_by: Basis = Field(GROSS, title="相見積・現金の額は税抜か税込か", description="「税抜」か「税込」")
    excuse: Literal["可", "不可"] = Field(
        "可", title="選定理由書で相見積に代えられるか", description="「可」か「不可」"
    )
    cash_to: int | None = Field(
        100_000, ge=0, title="現金で払える額(円)", description="これを超える支出は、振込などで払う"
    )
    vague: Annotated[list[str], TypedAs(WordsField)] = Field(
        VAGUE, title="内訳の分からない言葉", description="支出の内容にあると直すように知らせる。「、」で区切る"
    )
    papers: Annotated[dict[str, list[str]], TypedAs(PapersField)] = Field(
        PAPERS_OF_KINDS,
        title="経費の種類ごとに要る書類",
        description="1行に1種類。例: 印刷物: 見本、配布先の一覧、残数の記録",
    )
    progress_base: Annotated[dict[str, Any] | None, TypedAs(RuleField)] = Field(
        None,
        title="遂行状況報告の基準日",
        description="期限と同じ書き方。例: {month_end: 3, after: granted}。空欄なら報告の日",
    )

    @field_validator("progress_base")
    @classmethod
    def _is_a_rule(cls, value: dict[str, Any] | None) -> dict[str, Any] | None:
        if value is not None:
            try:
                read_rule(value)
            except UserError as error:
                raise ValueError(str(error)) from None
        return value
