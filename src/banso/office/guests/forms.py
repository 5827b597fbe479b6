"""Asking on a case, and how staff were told what they enter for a guest."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.timezone import localdate

from banso.cases.models import Case, Party
from banso.core.forms import EraDateField

from .asks import Ask, Offer
from .choices import Means

USUAL = timedelta(days=14)


class AskForm(forms.Form):
    """What is asked on a case, of which of its parties, until when."""

    what = forms.ChoiceField(label="お願いすること", choices=())
    party = forms.ModelChoiceField(
        label="お願いする方",
        queryset=Party.objects.none(),
        empty_label="選んでください",
        help_text="案件の関係者から選びます。いないときは、先に案件の画面で関係者を登録してください",
    )
    until = EraDateField(label="期限", help_text="この日まで、専用ページから答えられます")

    def __init__(self, *args: Any, case: Case, offers: list[tuple[Ask, Offer]], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", "initial": {"until": localdate() + USUAL}} | kwargs)
        self.offers = {f"{ask.code}:{offer.detail}": (ask, offer) for ask, offer in offers}
        what: Any = self.fields["what"]
        what.choices = [(code, offer.label) for code, (_, offer) in self.offers.items()]
        party: Any = self.fields["party"]
        party.queryset = case.parties.filter(ended_on=None)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        _, offer = self.offers.get(given.get("what", ""), (None, Offer("")))
        if given.get("party") and offer.role and given["party"].role != offer.role:
            self.add_error("party", "このお願いは、ほかの立場の方へのものです。お願いする方を選び直してください。")
        return given


class OnBehalfForm(forms.Form):
    """How a guest said what staff enter for them."""

    means = forms.ChoiceField(label="どのように伝えられたか", choices=[("", "選んでください"), *Means.choices[1:]])
    note_on_means = forms.CharField(label="備考", max_length=200, required=False, help_text="例: 6月3日 社長から電話")
