"""Lists whose rows name their application by the number of its case."""

from collections.abc import Iterator

from banso.core.imports import Column, Row, Text

from .models import Application

NUMBER = "case.number"
CASE_NUMBER = Column(NUMBER, "案件番号", Text(longest=40), required=True, example="R6-補-001")


def with_applications(rows: list[Row]) -> Iterator[tuple[Row, Application]]:
    """Each row with the application it names, which is one of its facts from then on; a row that names none is refused by its column."""
    numbers = {str(row.facts[NUMBER]) for row in rows if row.facts.get(NUMBER)}
    named = Application.objects.filter(case__number__in=numbers)
    found = {one.case.number: one for one in named.select_related("case", "call").prefetch_related("call__categories")}
    for row in rows:
        number = row.facts.pop(NUMBER, None)
        application = found.get(str(number))
        if application is None:
            row.refuse(
                CASE_NUMBER.heading, f"「{number}」という補助申請がありません。案件の画面の番号を写してください。"
            )
            continue
        row.facts["application"] = application
        yield row, application
