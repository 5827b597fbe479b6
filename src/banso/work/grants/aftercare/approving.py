"""The decision on a disposal (財産処分の承認・不承認): drafted with what it gives back or why it is refused, taken by the last seal."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from banso.core.acting import user_of
from banso.core.era import format_date
from banso.core.looking import How, looked_at
from banso.core.money import yen_text
from banso.core.trail import verb
from banso.office.approvals.choices import State
from banso.office.approvals.matters import Shown, matter
from banso.office.approvals.models import Draft
from banso.office.approvals.services import submit_draft
from banso.registers.models import User

from ..models import Disposal
from .letters import letters_of
from .property import correct_disposal

APPROVAL, REFUSAL = "grants.disposal", "grants.disposal-refusal"
KIND = "grant-disposal"  # the kind of matter in the table of 専決
ALONG = ("asset__case__programme", "asset__case__company", "asset__case__person", "asset__case__terms")


@verb
def propose_approval(disposal: Disposal, *, by: User) -> Draft:
    """Draft the approval of a disposal. Raises ValidationError where it was decided, or waits for its decision already."""
    return _propose(disposal, APPROVAL, "承認", {}, by)


@verb
def propose_refusal(disposal: Disposal, *, why: str, by: User) -> Draft:
    """Draft that a disposal is not approved (不承認), with the reason. Raises ValidationError without it, and as :func:`propose_approval` does."""
    if not why.strip():
        raise ValidationError({"why": "不承認の理由を入れてください。"})
    return _propose(disposal, REFUSAL, "不承認", {"why": why.strip()[:200]}, by)


def _propose(disposal: Disposal, code: str, what: str, said: dict[str, str], by: User) -> Draft:
    _undecided(disposal)
    if drafted(disposal):
        raise ValidationError("この財産処分は、すでに決裁を待っています。")
    case, kind = disposal.asset.case, disposal.get_kind_display()
    how = "承認して" if code == APPROVAL else "承認しないこととして"
    return submit_draft(
        kind=KIND,
        title=f"{case.programme} 財産処分の{what}について(伺い) {case.whose}"[:120],
        body=f"取得財産「{disposal.asset}」の処分({kind})を、次のとおり{how}よろしいか伺います。",
        amount=disposal.amount,
        matter=code,
        payload={"disposal": disposal.pk, **said},
        case=case,
        by=by,
    )


def drafted(disposal: Disposal) -> Draft | None:
    """The draft by which a disposal waits for its decision."""
    waiting = Draft.objects.filter(matter__in=(APPROVAL, REFUSAL), case=disposal.asset.case, outcome__state=State.OPEN)
    return waiting.filter(versions__payload__disposal=disposal.pk).first()


def _undecided(disposal: Disposal) -> None:
    if disposal.approved_on or disposal.refused_on:
        raise ValidationError(f"この財産処分は、もう決まっています({disposal.state})。")


def _of(payload: dict[str, Any]) -> Disposal:
    """The disposal that a draft is about. Raises ValidationError where it was taken out, or decided meanwhile."""
    found = Disposal.objects.select_related(*ALONG).filter(pk=payload["disposal"]).first()
    if found is None:
        raise ValidationError("財産処分の申請が取り消されています。")
    _undecided(found)
    return found


def _show(draft: Draft, payload: dict[str, Any], by: Any) -> Shown:
    row = _of(payload)
    asset = row.asset
    lines = [
        ("財産", f"{asset} {asset.model}".strip()),
        ("取得", f"{format_date(asset.acquired_on)} {yen_text(asset.price)}(補助金相当額{yen_text(asset.grant_part)})"),
        ("処分", f"{row.get_kind_display()} {format_date(row.planned_on)}予定 {row.partner}".strip()),
        ("理由", row.reason),
        ("納付額", f"{yen_text(row.amount)} {row.basis}"),
    ]
    return Shown(lines, [row.pk, row.kind, str(row.planned_on), row.amount, row.basis])


def _execute(draft: Draft, payload: dict[str, Any], by: Any) -> Disposal:
    approval = {"approved_on": localdate(), "approval_no": f"起案{draft.pk}"}
    return correct_disposal(_of(payload), by=by, **approval)


def _show_refusal(draft: Draft, payload: dict[str, Any], by: Any) -> Shown:
    shown = _show(draft, payload, by)
    lines = [line for line in shown.lines if line[0] != "納付額"]
    return Shown([*lines, ("不承認の理由", payload["why"])], [*shown.world, payload["why"]])


def _refuse(draft: Draft, payload: dict[str, Any], by: Any) -> Disposal:
    refusal = {"refused_on": localdate(), "refused_why": payload["why"], "approval_no": f"起案{draft.pk}"}
    return correct_disposal(_of(payload), by=by, **refusal)


matter(code=APPROVAL, label="財産処分の承認", show=_show, execute=_execute)
matter(code=REFUSAL, label="財産処分の不承認", show=_show_refusal, execute=_refuse)


@permission_required("grants.view_disposal", raise_exception=True)
def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """Where a disposal stands in its decision, and what can be done; loaded into its page."""
    if (app, name) != ("grants", "disposal"):
        raise Http404
    row = get_object_or_404(Disposal.objects.select_related(*ALONG), pk=pk)
    looked_at(request.user, [row], How.RECORD)
    return render(
        request,
        "grants/disposal_panel.html",
        {"row": row, "draft": drafted(row), "letter": letters_of(row.asset.case, [row])[0]},
    )


@require_POST
@permission_required("grants.change_disposal", raise_exception=True)
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft that a disposal is approved, or that it is not."""
    row = get_object_or_404(Disposal.objects.select_related(*ALONG), pk=pk)
    refuses, by = "refuse" in request.POST, user_of(request)
    try:
        draft = (
            propose_refusal(row, why=request.POST.get("why", ""), by=by) if refuses else propose_approval(row, by=by)
        )
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
        return redirect("grants-disposal-record", pk=pk)
    what = "不承認" if refuses else "承認"
    messages.success(request, f"{what}を起案しました。決裁されると、{what}の日が入ります。")
    return redirect("draft", pk=draft.pk)
