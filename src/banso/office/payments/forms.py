"""Asking for a payment, making the bank's file, and noting what came of it."""

from typing import Any

from django import forms

from banso.core.forms import EraDateField, PickField, WholeNumberField

from .accounts import known
from .choices import Treatment
from .models import Account, Sender

YEAR = "year"
FROM = (("gross", "支払額(税引前)"), ("net", "手取りの額(税引後)"))


class AccountForm(forms.Form):
    """Into which account, and when."""

    due_on = EraDateField(label="支払予定日")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        account = PickField(
            model=Account, label="支払先の口座", help_text="支払先の名前か口座名義の一部を入れて、候補から選びます"
        )
        self.fields = {"account": account, **self.fields}


class TreatmentForm(AccountForm):
    """How a payment is treated whose amount stands already."""

    treatment = forms.ChoiceField(label="源泉徴収", choices=Treatment.choices)
    not_in_base = WholeNumberField(
        label="源泉徴収の対象にしない額(円)",
        required=False,
        min_value=0,
        help_text="請求書で別に書かれた消費税など。なければ空欄",
    )
    funding = forms.CharField(label="財源", max_length=80)
    note = forms.CharField(label="備考", max_length=200, required=False)

    def facts(self) -> dict[str, Any]:
        """What the request says, in the words of the service."""
        given = dict(self.cleaned_data)
        return given | {"payee": given["account"].payee, "not_in_base": given["not_in_base"] or 0}


class RequestForm(TreatmentForm):
    """A request to pay; what is withheld is worked out from it."""

    purpose = forms.CharField(label="支払の内容", max_length=120, help_text="例: 専門家派遣 謝金(6月13日 3時間30分)")
    amount = WholeNumberField(label="金額(円)")
    of = forms.ChoiceField(label="金額は", choices=FROM)
    field_order = ("account", "due_on", "purpose", "amount", "of")

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        return given | {"from_net": given.pop("of") == "net"}


class BatchForm(forms.Form):
    """From which account, and on which day."""

    sender = forms.ModelChoiceField(label="振込元の口座", queryset=Sender.objects.filter(ended_on=None))
    pay_on = EraDateField(label="振込日")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        only = list(Sender.objects.filter(ended_on=None)[:2])
        if len(only) == 1:  # most centres have one
            self.fields["sender"].initial = only[0]


class ResultForm(forms.Form):
    """When it was paid, or when and why it failed."""

    on = EraDateField(label="日付")
    reason = forms.CharField(label="振込不能の理由", max_length=200, required=False)


class AccountsForm(forms.Form):
    """What was paid from when to when, and for which software."""

    start = EraDateField(label="支払日(初日)")
    end = EraDateField(label="支払日(末日)")
    profile = forms.ChoiceField(label="形式")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        field: Any = self.fields["profile"]
        profiles = [(code, one.label) for code, one in known().profiles.items()]
        field.choices = [*profiles, (YEAR, "支払先ごとの合計(支払調書のもと)")]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("start") and given.get("end") and given["end"] < given["start"]:
            self.add_error("end", "末日が初日より前です。")
        return given
