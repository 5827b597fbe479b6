"""What an outline says of rows split along a dimension: a row for each month, municipality, size, member of staff or industry."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

VALUE = "値"  # in braces in a row's label: what each of its rows is for


class Split(BaseModel):
    """A row for each code of a dimension that records have; of months, all twelve."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    by: str = Field(title="分け方")
    codes: list[str | int] = Field(
        default_factory=list, max_length=200, title="行にする値", description="空欄なら、記録のあるものすべて"
    )
    zeros: bool = Field(default=False, title="記録のない値も行にする")
    order: Literal["code", "most"] = Field(default="code", title="並べ方")
    most: int | None = Field(default=None, ge=1, le=100, title="上位だけを行にする")
    unsaid: str = Field(default="未記入", max_length=40, title="値のない記録の行", description="空欄なら行にしません")
