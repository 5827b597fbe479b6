"""Sheets from files, one a member and month: without consent the name of the firm goes no further than the file."""

from banso.core.imports import Column, Row, Text, imports
from banso.core.imports.deriving import facts, with_examples
from banso.core.imports.readers import Linked
from banso.registers.importing import company_columns, find_company, industry, municipality, organisation, programme

from ..choices import SheetPurpose
from ..models import Diagnosis, SheetEdition
from . import services


def keep_nameless(rows: list[Row], writing: object) -> None:
    """The step that takes a firm out of the rows that may not name it, before any is looked for or registered."""
    for row in rows:
        if row.facts.get("consented") is not True:
            for name in [name for name in row.facts if name.startswith("company.")]:
                del row.facts[name]


def _editions(names: list[str]) -> dict[str, SheetEdition]:
    found = SheetEdition.objects.filter(purpose=SheetPurpose.DIAGNOSIS)
    return {name: one for one in found for name in names if name in (one.code, one.name)}


def _names_of_editions() -> list[str]:
    return [one.name for one in SheetEdition.objects.filter(purpose=SheetPurpose.DIAGNOSIS, ended_on=None)]


EDITION = Linked(_editions, "診断票の版", _names_of_editions)
ANSWERS = tuple(
    Column(f"q{number}", f"問{number}", Text(longest=40), (f"質問{number}", f"Q{number}"))
    for number in services.NUMBERS
)

imports(
    code="diagnoses",
    model=Diagnosis,
    new=services.record_diagnosis,
    steps=(find_company("company"),),
    columns=(
        *facts(Diagnosis, "programme", programme=programme),
        *company_columns("company", "企業名"),
        *facts(Diagnosis, "received_on", "sender", "has_successor", "wants_help", sender=organisation),
    ),
)
imports(
    code="succession-sheets",
    model=Diagnosis,
    new=services.receive_sheet,
    name="事業承継診断票(答え付き)",
    steps=(keep_nameless, find_company("company")),
    columns=(
        *facts(Diagnosis, "programme", programme=programme),
        *company_columns("company", "企業名", only=("name", "kana", "corporate_number")),
        *with_examples(
            facts(
                Diagnosis,
                "consented",
                "received_on",
                "made_on",
                "sender",
                "branch",
                "filled_by",
                "edition",
                "industry",
                "municipality",
                "head_age",
                "heir",
                "wants_help",
                "urgency",
                sender=organisation,
                edition=EDITION,
                industry=industry,
                municipality=municipality,
            ),
            head_age="68",
            made_on="令和6年4月1日",
        ),
        *ANSWERS,
    ),
)
