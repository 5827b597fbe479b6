"""What the reports count of members: how many there are on 31 March, who joined and left, and what they owe."""

from banso.figures.dues import measures_of_dues
from banso.figures.measures import Dimension, Flow, Rows, Stock, measure

from .models import Fee, Member

_GRADE = {"grade": Dimension("会員種別", "grade__code", label_path="grade__name")}

MEMBERS = measure(
    code="members.members",
    label="会員数",
    rule="年度末(3月31日)に会員である企業・個人を1として数える。退会日までを会員とし、3月31日に退会した会員を含む。",
    unit="会員",
    population=Member.objects.all,
    count=Rows(),
    timing=Stock(starts_on="joined_on", ends_on="left_on", decided_by="年度末"),
    programme="programme_id",
    dimensions=_GRADE,
)
JOINED = measure(
    code="members.joined",
    label="入会件数",
    rule="入会日が年度内にある入会を1件として数える。",
    unit="件",
    population=Member.objects.all,
    count=Rows(),
    timing=Flow(fiscal_year="fiscal_year", decided_by="入会日", day="joined_on"),
    programme="programme_id",
    dimensions=_GRADE,
)
LEFT = measure(
    code="members.left",
    label="退会件数",
    rule="退会日が年度内にある退会を1件として数える。",
    unit="件",
    population=Member.objects.all,
    count=Rows(),
    timing=Flow(fiscal_year="left_in", decided_by="退会日"),
    programme="programme_id",
    dimensions=_GRADE,
)
measures_of_dues(
    "members.fees",
    "会費",
    Fee,
    timing=Flow(fiscal_year="fiscal_year", decided_by="会費年度"),
    programme="member__programme_id",
    dimensions={"grade": Dimension("会員種別", "member__grade__code", label_path="member__grade__name")},
)
