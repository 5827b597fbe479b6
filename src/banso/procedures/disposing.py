"""Disposal as a decision (廃棄): the cases of a programme whose clock has run out, drafted together, disposed of by the last seal."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.core.acting import user_of
from banso.core.era import format_date
from banso.core.fiscal import fiscal_year_of
from banso.core.looking import How, looked_at
from banso.core.navigation import Entry, add
from banso.core.numbers import numbers_in
from banso.core.trail import verb
from banso.office.approvals.choices import State
from banso.office.approvals.matters import Shown, matter
from banso.office.approvals.models import Draft
from banso.office.approvals.services import submit_draft
from banso.office.files.services import Due, dispose, due_cases, dues_of
from banso.registers.models import Programme, User

DISPOSAL = "files.disposal"
KIND = "disposal"  # the kind of matter in the table of 専決
MOST = 100


@verb
def propose_disposal(cases: Sequence[Case], *, body: str = "", by: User) -> Draft:
    """Draft the disposal of these cases' files for decision. Raises ValidationError, naming a case whose clock still runs."""
    if not 1 <= len(cases) <= MOST:
        raise ValidationError(f"廃棄する案件を、1件から{MOST}件まで選んでください。")
    if taken := sorted({case.pk for case in cases} & set(drafted())):
        named = next(case for case in cases if case.pk in taken)
        raise ValidationError(f"「{named}」の廃棄は、すでに決裁を待っています。")
    first = cases[0]
    return submit_draft(
        kind=KIND,
        title=f"{first.programme} 保存期限の過ぎた文書の廃棄について(伺い){len(cases)}件"[:120],
        body=body.strip() or f"次の{len(cases)}件の案件の文書を、保存期限が過ぎたので廃棄してよろしいか伺います。",
        matter=DISPOSAL,
        payload={"cases": [case.pk for case in cases]},
        case=first,
        covers=cases,
        by=by,
    )


def drafted() -> QuerySet[Any, int]:
    """The cases, by key, whose disposal is drafted and not decided yet."""
    standing = Draft.objects.filter(matter=DISPOSAL, outcome__state=State.OPEN)
    return standing.exclude(covered=None).values_list("covered__case", flat=True)


def _due(payload: dict[str, Any]) -> list[Due]:
    """What would go now. Raises ValidationError, naming the first case whose file may not be disposed of."""
    found = Case.objects.select_related("programme", "company", "person", "terms", "disposal").in_bulk(payload["cases"])
    dues = dues_of([case for case in found.values() if not hasattr(case, "disposal")], first_day(localdate()))
    if gone := next((pk for pk in payload["cases"] if pk not in dues), None):
        raise ValidationError(
            f"「{found.get(gone, gone)}」は、いまは廃棄できません。保存期限と廃棄の停止を確かめてください。"
        )
    return [dues[pk] for pk in payload["cases"]]


def _show(draft: Draft, payload: dict[str, Any], by: Any) -> Shown:
    dues = _due(payload)
    lines = [
        (
            f"{due.case.number} {due.case.whose}".strip(),
            f"{len(due.files)}ファイル {filesizeformat(due.size)} 保存期限 {due.clock}"
            f"{f' 残る文: {due.stays}' if due.stays else ''}".replace("\xa0", ""),
        )
        for due in dues
    ]
    lines.append(
        (
            "残るもの",
            "台帳の記録、メールの本文、起案の文と、ファイルごとの件名・ハッシュ値。ファイルの中身は元に戻せません。",
        )
    )
    return Shown(lines, [[due.case.pk, str(due.clock), [[f.stored_as, f.sha256] for f in due.files]] for due in dues])


def _execute(draft: Draft, payload: dict[str, Any], by: Any) -> Any:
    return [dispose(due.case, decision=f"起案{draft.pk} {draft}"[:60], by=by) for due in _due(payload)]


matter(code=DISPOSAL, label="文書の廃棄", show=_show, execute=_execute, in_the_file=False)


def first_day(today: date) -> date:
    """The first day of this fiscal year: what ran out before it may be disposed of in it."""
    return date(fiscal_year_of(today), 4, 1)


@permission_required("files.add_disposal", raise_exception=True)
def disposal_page(request: HttpRequest) -> HttpResponse:
    """The cases of a programme whose files may be disposed of this year, each with its clock; those ticked go into one draft."""
    programmes = Programme.objects.filter(cases__standing__closed=True).distinct()
    chosen = numbers_in([request.POST.get("programme") or request.GET.get("programme", "")])
    programme = get_object_or_404(programmes, pk=chosen[0]) if chosen else None
    dues = due_cases(programme, first_day(localdate())) if programme else []
    looked_at(request.user, [due.case for due in dues], How.LIST)
    ticked = numbers_in(request.POST.getlist("case"))
    context: dict[str, Any] = {"programmes": programmes, "programme": programme, "waiting": set(drafted())}
    context |= {"dues": dues, "ticked": ticked, "until": format_date(first_day(localdate()))}
    if request.method == "POST":
        try:
            cases = [due.case for due in dues if due.case.pk in ticked]
            if len(cases) != len(ticked):
                raise ValidationError("選んだ案件の一部は、もう廃棄できません。選び直してください。")
            draft = propose_disposal(cases, body=request.POST.get("body", ""), by=user_of(request))
            messages.success(request, f"{len(cases)}件の廃棄を起案しました。決裁されると、ファイルが消えます。")
            return redirect("draft", pk=draft.pk)
        except ValidationError as error:
            context["refused"] = error.messages
    return render(request, "procedures/disposal.html", context, status=422 if "refused" in context else 200)


add(Entry("事務", "文書の廃棄を起案する", "files-dispose", "files.add_disposal"))
