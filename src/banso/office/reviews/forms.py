"""What a reviewer says and gives, and what the panel decides."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.core.forms import EraDateField, WholeNumberField

from .choices import Answer, Result, Tie, Verdict
from .models import Candidate, Criterion, Scoresheet
from .services import Made
from .standing import Standing

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
    """Points for every criterion; filled in at first with what the sheet that stands says."""

    def __init__(self, data: Any, criteria: Iterable[Criterion], sheet: Scoresheet | None = None) -> None:
        super().__init__(data, label_suffix="", initial=_as_it_stands(sheet) if sheet else {})
        for one in criteria:
            full = f"{one.points}点満点{'の加点' if one.bonus else ''}"
            self.fields[f"{POINTS}{one.pk}"] = WholeNumberField(
                label=one.name,
                help_text=f"0から{one.points}まで({full})。{one.description}",
                min_value=0,
                max_value=one.points,
                error_messages=dict.fromkeys(("required", "min_value", "max_value"), one.wanted),
            )
        self.fields["comment"] = forms.CharField(
            label="意見", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
        )

    def facts(self) -> dict[str, Any]:
        """What was given, in the words of the service."""
        return {"points": points_of(self.cleaned_data), "comment": self.cleaned_data["comment"]}


def points_of(said: Mapping[str, Any]) -> dict[int, int | None]:
    """The points of a form's answers, by the criterion's key."""
    return {int(name.removeprefix(POINTS)): given for name, given in said.items() if name.startswith(POINTS)}


def _as_it_stands(sheet: Scoresheet) -> dict[str, Any]:
    given = {f"{POINTS}{score.criterion_id}": score.points for score in sheet.scores.all()}
    return given | {"comment": sheet.comment, "reason": sheet.reason}


class AbstainForm(forms.Form):
    """Why a reviewer does not judge."""

    reason = forms.CharField(label="棄権の理由", max_length=200)


class CasesForm(forms.Form):
    """Which cases come before a panel, and what each asks for."""

    def __init__(self, data: Any, cases: Iterable[Case], **kwargs: Any) -> None:
        super().__init__(data, **{"label_suffix": ""} | kwargs)
        self.cases = list(cases)
        for one in self.cases:
            self.fields[f"case_{one.pk}"] = forms.BooleanField(label=str(one), required=False)
            self.fields[f"asked_{one.pk}"] = WholeNumberField(label="申請額(円)", required=False, min_value=0)

    @property
    def groups(self) -> list[tuple[Case, forms.BoundField, forms.BoundField]]:
        """Each case with its tick and its amount."""
        return [(one, self[f"case_{one.pk}"], self[f"asked_{one.pk}"]) for one in self.cases]

    def chosen(self) -> list[tuple[Case, int | None]]:
        """Those ticked, in order of receipt, with their amounts."""
        said = self.cleaned_data
        return [(one, said[f"asked_{one.pk}"]) for one in self.cases if said[f"case_{one.pk}"]]


class DecideForm(forms.Form):
    """What the panel makes of each candidate; filled in at first with what follows from the ranking, or with what stands."""

    def __init__(self, data: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(data, **{"label_suffix": ""} | kwargs)
        self.lines = standing.lines
        self.fields["decided_on"] = EraDateField(label="決定日", initial=min(standing.panel.held_on, localdate()))
        choices = [("", "選んでください"), *(one for one in Result.choices if one[0] != Result.DECLINED)]
        for candidate, line in self.lines:
            made, key = standing.outcomes.get(candidate.pk), candidate.pk
            self.fields[f"result_{key}"] = forms.ChoiceField(
                label="結果", choices=choices, initial=made.result if made else line.proposed or ""
            )
            self.fields[f"rank_{key}"] = WholeNumberField(
                label="補欠の順位", required=False, min_value=1, max_value=9999,
                initial=made.reserve_rank if made else line.reserve_rank,
            )  # fmt: skip
            self.fields[f"amount_{key}"] = WholeNumberField(
                label="採択候補額(円)", required=False, min_value=0, help_text="空欄なら申請額",
                initial=made.amount if made else None,
            )  # fmt: skip
            self.fields[f"reason_{key}"] = forms.CharField(
                label="理由・条件", required=False, max_length=200, help_text="順位のとおりでないとき・同点のときは必ず",
                initial=made.reason if made else "",
            )  # fmt: skip

    @property
    def groups(self) -> list[tuple[Candidate, Any, list[forms.BoundField]]]:
        """Each candidate with where it stands and its fields."""
        names = ("result", "rank", "amount", "reason")
        return [(one, line, [self[f"{name}_{one.pk}"] for name in names]) for one, line in self.lines]

    def made(self) -> dict[int, Made]:
        """What was decided, in the words of the service."""
        said = self.cleaned_data
        return {
            one.pk: Made(
                said[f"result_{one.pk}"], said[f"rank_{one.pk}"], said[f"amount_{one.pk}"], said[f"reason_{one.pk}"]
            )
            for one, _ in self.lines
        }


class LaterForm(forms.Form):
    """What comes after the results: a candidate declines, a reserve moves up."""

    decided_on = EraDateField(label="日付")
    reason = forms.CharField(label="理由", max_length=200, required=False)
