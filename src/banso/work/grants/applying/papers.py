"""Papers as they come with a form, several at once, and how an application reached the centre that staff enter."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import get_current_timezone, localdate

from banso.core.file_types import DOCUMENTS
from banso.core.forms import EraDateField
from banso.core.kept import Upload
from banso.office.guests.choices import Means


class Several(forms.FileInput):
    allow_multiple_selected = True


class SeveralFiles(forms.FileField):
    """Files chosen at once: each is looked at by itself."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        return [super(SeveralFiles, self).clean(one, initial) for one in data or []]


class PaperForm(forms.Form):
    """Papers to be put to an application, several at once."""

    paper_title = forms.CharField(
        label="書類名", max_length=120, required=False, help_text="例: 見積書、納税証明書。空欄ならファイル名"
    )
    paper_issued_on = EraDateField(
        label="発行日", required=False, help_text="納税証明書・登記事項証明書などの証明書は、書類に書かれた発行日"
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, label_suffix="")
        self.fields["paper"] = SeveralFiles(
            label="ファイル",
            required=False,
            widget=Several(attrs={"accept": ",".join(DOCUMENTS.types)}),
            help_text=f"{DOCUMENTS.words}。1つ20MBまで、いくつでも一度に選べます。スマートフォンの写真も使えます。",
        )
        for name, field in self.fields.items():
            field.widget.attrs["aria-describedby"] = f"id_{name}_help id_{name}_error"


def handed_papers(form: PaperForm, files: Any) -> Iterator[tuple[Upload, dict[str, Any]]]:
    """Each file with its title, numbered where several come under one, and the day it was issued."""
    given, papers = form.cleaned_data, files.getlist("paper")
    for number, file in enumerate(papers, start=1):
        title = given["paper_title"]
        if title and len(papers) > 1:
            title = f"{title[:110]}({number})"
        yield file, {"title": title, "issued_on": given["paper_issued_on"]}


class ReceivedForm(forms.Form):
    """How and when an application came that staff enter."""

    means = forms.ChoiceField(label="届いた方法", choices=[("", "選んでください"), *Means.choices[1:]])
    received_on = EraDateField(label="受付日", help_text="郵送なら、消印か到着の日のうち公募要領のとおり")
    received_at = forms.TimeField(
        label="受付時刻", required=False, widget=forms.TimeInput(attrs={"type": "time", "class": "date"}),
        help_text="分かるとき",
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="", initial={"received_on": localdate()})

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        if day > localdate():
            raise ValidationError("まだ来ていない日です。届いた日を入れてください。")
        return day

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        clock = given.get("received_at") or time(12)
        at = datetime.combine(given["received_on"], clock, get_current_timezone())
        return {"at": at, "means": given["means"]}
