"""Forms: fields as people here fill them in. Dates in 和暦 or 西暦, full-width digits, companies found by any of their names."""

import re
from collections.abc import Callable, Container, Iterable, Mapping
from contextlib import AbstractContextManager, suppress
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict
from django.urls import reverse

from .decimals import decimal_text, parse_decimal
from .done_days import days_asked, days_to_come_confirmed
from .era import format_date, format_month, parse_date, parse_month
from .errors import UserError
from .fields import FiscalYearField as StoredYear
from .fields import MonthField as StoredMonth
from .fiscal import fiscal_year_label, typed_fiscal_year
from .merging import Plain, Written, write_over
from .numbers import whole, whole_or_none
from .tables import has_table, named_along, table_for
from .text import digits, fold

PLEASE_TYPE, PLEASE_CHOOSE = "入力してください。", "選んでください。"
FEW = 200  # up to this many, a list to choose from; beyond it, a box to search in


def say_plainly() -> None:
    """Have every form ask for what is missing in the words of an office, not of a program (このフィールドは必須です)."""
    forms.Field.default_error_messages["required"] = PLEASE_TYPE
    forms.ChoiceField.default_error_messages["required"] = PLEASE_CHOOSE


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


class MonthField(EraDateField):
    """A month typed as 令和6年4月, R6.4 or 2024/4."""

    widget = forms.TextInput(attrs={"placeholder": "令和6年4月、R6.4、2024/4", "autocomplete": "off", "class": "date"})

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        try:
            return parse_month(str(value))
        except UserError as error:
            raise ValidationError(str(error)) from None

    def prepare_value(self, value: Any) -> Any:
        return format_month(value) if isinstance(value, date) else value


