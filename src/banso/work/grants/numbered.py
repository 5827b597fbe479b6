"""Lists whose rows name their application by the number of its case."""

from banso.core.imports import Column, Row, Text
from banso.core.imports.declaring import Writing

from .models import Application

NUMBER = "case.number"
CASE_NUMBER = Column(NUMBER, "案件番号", Text(longest=40), required=True, example="R6-補-001")


def find_applications(rows: list[Row], writing: Writing) -> None:
    """Have each row's application among its facts; a row whose number no application has is refused by that column."""
    numbers = {str(row.facts[NUMBER]) for row in rows if row.facts.get(NUMBER)}
    named = Application.objects.filter(case__number__in=numbers)
    found = {one.case.number: one for one in named.select_related("case", "call").prefetch_related("call__categories")}
    for row in rows:
        number = row.facts.pop(NUMBER, None)
        if application := found.get(str(number)):
            row.facts["application"] = application
        else:
            why = f"「{number}」という補助申請がありません。案件の画面の番号を写してください。"
            row.refuse(CASE_NUMBER.heading, why)
