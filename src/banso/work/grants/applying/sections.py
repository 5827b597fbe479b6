"""What an application asks (申請書の項目), section by section: of it are made the form, the Excel form, the preview, and the parts that can be sent back."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from banso.core.fields import KanaField, PhoneField, PostalCodeField
from banso.core.forms import EraDateField, WholeNumberField, formfield

LONGEST = 4000
TARGETS = 5
OF_TARGET = {"name": "目標", "value": "数", "unit": "単位", "due": "いつまで"}
BUDGET, PAPERS = "budget", "papers"  # the sections that are no questions
ACCOUNT_KINDS = (("", "選んでください"), ("普通", "普通"), ("当座", "当座"))


@dataclass(frozen=True)
class Question:
    """One thing that is asked. Only what is `needed` keeps an application from being sent without it."""

    code: str
    label: str
    kind: str = "text"
    help: str = ""
    most: int = 120
    needed: bool = False

    def field(self) -> forms.Field:
        """Its field in a form."""
        said: dict[str, Any] = {"label": self.label, "help_text": self.help, "required": self.needed}
        made: forms.Field = _FIELDS[self.kind](self, said)
        return made


def _whole(question: Question, said: dict[str, Any]) -> forms.Field:
    return WholeNumberField(validators=[MinValueValidator(0), MaxValueValidator(10**12)], **said)


def _people(question: Question, said: dict[str, Any]) -> forms.Field:
    return WholeNumberField(validators=[MinValueValidator(0), MaxValueValidator(10**7)], **said)


def _percent(question: Question, said: dict[str, Any]) -> forms.Field:
    return WholeNumberField(validators=[MinValueValidator(0), MaxValueValidator(100)], **said)


def _spelled(kind: Any) -> Any:
    def make(question: Question, said: dict[str, Any]) -> forms.Field:
        column = kind(question.label, max_length=question.most, blank=not question.needed, help_text=question.help)
        made = formfield(column, ())
        made.clean = _spelling(column, made.clean)  # type: ignore[union-attr, method-assign]
        return made  # type: ignore[return-value]

    return make


def _spelling(column: Any, clean: Any) -> Any:
    """A form field's `clean` that gives a text in its one form."""

    def cleaned(value: Any) -> Any:
        text = clean(value)
        return column.spelled(text) if text else text

    return cleaned


_FIELDS: dict[str, Any] = {
    "text": lambda question, said: forms.CharField(max_length=question.most, **said),
    "long": lambda question, said: forms.CharField(
        max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5}), **said
    ),
    "date": lambda question, said: EraDateField(**said),
    "whole": _whole,
    "people": _people,
    "percent": _percent,
    "email": lambda question, said: forms.EmailField(**said),
    "phone": _spelled(PhoneField),
    "kana": _spelled(KanaField),
    "postal": _spelled(PostalCodeField),
    "account": lambda question, said: forms.ChoiceField(choices=ACCOUNT_KINDS, **said),
}


@dataclass(frozen=True)
class Section:
    """A part of an application that is filled in together, and may be sent back as one."""

    code: str
    label: str
    questions: tuple[Question, ...] = field(default_factory=tuple)


SECTIONS = (
    Section(
        "applicant",
        "申請者",
        (
            Question("company_name", "企業名・屋号", needed=True, help="登記のとおり。個人事業の方は屋号か氏名"),
            Question("kana", "フリガナ", "kana", most=160),
            Question("corporate_number", "法人番号", most=20, help="13けた。個人事業の方は空欄"),
            Question("postal_code", "郵便番号", "postal", most=8),
            Question("address", "所在地", most=200, needed=True),
            Question("representative_title", "代表者の役職", most=60),
            Question("representative", "代表者の氏名", most=60, needed=True),
            Question("contact", "担当者の氏名", most=60, needed=True),
            Question("phone", "電話番号", "phone", most=20, needed=True, help="日中に連絡できる番号"),
            Question("founded_on", "創業日・設立日", "date"),
            Question("industry", "業種", most=80),
            Question("capital", "資本金(円)", "whole"),
            Question("employees", "常時使用する従業員数", "people"),
            Question("largest_share", "大企業1社の出資割合(%)", "percent", help="いちばん多い1社。なければ0"),
            Question("large_shares", "大企業の出資割合の合計(%)", "percent", help="なければ0"),
            Question("invoice_number", "インボイス登録番号", most=20, help="Tと13けた。なければ空欄"),
        ),
    ),
    Section(
        "plan",
        "事業計画",
        (
            Question("title", "補助事業の名称", most=160, needed=True),
            Question("background", "背景と課題", "long"),
            Question("plan", "取り組む内容", "long", help="何を、どのように行うか"),
            Question("novelty", "新しさ・強み", "long"),
            Question("market", "市場と競合", "long"),
            Question("structure", "実施体制", "long"),
            Question("starts_on", "着手予定日", "date"),
            Question("ends_on", "完了予定日", "date"),
            Question(
                "other_grants", "ほかの補助金の申請・受給", "long", help="同じ経費についてのもの。ないときは「なし」"
            ),
            Question("helper", "計画づくりを手伝った方と報酬", most=200, help="いないときは「なし」"),
        ),
    ),
    Section(
        "account",
        "振込先の口座",
        (
            Question("bank_code", "銀行コード", most=4, help="通帳にある4けたの番号"),
            Question("branch_code", "支店コード", most=3, help="通帳にある3けたの番号"),
            Question("account_kind", "種目", "account"),
            Question("account_number", "口座番号", most=7, help="7けた"),
            Question("account_holder", "口座名義(カナ)", most=60, help="通帳のとおりのカナ。申請者の名義の口座"),
        ),
    ),
)
LABELS = {section.code: section.label for section in SECTIONS} | {
    "targets": "目標", BUDGET: "収支予算書", PAPERS: "添付書類",
}  # fmt: skip


def questions() -> Iterator[Question]:
    for section in SECTIONS:
        yield from section.questions


def part_label(part: str) -> str:
    """What a part that can be sent back is called: a section, a question, a line of the budget, a paper."""
    kind, _, code = part.partition(":")
    if kind == "question":
        return next((question.label for question in questions() if question.code == code), code)
    if kind == "line":
        return f"収支予算書 {code}行目"
    return LABELS.get(code, code)