class WholeNumberField(forms.IntegerField):
    """A number typed in any width, with or without commas."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "number", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        try:
            return whole(str(value))
        except UserError as error:
            raise ValidationError(str(error)) from None

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}" if isinstance(value, int) else value


class SignedNumberField(forms.DecimalField):
    """A number with decimals and a sign, typed as papers write it: 12.5、△3、(0.2)."""

    widget = forms.TextInput(attrs={"inputmode": "text", "class": "number", "autocomplete": "off"})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if value in self.empty_values:
            return None
        try:
            number, unit = parse_decimal(str(value))
        except UserError as error:
            raise ValidationError(str(error)) from None
        if unit:
            raise ValidationError(f"「{unit}」を除いて、数だけを入れてください。")
        return number

    def prepare_value(self, value: Any) -> Any:
        return decimal_text(value) if isinstance(value, Decimal) else value


class FiscalYearField(forms.IntegerField):
    """A fiscal year typed as 令和8年度, R8, 8 or 2026, and shown as 令和8年度."""

    widget = forms.TextInput(attrs={"placeholder": "令和8年度、R8、2026", "class": "date", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values or isinstance(value, int):
            return None if value in self.empty_values else value
        try:
            return typed_fiscal_year(str(value))
        except UserError as error:
            raise ValidationError(str(error)) from None

    def prepare_value(self, value: Any) -> Any:
        return fiscal_year_label(value) if isinstance(value, int) else value


class PickBox(forms.TextInput):
    """A box that offers records while one types (ARIA combobox): the name in sight, the number of the one taken beside it."""

    template_name = "banso/combobox.html"
    offers = ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        text, _, key = str(value or "").rpartition(" #")
        context = super().get_context(name, text if key.isdecimal() else value, attrs)
        context["widget"] |= {"offers": self.offers, "key": key if text and key.isdecimal() else ""}
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        text, key = data.get(name, ""), data.get(f"{name}_key", "")
        return f"{text} #{key}" if key.isdecimal() and text else text


class PickField(forms.CharField):
    """A record found by typing: the box offers matches, and takes a name that fits only one."""

    widget = PickBox
    default_error_messages = {"required": PLEASE_CHOOSE}

    def __init__(self, *, model: type[models.Model], **kwargs: Any) -> None:
        self.model = model
        super().__init__(**kwargs)
        self.widget.offers = reverse("pick", args=[model._meta.label_lower])

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
            found = rows.filter(pk=whole_or_none(match[1])).first()
            typed = text[: match.start()].strip()
            if found is not None and typed and typed != str(found):
                found = self._only_one(typed)  # the name was changed after the number was taken
        else:
            found = self._only_one(text)
        if found is None:
            raise ValidationError("候補の中から選んでください。見つからないときは先に台帳へ登録してください。")
        return table_for(self.model).standing(found)

    def _only_one(self, text: str) -> models.Model | None:
        table = table_for(self.model)
        rows = list(table.searched(table.rows().filter(table.listed), fold(text))[:2])
        return rows[0] if len(rows) == 1 else None


def picked(record: models.Model) -> str:
    """How a picked record is written in its box: its name and its number."""
    return f"{record} #{record.pk}"


class AsksDays:
    """A form that may say of a day to come that something was done on it: asked by a tick, which holds for that day alone.

    The tick stands with the errors, outside the page's form: `html_form` is that form's id.
    """

    data: Any
    html_form = "sheet"
    days_asked: tuple[date, ...] = ()

    def days_confirmed(self) -> AbstractContextManager[None]:
        """Within it, what was ticked may be written."""
        return days_to_come_confirmed(self._ticked())

    def note_days(self, error: ValidationError) -> None:
        """Have the tick shown where a refusal asks for it."""
        self.days_asked = tuple(days_asked(error))

    @property
    def days_to_come(self) -> str:
        """What the tick stands for: every day asked now, or confirmed before; nothing where no day is in question."""
        return ",".join(sorted({day.isoformat() for day in (*self._ticked(), *self.days_asked)}))

    def _ticked(self) -> list[date]:
        found = []
        for text in ",".join(self.data.getlist("day_to_come") if hasattr(self.data, "getlist") else ()).split(","):
            with suppress(ValueError):
                found.append(date.fromisoformat(text))
        return found


class RecordForm(AsksDays, forms.ModelForm):  # type: ignore[type-arg]
    """A form whose saving is a service: `save_with` is called with the cleaned facts and the acting user."""

    save_new: Callable[..., Any]
    save_change: Callable[..., Any]
    titled: tuple[tuple[str, tuple[str, ...]], ...] = ()
    beside: tuple[str, tuple[str, ...]] | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            self._mark(name, field)

    def _mark(self, name: str, field: forms.Field) -> None:
        place = f"id_{self.add_prefix(name)}"
        field.widget.attrs["aria-describedby"] = f"{place}_help {place}_error"
        _say_what_blank_means(field)
        if isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = 6

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields in their groups, as (title, fields); those of no group come first, without a title."""
        grouped = {name for _, names in self.titled for name in names}
        alone = [self[name] for name in self.fields if name not in grouped]
        return [("", alone), *((title, [self[name] for name in names]) for title, names in self.titled)]

    def _post_clean(self) -> None:
        """The service checks the record whole, by the model's rules; checking here as well would say everything twice."""

    def write(self, *, by: Any) -> Any:
        """Record something new through the service. The record; None with the form's errors filled if its rules refuse."""
        try:
            with self.days_confirmed():
                return type(self).save_new(by=by, **self.cleaned_data)
        except ValidationError as error:
            self.add_service_errors(error)
            return None

    def write_over(self, pk: int, *, opened: Plain, reason: str, by: Any) -> Written | None:
        """Correct a record through the service, over what others saved meanwhile. None with the form's errors filled if refused.

        Raises GoneError and ConflictError.
        """
        change = type(self).save_change
        try:
            with self.days_confirmed():
                return write_over(
                    self._meta.model, pk, opened=opened, typed=self.cleaned_data, change=change, reason=reason, by=by
                )
        except ValidationError as error:
            self.add_service_errors(error)
            return None

    def filled_from(self, record: models.Model, names: Iterable[str]) -> QueryDict:
        """What was typed, with some fields as the record has them now."""
        data = cast(QueryDict, self.data).copy()
        stored = forms.model_to_dict(record, fields=list(names))
        for name in stored:
            value = self.fields[name].prepare_value(stored[name])
            data.pop(f"{name}_key", None)
            if isinstance(value, list):
                data.setlist(name, [str(item) for item in value])
            elif value is None or value is False:
                data.pop(name, None)
            else:
                data[name] = "on" if value is True else str(value)
        return data

    def add_service_errors(self, error: ValidationError) -> None:
        """What a service refused; days to come may be ticked as meant."""
        self.note_days(error)
        say_refused(self, error)


