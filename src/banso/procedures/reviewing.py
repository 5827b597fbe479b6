"""Reviewers come in by their own links: for each file they say first what ties there are, and then give points.

They see the files assigned to them, with the papers marked for them; nothing of a file before they may judge it, nor once the
results are in; and no other's points before their own are in. After the day for giving points they may still look, until the panel meets.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from banso.core.acting import user_of
from banso.core.era import format_date
from banso.core.records import facts
from banso.core.trail import verb
from banso.office.files.models import ReceivedFile
from banso.office.guests.asks import ask
from banso.office.guests.models import Invitation
from banso.office.guests.services import ask_standing
from banso.office.reviews import services
from banso.office.reviews.choices import Seat, Tie
from banso.office.reviews.forms import DeclareForm, ScoreForm, points_of
from banso.office.reviews.models import Assignment, Outcome, Panel, Reviewer
from banso.office.reviews.standing import Standing, assignments, barred_by, seat_of, sheet_of
from banso.registers.models import User

from .declaring import get_procedure

KIND = "review"
DECLARING, SCORING = "declare", "score"
MOVED = "画面を開いたあとに手続が進みました。開き直してから、もう一度入力してください。"


class SheetForm(ScoreForm):
    """The points for every criterion, or why the reviewer gives none."""

    def __init__(self, data: Any, row: Assignment) -> None:
        super().__init__(data, row.reviewer.panel.criteria.all(), sheet_of(row))
        if data is not None and data.get("reason", "").strip():
            for field in self.fields.values():
                field.required = False
        self.fields["reason"] = forms.CharField(
            label="棄権するときの理由",
            required=False,
            max_length=200,
            help_text="採点するときは空欄。棄権は0点とは扱いません",
        )


def _row(invitation: Invitation) -> Assignment | None:
    """What is asked about; None where the file was taken away from the reviewer since."""
    return assignments().filter(pk=invitation.detail).first()


def _form(invitation: Invitation, data: Any) -> forms.Form:
    row = _row(invitation)
    if row is None:
        return forms.Form(data)
    stage = data.get("stage") if data is not None else _stage(row)
    form: forms.Form = SheetForm(data, row) if stage == SCORING else DeclareForm(data, label_suffix="")
    form.fields["stage"] = forms.CharField(widget=forms.HiddenInput(), initial=stage)
    return form


def _stage(row: Assignment) -> str:
    return DECLARING if barred_by(row) else SCORING


def _submit(invitation: Invitation, facts: dict[str, Any], *, by: User | None) -> Any:
    """Declare, give points, or abstain. Raises ValidationError where the file has moved on since the page was opened."""
    row = _row(invitation)
    if row is None or facts.pop("stage", "") != _stage(row):
        raise ValidationError(MOVED)
    if _stage(row) == DECLARING:
        return services.declare(row, by=by, **facts)
    reason, points = facts["reason"], points_of(facts)
    if not reason.strip():
        return services.give(row, points, comment=facts["comment"], by=by)
    if any(given is not None for given in points.values()):
        raise ValidationError(
            {"reason": "棄権するときは、点を空欄にしてください。採点するときは、この欄を空欄にしてください。"}
        )
    return services.abstain(row, reason=reason, by=by)


def _hinders(invitation: Invitation) -> str:
    row = _row(invitation)
    if row is None:
        return "この案件の審査は、お願いしないことになりました。"
    panel = row.reviewer.panel
    if _is_over(panel):
        return "この審査は終わりました。ありがとうございました。"
    if panel.due_on < localdate():
        return f"採点期限({format_date(panel.due_on)})を過ぎました。書類は審査日まで開けます。点を直すときは、事務局へご連絡ください。"
    said = {
        Seat.UNSURE: "ご申告の関係について、委員長または事務局の判断をお待ちください。決まりましたら、この画面から採点できます。",
        Seat.RECUSED: "この案件の審査には加わっていただきません(除斥)。ご申告ありがとうございました。",
    }
    return said.get(seat_of(row), "")


def _is_over(panel: Panel) -> bool:
    return Outcome.objects.filter(candidate__panel=panel).exists()


def _files(invitation: Invitation) -> Iterable[ReceivedFile]:
    """The papers of the case that are marked for reviewers, while this one may look at it."""
    row = _row(invitation)
    if row is None or barred_by(row) or _is_over(row.reviewer.panel):
        return ()
    return ReceivedFile.objects.filter(case=row.candidate.case_id, for_panel=True, withdrawn_on=None).exclude(file="")


def _said_of(row: Assignment) -> list[tuple[str, str]]:
    """What the application itself says: the facts its kind asks for when a case begins, but for what stands above them."""
    case, asked_for = row.candidate.case, row.candidate.asked
    above = (case.title, "" if asked_for is None else f"{asked_for:,}")
    declared = get_procedure(case.procedure)
    if declared is None or not declared.opening:
        return []
    root = declared.root_of(case)
    asked = {str(root._meta.get_field(name).verbose_name) for name in declared.opening}
    return [(label, text) for label, text, _ in facts(root) if label in asked and text and text not in above]


def _about(invitation: Invitation) -> str:
    row = _row(invitation)
    if row is None:
        return ""
    todo = {Seat.UNDECLARED: "利害関係の申告をお願いします", Seat.OPEN: "採点をお願いします", Seat.UNSURE: "判断待ち"}
    what = todo.get(seat_of(row), str(seat_of(row).label))
    return f"{row.reviewer.panel}: {row.candidate.case.whose} {row.candidate.case.title}({what})"


def _names(invitation: Invitation) -> str:
    row = _row(invitation)
    return f"審査({row.candidate.case.whose})" if row else ""


def _shown(invitation: Invitation) -> dict[str, Any]:
    """The file, once it may be judged; the others' totals, if the panel shows them, once the own points are in."""
    row = _row(invitation)
    if row is None:
        return {"review": None, "open": False, "others": []}
    panel = row.reviewer.panel
    if barred_by(row) or _is_over(panel):
        return {"review": row, "open": False, "others": [], "ties": Tie.labels}
    others: list[tuple[str, str]] = []
    if panel.shows_others and seat_of(row) is Seat.SCORED:
        standing = Standing(panel)
        own = [who for who in standing.reviewers if who.pk != row.reviewer_id]
        others = [(who.name, standing.cell(row.candidate, who).label) for who in own]
    said = {"others": [one for one in others if one[1]], "criteria": panel.criteria.all()}
    return {"review": row, "open": True, "facts": _said_of(row), "papers": _files(invitation), **said}


