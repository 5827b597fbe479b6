"""The form of a changed plan: for each category what it is for, its cost and what of it is eligible, beginning from the plan as it is."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from banso.core.fields import YenField
from banso.core.forms import EraDateField, WholeNumberField
from banso.core.money import yen_text

from ..choices import ChangeGround
from ..models import Application, CostCategory
from .services import Anew, plan_now, sums_of

MOST = YenField.MAX_BIGINT
ON_STEP = ("ground", "orders_on", "amount", "note")


class PlanForm(forms.Form):
    """What is to be spent from now on, category by category, and why."""

    ground = forms.ChoiceField(label="変更の理由", choices=[("", "選んでください"), *ChangeGround.choices])
    note = forms.CharField(
        label="内容",
        max_length=200,
        required=False,
        help_text="何がいつ分かり、何をどう変えるのか。承認の要らない流用だけなら空欄でよい",
    )
    orders_on = EraDateField(label="変更後の発注予定日", required=False, help_text="承認の日より前には発注できません")
    amount = WholeNumberField(
        label="変更後の交付額(円)",
        required=False,
        min_value=0,
        max_value=MOST,
        help_text="減るときだけ。交付額は増やせません",
    )

    def __init__(self, application: Application, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.sums = sums_of(plan_now(application))
        for category, (cost, eligible) in self.sums.items():
            self._add(category, cost, eligible)

    def _add(self, category: CostCategory, cost: int, eligible: int) -> None:
        number: dict[str, Any] = {"required": False, "min_value": 0, "max_value": MOST}
        self.fields[f"eligible-{category.pk}"] = WholeNumberField(
            label=f"{category}: 補助対象経費(円)",
            initial=eligible,
            help_text=f"いまの計画 {yen_text(eligible)}",
            **number,
        )
        self.fields[f"cost-{category.pk}"] = WholeNumberField(
            label=f"{category}: 要する経費(税込み・円)",
            initial=cost,
            help_text=f"いまの計画 {yen_text(cost)}",
            **number,
        )
        self.fields[f"content-{category.pk}"] = forms.CharField(
            label=f"{category}: 使いみち", max_length=120, required=False, help_text="使いみちを変えるときだけ"
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for category in self.sums:
            cost, eligible = given.get(f"cost-{category.pk}"), given.get(f"eligible-{category.pk}")
            if eligible is not None and cost is not None and eligible > cost:
                said = f"要する経費({yen_text(cost)})より大きい額です。どちらかを直してください。"
                self.add_error(f"eligible-{category.pk}", ValidationError(said))
        return given

    def anew(self) -> dict[CostCategory, Anew]:
        """What was typed of each category; what was left empty is as it was."""
        found = {}
        for category, (cost, eligible) in self.sums.items():
            said = [self.cleaned_data.get(f"{name}-{category.pk}") for name in ("content", "cost", "eligible")]
            found[category] = (
                said[0] or "",
                cost if said[1] is None else said[1],
                eligible if said[2] is None else said[2],
            )
        return found

    def said(self) -> dict[str, Any]:
        """The facts of the step beside the plan."""
        return {name: value for name in ON_STEP if (value := self.cleaned_data.get(name)) not in (None, "")}
