"""Who may use a scheme (利用の要件): each rule of the edition with what the records say to it, and why."""

from dataclasses import dataclass
from datetime import date

from .choices import BankRole, Size
from .models import PlanCase, PlanStep
from .pinning import goes_by


@dataclass(frozen=True)
class Finding:
    """One rule: what was looked at, whether it holds (None: not known yet), and the reason in words."""

    label: str
    ok: bool | None
    said: str


def size_of(plan: PlanCase) -> Size | None:
    """The firm's size by its sales and debt; None where either is unknown."""
    if plan.edition is None or plan.sales is None or plan.debt is None:
        return None
    return plan.edition.said.sizes.size(plan.sales, plan.debt)


def findings(plan: PlanCase, on: date) -> list[Finding]:
    """Every rule of the edition, on a day."""
    return [_kind_of_firm(plan), _banks(plan), _adviser(plan, on), _size(plan), _used_before(plan)]


def why_not(plan: PlanCase, on: date) -> str:
    """Why a scheme may not be used, or what is not known yet; '' where all rules hold."""
    open_ones = [one for one in findings(plan, on) if one.ok is not True]
    return " ".join(f"{one.label}: {one.said}" for one in open_ones)


def _kind_of_firm(plan: PlanCase) -> Finding:
    company = plan.case.company
    if company is None:
        return Finding("対象者", None, "企業が登録されていません。案件の内容を直してください。")
    barred = next((form for form in goes_by(plan).said.excluded if form in company.name), "")
    if barred:
        return Finding("対象者", False, f"{barred}は、この事業の対象になりません。")
    return Finding("対象者", True, "対象外の法人の種類にあたりません。")


def _banks(plan: PlanCase) -> Finding:
    if not goes_by(plan).said.lone_bank_needs_guarantee:
        return Finding("取引金融機関", True, "この版では問いません。")
    rows = list(plan.banks.filter(ended_on=None))
    lenders = {row.bank_id for row in rows if row.role != BankRole.GUARANTOR}
    backed = any(row.guaranteed or row.role == BankRole.GUARANTOR for row in rows)
    if not lenders:
        return Finding("取引金融機関", None, "取引金融機関を登録してください。")
    if len(lenders) == 1 and not backed:
        return Finding("取引金融機関", False, "借入が1行だけで、信用保証協会の保証がないため、対象になりません。")
    return Finding("取引金融機関", True, f"{len(lenders)}行{'、保証付きあり' if backed else ''}。")


def _adviser(plan: PlanCase, on: date) -> Finding:
    if plan.adviser is None:
        return Finding("認定支援機関", None, "認定支援機関を登録してください。")
    if plan.adviser_until is not None and plan.adviser_until < on:
        return Finding(
            "認定支援機関", False, "認定の有効期限が、受付日より前に切れています。更新後の通知書を求めてください。"
        )
    return Finding("認定支援機関", True, str(plan.adviser))


def _size(plan: PlanCase) -> Finding:
    size = size_of(plan)
    if size is None:
        return Finding("規模", None, "直近の年間売上高と有利子負債を入れてください。")
    return Finding("規模", True, str(size.label))


def _used_before(plan: PlanCase) -> Finding:
    rules, company = goes_by(plan).said, plan.case.company_id
    rows = PlanStep.objects.in_force().filter(step="decided", case__company=company, case__plan__scheme=plan.scheme)
    uses = rows.exclude(case=plan.case_id).values("case").distinct().count() if company else 0
    if not uses:
        return Finding("過去の利用", True, "ありません。")
    if not plan.reuse:
        return Finding(
            "過去の利用",
            False,
            f"すでに{uses}回利用しています。再度の利用の要件にあたるときは、その要件を選んでください。",
        )
    if plan.reuse not in rules.reuse:
        return Finding(
            "過去の利用", False, f"「{plan.get_reuse_display()}」は、この版では再度の利用の要件になりません。"
        )
    if uses >= rules.most_uses:
        return Finding("過去の利用", False, f"利用できるのは通算{rules.most_uses}回までです(すでに{uses}回)。")
    return Finding("過去の利用", True, f"{uses}回。再度の利用の要件: {plan.get_reuse_display()}")
