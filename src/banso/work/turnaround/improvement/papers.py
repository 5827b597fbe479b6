"""Papers of applications and claims: which are asked for by the edition, what came in of them, and that they are complete."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from banso.core.days.counting import months_after
from banso.core.era import format_date
from banso.core.trail import verb
from banso.core.writing import record
from banso.registers.models import User

from .choices import Line, PaperForm, PaperResult, ReceiptKind
from .models import PaperCheck, PapersComplete, PlanCase, PlanStep
from .pinning import goes_by
from .rules import PaperRule


@dataclass(frozen=True)
class Entry:
    """One paper of a checklist, with the latest look at it."""

    rule: PaperRule
    row: PaperCheck | None

    @property
    def ok(self) -> bool:
        return self.row is not None and self.row.result == PaperResult.OK

    @property
    def said(self) -> str:
        """What is lacking of it; '' where nothing is."""
        if self.row is None:
            return "未提出"
        return "" if self.ok else self.row.reason


@dataclass(frozen=True)
class Checklist:
    """The papers of one receipt of a case, and who found them complete."""

    plan: PlanCase
    kind: ReceiptKind
    round: int
    lines: list[Entry]
    complete: PapersComplete | None

    @property
    def missing(self) -> list[Entry]:
        return [line for line in self.lines if not line.ok]

    @property
    def title(self) -> str:
        return f"{self.kind.label}{f'(第{self.round}回)' if self.kind == ReceiptKind.FOLLOW else ''}"

    def why_not_complete(self) -> str:
        """Why a decision cannot rest on these papers yet; '' if it can."""
        if self.missing:
            names = "、".join(line.rule.name for line in self.missing)
            return f"{self.title}の書類がそろっていません({names})。"
        if self.complete is None:
            return f"{self.title}の書類の完備を、確認した人とは別の人が確かめてください。"
        return ""


def checklist(plan: PlanCase, kind: str, round: int = 1) -> Checklist:
    """What the case's edition asks for with an application or claim, and what came in of it."""
    of = ReceiptKind(kind)
    rows: dict[str, PaperCheck] = {}
    last = 0
    for row in PaperCheck.objects.filter(case=plan, kind=of, round=round).select_related("by", "file").order_by("pk"):
        rows[row.paper], last = row, row.pk
    found = PapersComplete.objects.filter(case=plan, kind=of, round=round).select_related("by").order_by("pk").last()
    newest = PaperCheck.objects.filter(pk=last).values_list("created_at", flat=True).first() if found else None
    stands = found is not None and (newest is None or found.created_at >= newest)
    rules = [rule for rule in goes_by(plan).said.papers.get(of, []) if _asked(plan, rule)]
    return Checklist(plan, of, round, [Entry(rule, rows.get(rule.code)) for rule in rules], found if stands else None)


def _asked(plan: PlanCase, rule: PaperRule) -> bool:
    """Whether a paper is asked for in this case."""
    if rule.when == "plan_above":
        quoted = sum(q.amount for q in plan.quotes.filter(dropped_on=None) if q.line != Line.FOLLOW)
        return quoted > rule.above
    return {
        "": True,
        "company": not plan.sole,
        "sole": plan.sole,
        "unsigned": not plan.signed_by_bank,
        "reuse": bool(plan.reuse),
        "withheld": PlanStep.objects.in_force().filter(case=plan.case_id, share_withheld__gt=0).exists(),
    }[rule.when]


@verb
def check_paper(
    plan: PlanCase,
    kind: str,
    paper: str,
    *,
    received_on: date,
    result: str,
    round: int = 1,
    form: str = PaperForm.ORIGINAL,
    form_set: str = "",
    issued_on: date | None = None,
    reason: str = "",
    by: User | None,
    **facts: Any,
) -> PaperCheck:
    """Note a paper as it came in. Where the edition says how long after its issue it may come, the last day follows.

    Raises ValidationError, field by field, for one that is passed although it is a copy where the original is asked for, on the forms of
    another edition, without its day of issue, or too old on the day it came.
    """
    rule = goes_by(plan).said.paper(kind, paper)
    if rule is None:
        raise ValidationError({"paper": "この案件の版にない書類です。一覧から選んでください。"})
    until = months_after(issued_on, rule.months) if issued_on and rule.months else None
    if issued_on and issued_on > received_on:
        raise ValidationError({"issued_on": "発行日が受領日より後です。日付を確かめてください。"})
    if result == PaperResult.OK:
        _good(plan, rule, form, form_set, (issued_on, until, received_on))
    said = {"form": form, "form_set": form_set, "issued_on": issued_on, "good_until": until, "reason": reason, "by": by}
    key = {"case": plan, "kind": kind, "round": round, "paper": paper, "received_on": received_on, "result": result}
    return record(PaperCheck, key | said | facts)


def _good(
    plan: PlanCase, rule: PaperRule, form: str, form_set: str, days: tuple[date | None, date | None, date]
) -> None:
    issued_on, until, received_on = days
    edition = goes_by(plan)
    if said := rule.why_not_as(form):
        raise ValidationError({"form": said})
    if rule.given and form_set and form_set != edition.form_set:
        raise ValidationError(
            {
                "form_set": f"この案件の様式は「{edition.form_set}」です({edition.days}に受け付けた案件)。"
                f"「{form_set}」の様式で届いたものは「不備あり」にし、{edition.form_set}の様式で出し直してもらってください。"
            }
        )
    if rule.months and issued_on is None:
        raise ValidationError({"issued_on": f"「{rule.name}」の発行日を入れてください。"})
    if until is not None and received_on > until:
        raise ValidationError(
            {
                "issued_on": f"発行から{rule.months}か月を過ぎています(受領できるのは{format_date(until)}まで)。"
                "「不備あり」にし、新しい証明書を出してもらってください。"
            }
        )


@verb
def confirm_complete(plan: PlanCase, kind: str, *, round: int = 1, by: User | None) -> PapersComplete:
    """A second person finds all papers there and in order. Raises ValidationError where one is missing, and for who looked at any of them."""
    found = checklist(plan, kind, round)
    if found.missing:
        raise ValidationError(found.why_not_complete())
    mine = [line.rule.name for line in found.lines if line.row and line.row.by_id and by and line.row.by_id == by.pk]
    if mine:
        raise ValidationError(
            f"「{mine[0]}」を確認したのはあなたです。完備は、書類を確認した人とは別の人が確かめてください。"
        )
    facts = {"case": plan, "kind": kind, "round": round, "by": by, "confirmed_on": localdate()}
    return record(PapersComplete, facts)
