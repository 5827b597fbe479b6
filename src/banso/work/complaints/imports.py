"""Complaints from files, as the desk kept them before."""

from banso.cases.models import Case
from banso.core.imports import Column, Day, imports
from banso.core.imports.deriving import facts, with_examples
from banso.registers.importing import company_columns, find_company, person, programme, staff

from . import services
from .models import Complaint
from .procedure import COMPLAINT

imports(
    code="complaints",
    model=Complaint,
    new=services.open_complaint,
    steps=(find_company(),),
    columns=(
        *facts(Case, "programme", programme=programme),
        *company_columns("company", "企業名"),
        *facts(Case, "person", person=person),
        Column("opened_on", "受付日", Day(), aliases=("相談日",), required=True, example="令和8年4月1日"),
        *facts(Case, "keeper", keeper=staff),
        *with_examples(
            facts(Complaint, *COMPLAINT.opening),
            anonymous="",
        ),
        *facts(Case, "summary"),
    ),
)
