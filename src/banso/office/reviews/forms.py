"""What a reviewer says and gives, and what the panel decides."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.core.forms import EraDateField, WholeNumberField

from .choices import Answer, Result, Tie, Verdict
from .models import Candidate, Criterion, Scoresheet
from .ranking import Line
from .services import Made
from .standing import Standing

POINTS = "points_"
MOST_WHOLE, NEAR = 50, 10  # candidates whose results are all on one page; of a larger round, those so near the line


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

    def __init__(self, data: Any, cases: Iterable[Case], asked: Mapping[int, int] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **{"label_suffix": ""} | kwargs)
        self.cases = list(cases)
        for one in self.cases:
            self.fields[f"case_{one.pk}"] = forms.BooleanField(label=str(one), required=False)
            self.fields[f"asked_{one.pk}"] = WholeNumberField(
                label="申請額(円)", required=False, min_value=0, initial=(asked or {}).get(one.pk)
            )

    @property
    def groups(self) -> list[tuple[Case, forms.BoundField, forms.BoundField]]:
        """Each case with its tick and its amount."""
        return [(one, self[f"case_{one.pk}"], self[f"asked_{one.pk}"]) for one in self.cases]

    def chosen(self) -> list[tuple[Case, int | None]]:
        """Those ticked, in order of receipt, with their amounts."""
        said = self.cleaned_data
        return [(one, said[f"asked_{one.pk}"]) for one in self.cases if said[f"case_{one.pk}"]]


class DecideForm(forms.Form):
    """What the panel makes of each candidate; filled in at first with what follows from the ranking, or with what stands.

    Of a large round only those have fields that the panel has to talk about: near the line, equals across it, what departs from the
    ranking already, and those named by their place (`also`). The rest is as the ranking has it.
    """

    def __init__(self, data: Any, standing: Standing, also: Collection[int] = (), **kwargs: Any) -> None:
        super().__init__(data, **{"label_suffix": ""} | kwargs)
        self.standing = standing
        chosen = _talked_about(standing, also)
        self.lines = standing.lined(line for line in standing.ranked if line.key in chosen)
        self.whole = len(self.lines) == len(standing.ranked)
        self.fields["decided_on"] = EraDateField(label="決定日", initial=min(standing.panel.held_on, localdate()))
        if any(line.tied and line.proposed == Result.RESERVE for line in standing.ranked):
            self.fields["ties"] = forms.CharField(
                label="同点の補欠の並べ方", required=False, max_length=200, initial="受付順",
                help_text="同点の補欠を受付順に並べるときの理由になります。1件ずつ理由を書くこともできます",
            )  # fmt: skip
        choices = [("", "選んでください"), *(one for one in Result.choices if one[0] != Result.DECLINED)]
        for candidate, line in self.lines:
            self._fields_of(candidate.pk, line, choices)

    def _fields_of(self, key: int, line: Line, choices: list[tuple[str, Any]]) -> None:
        made = self.standing.outcomes.get(key)
        self.fields[f"result_{key}"] = forms.ChoiceField(
            label="結果", choices=choices, initial=made.result if made else line.proposed or ""
        )
        self.fields[f"rank_{key}"] = WholeNumberField(
            label="補欠の順位", required=False, min_value=1, max_value=9999, help_text="空欄なら順位の順",
            initial=made.reserve_rank if made and self.whole else line.reserve_rank if self.whole else None,
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
        found = {} if self.whole else {line.key: _as_it_is(self.standing, line) for line in self.standing.ranked}
        return found | {
            one.pk: Made(
                said[f"result_{one.pk}"], said[f"rank_{one.pk}"], said[f"amount_{one.pk}"], said[f"reason_{one.pk}"]
            )
            for one, _ in self.lines
        }


def _talked_about(standing: Standing, also: Collection[int]) -> set[int]:
    """The candidates that have fields of their own."""
    lines, line = standing.ranked, standing.above
    if len(lines) <= MOST_WHOLE:
        return {one.key for one in lines}
    near = {one.key for one in lines[max(0, line - NEAR) : line + NEAR]}
    open_ = {one.key for one in lines if one.proposed is None}
    made = {one.key for one in lines if (its := standing.outcomes.get(one.key)) and its.result != one.proposed}
    return near | open_ | made | {one.key for one in lines if one.place in also}


def _as_it_is(standing: Standing, line: Line) -> Made:
    """What stands of a candidate without fields, else what follows from the ranking."""
    made = standing.outcomes.get(line.key)
    return Made(made.result, None, made.amount, made.reason) if made else Made(line.proposed or "")


class LaterForm(forms.Form):
    """What comes after the results: a candidate declines, a reserve moves up."""

    decided_on = EraDateField(label="日付")
    reason = forms.CharField(label="理由", max_length=200, required=False)
