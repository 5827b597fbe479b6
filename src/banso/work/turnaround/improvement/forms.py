"""What is asked of quotes, papers, banks and what these say."""

from typing import Any

from django import forms
from django.utils.timezone import localdate

from banso.core.forms import EraDateField, record_form
from banso.office.files.models import ReceivedFile

from . import services
from .choices import PaperForm, PaperResult
from .models import BankConsent, PlanBank, Quote, SchemeEdition
from .papers import Checklist

quote_form = record_form(Quote, ("line", "adviser", "hours", "rate"), services.add_quote, services.add_quote)
bank_form = record_form(
    PlanBank,
    ("bank", "branch", "role", "balance", "guaranteed"),
    services.record_plan_bank,
    services.correct_plan_bank,
)
consent_form = record_form(
    BankConsent,
    ("bank", "paper", "said_on", "note"),
    services.record_bank_consent,
    services.record_bank_consent,
)


class PaperCheckForm(forms.Form):
    """One paper as it came in."""

    paper = forms.ChoiceField(label="書類")
    received_on = EraDateField(label="受領日")
    form = forms.ChoiceField(label="届いた形", choices=PaperForm.choices)
    form_set = forms.ChoiceField(
        label="届いた様式", required=False, help_text="所定の様式の書類だけ。様式の右上などで確かめます"
    )
    issued_on = EraDateField(label="発行日", required=False, help_text="証明書のとき")
    result = forms.ChoiceField(label="結果", choices=[("", "選んでください"), *PaperResult.choices])
    reason = forms.CharField(label="不備の内容", max_length=200, required=False, help_text="不備通知に印刷されます")
    file = forms.ModelChoiceField(
        label="届いた書類のファイル", queryset=ReceivedFile.objects.none(), required=False, empty_label="(なし)"
    )

    def __init__(self, data: Any, found: Checklist) -> None:
        super().__init__(data, label_suffix="", initial={"received_on": localdate()})
        named = [(line.rule.code, line.rule.name) for line in found.lines]
        sets = SchemeEdition.objects.order_by("form_set").values_list("form_set", flat=True).distinct()
        offered: Any = self.fields
        offered["paper"].choices = [("", "選んでください"), *named]
        offered["form_set"].choices = [("", "(所定の様式でない)"), *((one, one) for one in sets)]
        offered["file"].queryset = ReceivedFile.objects.filter(case=found.plan.case_id, withdrawn_on=None)
        for name, field in self.fields.items():
            field.widget.attrs["aria-describedby"] = f"id_{name}_help id_{name}_error"
