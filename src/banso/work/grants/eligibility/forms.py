"""What is asked of a check, of who owns and runs the applicant, and of a letter to the police."""

from typing import Any

from django import forms
from django.utils.timezone import localdate

from banso.core.forms import EraDateField, record_form
from banso.office.files.models import ReceivedFile

from ..models import Application, Officer, Shareholder
from . import services
from .choices import CheckResult
from .standing import Check


class CheckForm(forms.Form):
    """What a person found of one check; filled in at first with what the machine proposes."""

    result = forms.ChoiceField(label="結果", choices=[("", "選んでください"), *CheckResult.choices])
    checked_on = EraDateField(label="確認日")
    evidence = forms.ModelChoiceField(
        label="証拠の書類",
        queryset=ReceivedFile.objects.none(),
        required=False,
        help_text="この案件に届いた書類から選びます",
    )
    issued_on = EraDateField(label="証明書の発行日", required=False)
    valid_until = EraDateField(label="有効期限", required=False, help_text="証明書に書かれているとき。この日まで")
    reason = forms.CharField(label="理由", max_length=200, required=False, help_text="「適」でないときは必ず")

    def __init__(self, data: Any, application: Application, check: Check) -> None:
        proposed = check.finding.result if check.finding and check.finding.result == CheckResult.OK else ""
        super().__init__(data, label_suffix="", initial={"result": proposed, "checked_on": localdate()})
        rows = ReceivedFile.objects.filter(case=application.case_id, withdrawn_on=None)
        offered: Any = self.fields["evidence"]
        offered.queryset, offered.empty_label = rows, "(なし)"
        if check.asked and check.asked.months:
            self.fields["issued_on"].help_text = f"発行から{check.asked.months}か月のあいだ使えます。「適」のときは必ず"
        else:
            del self.fields["issued_on"]


shareholder_form = record_form(
    Shareholder, ("name", "share", "size"), services.record_shareholder, services.correct_shareholder
)
officer_form = record_form(
    Officer,
    ("name", "kana", "role", "comes_from", "born_on", "gender", "address", "consented_on"),
    services.record_officer,
    services.correct_officer,
)


class AskPoliceForm(forms.Form):
    """To whom and on which day a list goes."""

    to = forms.CharField(label="照会先", max_length=80, help_text="例: 県警察本部 組織犯罪対策課")
    asked_on = EraDateField(label="照会日", initial=localdate)


class ReplyForm(forms.Form):
    """What the police replied: nobody found, or who."""

    replied_on = EraDateField(label="回答日", initial=localdate)
    reply_no = forms.CharField(label="回答の文書番号", max_length=40, required=False)
    hits = forms.ModelMultipleChoiceField(
        label="該当があった申請",
        queryset=Application.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="該当がなければ、印を付けずに登録します",
    )

    def __init__(self, data: Any, applications: Any) -> None:
        super().__init__(data, label_suffix="")
        hits: Any = self.fields["hits"]
        hits.queryset = applications
        hits.label_from_instance = lambda application: f"{application.case.whose} {application}"
