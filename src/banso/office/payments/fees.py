"""What an expert's visit costs, by the terms of a programme (謝金): per hour in begun-and-ended parts, or per day, with a most."""

from pydantic import BaseModel, ConfigDict, Field

HOUR = 60  # minutes


class FeeTerms(BaseModel):
    """The values of a procedure whose experts are paid: laid down by programme and year of acceptance, never in code."""

    model_config = ConfigDict(extra="forbid")
    hourly: int | None = Field(None, ge=0, title="謝金(円/時間)", description="時間で払うとき。税込みの額")
    part_minutes: int = Field(30, ge=1, title="時間の単位(分)", description="単位に満たない端数は切り捨てる")
    daily: int | None = Field(None, ge=0, title="謝金(円/回)", description="時間によらず1回ごとに払うとき")
    most_a_day: int | None = Field(None, ge=0, title="謝金の1日の上限(円)")
    most_visits: int | None = Field(None, ge=0, title="派遣回数の上限(回)")

    def of_a_day(self, minutes: int) -> int:
        """The fee for one day's work, in whole yen."""
        if self.daily is not None:
            earned = self.daily
        else:
            earned = minutes // self.part_minutes * self.part_minutes * (self.hourly or 0) // HOUR
        return earned if self.most_a_day is None else min(earned, self.most_a_day)
