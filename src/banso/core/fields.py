"""Columns that several registers share, and columns whose type says what their numbers are."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse_lazy

from .errors import UserError
from .spelling import kana_text, phone_text, postal_code, prefecture_name


class KeyField(models.CharField):  # type: ignore[type-arg]
    """A search and comparison key derived from another column, kept beside the text as typed.

    `of` names the source column and `fold` the function that makes the key. It is computed on every save,
    bulk saves included, so that no caller can forget it.
    """

    def __init__(self, *args: Any, of: str = "", fold: Callable[[str], str] | None = None, **kwargs: Any) -> None:
        self.of, self.fold = of, fold
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        assert self.fold is not None, "KeyField needs a fold function"
        key = self.fold(getattr(model_instance, self.of) or "")[: self.max_length]
        setattr(model_instance, self.attname, key)
        return key


class KeysField(ArrayField):  # type: ignore[type-arg]
    """Several keys of one row, made by `of` from the row itself: kept for finding, never shown and no part of the trail.

    They are computed on every save, bulk saves included; rows that plain SQL writes have none until they are made again.
    """

    def __init__(self, verbose_name: str = "", *, of: Callable[[Any], list[str]] | None = None, **kwargs: Any) -> None:
        self.of = of
        settled = {
            "base_field": models.TextField(),
            "editable": False,
            "blank": True,
            "default": list,
            "db_default": [],
        }
        super().__init__(**{**kwargs, **settled, "verbose_name": verbose_name})

    def deconstruct(self) -> tuple[Any, Any, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        for settled in ("base_field", "editable", "blank", "default", "db_default"):
            kwargs.pop(settled, None)
        return name, path, args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> list[str]:
        assert self.of is not None, "KeysField needs a function that makes the keys"
        keys = self.of(model_instance)
        setattr(model_instance, self.attname, keys)
        return keys


class PlainInDatabase:
    """A column that the database knows by its plain type: what it means is this programme's to know, and no migration's.

    `usual_help` is what its forms say beside it unless told otherwise.
    """

    usual_help = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if self.usual_help:
            kwargs.setdefault("help_text", self.usual_help)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _, args, kwargs = super().deconstruct()  # type: ignore[misc]
        if self.usual_help:
            kwargs.pop("help_text", None)
        plain = next(base for base in type(self).__mro__ if base.__module__.startswith("django.db.models"))
        return name, f"django.db.models.{plain.__name__}", args, kwargs


class YenField(PlainInDatabase, models.BigIntegerField):  # type: ignore[type-arg]
    """An amount of money in whole yen."""


class MinutesField(PlainInDatabase, models.PositiveSmallIntegerField):  # type: ignore[type-arg]
    """How long something took, in minutes."""


class FiscalYearField(PlainInDatabase, models.PositiveSmallIntegerField):  # type: ignore[type-arg]
    """A fiscal year, named by the calendar year it begins in: typed and shown as 令和8年度, never as 2,026."""


class MonthField(PlainInDatabase, models.DateField):  # type: ignore[type-arg]
    """A month, kept as its first day: typed and shown as 令和6年4月. Its floor is `first_of_month`."""

    def to_python(self, value: Any) -> date | None:
        day: date | None = super().to_python(value)
        return day and day.replace(day=1)


class LastDayField(PlainInDatabase, models.DateField):  # type: ignore[type-arg]
    """The last day of what begins on the day `of`: left out, it is over on the day it began."""

    usual_help = "1日だけのときは空欄でかまいません。"

    def __init__(self, *args: Any, of: str = "starts_on", **kwargs: Any) -> None:
        self.of = of
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        day = super().pre_save(model_instance, add) or getattr(model_instance, self.of)
        setattr(model_instance, self.attname, day)
        return day


class CodeField(PlainInDatabase, models.SlugField):  # type: ignore[type-arg]
    """What the report's outline calls a row by, whatever its name becomes: letters and digits, given by itself where nobody cares."""

    usual_help = "報告書の構成の中でだけ使う英数字です。空欄なら自動で付けます。決めたら変えません。"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        code, rows = super().pre_save(model_instance, add), type(model_instance)._base_manager
        if not code and not add:
            code = rows.filter(pk=model_instance.pk).values_list(self.attname, flat=True).first()
        if not code:
            number, kind = rows.count() + 1, str(model_instance._meta.model_name)
            while rows.filter(**{self.attname: f"{kind}-{number}"}).exists():
                number += 1
            code = f"{kind}-{number}"
        setattr(model_instance, self.attname, code)
        return code


class SpelledField(PlainInDatabase, models.CharField):  # type: ignore[type-arg]
    """A text that people write in many ways and the register keeps in one: `spell` makes it, or raises UserError."""

    longer = 30  # characters more than the kept form that people may type

    @staticmethod
    def spell(text: str, /) -> str:
        raise NotImplementedError

    def spelled(self, text: str) -> str:
        """A text in its one form. Raises ValidationError."""
        try:
            return type(self).spell(text)
        except UserError as error:
            raise ValidationError(str(error)) from None

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        return super().clean(self.spelled(value) if value else value, model_instance)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The one form also where a row is saved that nobody checked; what has none is kept as it is."""
        value = super().pre_save(model_instance, add)
        if value:
            with suppress(UserError):
                kept = type(self).spell(value)
                value = kept if len(kept) <= (self.max_length or len(kept)) else value
            setattr(model_instance, self.attname, value)
        return value

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"max_length": (self.max_length or 0) + self.longer, **kwargs})


class PhoneField(SpelledField):
    """A telephone number."""

    spell = staticmethod(phone_text)


@PhoneField.register_lookup
class Digits(models.Transform):
    """The digits of a telephone number, by which it is found without its hyphens."""

    lookup_name = "digits"
    template = "regexp_replace(%(expressions)s, '\\D', '', 'g')"
    output_field = models.CharField()


class PostalCodeField(SpelledField):
    """A postal code, in its seven digits."""

    spell = staticmethod(postal_code)

    def formfield(self, **kwargs: Any) -> Any:
        """Typed, it fills the address that is still empty."""
        made = super().formfield(**kwargs)
        made.widget.attrs |= {"data-postal": reverse_lazy("postal-code"), "inputmode": "numeric", "class": "date"}
        return made


class KanaField(SpelledField):
    """A reading, in full-width katakana."""

    spell = staticmethod(kana_text)


class PrefectureField(SpelledField):
    """A prefecture (都道府県), by its full name: what counts or is listed by it finds all spellings under one."""

    spell = staticmethod(prefecture_name)
