"""The form of a procedure's terms: steps, each deadline with its reminders, who decides, and the kind's own values."""

import re
from typing import Any, get_args

import yaml
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from pydantic.fields import FieldInfo

from banso.core.forms import WholeNumberField
from banso.core.numbers import whole_or_none
from banso.office.approvals.models import Rule as DecisionRule
from banso.office.deadlines.choices import Addressee

from .declaring import Procedure, TypedAs
from .terms import Content, spelled_out

UNITS = (
    ("days", "日"), ("business_days", "開所日"), ("weeks", "週間"), ("months", "か月"), ("years", "年"),
)  # fmt: skip
ROLLS = (("", "そのまま"), ("forward", "翌開所日にする"), ("back", "前開所日にする"))
SIMPLE = {"after", "roll", "basis"}
UNREADABLE = "{ } や [ ] の対応、コロンの後の空白を確かめてください。例: {days: 30, after: reported}"
_RUNG = re.compile(r"(\S{1,3})日(前|後)\s*(.+)")
_TO = {str(label): value for value, label in Addressee.choices}


class RemindersField(forms.CharField):
    """A ladder of reminders as people write it: 14日前 担当者、3日前 企業・申請者、7日後 部署の管理者."""

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else rungs_in_words(value)

    def to_python(self, value: Any) -> Any:
        text = str(super().to_python(value) or "")
        return [_rung(part.strip()) for part in re.split(r"[、,\n]", text) if part.strip()]


def rungs_in_words(ladder: list[dict[str, Any]]) -> str:
    """14日前 担当者、3日前 企業・申請者."""
    return "、".join(map(_rung_in_words, ladder))


def _rung_in_words(rung: dict[str, Any]) -> str:
    before = "days_before" in rung
    return (
        f"{rung['days_before' if before else 'days_after']}日{'前' if before else '後'} {Addressee(rung['to']).label}"
    )


def _rung(text: str) -> dict[str, Any]:
    found = _RUNG.fullmatch(text)
    to = _TO.get(found[3].strip()) if found else None
    days = whole_or_none(found[1]) if found else None
    if found is None or to is None or days is None:
        raise ValidationError(
            f"「{text[:40]}」が読めません。「14日前 担当者」のように書きます。宛先は {'、'.join(_TO)} です。"
        )
    return {"days_before" if found[2] == "前" else "days_after": days, "to": to}


class RuleField(forms.CharField):
    """What no box can say of a deadline, as data: {earliest: [{days: 30, after: reported}, {on: 3-10}]}."""

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value
        return (
            yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=1000)
            .strip()
            .replace("'on':", "on:")
        )

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:  # no anchors: a short text could stand for a very long one
            rule = None if {"&", "*"} & set(text) else spelled_out(yaml.safe_load(text))
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            raise ValidationError(UNREADABLE) from error
        if not isinstance(rule, dict):
            raise ValidationError(UNREADABLE)
        return rule


