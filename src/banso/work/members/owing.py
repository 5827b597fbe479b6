"""What members owe for a fiscal year, noted at once: everyone who is a member in it, at the fee of their class."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from banso.core.due_rounds import Owed, due_round
from banso.core.fiscal import fiscal_year_label
from banso.core.forms import EraDateField

from . import services
from .models import Fee, Member


def _owed(fiscal_year: int) -> Iterator[Owed]:
    """Every member of the year; those whose fee is noted owe nothing more."""
    noted = set(Fee.objects.filter(fiscal_year=fiscal_year).values_list("member_id", flat=True))
    rows = Member.objects.filter(Q(left_in__isnull=True) | Q(left_in__gte=fiscal_year), fiscal_year__lte=fiscal_year)
    for member in rows.select_related("grade", "company", "person").order_by("grade", "number", "pk"):
        yield _of(member, fiscal_year, is_noted=member.pk in noted)


def _of(member: Member, fiscal_year: int, *, is_noted: bool) -> Owed:
    fee = member.grade.yearly_fee
    if is_noted:
        return Owed(member, noted=1)
    if not fee:
        why = f"会員種別「{member.grade}」に年会費がありません。" if fee is None else "年会費は0円です。"
        return Owed(member, why_not=why)
    row = {"member": member, "fiscal_year": fiscal_year, "amount": fee}
    note = f"{fiscal_year_label(fiscal_year)}の途中で入会" if member.fiscal_year == fiscal_year else ""
    return Owed(member, [row], f"{fiscal_year_label(fiscal_year)}会費", note=note)


def _due_on(row: Mapping[str, Any], answer: date) -> date:
    return answer


due_round(
    model=Fee,
    owed=_owed,
    by_when=lambda: EraDateField(label="納入期限"),
    due_on=_due_on,
    write=services.record_fee.many,  # type: ignore[attr-defined]
)
