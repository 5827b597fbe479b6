"""Registering a form, issuing and sending a letter on screen."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import validate_slug
from django.utils.timezone import localdate

from banso.cases import words
from banso.cases.choices import Item
from banso.cases.disclosures import is_walled
from banso.cases.leaving import OF_A_LETTER
from banso.cases.models import Case, Party
from banso.core.fiscal import fiscal_year_of
from banso.core.forms import EraDateField, FiscalYearField
from banso.core.kept_pages import file_field
from banso.registers.models import Programme, Staff

from .choices import Means, Seal
from .models import Form, Letter
from .services import WORD_FILE

NOBODY = "-"  # said, not left open: a round goes to nobody in particular only where someone chose so


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


def _likely(parties: list[Party]) -> Party | None:
    """To whom a letter of a case goes unless another is chosen: the one contact of the company, or the only party there is."""
    of_company = [party for party in parties if party.role == "company"] or parties
    return of_company[0] if len(of_company) == 1 else None


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
    branch_of = forms.ModelChoiceField(
        label="枝番を付ける文書",
        queryset=Letter.objects.none(),
        required=False,
        empty_label="(新しい番号を付ける)",
        help_text="同じ番号でほかの宛先にも出すとき、元の文書を選びます。「第12号の2」になります",
    )

    items = forms.MultipleChoiceField(
        label="この文書で開示する内容",
        choices=Item.choices,
        initial=OF_A_LETTER,
        widget=forms.CheckboxSelectMultiple,
        help_text="本人以外への文書は、この内容すべての承諾がなければ発行できません",
    )

    def __init__(self, *args: Any, case: Case, form: Form, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        party: Any = self.fields["party"]
        party.queryset = case.parties.filter(ended_on=None)
        self.likely = party.initial = _likely(list(party.queryset))
        branch: Any = self.fields["branch_of"]
        branch.queryset = case.letters.filter(number__isnull=False, branch=1, fiscal_year=fiscal_year_of(localdate()))
        if not form.numbered or not branch.queryset.exists():
            del self.fields["branch_of"]
        if not is_walled(case):
            del self.fields["items"]


class RoundForm(forms.Form):
    """A form for a whole round of cases, and to whom in each of them its letters go."""

    form = forms.ModelChoiceField(label="様式", queryset=Form.objects.none(), empty_label="(選んでください)")
    role = forms.ChoiceField(label="宛先", choices=(), help_text="それぞれの案件の関係者のうち、この立場の人に宛てます")
    title = forms.CharField(
        label="件名", max_length=120, required=False, help_text="発送簿に載る件名。空欄なら様式名になります"
    )
    trial = forms.ChoiceField(label="試し刷りする案件", choices=(), help_text="どの案件でも試せます。番号は付きません")

    def __init__(
        self,
        *args: Any,
        cases: Sequence[Case],
        offered: Sequence[Form],
        roles: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        form: Any = self.fields["form"]
        form.queryset = Form.objects.filter(pk__in=[one.pk for one in offered])
        role: Any = self.fields["role"]
        role.choices = [("", "(選んでください)"), *roles, (NOBODY, "(なし。企業の住所に送る)")]
        trial: Any = self.fields["trial"]
        trial.choices = [(str(case.pk), str(case)) for case in cases]

    def clean_role(self) -> str:
        """The role, '' where the letters go to nobody by name."""
        said = str(self.cleaned_data["role"])
        return "" if said == NOBODY else said


class SendForm(forms.Form):
    """How a letter went out, and on which day."""

    means = forms.ChoiceField(label="発送方法", choices=Means.choices)
    sent_on = EraDateField(label="発送日", initial=localdate)
    note = forms.CharField(label="備考", max_length=120, required=False, help_text="追跡番号など")


class SealRoundForm(forms.Form):
    """Who put the seal on letters, and when."""

    pressed_on = EraDateField(label="押印日", initial=localdate)
    pressed_by = forms.ModelChoiceField(label="押印者", queryset=Staff.objects.none(), empty_label="(選んでください)")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff: Any = self.fields["pressed_by"]
        staff.queryset = Staff.objects.filter(ended_on=None)


class SealForm(SealRoundForm):
    """Who put the seal on a letter, when, and on how many copies."""

    copies = forms.IntegerField(label="通数", min_value=1, max_value=999, initial=1)


class VoidForm(forms.Form):
    """Why a letter does not hold."""

    reason = forms.CharField(label="理由", max_length=200, help_text="例: 宛先を誤ったため、第13号で出し直した")