class TermsForm(forms.Form):
    """The terms of one programme and year, laid down as a new version."""

    reason = forms.CharField(label="変更の理由", max_length=200)

    def __init__(self, declared: Procedure, content: Content, *, first: bool, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.declared, self.content = declared, content
        self.fields["reason"].required = not first
        steps = [(step.code, step.label) for step in declared.step_kinds.values()]
        used = content.steps if content.steps is not None else [code for code, _ in steps]
        boxes = forms.CheckboxSelectMultiple
        self.fields["steps"] = forms.MultipleChoiceField(label="使う手続", choices=steps, initial=used, widget=boxes)
        for code in declared.deadlines:
            self._add_deadline(code, list(declared.events().items()))
        kinds = DecisionRule.objects.order_by("kind").values_list("kind", "label").distinct()
        for step in declared.step_kinds.values():
            chosen = content.approvals.get(step.code, step.approval)
            offered = {"": "決裁なし"} | ({chosen: chosen} if chosen else {}) | dict(kinds)
            self.fields[f"approval-{step.code}"] = forms.ChoiceField(
                label=step.label, choices=list(offered.items()), required=False, initial=chosen
            )
        self._add_values()

    def _add_values(self) -> None:
        for name, field in self.declared.values.model_fields.items():
            given = self.content.values.get(name, field.default)
            said: dict[str, Any] = {
                "label": field.title or name,
                "help_text": field.description or "",
                "initial": given,
            }
            self.fields[f"value-{name}"] = _value_field(field, said)

    def _add_deadline(self, code: str, events: list[tuple[str, str]]) -> None:
        if self.declared.deadlines[code].falls:  # the kind works its days out from the values
            self.fields[f"deadline-{code}-reminders"] = self._reminders(code)
            return
        rule = self.content.deadlines.get(code, {})
        unit = next((unit for unit, _ in UNITS if unit in rule), "")
        simple = bool(unit) and set(rule) <= {unit, *SIMPLE} and isinstance(rule.get("after"), str)
        known = rule if simple else {}
        made: dict[str, forms.Field] = {
            "number": WholeNumberField(label="数", required=False, min_value=0, initial=known.get(unit)),
            "unit": forms.ChoiceField(label="単位", choices=UNITS, required=False, initial=unit or "days"),
            "after": forms.ChoiceField(
                label="何の翌日から数えるか", choices=events, required=False, initial=known.get("after")
            ),
            "roll": forms.ChoiceField(
                label="閉所日にあたるとき", choices=ROLLS, required=False, initial=known.get("roll")
            ),
            "basis": forms.CharField(
                label="根拠", required=False, max_length=80, initial=known.get("basis"), help_text="例: 派遣要領第7条"
            ),
            "other": RuleField(
                label="そのほかの決め方",
                required=False,
                max_length=500,
                initial=None if simple else rule or None,
                help_text="上の欄で書けないときだけ。例: {earliest: [{days: 30, after: reported}, {on: 3-10}]}",
            ),
            "reminders": self._reminders(code),
        }
        self.fields.update({f"deadline-{code}-{name}": field for name, field in made.items()})

    def _reminders(self, code: str) -> forms.Field:
        return RemindersField(
            label="お知らせと督促",
            required=False,
            initial=self.content.reminders.get(code),
            help_text="例: 14日前 担当者、3日前 企業・申請者、7日後 部署の管理者。空欄なら、いつもの段取り",
        )

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings, as (heading, fields)."""
        parts = [("手続", "steps")]
        parts += [(f"期限: {one.label}", f"deadline-{code}-") for code, one in self.declared.deadlines.items()]
        parts += [("決裁(専決の表のどれによるか)", "approval-"), ("金額・回数など", "value-"), ("", "reason")]
        found = [(title, [self[name] for name in self.fields if name.startswith(start)]) for title, start in parts]
        return [part for part in found if part[1]]

    def said(self) -> dict[str, Any]:
        """The terms as data. What the form does not ask for stays as it was."""
        given = self.cleaned_data
        codes = self.declared.deadlines
        deadlines = {code: rule for code in codes if (rule := self._rule(code))}
        steps = [code for code in self.declared.step_kinds if code in given["steps"]]
        return self.content.model_dump(exclude_defaults=True) | {
            "steps": steps if len(steps) < len(self.declared.step_kinds) else None,
            "deadlines": deadlines,
            "reminders": {code: said for code in codes if (said := given[f"deadline-{code}-reminders"])},
            "approvals": {
                step.code: kind
                for step in self.declared.step_kinds.values()
                if (kind := given[f"approval-{step.code}"]) != step.approval
            },
            "values": {
                name: value
                for name in self.declared.values.model_fields
                if (value := given[f"value-{name}"]) not in (None, "", {}, []) and value is not False
            },
        }

    def _rule(self, code: str) -> Any:
        if self.declared.deadlines[code].falls:
            return None
        given = {
            name: self.cleaned_data[f"deadline-{code}-{name}"] for name in ("number", "unit", "after", "roll", "basis")
        }
        other = self.cleaned_data[f"deadline-{code}-other"]
        if given["number"] is None or other:
            return other
        rule = {given["unit"]: given["number"], "after": given["after"]}
        return rule | {name: given[name] for name in ("roll", "basis") if given[name]}


def _value_field(value: FieldInfo, said: dict[str, Any]) -> forms.Field:
    """The box of one of the kind's own values, by its type: a number, a tick, a choice of several, words, or one of its own."""
    typed = next((one.box for one in value.metadata if isinstance(one, TypedAs)), None)
    if typed is not None:
        return typed(required=False, **said)
    if value.annotation in (int, int | None):
        return WholeNumberField(min_value=0, required=False, **said)
    if value.annotation is bool:
        return forms.BooleanField(required=False, **said)
    offered = next((one for one in (value.annotation, *get_args(value.annotation)) if _is_choices(one)), None)
    if offered is not None:
        return forms.ChoiceField(choices=[("", "なし"), *offered.choices], required=False, **said)
    return forms.CharField(required=False, **said)


def _is_choices(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, TextChoices)
