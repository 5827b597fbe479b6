"""Inspecting what was spent (中間検査・確定検査): the sheet, its lines, the confirmation by both, and what it comes to."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from banso.core.money import yen_text
from banso.core.trail import verb
from banso.core.writing import correct, hold, record
from banso.office.approvals.models import Draft
from banso.procedures.offering import state_of
from banso.registers.models import Staff, User

from ..models import Application, CostCategory, Expense, Inspection, InspectionLine
from ..procedure import GRANT
from .choices import Stage


@verb
def draw_up_inspection(
    application: Application,
    *,
    stage: str,
    inspected_on: date,
    first: Staff,
    second: Staff,
    by: User | None,
    **facts: Any,
) -> Inspection:
    """Draw up the sheet of an inspection: each expense as it was claimed, for the two to confirm or to cut. Raises ValidationError, field by
    field: for one person twice, for who draws it up or drafted anything of the case, without expenses, and for the final one before the report.
    """
    rows = list(application.expenses.filter(withdrawn_on=None))
    if not rows:
        raise ValidationError("検査する支出がありません。先に支出を入れてください。")
    if stage == Stage.FINAL and state_of(GRANT, application.case).latest("reported") is None:
        raise ValidationError({"stage": "実績報告の前です。途中の検査は「中間検査」にしてください。"})
    drawn_by = Staff.objects.filter(user=by).first() if by else None
    _two_others(application, first, second, drawn_by)
    said = {"application": application, "stage": stage, "inspected_on": inspected_on, "first": first, "second": second}
    sheet = record(Inspection, {**said, "drawn_by": drawn_by, **facts})
    for one in rows:
        record(InspectionLine, {"inspection": sheet, "expense": one, "accepted": one.eligible or 0})
    return sheet


def _two_others(application: Application, first: Staff, second: Staff, drawn_by: Staff | None) -> None:
    """Raise ValidationError where the two are one, or either drew the sheet up or drafted a decision of the case."""
    drafters = set(Draft.objects.about(application.case).values_list("drafter", flat=True))
    wrong: dict[str, str] = {}
    if first == second:
        wrong["second"] = "検査は2人で行います。別の人を選んでください。"
    for name, one in (("first", first), ("second", second)):
        if one == drawn_by:
            wrong[name] = f"{one}さんは調書を作る人です。検査員には別の人を選んでください。"
        elif one.pk in drafters:
            wrong[name] = f"{one}さんはこの案件の決定を起案した人です。検査員には別の人を選んでください。"
    if wrong:
        raise ValidationError(wrong)


@verb
def note_inspected(
    inspection: Inspection, lines: Mapping[int, Mapping[str, Any]], *, opinion: str, by: User | None
) -> Inspection:
    """Write what the inspection made of each expense, by its key. What was confirmed by one is to be confirmed anew. Raises ValidationError that
    names the expense: for more accepted than is claimed, less without the reason, an accepted expense whose original was not seen.
    """
    sheet = hold(Inspection.objects.filter(pk=inspection.pk))
    _still_open(sheet)
    wrong: list[str] = []
    for row in sheet.lines.select_related("expense"):
        said = lines.get(row.expense_id)
        if said is None:
            continue
        wrong += [f"証ひょう{row.expense.number}: {one}" for one in _beyond(row.expense, said)]
        if not wrong:
            correct(row, dict(said))
    if wrong:
        raise ValidationError(wrong)
    return correct(sheet, {"opinion": opinion, "first_at": None, "second_at": None})


def _beyond(expense: Expense, said: Mapping[str, Any]) -> list[str]:
    claimed, accepted = expense.eligible or 0, said["accepted"]
    if accepted > claimed:
        return [f"認定額が、対象額{yen_text(claimed)}を超えています。"]
    return ["認めない額の理由を入れてください。"] if accepted < claimed and not said.get("reason", "").strip() else []


def _still_open(sheet: Inspection) -> None:
    if sheet.is_confirmed:
        raise ValidationError(
            "2人の確認が済んだ検査調書は直せません。検査をやり直すときは、新しい調書を作ってください。"
        )


@verb
def confirm_inspection(inspection: Inspection, *, by: User) -> Inspection:
    """One of the two confirms the sheet. Raises ValidationError for anyone else, twice by one, and where of an accepted expense the original,
    or of an asset the thing and its label, was not seen.
    """
    sheet = hold(Inspection.objects.filter(pk=inspection.pk))
    _still_open(sheet)
    mine = {sheet.first.user_id: "first_at", sheet.second.user_id: "second_at"}.get(by.pk)
    if mine is None:
        raise ValidationError("確認できるのは、この調書の検査員だけです。")
    if getattr(sheet, mine) is not None:
        raise ValidationError("すでに確認しています。もう一人の確認を待っています。")
    if unseen := _unseen(sheet):
        raise ValidationError(unseen)
    return correct(sheet, {mine: timezone.now()})


def _unseen(sheet: Inspection) -> list[str]:
    found = []
    for row in sheet.lines.select_related("expense"):
        if not row.accepted:
            continue
        if not row.original_seen:
            found.append(
                f"証ひょう{row.expense.number}: 原本を確認していません。確認してから印を付けるか、認定額を0円にしてください。"
            )
        if row.expense.is_asset and sheet.stage == Stage.FINAL and not (row.asset_seen and row.labelled):
            found.append(f"証ひょう{row.expense.number}: 取得財産です。現物と表示ラベルを確認してください。")
    return found


def confirmed_sheet(application: Application) -> Inspection | None:
    """The last final inspection that both have confirmed."""
    rows = application.inspections.filter(stage=Stage.FINAL).exclude(first_at=None).exclude(second_at=None)
    return rows.order_by("inspected_on", "pk").last()


def accepted_by_category(application: Application) -> dict[CostCategory, int] | None:
    """What the last final inspection accepted in each category of the call; None where there was none."""
    sheet = confirmed_sheet(application)
    if sheet is None:
        return None
    found = dict.fromkeys(application.call.categories.all(), 0)
    for row in sheet.lines.select_related("expense__category"):
        found[row.expense.category] += row.accepted
    return found


def waits_for_inspectors(application: Application) -> str:
    """Why an inspection cannot be entered as done; '' where both have confirmed its sheet, or nothing was entered expense by expense."""
    if not application.expenses.filter(withdrawn_on=None).exists() or confirmed_sheet(application):
        return ""
    return "検査員2人の確認が済んだ「確定検査」の調書がありません。案件の「支出と証ひょう」から作ってください。"
