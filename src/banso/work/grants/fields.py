"""A rate kept exactly."""

from fractions import Fraction
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from banso.core.text import digits


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
        try:
            rate = Fraction(digits(str(value)).replace(" ", ""))
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
