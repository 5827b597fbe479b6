"""A row of the list in which what was heard is written down."""

from typing import Any

from django import forms

from banso.core.forms import EraDateField


class HeardForm(forms.Form):
    """What was heard of one row, and on which day. A kind adds what was said, and the order of the fields."""

    on = EraDateField(label="確認日")
    note = forms.CharField(label="メモ", required=False, max_length=200)

    def __init__(self, data: Any = None, *, row: int, initial: Any = None) -> None:
        super().__init__(data, initial=initial, auto_id=f"id_{row}_%s", label_suffix="")
        for field in self.fields.values():
            field.widget.attrs |= {"form": f"heard{row}", "aria-label": field.label}
            field.widget.attrs.pop("placeholder", None)  # a row has no room for examples
