"""Plans of improvement from files, the papers received for them and their accompaniments."""

from banso.cases.models import Case
from banso.core.imports import Column, Day, Parent, imports
from banso.core.imports.deriving import facts
from banso.registers.importing import company_columns, find_company, known_company, organisation, programme

from . import services
from .models import Accompaniment, PlanCase, Receipt

PLAN_CASES = imports(
    code="plan-cases",
    model=PlanCase,
    new=services.record_plan_case,
    steps=(find_company("company"),),
    columns=(
        *facts(Case, "programme", programme=programme),
        *company_columns("company", "企業名", required=True),
        *facts(PlanCase, "scheme", "adviser", adviser=organisation),
        Column("opened_on", "案件の受付日", Day(), example="令和5年4月1日"),
        *facts(PlanCase, "frame", "sales", "debt", "settlement_month", "sole", "adviser_number", "adviser_until"),
    ),
)
PLAN_CASE = Parent(
    "case",
    PLAN_CASES,
    by=("company.name",),
    helped_by=("company.corporate_number", "scheme", "programme"),
    paths={"company": "case__company", "programme": "case__programme"},
)
imports(
    code="plan-receipts",
    model=Receipt,
    new=services.record_receipt,
    change=services.correct_receipt,
    key=("kind", "case"),
    steps=(known_company("case.company"), PLAN_CASE),
    name="経営改善計画の申請受付",
    columns=(*PLAN_CASE.columns, *facts(Receipt, "kind", "received_on")),
)
imports(
    code="accompaniments",
    model=Accompaniment,
    new=services.record_accompaniment,
    change=services.correct_accompaniment,
    key=("held_on", "case"),
    steps=(known_company("case.company"), PLAN_CASE),
    columns=(*PLAN_CASE.columns, *facts(Accompaniment, "held_on", "kind", "bank", "note", bank=organisation)),
)
