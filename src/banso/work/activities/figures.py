"""What the reports count that no other kind of work does."""

from dataclasses import replace

from banso.figures.measures import Dimension, Flow, Rows, Total, measure

from .models import ActivityCount

_BY_DAY = Flow(fiscal_year="fiscal_year", decided_by="実施日")
_ITEM = {"item": Dimension("項目", "activity__code", label_path="activity__name")}

NUMBER = measure(
    code="activities.number",
    label="その他の実績",
    rule="実施日が年度内にある実績の数を、項目ごとに、その項目の単位で合計する。減ったもの(△)は引く。単位の違う項目は合計しない。",
    unit="件",
    population=ActivityCount.objects.all,
    count=Total("number", unit="activity__unit"),
    timing=_BY_DAY,
    programme="activity__programme_id",
    dimensions=_ITEM,
)
TIMES = measure(
    code="activities.times",
    label="その他の実績の記録数",
    rule="実施日が年度内にある実績を、数の大きさによらず、1つの記録を1回として数える。",
    unit="回",
    population=ActivityCount.objects.all,
    count=Rows(),
    timing=replace(_BY_DAY, day="counted_on"),
    programme="activity__programme_id",
    dimensions=_ITEM,
)
