"""A rate kept exactly."""

import re
from fractions import Fraction
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from banso.core.numbers import has_marks
from banso.core.text import digits

_RATE = re.compile(r"[0-9]{1,5}(/[0-9]{1,5}|\.[0-9]{1,4})?")  # what is as short as the column in its lowest terms


class RateField(models.CharField):  # type: ignore[type-arg]
    """A rate such as 2/3, kept as written and read as an exact fraction: two thirds have no end in decimals."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 12)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, *_: Any) -> Fraction | None:
        return Fraction(value) if value else None

    def to_python(self, value: Any) -> Any:
        if value in (None, "") or isinstance(value, Fraction):
            return value
        text = digits(str(value)).replace(" ", "")
        try:
            if not _RATE.fullmatch(text) or has_marks(str(value)):
                raise ValueError(text)
            rate = Fraction(text)
        except (ValueError, ZeroDivisionError):
            raise ValidationError("補助率は 1/2 や 2/3 のように入力してください。") from None
        if not 0 < rate <= 1:
            raise ValidationError("補助率は0より大きく1以下で入力してください。")
        return rate

    def get_prep_value(self, value: Any) -> str | None:
        return str(self.to_python(value)) if value not in (None, "") else None

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        return self.to_python(value)

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))
