"""What the terms of the council say beyond steps and dates: days of notice, the figures a plan is held to, how often it is watched over."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from banso.procedures.columns import columns_box, known_columns
from banso.procedures.declaring import TypedAs

from .national_columns import ITEMS, USUAL


class Values(BaseModel):
    """The council's own terms (協議会の基準). Nothing of a plan's figures ever blocks: they say pass, near or fail."""

    model_config = ConfigDict(extra="forbid")

    notice_days: int = Field(7, ge=0, title="バンクミーティングの招集(開催の何日前まで)")
    net_worth_years: int = Field(5, ge=1, title="実質債務超過を解消するまでの年数")
    profit_years: int = Field(3, ge=1, title="経常黒字になるまでの年数")
    debt_ratio: int = Field(10, ge=1, title="最終年度の有利子負債÷キャッシュフロー(倍)")
    near_years: int = Field(1, ge=0, title="「おおむね」とみる年数の幅")
    near_ratio: int = Field(2, ge=0, title="「おおむね」とみる倍率の幅")
    provisional_years: int = Field(3, ge=1, title="プレ再生支援の計画の最長年数")
    monitor_every: int = Field(6, ge=1, title="モニタリングの間隔(月)")
    monitor_for: int = Field(36, ge=1, title="モニタリングの期間(月)")
    national: Annotated[
        list[tuple[str, str]], TypedAs(columns_box(lambda: ITEMS)), AfterValidator(known_columns(lambda: ITEMS))
    ] = Field(USUAL, title="全国本部への報告の列", description="見出し=項目 を、読点で区切って並べる")
