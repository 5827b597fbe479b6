"""Saying on screen who works on a case, whether it is closed to them, and who is kept out of it."""

from typing import Any

from django import forms
from django.utils.timezone import localdate

from banso.core.forms import EraDateField
from banso.registers.models import Membership, Programme, Staff

from .choices import Item
from .models import Answer, Case, Side, TeamRole, Tie


class OfCase(forms.Form):
    """A form about a case."""

    def __init__(self, data: Any = None, *, case: Case) -> None:
        super().__init__(data, label_suffix="")
        self.case = case


class _OfStaff(OfCase):
    """A form about someone of the unit behind whose wall a case is, or of the whole centre where it is in the open."""

    staff = forms.ModelChoiceField(Staff.objects.none(), label="職員", empty_label="選んでください")
    on = EraDateField(label="いつから", initial=localdate)

    def __init__(self, data: Any = None, *, case: Case) -> None:
        super().__init__(data, case=case)
        here = Staff.objects.filter(ended_on=None).order_by("kana", "pk")
        if (unit := case.programme.walled_to_id) is not None:
            inside = Membership.objects.filter(unit=unit).standing_on(localdate()).values("user")
            here = here.filter(user__in=inside)
        field: Any = self.fields["staff"]
        field.queryset = here


class JoinForm(_OfStaff):
    """Someone joins a case's team."""

    role = forms.ChoiceField(label="役割", choices=TeamRole.choices, initial=TeamRole.MEMBER)
    side = forms.ChoiceField(
        label="立場",
        choices=[("", "どちらの側でもない"), *Side.choices],
        required=False,
        help_text="譲渡・譲受の案件で、一方の側だけを担当するとき。相手側の記録は見られません。",
    )
    field_order = ("staff", "role", "side", "on")


class KeepOutForm(_OfStaff):
    """Someone is kept out of a case."""

    tie = forms.ChoiceField(label="理由の種類", choices=[("", "選んでください"), *Tie.choices])
    reason = forms.CharField(
        label="理由", max_length=200, required=False, help_text="例: メインバンクからの出向者。責任者だけが見られます。"
    )
    field_order = ("staff", "tie", "reason", "on")


class CloseForm(OfCase):
    """A case is closed to its team."""

    reason = forms.CharField(
        label="理由", max_length=200, help_text="例: 取引金融機関の出身者が部署にいるため。チームと責任者が見られます。"
    )
    on = EraDateField(label="いつから", initial=localdate)


class AskForm(OfCase):
    """Further names to be asked about, beside the case's company and parties."""

    names = forms.CharField(
        label="ほかに照会する名前",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="1行に1つ。案件の企業と関係者は入れなくても照会します。例: 株主、保証人、取引金融機関、候補先",
    )

    def clean_names(self) -> list[str]:
        """Each line that says something."""
        return [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]


class DeclareForm(OfCase):
    """What a member of staff says of herself and a case."""

    answer = forms.ChoiceField(
        label="申告",
        choices=[("", "選んでください"), *Answer.choices],
        help_text="「利害関係がある」と答えると、その時からこの案件を見られなくなります。責任者に伝わります。",
    )
    note = forms.CharField(
        label="関係の内容",
        max_length=200,
        required=False,
        help_text="「ある」のとき。例: 3年前までこの会社に勤めていた",
    )


class ReferForm(OfCase):
    """A case is referred to another programme of the house."""

    to = forms.ModelChoiceField(Programme.objects.none(), label="紹介先の事業", empty_label="選んでください")
    title = forms.CharField(label="用件", max_length=120, help_text="例: 借入の返済条件の見直しについて")
    items = forms.MultipleChoiceField(
        label="伝える事項",
        choices=[(item.value, item.label) for item in Item if item not in (Item.NAME, Item.OUTLINE)],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="企業名・氏名のほかに伝えること。承諾に入っているものだけを選べます。",
    )
    note = forms.CharField(label="申し送り", required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, data: Any = None, *, case: Case) -> None:
        super().__init__(data, case=case)
        field: Any = self.fields["to"]
        field.queryset = Programme.objects.exclude(pk=case.programme_id).filter(ended_in=None)


class SettleForm(forms.Form):
    """What a keeper found out."""

    settlement = forms.CharField(label="確認の結果", max_length=200)


class EndForm(OfCase):
    """What stood is over from a day on."""

    on = EraDateField(label="いつから", initial=localdate, help_text="この日から変わります。")
