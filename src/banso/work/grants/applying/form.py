"""The form of an application: the questions by section, targets, and the budget sheet. Of one that was sent back only the parts named are open."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django import forms

from banso.core.errors import UserError
from banso.core.forms import EraDateField
from banso.registers.corporate_number import parse_corporate_number, parse_invoice_number

from ..models import Call, Frame
from ..money import Values
from ..sheet_form import LineForm, SheetForm
from .sections import OF_TARGET, SECTIONS, TARGETS, Question, questions


class ApplicationForm(SheetForm):
    """An application to a call. `open_parts` are those that may be changed; None for all."""

    def __init__(
        self,
        call: Call,
        values: Values,
        data: Any = None,
        *,
        open_parts: Collection[str] | None = None,
        initial: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        self.open_parts = open_parts
        super().__init__(call, values, data, initial=dict(initial or {}), **kwargs)
        for question in questions():
            self.fields[question.code] = question.field()
        for place in range(1, TARGETS + 1):
            for name, label in OF_TARGET.items():
                self.fields[f"target-{place}-{name}"] = _target_field(name, label)
        if call.frames.exists():
            self.fields["frame"] = forms.ModelChoiceField(
                call.frames.all(), label="申請枠", empty_label="選んでください"
            )
        for name, field in self.fields.items():
            field.widget.attrs["aria-describedby"] = f"id_{name}_help id_{name}_error"
            field.disabled = not self._is_open(name)

    def _line(self, place: int, data: Any) -> LineForm:
        locked = not (self.is_open("section:budget") or self.is_open(f"line:{place}"))
        return LineForm(self.call, place, data, locked=locked, initial=self.initial.get(f"line-{place}"))

    def is_open(self, part: str) -> bool:
        """Whether a part may be changed."""
        return self.open_parts is None or part in self.open_parts

    def _is_open(self, name: str) -> bool:
        if name.startswith("target-"):
            return self.is_open("section:targets") or self.is_open("section:plan")
        section = next((one.code for one in SECTIONS if name in {q.code for q in one.questions}), "budget")
        if section == "budget" and any(part.startswith("line:") for part in self.open_parts or ()):
            return True  # what a line comes to moves both sides
        return self.is_open(f"section:{section}") or self.is_open(f"question:{name}")

    def clean_corporate_number(self) -> str:
        return _spelled(self.cleaned_data["corporate_number"], parse_corporate_number)

    def clean_invoice_number(self) -> str:
        return _spelled(self.cleaned_data["invoice_number"], parse_invoice_number)

    def clean(self) -> dict[str, Any]:
        starts, ends = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "完了予定日が着手予定日より前です。")
        return self.cleaned_data

    @property
    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [(section, [self[question.code] for question in section.questions]) for section in SECTIONS]

    @property
    def of_targets(self) -> list[tuple[int, list[forms.BoundField]]]:
        return [(place, [self[f"target-{place}-{name}"] for name in OF_TARGET]) for place in range(1, TARGETS + 1)]

    @property
    def of_frame(self) -> list[forms.BoundField]:
        return [self["frame"]] if "frame" in self.fields else []

    def answers(self) -> dict[str, Any]:
        """What was answered, as it is kept: texts, numbers and days."""
        given = self.cleaned_data
        found = {question.code: _kept(given.get(question.code)) for question in questions()}
        frame: Frame | None = given.get("frame")
        more = {"tax_status": given.get("tax_status", ""), "basis": given.get("basis", "")}
        return found | more | {"frame": frame.pk if frame else None, "targets": self.targets()}

    def targets(self) -> list[dict[str, str]]:
        rows = [
            {name: _kept(self.cleaned_data.get(f"target-{place}-{name}")) for name in OF_TARGET}
            for place in range(1, TARGETS + 1)
        ]
        return [row for row in rows if any(row.values())]


def _target_field(name: str, label: str) -> forms.Field:
    if name == "due":
        return EraDateField(label=label, required=False)
    most = 80 if name == "name" else 20
    return forms.CharField(label=label, required=False, max_length=most)


def _spelled(text: str, spell: Any) -> str:
    if not text:
        return ""
    try:
        return str(spell(text))
    except UserError as error:
        raise forms.ValidationError(str(error)) from None


def _kept(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value


def typed_answers(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as the form takes them: what a version that was sent says, to begin the next with."""
    kinds: dict[str, Question] = {question.code: question for question in questions()}
    found = {
        code: date.fromisoformat(value) if value and code in kinds and kinds[code].kind == "date" else value
        for code, value in answers.items()
        if code != "targets"
    }
    for place, target in enumerate(answers.get("targets", ()), start=1):
        due = target.get("due")
        said = target | {"due": date.fromisoformat(due) if due else None}
        found |= {f"target-{place}-{name}": value for name, value in said.items()}
    return found
