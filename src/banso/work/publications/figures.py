"""What the reports count of publications and of the web."""

from banso.figures.measures import Dimension, Flow, Rows, Total, measure

from .models import Issue, MonthOfVisits

_ISSUED = Flow(fiscal_year="fiscal_year", decided_by="発行日")
_PUBLICATION = {"publication": Dimension("刊行物", "publication__code", label_path="publication__title")}

ISSUES = measure(
    code="publications.issues",
    label="発行回数",
    rule="発行日が年度内にある刊行物を、1号の発行を1回として数える。",
    unit="回",
    population=Issue.objects.all,
    count=Rows(),
    timing=Flow(fiscal_year="fiscal_year", decided_by="発行日", day="issued_on"),
    programme="publication__programme_id",
    dimensions=_PUBLICATION,
)
COPIES = measure(
    code="publications.copies",
    label="発行部数",
    rule="発行日が年度内にある刊行物の発行部数の合計。メールマガジンは配信数とする。",
    unit="部",
    population=Issue.objects.all,
    count=Total("copies"),
    timing=_ISSUED,
    programme="publication__programme_id",
    dimensions=_PUBLICATION,
)
ACCESSES = measure(
    code="publications.accesses",
    label="アクセス件数",
    rule="対象月が年度内にあるウェブページのアクセス数の合計。",
    unit="件",
    population=MonthOfVisits.objects.all,
    count=Total("accesses"),
    timing=Flow(fiscal_year="fiscal_year", decided_by="対象月"),
    programme="page__programme_id",
    dimensions={"page": Dimension("ページ", "page__code", label_path="page__name")},
)
