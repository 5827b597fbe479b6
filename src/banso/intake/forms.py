"""Handing a list in: as a file, or as a block copied from a sheet."""

from typing import Any

from django import forms

LARGEST_PASTE = 5_000_000


class BringForm(forms.Form):
    """A file or a pasted block, not both."""

    file = forms.FileField(
        label="ファイル",
        required=False,
        help_text="Excel(.xlsx・.xls)、OpenDocument(.ods)、CSV。見出しの並び順は自由です。",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.tsv,.txt"}),
    )
    pasted = forms.CharField(
        label="または、Excelからコピーした表を貼り付け",
        required=False,
        max_length=LARGEST_PASTE,
        strip=False,
        help_text="見出しの行も一緒にコピーしてください。",
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if bool(cleaned.get("file")) == bool((cleaned.get("pasted") or "").strip()) and not self.errors:
            raise forms.ValidationError("ファイルを選ぶか、表を貼り付けるか、どちらか1つにしてください。")
        return cleaned

    def content(self) -> tuple[bytes, str]:
        """What was handed in, and the name it goes by."""
        if self.cleaned_data["file"]:
            return self.cleaned_data["file"].read(), str(self.cleaned_data["file"].name)
        return self.cleaned_data["pasted"].encode(), "貼り付けた表"
