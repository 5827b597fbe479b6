"""What people fill in on the pages of a fair."""

from typing import Any

from django import forms
from django.forms.models import model_to_dict

from banso.core.forms import EraDateField, PickField, WholeNumberField
from banso.office.chasing.forms import HeardForm
from banso.registers.models import Company

from .choices import FollowUpResult, NotHeldReason, Prospect, Rank
from .models import Fair, Participant, SignUp
from .services.access import CATALOGUE
from .services.asking import open_meetings
from .services.preparing import DayPlan

_TIME = {"type": "time"}


class DayForm(forms.Form):
    """A day in slots."""

    day = EraDateField(label="日")
    starts_at = forms.TimeField(label="開始", initial="10:00", widget=forms.TimeInput(attrs=_TIME))
    ends_at = forms.TimeField(label="終了", initial="16:00", widget=forms.TimeInput(attrs=_TIME))
    minutes = WholeNumberField(label="1回の長さ(分)", initial=20)
    pause = WholeNumberField(label="間隔(分)", initial=5)
    break_from = forms.TimeField(label="休憩の開始", required=False, widget=forms.TimeInput(attrs=_TIME))
    break_until = forms.TimeField(label="休憩の終了", required=False, widget=forms.TimeInput(attrs=_TIME))

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        begin, end = given.get("break_from"), given.get("break_until")
        if (begin is None) != (end is None) or (begin and end and end <= begin):
            self.add_error("break_until", "休憩は、開始とそれより後の終了を両方入力してください。")
        return given

    def plan(self) -> DayPlan:
        return DayPlan(**self.cleaned_data)


class WishesForm(forms.Form):
    """A company's wishes in order, and the slots in which it cannot meet."""

    def __init__(self, *args: Any, participant: Participant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fair: Fair = participant.fair
        others = Participant.objects.coming().filter(fair=fair).exclude(side=participant.side)
        others = others.select_related("company").order_by("company__kana_key", "pk")
        for rank in Rank.values:
            field = forms.ModelChoiceField(others, label=f"第{rank}希望", required=False, empty_label="(なし)")
            field.choices = [("", "(なし)"), *((other.pk, other.company.name) for other in others)]
            self.fields[f"wish{rank}"] = field
        self.fields["absent"] = forms.ModelMultipleChoiceField(
            fair.slots.all(), label="出られない枠", required=False, widget=forms.CheckboxSelectMultiple
        )

    def partners(self) -> list[Participant]:
        """Those chosen, the most wished first."""
        chosen = (self.cleaned_data.get(f"wish{rank}") for rank in Rank.values)
        return [partner for partner in chosen if partner is not None]

    @staticmethod
    def stated(participant: Participant) -> dict[str, Any]:
        """What the company has said so far."""
        wishes = {f"wish{rank}": pk for rank, pk in participant.wishes.values_list("rank", "partner_id")}
        return {**wishes, "absent": list(participant.absences.values_list("slot_id", flat=True))}


class CatalogueForm(forms.ModelForm):  # type: ignore[type-arg]
    """A company's page of the fair's catalogue."""

    class Meta:
        model = Participant
        fields = CATALOGUE
        widgets = {"offers": forms.Textarea(attrs={"rows": 5}), "seeks": forms.Textarea(attrs={"rows": 5})}


class CompanyForm(WishesForm):
    """All that a company says of itself before a fair: its page of the catalogue, its wishes, when it cannot meet."""

    def __init__(self, *args: Any, participant: Participant, **kwargs: Any) -> None:
        said = model_to_dict(participant, CATALOGUE) | self.stated(participant)
        super().__init__(*args, participant=participant, **{"initial": said, "label_suffix": ""} | kwargs)
        self.fields = CatalogueForm(instance=participant).fields | self.fields


class SignUpForm(forms.ModelForm):  # type: ignore[type-arg]
    """A company entered by its partner organisation."""

    class Meta:
        model = SignUp
        fields = ("side", "company_name", "contact", "email", "phone", "offers", "seeks")
        widgets = {"offers": forms.Textarea(attrs={"rows": 4}), "seeks": forms.Textarea(attrs={"rows": 4})}


class ResultForm(forms.Form):
    """What came of one planned meeting."""

    result = forms.ChoiceField(
        label="結果",
        choices=[("", "未入力"), *((f"held:{c}", f"実施 {label}") for c, label in Prospect.choices)]
        + [(f"not:{c}", f"行わず {label}") for c, label in NotHeldReason.choices],
    )
    note = forms.CharField(label="メモ", required=False, max_length=1000)


class AnswerForm(HeardForm):
    """What a company answered about one meeting in a round."""

    result = forms.ChoiceField(label="状況", choices=[("", "選ぶ"), *FollowUpResult.choices])
    agreed_on = EraDateField(label="成立日", required=False)
    amount = WholeNumberField(label="成立金額(円)", required=False)

    field_order = ("result", "agreed_on", "amount", "note", "on")


class MeetingsForm(forms.Form):
    """What a company says itself of its meetings that are open still: of each what it knows, nothing of the others."""

    def __init__(self, data: Any = None, *, participant: Participant) -> None:
        super().__init__(data, label_suffix="")
        self.meetings = list(open_meetings(participant))
        for row in self.meetings:
            other = (row.supplier if row.buyer_id == participant.pk else row.buyer).company.name
            for name, field in _answer_fields().items():
                field.label = f"{other}: {field.label}"
                self.fields[f"m{row.pk}_{name}"] = field

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        for row in self.meetings:
            agreed = given.get(f"m{row.pk}_result") == FollowUpResult.AGREED
            for name in ("agreed_on", "amount"):
                key = f"m{row.pk}_{name}"
                if agreed and given.get(key) is None and key not in self.errors:
                    self.add_error(key, "成立のときは、成立日と成立金額を入力してください。")
                elif not agreed and given.get(key) is not None:
                    self.add_error(
                        key, "成立のときだけ入力してください。状況を「成立」にするか、ここを空欄にしてください。"
                    )
        answers = {
            row.pk: {name: given.get(f"m{row.pk}_{name}") for name in _answer_fields()}
            for row in self.meetings
            if given.get(f"m{row.pk}_result")
        }
        if not self.errors and not answers:
            raise forms.ValidationError("商談の状況を1つ以上選んでください。")
        return {"answers": answers}


def _answer_fields() -> dict[str, forms.Field]:
    return {
        "result": forms.ChoiceField(
            label="状況", choices=[("", "(まだ分からない)"), *FollowUpResult.choices], required=False
        ),
        "agreed_on": EraDateField(label="成立日", required=False),
        "amount": WholeNumberField(label="成立金額(円)", required=False, min_value=0),
        "note": forms.CharField(label="ひとこと", required=False, max_length=200),
    }


class AcceptForm(forms.Form):
    """The company of the register that an entry is about."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["company"] = PickField(model=Company, label="企業台帳の企業")
