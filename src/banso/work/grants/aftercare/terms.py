"""The terms of what follows the settlement of a grant: which reports, how often and when, which returns, which assets are restricted."""

from django.db import models
from pydantic import BaseModel, Field


class Window(models.TextChoices):
    """When the reports on commercialisation (事業化状況報告) are due, year after year."""

    APRIL_AND_MAY = "april-may", "毎年4月1日~5月31日(3月に確定したものは1年後から)"
    BY_15_APRIL = "april-15", "毎年4月15日まで"
    BY_END_OF_APRIL = "april-end", "毎年4月末日まで"
    AFTER_BUSINESS_YEAR = "business-year", "決算期の終わりから3か月以内(個人は3月31日まで)"
    A_YEAR_ON = "a-year-on", "確定から1年後"


class IncomeReturn(models.TextChoices):
    """Whether income from what the grant paid for is given back (収益納付), and how it is worked out."""

    YEARLY = "yearly", "毎年の事業化状況報告から計算する"
    AT_REPORT = "at-report", "実績報告のときに計算し、確定額から引く"


class TaxBasis(models.TextChoices):
    """On which cost a programme's grants are worked out."""

    NET = "net", "税抜きの経費"
    GROSS = "gross", "税込みの経費"


class AfterValues(BaseModel):
    """The terms of grants from the settlement on."""

    outcome_reports: int | None = Field(None, ge=0, le=20, title="事業化状況報告の回数", description="空欄なら求めない")
    outcome_window: Window = Field(Window.APRIL_AND_MAY, title="事業化状況報告の時期")
    income_return: IncomeReturn | None = Field(None, title="収益納付")
    tax_basis: TaxBasis | None = Field(
        None, title="補助対象経費の消費税", description="税込みのとき、仕入控除税額の報告を求める(0円でも)"
    )
    asset_line: int = Field(
        500_000, ge=1, title="処分を制限する財産の単価(円)", description="税抜きの単価がこの額以上のもの"
    )
    asset_longest: int | None = Field(
        None, ge=1, le=60, title="処分制限の最長(年)", description="耐用年数より短くするときだけ。例: 10"
    )
    asset_month: int | None = Field(
        None, ge=1, le=12, title="財産を確認する月", description="毎年この月の末日までに確かめる。空欄なら求めない"
    )
    retention_years: int = Field(
        5, ge=1, le=30, title="企業が書類を保存する年数", description="補助事業の完了の年度の末日から"
    )
    scrap_is_due: bool = Field(False, title="壊れた財産の廃棄でも、残存簿価の分の納付を求める")
