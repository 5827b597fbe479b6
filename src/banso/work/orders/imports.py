"""The register of order matching from files, inquiries, whom they were introduced to and what came of it."""

from dataclasses import replace

from banso.core.imports import Parent, imports
from banso.core.imports.deriving import facts
from banso.core.imports.usual import usual_headings
from banso.registers.importing import company_columns, find_company, known_company, programme

from . import services
from .models import FollowUp, Inquiry, Introduction, Outcome, Registration

imports(
    code="order-registrations",
    model=Registration,
    new=services.record_registration,
    steps=(find_company("company"),),
    columns=(
        *facts(Registration, "programme", programme=programme),
        *company_columns("company", "企業名", required=True),
        *facts(Registration, "side", "registered_on", "ended_on", "capabilities"),
    ),
)
INQUIRIES = imports(
    code="inquiries",
    model=Inquiry,
    new=services.record_inquiry,
    steps=(find_company("buyer"),),
    columns=(
        *facts(Inquiry, "programme", programme=programme),
        *company_columns("buyer", "発注企業", required=True),
        *facts(Inquiry, "received_on", "item", "quantity", "due_on", "place", "conditions"),
    ),
)
INQUIRY = Parent(
    "inquiry",
    INQUIRIES,
    by=("buyer.name", "item"),
    helped_by=("received_on",),
    headings={"buyer.name": "発注企業"},
)
(SUPPLIER,) = company_columns("supplier", "受注企業", required=True, only=("name",))
INTRODUCTIONS = imports(
    code="introductions",
    model=Introduction,
    new=services.record_introduction,
    change=services.correct_introduction,
    key=("supplier", "inquiry"),
    steps=(known_company("inquiry.buyer"), INQUIRY, find_company("supplier")),
    columns=(
        *INQUIRY.columns,
        replace(SUPPLIER, aliases=usual_headings("受注企業"), example="有限会社サンプル製作所"),
        *facts(Introduction, "introduced_on"),
    ),
)
INTRODUCTION = Parent(
    "introduction",
    INTRODUCTIONS,
    by=("inquiry.buyer.name", "inquiry.item", "supplier.name"),
    helped_by=("introduced_on",),
)
imports(
    code="introduction-outcomes",
    model=Outcome,
    new=services.record_outcome,
    change=services.correct_outcome,
    key=("introduction",),
    steps=(known_company("introduction.inquiry.buyer"), known_company("introduction.supplier"), INTRODUCTION),
    columns=(
        *INTRODUCTION.columns,
        *facts(Outcome, "result", "settled_on", "amount"),
        *(replace(column, example="") for column in facts(Outcome, "reason_code", "reason")),
    ),
)
imports(
    code="follow-ups",
    model=FollowUp,
    new=services.record_follow_up,
    key=("heard_on", "introduction", "progress"),
    steps=(known_company("introduction.inquiry.buyer"), known_company("introduction.supplier"), INTRODUCTION),
    columns=(
        *INTRODUCTION.columns,
        *facts(FollowUp, "heard_on", "progress"),
        *(replace(column, example="") for column in facts(FollowUp, "quoted")),
        *facts(FollowUp, "note"),
    ),
)
