"""What the reports count of surveys."""

from banso.figures.measures import Dimension, Distinct, Flow, measure

from .models import SurveyTarget

SURVEYED = measure(
    code="surveys.surveyed",
    label="調査企業数",
    rule="調査基準日が年度内にある調査の送付先企業を、1社として実数で数える。回答の有無は問わない。",
    unit="社",
    population=SurveyTarget.objects.all,
    count=Distinct("company_id"),
    timing=Flow(fiscal_year="survey__fiscal_year", decided_by="調査基準日"),
    programme="survey__programme_id",
    dimensions={"survey": Dimension("調査", "survey__code")},
)
