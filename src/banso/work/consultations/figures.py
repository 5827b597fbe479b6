"""What the reports count in consultations."""

from dataclasses import replace

from banso.figures.measures import Dimension, Distinct, Flow, Rows, TallyGrain, measure

from .choices import Mode
from .models import Consultation, OutreachDay

_BY_DAY = Flow(fiscal_year="fiscal_year", decided_by="相談日")
_FOLLOWED = replace(_BY_DAY, day="held_on")
_DIMENSIONS = {
    "mode": Dimension("相談方法", "mode", labels=dict(Mode.choices)),
    "category": Dimension("区分", "category__code"),
    "industry": Dimension("業種", "company__industry__code", of_subject=True, label_path="company__industry__name"),
    "theme": Dimension("相談テーマ", "themes__code", label_path="themes__name"),
}

HELD = measure(
    code="consultations.held",
    label="相談件数",
    rule="相談日が年度内にある相談記録を、1回の相談を1件として延べで数える。同じ企業が2回相談すれば2件になる。",
    unit="件",
    population=Consultation.objects.all,
    count=Rows(),
    timing=_FOLLOWED,
    programme="programme_id",
    dimensions=_DIMENSIONS,
    tally=TallyGrain("consultations"),
)

COMPANY_VISITS = measure(
    code="consultations.company_visits",
    label="相談企業数(延べ)",
    rule="相談日が年度内にあり、企業の分かる相談記録を、1回を1社として延べで数える。企業が登録されていない相談は数えない。",
    unit="社",
    qualifier="延べ",
    population=Consultation.objects.with_company,
    count=Rows(),
    timing=_BY_DAY,
    programme="programme_id",
    dimensions=_DIMENSIONS,
)

COMPANIES = measure(
    code="consultations.companies",
    label="相談企業数(実)",
    rule="相談日が年度内にある相談記録の企業を、年度内に何回相談しても1社として実数で数える。",
    unit="社",
    population=Consultation.objects.with_company,
    count=Distinct("company_id"),
    timing=_FOLLOWED,
    programme="programme_id",
    dimensions=_DIMENSIONS,
    tally=TallyGrain("consultations"),
)

OUTREACH_DAYS = measure(
    code="consultations.outreach_days",
    label="出張相談会開催回数",
    rule="開催日が年度内にある出張相談会を、1日・1会場・担当者1名につき1回と数える。",
    unit="回",
    population=OutreachDay.objects.all,
    count=Rows(),
    timing=Flow(fiscal_year="fiscal_year", decided_by="開催日"),
    programme="programme_id",
    dimensions={
        "municipality": Dimension("開催地", "municipality__code", label_path="municipality__name"),
    },
)
