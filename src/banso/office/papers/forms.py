"""Registering a form, issuing and sending a letter on screen."""

from typing import Any

from django import forms
from django.core.validators import validate_slug
from django.utils.timezone import localdate

from banso.cases.models import Case, Party
from banso.core.forms import EraDateField, FiscalYearField
from banso.core.kept_pages import file_field
from banso.registers.models import Programme

from . import words
from .choices import Means, Seal
from .services import WORD_FILE


class FormForm(forms.Form):
    """A form with what is said of it."""

    title = forms.CharField(label="様式名", max_length=120, help_text="例: 派遣決定通知書")
    code = forms.CharField(
        label="様式コード",
        max_length=40,
        validators=[validate_slug],
        help_text="半角の英数字とハイフン。年度が変わっても同じものを使います。例: dispatch-decision",
    )
    procedure = forms.ChoiceField(label="どの手続の様式か", choices=(), required=False)
    programme = forms.ModelChoiceField(
        label="事業", queryset=Programme.objects.none(), required=False, empty_label="(すべての事業)"
    )
    valid_from = FiscalYearField(label="適用開始年度", help_text="この年度に受け付けた案件から使います")
    valid_until = FiscalYearField(label="適用終了年度", required=False)
    numbered = forms.BooleanField(
        label="文書番号を付ける", required=False, initial=True, help_text="事務連絡・書簡文は外します"
    )
    mark = forms.CharField(label="記号", max_length=20, required=False, help_text="「6産支第12号」の「産支」の部分")
    seal = forms.ChoiceField(label="公印", choices=Seal.choices, initial=Seal.OMITTED)
    file = file_field(WORD_FILE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        procedure: Any = self.fields["procedure"]
        procedure.choices = words.procedures()
        programme: Any = self.fields["programme"]
        programme.queryset = Programme.objects.all()


class IssueForm(forms.Form):
    """To whom a letter goes, and what it is called in the register."""

    party = forms.ModelChoiceField(
        label="宛先",
        queryset=Party.objects.none(),
        required=False,
        empty_label="(なし)",
        help_text="案件の関係者から選びます。いないときは、先に案件の画面で関係者を登録してください",
    )
    title = forms.CharField(
        label="件名", max_length=120, required=False, help_text="発送簿に載る件名。空欄なら様式名になります"
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        field: Any = self.fields["party"]
        field.queryset = case.parties.filter(ended_on=None)


class SendForm(forms.Form):
    """How a letter went out, and on which day."""

    means = forms.ChoiceField(label="発送方法", choices=Means.choices)
    sent_on = EraDateField(label="発送日", initial=localdate)
    note = forms.CharField(label="備考", max_length=120, required=False, help_text="追跡番号など")


class VoidForm(forms.Form):
    """Why a letter does not hold."""

    reason = forms.CharField(label="理由", max_length=200, help_text="例: 宛先を誤ったため、第13号で出し直した")
