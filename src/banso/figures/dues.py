"""What every kind counts of the amounts it is owed: what is due for a year, what of it was paid, and what was not."""

from collections.abc import Mapping
from typing import Any

from banso.core.dues import Due

from .measures import Dimension, Flow, Rows, Total, measure


def measures_of_dues(
    code: str, label: str, model: type[Due], *, timing: Flow, programme: str, dimensions: Mapping[str, Dimension]
) -> None:
    """Declare 調定額, 収納額 and 未納件数 of a kind's dues. `timing` says which year a due is of: when it is paid changes nothing."""
    rows: Any = model.objects
    shared = {"timing": timing, "programme": programme, "dimensions": dimensions}
    of_year = f"{timing.decided_by}が年度内にある{label}"
    measure(
        code=f"{code}_due",
        label=f"{label}の調定額",
        rule=f"{of_year}の金額の合計。円で合計し、印刷のときに千円未満を四捨五入する。",
        unit="千円",
        population=rows.all,
        count=Total("amount"),
        **shared,
    )
    measure(
        code=f"{code}_paid",
        label=f"{label}の収納額",
        rule=f"{of_year}のうち、納入されたものの金額の合計。納入が翌年度でも、{timing.decided_by}の年度に数える。",
        unit="千円",
        population=rows.paid,
        count=Total("amount"),
        **shared,
    )
    measure(
        code=f"{code}_unpaid",
        label=f"{label}の未納件数",
        rule=f"{of_year}のうち、納入されていないものを、1件の請求を1件として数える。",
        unit="件",
        population=rows.unpaid,
        count=Rows(),
        **shared,
    )
