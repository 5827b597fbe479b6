"""Setting, moving and ending a deadline on screen."""

from typing import Any

from django import forms

from banso.cases.models import Case, Party
from banso.core.forms import EraDateField

from .choices import Actor, Ending


class SetForm(forms.Form):
    """A deadline a person sets."""

    name = forms.CharField(label="何の期限か", max_length=60, help_text="例: 追加資料の提出")
    due_on = EraDateField(label="期日")
    actor = forms.ChoiceField(label="誰が行うか", choices=Actor.choices)
    party = forms.ModelChoiceField(
        label="相手",
        queryset=Party.objects.none(),
        required=False,
        empty_label="(なし)",
        help_text="外部の人が行うときの相手",
    )
    sentence = forms.CharField(
        label="期日の決まり方",
        max_length=200,
        required=False,
        help_text="あとで見た人に分かるように。例: 5月8日の電話で、社長と相談して決めた",
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["party"]
        field.queryset = case.parties.filter(ended_on=None)


class MoveForm(forms.Form):
    """A new day for a deadline."""

    to = EraDateField(label="新しい期日")
    reason = forms.CharField(label="変える理由", max_length=150, help_text="例: 遅延届を受け、延長を承認した")


class EndForm(forms.Form):
    """What was due is done, or is not due any more."""

    ending = forms.ChoiceField(label="どうなりましたか", choices=Ending.choices)
    on = EraDateField(label="済んだ日", required=False, help_text="「済んだ」とき。空欄なら今日")
    reason = forms.CharField(
        label="理由・メモ", max_length=200, required=False, help_text="「不要になった」ときは理由が要ります"
    )
