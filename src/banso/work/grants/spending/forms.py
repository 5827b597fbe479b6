"""The forms of expenses, their papers, what goes back, and of an inspection."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms.forms import BaseForm
from django.utils.timezone import localdate

from banso.core.file_types import DOCUMENTS
from banso.core.forms import EraDateField, RecordForm, WholeNumberField, record_form
from banso.procedures.handing_in import paper_field
from banso.procedures.terms import values_of
from banso.registers.models import Staff

from ..choices import ReturnReason
from ..models import Application, Expense, ExpensePaper, FinalReport, Inspection, InspectionLine
from .choices import Manner, Proof, Stage
from .services import correct_expense, correct_paper, record_expense

FACTS = (
    "category", "kind", "payee", "content", "quoted_on", "quote_valid_until", "ordered_on", "delivered_on", "accepted_on",
    "invoiced_on", "paid_on", "method", "debited_on", "explained", "net", "tax_rate", "gross", "eligible", "why_not", "is_asset",
)  # fmt: skip
GROUPS = (
    ("何をどこから", ("category", "kind", "payee", "content")),
    (
        "日付",
        ("quoted_on", "quote_valid_until", "ordered_on", "delivered_on", "accepted_on", "invoiced_on", "explained"),
    ),
    ("支払", ("paid_on", "method", "debited_on", "net", "tax_rate", "gross", "eligible", "why_not", "is_asset")),
)
_expense = record_form(Expense, FACTS, record_expense, correct_expense, groups=GROUPS)
READ = ("dated_on", "code", "issuer", "addressee", "amount", "model", "quantity", "is_unreadable")
_paper = record_form(ExpensePaper, READ, correct_paper, correct_paper)


def expense_form(application: Application, data: Any = None, expense: Expense | None = None) -> RecordForm:
    """The form of an expense, with the categories of its call and the kinds that the terms know. Its eligible part is what was paid without tax
    where nothing is said.
    """
    form = _expense()(data, instance=expense)
    category: Any = form.fields["category"]
    category.queryset = application.call.categories.all()
    kinds = list(values_of(application.case).papers)
    known = [expense.kind] if expense is not None and expense.kind and expense.kind not in kinds else []
    shown = form.fields["kind"].widget.attrs
    form.fields["kind"] = forms.ChoiceField(
        label="経費の種類",
        required=False,
        choices=[("", "(なし)"), *((kind, kind) for kind in [*kinds, *known])],
        help_text="種類によって、要る書類が変わります",
    )
    form.fields["kind"].widget.attrs.update(shown)
    return form


def given_of(form: BaseForm) -> dict[str, Any]:
    """What was typed of an expense: where nothing is said, all that was paid without tax is eligible."""
    facts = dict(form.cleaned_data)
    if facts.get("eligible") is None and facts.get("net") is not None:
        facts["eligible"] = facts["net"]
    return facts


def read_form(paper: ExpensePaper, data: Any = None) -> RecordForm:
    """What was read on a paper."""
    return _paper()(data, instance=paper)


class PaperForm(forms.Form):
    """A paper or a photograph for an expense: those that are wanted are offered first."""

    what = forms.ChoiceField(label="書類の種類", choices=())
    title = forms.CharField(
        label="書類名",
        max_length=60,
        required=False,
        help_text="「経費の種類ごとの書類」のときに入れます。例: 設置前の写真",
    )
    file = paper_field()

    def __init__(self, *args: Any, wanted: list[tuple[str, str, bool]], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        # by these types a phone offers its camera, and hands over what it keeps in a format of its own as JPEG
        self.fields["file"].widget.attrs["accept"] = ",".join([*DOCUMENTS.types, "image/jpeg", "image/png"])
        what: Any = self.fields["what"]
        offered = [(f"{proof}:{title}", title) for proof, title, there in wanted if not there and proof == Proof.EXTRA]
        first = [proof for proof, _, there in wanted if not there and proof != Proof.EXTRA]
        plain = [*first, *(code for code in Proof.values if code not in first)]
        what.choices = [("", "選んでください"), *_named(plain[: len(first)]), *offered, *_named(plain[len(first) :])]

    @property
    def said(self) -> dict[str, Any]:
        """The kind of paper and its name."""
        proof, _, title = self.cleaned_data["what"].partition(":")
        return {"proof": proof, "title": title or self.cleaned_data["title"]}


def _named(codes: list[str]) -> list[tuple[str, str]]:
    return [(code, str(Proof(code).label)) for code in codes]


class SendBackForm(forms.Form):
    """Why an expense goes back to the applicant."""

    reason = forms.ChoiceField(label="差し戻す理由", choices=[("", "選んでください"), *ReturnReason.choices])
    note = forms.CharField(
        label="直してほしいこと", max_length=200, help_text="例: 納品書の日付が読めません。撮り直してください"
    )


class InspectionForm(forms.Form):
    """Who inspects when, where and how."""

    stage = forms.ChoiceField(label="検査", choices=Stage.choices, initial=Stage.FINAL)
    manner = forms.ChoiceField(label="方法", choices=Manner.choices)
    inspected_on = EraDateField(label="検査日", initial=localdate)
    place = forms.CharField(label="場所", max_length=120, required=False, help_text="例: 補助事業者の工場")
    first = forms.ModelChoiceField(label="検査員", queryset=Staff.objects.none(), empty_label="選んでください")
    second = forms.ModelChoiceField(
        label="検査員(もう一人)", queryset=Staff.objects.none(), empty_label="選んでください",
        help_text="検査は2人で行います。調書を作る人と、この案件の起案者は選べません",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        for name in ("first", "second"):
            field: Any = self.fields[name]
            field.queryset = Staff.objects.filter(ended_on=None)


class LineForm(forms.Form):
    """What an inspection makes of one expense."""

    accepted = WholeNumberField(label="認定額(円)", min_value=0)
    original_seen = forms.BooleanField(label="原本", required=False)
    asset_seen = forms.BooleanField(label="現物", required=False)
    labelled = forms.BooleanField(label="ラベル", required=False)
    reason = forms.CharField(label="認めない理由・備考", max_length=160, required=False)


class SheetForm:
    """The lines of an inspection's sheet as one form, and what the two think of the whole."""

    def __init__(self, sheet: Inspection, data: Mapping[str, Any] | None = None) -> None:
        rows = list(sheet.lines.select_related("expense__category").order_by("expense__number"))
        names = tuple(LineForm.base_fields)
        self.lines: list[tuple[InspectionLine, LineForm]] = [
            (
                row,
                LineForm(
                    data, prefix=f"line-{row.pk}", initial={name: getattr(row, name) for name in names}, label_suffix=""
                ),
            )
            for row in rows
        ]
        self.opinion = OpinionForm(data, initial={"opinion": sheet.opinion}, label_suffix="")

    def is_valid(self) -> bool:
        return all([form.is_valid() for form in (*(form for _, form in self.lines), self.opinion)])

    @property
    def said(self) -> dict[int, dict[str, Any]]:
        return {row.expense_id: form.cleaned_data for row, form in self.lines}

    @property
    def errors(self) -> Iterator[str]:
        """What is wrong, each with its expense and field."""
        for row, form in self.lines:
            for name, said in form.errors.items():
                yield f"証ひょう{row.expense.number} {form.fields[name].label}: {' '.join(map(str, said))}"
        yield from map(str, self.opinion.non_field_errors())


class OpinionForm(forms.Form):
    opinion = forms.CharField(
        label="所見", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="例: 機械は計画の場所に設置され、稼働していた",
    )  # fmt: skip


class ReportForm(forms.Form):
    """The final report, beside what the expenses say already."""

    completed_on = EraDateField(label="補助事業の完了日", help_text="納品と支払がすべて済んだ日")
    done = FinalReport._meta.get_field("done").formfield()
    results = FinalReport._meta.get_field("results").formfield()
    outlook = FinalReport._meta.get_field("outlook").formfield()
    own = WholeNumberField(label="自己資金(円)", min_value=0, required=False)
    borrowed = WholeNumberField(label="借入金(円)", min_value=0, required=False)
    other = WholeNumberField(label="その他の収入(円)", min_value=0, required=False)

    def __init__(self, *args: Any, completed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        if completed:
            del self.fields["completed_on"]

    @property
    def said(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value is not None}
