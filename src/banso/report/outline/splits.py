"""What an outline says of rows split along a dimension: a row for each month, municipality, size, member of staff or industry."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from .said import Kind, Said

VALUE = "値"  # in braces in a row's label: what each of its rows is for


class Split(BaseModel):
    """A row for each code of a dimension that records have; of months, all twelve."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    by: Annotated[str, Said("分け方", Kind.DIMENSION)]
    codes: Annotated[list[str | int], Said("行にする値", Kind.CODES, help="空欄なら、記録のあるものすべて")] = Field(
        default_factory=list, max_length=200
    )
    zeros: Annotated[bool, Said("記録のない値も行にする", rare=True)] = False
    order: Annotated[
        Literal["code", "most"], Said("並べ方", rare=True, choices={"code": "値の順", "most": "多い順"})
    ] = "code"
    most: Annotated[int | None, Said("上位だけを行にする", rare=True)] = Field(default=None, ge=1, le=100)
    unsaid: Annotated[str, Said("値のない記録の行の見出し", rare=True, blank="行にしない")] = Field(
        default="未記入", max_length=40
    )
