"""Columns that several registers share."""

from collections.abc import Callable
from typing import Any

from django.db import models


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
