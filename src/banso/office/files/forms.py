"""What is said of a file that came in."""

from typing import Any

from django import forms
from django.utils.timezone import localdate

from banso.cases.filing import parts_of
from banso.cases.models import Case, Party
from banso.core.file_types import DOCUMENTS
from banso.core.forms import EraDateField
from banso.core.kept_pages import file_field

from .choices import Way
from .models import ReceivedFile


class FactsForm(forms.Form):
    """What a file is, from whom it came, when and how."""

    title = forms.CharField(label="書類名", max_length=120, help_text="例: 見積書(機械一式)")
    step = forms.ChoiceField(label="どの手続の書類か", choices=(), required=False)
    received_on = EraDateField(label="受取日", initial=localdate)
    way = forms.ChoiceField(label="受取方法", choices=Way.choices, initial=Way.HAND)
    party = forms.ModelChoiceField(
        label="差出人(関係者)", queryset=Party.objects.none(), required=False, empty_label="(関係者のほか)"
    )
    sender = forms.CharField(
        label="差出人",
        max_length=120,
        required=False,
        help_text="関係者のほかから届いたときに入れます。例: 商工会議所",
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        step: Any = self.fields["step"]
        step.choices = [("", "(決めない)"), *parts_of(case)]
        party: Any = self.fields["party"]
        party.queryset = case.parties.all()


class ReceiveForm(FactsForm):
    """A file with what is said of it."""

    file = file_field(DOCUMENTS)
    field_order = ("file", "title")


class CorrectForm(FactsForm):
    """What is said of a file that is there already."""

    for_panel = forms.BooleanField(
        label="審査委員に見せる",
        required=False,
        help_text="案件が審査にかかったとき、割り当てられた委員が専用ページから開けます",
    )

    def __init__(self, *args: Any, row: ReceivedFile, **kwargs: Any) -> None:
        names = ("title", "step", "received_on", "way", "party", "sender", "for_panel")
        initial = {name: getattr(row, name) for name in names}
        super().__init__(*args, case=row.case, **{"initial": initial} | kwargs)


class WithdrawForm(forms.Form):
    """Why a file does not belong here."""

    reason = forms.CharField(label="理由", max_length=200, help_text="例: 別の案件の見積書だったため")
