"""What the terms of an award say beyond steps and dates: who may win again, and how long winners are asked how they fare."""

from pydantic import BaseModel, ConfigDict, Field


class Values(BaseModel):
    """A year counts from the fiscal year of the prize: after 3 years, who won in 令和5年度 may be put forward in 令和8年度."""

    model_config = ConfigDict(extra="forbid")
    again_after: int | None = Field(
        default=None,
        ge=1,
        le=99,
        title="受賞した企業が再び応募できるまでの年数",
        description="なければ空欄。再び応募できない表彰は99",
    )
    again_elsewhere: bool = Field(default=False, title="別の部門には、年数を待たずに応募できる")
    follow_years: int = Field(default=5, ge=0, le=10, title="受賞後の状況を尋ねる年数")
