"""Nominations from files (応募・推薦の一覧)."""

from banso.cases.models import Case
from banso.core.imports import Column, Day, imports
from banso.core.imports.deriving import facts
from banso.registers.importing import company_columns, find_company, programme, staff

from ..models import Nomination
from . import services

imports(
    code="nominations",
    model=Nomination,
    new=services.open_nomination,
    steps=(find_company("company"),),
    columns=(
        *facts(Case, "programme", programme=programme),
        *company_columns("company", "企業名", required=True),
        Column("opened_on", "受付日", Day(), required=True, example="令和6年7月1日"),
        *facts(Case, "keeper", keeper=staff),
        *facts(Nomination, "division", "theme", "route", "nominator", "statement"),
    ),
)