ask(
    code=KIND,
    label="審査のお願い",
    about=_about,
    names=_names,
    permission="reviews.add_scoresheet",
    form=_form,
    submit=_submit,
    hinders=_hinders,
    again=True,
    confidential=True,
    template="procedures/review_asked.html",
    shown=_shown,
    files=_files,
)


def asked_of(panel: Panel) -> dict[int, Invitation]:
    """What was asked of the reviewers of a panel, by assignment."""
    keys = [str(pk) for pk in Assignment.objects.filter(reviewer__panel=panel).values_list("pk", flat=True)]
    rows = Invitation.objects.filter(kind=KIND, detail__in=keys, programme=panel.programme_id).order_by("pk")
    return {int(row.detail): row for row in rows}


@verb
def ask_reviewers(panel: Panel, *, until: date, by: User) -> int:
    """Ask every reviewer who has an address or is on the register for each file assigned; asked already, they are given until then.

    How many asks stand open. Raises ValidationError where nobody can be asked, or the day has passed.
    """
    before, asked = asked_of(panel), 0
    for row in assignments().filter(reviewer__panel=panel):
        who: Reviewer = row.reviewer
        if not who.can_come_in:
            continue
        facts = {"name": who.name, "email": who.email, "expert": who.expert, "programme": panel.programme}
        asked += bool(ask_standing(before.get(row.pk), KIND, until=until, detail=str(row.pk), by=by, **facts))
    if not asked:
        raise ValidationError(
            "依頼できる委員がいません。委員のメールアドレスか登録専門家を登録し、審査を割り当ててください。"
        )
    return asked


@require_POST
@permission_required(("guests.add_invitation", "reviews.add_assignment"), raise_exception=True)
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the reviewers of a panel for their declarations and points, until its day for them; the papers stay open until it meets."""
    panel = get_object_or_404(Panel.objects.select_related("programme"), pk=pk)
    try:
        number = ask_reviewers(panel, until=panel.held_on, by=user_of(request))
        day = format_date(panel.due_on)
        messages.success(request, f"{number}件を{day}までお願いしました。次に、委員へのメールを作って送ってください。")
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
    return redirect(panel)
