"""The register of order matching from files, the trade's words and profiles, inquiries, introductions and what came of them."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from banso.core.era import format_date
from banso.core.errors import UserError
from banso.core.imports import Column, Linked, Parent, Reader, Several, imports
from banso.core.imports.deriving import facts
from banso.core.imports.readers import as_text
from banso.core.imports.usual import usual_headings
from banso.core.text import digits
from banso.registers.importing import company_columns, find_company, known_company, programme
from banso.registers.importing.finders import by_names

from . import services
from .choices import TermKind
from .models import FollowUp, Inquiry, Introduction, Outcome, Profile, Registration, Term

_MACHINE = re.compile(r"(?P<name>.+?)\s*[x×]?\s*(?P<number>\d+)\s*台")


def _terms(*kinds: TermKind) -> Linked:
    """Words of the trade by any name they go by."""

    def find(texts: list[str]) -> Mapping[str, Any]:
        rows = Term.objects.filter(kind__in=kinds, ended_on__isnull=True)
        return by_names(texts, [(word, row) for row in rows for word in (row.code, *row.words)], "工程・材料・認証")

    return Linked(find, "・".join(kind.label for kind in kinds))


class Machines(Reader):
    """A machine and how many there are: NC旋盤 2台; one if nothing is said."""

    def read(self, cell: Any, heading: str) -> dict[str, Any]:
        found = _MACHINE.fullmatch(digits(as_text(cell)))
        if found and not int(found["number"]):
            raise UserError("台数は1以上で入れてください。")
        return (
            {"name": found["name"], "number": int(found["number"])} if found else {"name": as_text(cell), "number": 1}
        )


imports(
    code="order-terms",
    model=Term,
    new=services.record_term,
    change=services.correct_term,
    key=("kind", "code"),
    columns=facts(Term, "kind", "code", "family", "name", "synonyms", "ended_on"),
)
_LISTED = "、,，;；\n"
imports(
    code="order-profiles",
    model=Profile,
    new=services.record_profile,
    steps=(find_company(),),
    columns=(
        *company_columns(required=True),
        *facts(Profile, "side", "told_on", "source", "capacity", "capacity_told_on", "strengths"),
        Column(
            "processes",
            "対応工程",
            Several(_terms(TermKind.PROCESS)),
            ("加工内容", "加工工程", "工程"),
            example="旋盤加工、マシニング加工",
        ),
        Column(
            "terms",
            "材料・認証",
            Several(_terms(TermKind.MATERIAL, TermKind.CERTIFICATE)),
            ("対応材料", "材料", "認証", "材質"),
        ),
        Column("machines", "保有設備", Several(Machines(), marks=_LISTED), ("設備", "主要設備"), example="NC旋盤 2台"),
    ),
)

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


def _open_introductions(inquiry: int) -> list[dict[str, str]]:
    """The introductions of an inquiry whose outcome is not known yet: what came of each is filled in."""
    rows = Introduction.objects.filter(inquiry=inquiry, outcome__isnull=True).select_related(
        "inquiry__buyer", "supplier"
    )
    return [
        {
            "introduction.inquiry.buyer.name": row.inquiry.buyer.name,
            "introduction.inquiry.item": row.inquiry.item,
            "introduction.supplier.name": row.supplier.name,
            "introduction.introduced_on": format_date(row.introduced_on),
        }
        for row in rows.order_by("pk")
    ]


imports(
    code="introduction-outcomes",
    fills={"inquiry": _open_introductions},
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