def say_refused(form: forms.BaseForm, error: ValidationError, places: Mapping[str, str] | None = None) -> None:
    """Show what a verb refused beside the fields it names, and what names none of them above the form.

    `places` are the fields that go by another name in the form than in the verb.
    """
    for name, refused in getattr(error, "error_dict", {"": error}).items():
        place = (places or {}).get(name, name)
        form.add_error(place if place in form.fields else None, refused)


def _say_what_blank_means(field: forms.Field) -> None:
    """In a list to choose from, the line for no choice says whether one is wanted."""
    said = "選んでください" if field.required else "(なし)"
    if isinstance(field, forms.ModelMultipleChoiceField):
        return
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = field.empty_label and said
    elif isinstance(field, forms.ChoiceField) and not callable(field.choices):
        field.choices = [(value, said if value == "" else label) for value, label in field.choices]


def offers_many(field: "models.Field[Any, Any]") -> bool:
    """Whether there are too many rows for this link to be chosen from a list."""
    if not isinstance(field, models.ForeignKey):
        return False
    target: Any = field.related_model
    return has_table(target) and bool(target._default_manager.order_by().values_list("pk", flat=True)[FEW : FEW + 1])


def _offered(field: "models.ForeignKey[Any, Any]") -> Any:
    """The records to choose from; of a model that says so, those first under which such records stand already."""
    target: Any = field.related_model
    rows = target._default_manager.all()
    if not getattr(target, "usual_first", False):
        return rows
    used: Any = field.model._default_manager.filter(**{field.name: models.OuterRef("pk")})
    return rows.order_by(models.Exists(used).desc(), *target._meta.ordering)


def formfield(
    field: "models.Field[Any, Any]", many: Container[str], only: models.Q | None = None, **kwargs: Any
) -> forms.Field | None:
    """The form field of a model's field, as this office fills it in; the links named in `many` are searched for.

    `only` says which records may be chosen from a list.
    """
    if field.name in many:
        target: Any = field.related_model
        return PickField(model=target, label=field.verbose_name, required=not field.blank, help_text=field.help_text)
    if isinstance(field, models.ForeignKey):
        kwargs["queryset"] = named_along(_offered(field).filter(only or models.Q()))
    if isinstance(field, models.ManyToManyField):
        return field.formfield(widget=forms.CheckboxSelectMultiple, **kwargs)
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        kind = MonthField if isinstance(field, StoredMonth) else EraDateField
        return kind(label=field.verbose_name, required=not field.blank, help_text=field.help_text)
    if isinstance(field, models.TimeField):
        return field.formfield(
            widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "date"}), **kwargs
        )
    if isinstance(field, models.IntegerField) and not field.choices:
        return (FiscalYearField if isinstance(field, StoredYear) else WholeNumberField)(
            label=field.verbose_name,
            required=not (field.blank or field.null),
            help_text=field.help_text,
            initial=field.default if field.has_default() else None,
        )
    if isinstance(field, models.DecimalField) and not field.choices:
        return SignedNumberField(
            label=field.verbose_name,
            required=not (field.blank or field.null),
            help_text=field.help_text,
            max_digits=field.max_digits,
            decimal_places=field.decimal_places,
        )
    return field.formfield(**kwargs)


def record_form(
    model: type[models.Model],
    fields: tuple[str, ...],
    new: Callable[..., Any],
    change: Callable[..., Any],
    groups: tuple[tuple[str, tuple[str, ...]], ...] = (),
    beside: tuple[str, tuple[str, ...]] | None = None,
    only: Mapping[str, models.Q] | None = None,
) -> Callable[[], type[RecordForm]]:
    """The form of a kind: what it offers depends on how many rows there are to choose from at the time.

    `groups` are titles with the fields under them, where a form is long. `beside` is a page whose fragment tells something of
    a new record while it is typed, and the fields it looks at. `only` says of some links which records fit.
    """

    given = {"save_new": staticmethod(new), "save_change": staticmethod(change), "titled": groups, "beside": beside}

    @cache
    def made(many: tuple[str, ...]) -> type[RecordForm]:
        base = type("Form", (RecordForm,), given)

        def field(column: "models.Field[Any, Any]", **kwargs: Any) -> forms.Field | None:
            return formfield(column, many, (only or {}).get(column.name), **kwargs)

        return cast(
            type[RecordForm],
            forms.modelform_factory(model, form=base, fields=list(fields), formfield_callback=field),
        )

    def make() -> type[RecordForm]:
        return made(tuple(name for name in fields if offers_many(model._meta.get_field(name))))  # type: ignore[arg-type]

    return make
