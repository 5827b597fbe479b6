"""What a reviewer says and gives, and what the panel decides."""

from collections.abc import Iterable
from typing import Any

from django import forms

from banso.core.forms import WholeNumberField

from .choices import Answer, Tie, Verdict
from .models import Criterion

POINTS = "points_"


class DeclareForm(forms.Form):
    """What ties there are."""

    answer = forms.ChoiceField(label="この案件との利害関係", choices=[("", "選んでください"), *Answer.choices])
    tie = forms.ChoiceField(
        label="どのような関係か",
        choices=[("", "(なし)"), *Tie.choices],
        required=False,
        help_text="「利害関係がある」のときに選びます。申請者だけでなく、計画を行う人との関係も含みます",
    )
    note = forms.CharField(label="説明", max_length=200, required=False, help_text="判断を求めるときは必ず書きます")


class RuleForm(forms.Form):
    """What was decided where a reviewer was not sure."""

    verdict = forms.ChoiceField(label="判断", choices=[("", "選んでください"), *Verdict.choices])
    decided_by = forms.CharField(label="判断した人", max_length=60, help_text="例: 委員長、事務局長")
    reason = forms.CharField(label="理由", max_length=200)


class ScoreForm(forms.Form):
    """Points for every criterion."""

    def __init__(self, data: Any, criteria: Iterable[Criterion], **kwargs: Any) -> None:
        super().__init__(data, **{"label_suffix": ""} | kwargs)
        for one in criteria:
            full = f"{one.points}点満点{'の加点' if one.bonus else ''}"
            self.fields[f"{POINTS}{one.pk}"] = WholeNumberField(
                label=one.name,
                help_text=f"0から{one.points}まで({full})。{one.description}",
                min_value=0,
                max_value=one.points,
            )
        self.fields["comment"] = forms.CharField(
            label="意見", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
        )

    def facts(self) -> dict[str, Any]:
        """What was given, in the words of the service."""
        points = {
            int(name.removeprefix(POINTS)): value for name, value in self.cleaned_data.items() if name != "comment"
        }
        return {"points": points, "comment": self.cleaned_data["comment"]}


class AbstainForm(forms.Form):
    """Why a reviewer does not judge."""

    reason = forms.CharField(label="棄権の理由", max_length=200)
