"""Forms: fields as people here fill them in. Dates in 和暦 or 西暦, full-width digits, companies found by any of their names."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from .era import format_date, parse_date
from .errors import UserError
from .tables import table_for
from .text import digits, fold

FEW = 200  # up to this many, a list to choose from; beyond it, a box to search in


class EraDateField(forms.DateField):
    """A date typed as 令和6年3月31日, R6.3.31 or 2024/3/31."""

    widget = forms.TextInput(
        attrs={"placeholder": "令和6年3月31日、R6.3.31、2024/3/31", "autocomplete": "off", "class": "date"}
    )

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        try:
            return parse_date(str(value))
        except UserError as error:
            raise ValidationError(str(error)) from None

    def prepare_value(self, value: Any) -> Any:
        return format_date(value) if isinstance(value, date) else value


class WholeNumberField(forms.IntegerField):
    """A number typed in any width, with or without commas."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "number", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        return super().to_python(digits(str(value)).replace(",", "") if value not in self.empty_values else value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}" if isinstance(value, int) else value


class PickField(forms.CharField):
    """A record found by typing: the box offers matches, and takes a name that fits only one."""

    def __init__(self, *, model: type[models.Model], **kwargs: Any) -> None:
        self.model = model
        super().__init__(**kwargs)
        self.widget.attrs.update(
            {
                "autocomplete": "off",
                "placeholder": "名前の一部を入力して選ぶ",
                "hx-get": reverse("pick", args=[model._meta.label_lower]),
                "hx-trigger": "input changed delay:200ms",
                "hx-sync": "this:replace",
                "data-pick": "",
            }
        )

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            value = self.model._default_manager.filter(pk=value).first()
        return picked(value) if isinstance(value, models.Model) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        match = re.search(r"#(\d+)\s*$", digits(text))
        rows = self.model._default_manager.all()
        if match:
            found = rows.filter(pk=int(match[1])).first()
        else:
            found = self._only_one(text)
        if found is None:
            raise ValidationError("候補の中から選んでください。見つからないときは先に台帳へ登録してください。")
        return found

    def _only_one(self, text: str) -> models.Model | None:
        table = table_for(self.model)
        rows = list(table.searched(table.rows(), fold(text))[:2])
        return rows[0] if len(rows) == 1 else None


def picked(record: models.Model) -> str:
    """How a picked record is written in its box: its name and its number."""
    return f"{record} #{record.pk}"


class RecordForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form whose saving is a service: `save_with` is called with the cleaned facts and the acting user."""

    save_new: Callable[..., Any]
    save_change: Callable[..., Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            self._mark(name, field)

    def _mark(self, name: str, field: forms.Field) -> None:
        field.widget.attrs["aria-describedby"] = f"id_{name}_help id_{name}_error"
        if isinstance(field, PickField):
            field.widget.attrs |= {"list": f"id_{name}_options", "hx-target": f"#id_{name}_options"}
        if isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = 6

    def _post_clean(self) -> None:
        """The service checks the record whole, by the model's rules; checking here as well would say everything twice."""

    def write(self, *, by: Any) -> Any:
        """Record or correct through the service. The record; None with the form's errors filled if its rules refuse."""
        try:
            if self.instance.pk:
                return type(self).save_change(self.instance, by=by, **self.cleaned_data)
            return type(self).save_new(by=by, **self.cleaned_data)
        except ValidationError as error:
            self._add_service_errors(error)
            return None

    def _add_service_errors(self, error: ValidationError) -> None:
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, messages in error.error_dict.items():
            self.add_error(name if name in self.fields else None, messages)


def formfield(field: "models.Field[Any, Any]", **kwargs: Any) -> forms.Field | None:
    """The form field of a model's field, as this office fills it in."""
    if isinstance(field, models.ForeignKey):
        target: Any = field.related_model
        if target._default_manager.all()[: FEW + 1].count() > FEW:
            return PickField(
                model=target, label=field.verbose_name, required=not field.blank, help_text=field.help_text
            )
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return EraDateField(label=field.verbose_name, required=not field.blank, help_text=field.help_text)
    if isinstance(field, models.IntegerField) and not field.choices:
        return WholeNumberField(
            label=field.verbose_name,
            required=not (field.blank or field.null),
            help_text=field.help_text,
            initial=field.default if field.has_default() else None,
        )
    return field.formfield(**kwargs)


def record_form(
    model: type[models.Model], fields: tuple[str, ...], new: Callable[..., Any], change: Callable[..., Any]
) -> Callable[[], type[RecordForm]]:
    """The form of a kind, made when first needed: what it offers depends on how many rows there are to choose from."""

    def make() -> type[RecordForm]:
        base = type("Form", (RecordForm,), {"save_new": staticmethod(new), "save_change": staticmethod(change)})
        made: Any = forms.modelform_factory(model, form=base, fields=list(fields), formfield_callback=formfield)
        return cast(type[RecordForm], made)

    return make
