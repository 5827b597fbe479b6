"""Templates, whom a round of mails goes to, a mail on one case, and a mailbox that came back."""

from typing import Any

from django import forms

from banso.cases import words
from banso.cases.models import Case, Party
from banso.core.forms import FiscalYearField
from banso.registers.models import Programme

from .choices import Topic
from .models import Template

MOST_ROUND = 500


class TemplateForm(forms.ModelForm):  # type: ignore[type-arg]
    """A text with its words."""

    class Meta:
        model = Template
        fields = ("title", "topic", "procedure", "subject", "body")
        widgets = {"body": forms.Textarea(attrs={"rows": 14})}
        help_texts = {
            "topic": "お知らせは、相手が配信停止を申し出ると届かなくなります。事務連絡は止められません",
            "subject": "差込語を使えます。例: {{事業名}}のご連絡",
            "body": "差込語を使えます。{{専用ページ}} は、相手へのお願いがあるときそのアドレスになります",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        offered = [choice for choice in Topic.choices if choice[0] != Topic.NUMBER]
        self.fields["topic"] = forms.ChoiceField(
            label="種類", choices=offered, help_text=self.fields["topic"].help_text
        )
        self.fields["procedure"] = forms.ChoiceField(
            label="どの手続の文面か", choices=words.procedures(), required=False
        )

    def _post_clean(self) -> None:
        """The verb checks the row."""


class TemplateField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the templates in use."""

    def __init__(self, **kwargs: Any) -> None:
        found = Template.objects.filter(ended_on=None)
        super().__init__(found, label="文面", empty_label="選んでください", **kwargs)


class MailForm(forms.Form):
    """A mail on one case: by which template, to which of its parties."""

    template = TemplateField()
    parties = forms.ModelMultipleChoiceField(
        Party.objects.none(), label="宛先", widget=forms.CheckboxSelectMultiple, required=False,
        help_text="案件の関係者から選びます",
    )  # fmt: skip

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        template: Any = self.fields["template"]
        template.queryset = template.queryset.filter(procedure__in=("", case.procedure))
        parties: Any = self.fields["parties"]
        parties.queryset = case.parties.filter(ended_on=None).select_related(
            "case__programme__walled_to", "case__company"
        )


class RoundForm(forms.Form):
    """Whom a round goes to: a party of each case of a programme and a year of acceptance that is not closed."""

    template = TemplateField()
    programme = forms.ModelChoiceField(Programme.objects.none(), label="事業", empty_label="選んでください")
    fiscal_year = FiscalYearField(label="受付年度")
    role = forms.ChoiceField(label="宛先の立場", choices=())

    def __init__(self, *args: Any, roles: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        programme: Any = self.fields["programme"]
        programme.queryset = Programme.objects.filter(cases__isnull=False).distinct()
        role: Any = self.fields["role"]
        role.choices = roles

    def parties(self) -> list[Party]:
        """One party of each case, in the order of acceptance."""
        given = self.cleaned_data
        rows = Party.objects.filter(
            case__programme=given["programme"], case__fiscal_year=given["fiscal_year"], case__standing__closed=False,
            role=given["role"], ended_on=None,
        )  # fmt: skip
        related = ("case__programme__walled_to", "case__company", "case__person", "case__keeper__unit")
        return list(rows.select_related(*related).order_by("case__opened_on", "case", "pk")[:MOST_ROUND])


class ReturnedForm(forms.Form):
    """A mailbox with mails that came back."""

    file = forms.FileField(
        label="戻ったメール",
        help_text="受信箱のファイル(mbox)、1通のメール(.eml)、Maildirのzip。20MBまで",
        widget=forms.FileInput(attrs={"accept": ".eml,.mbox,.zip,.mbx"}),
    )


class LeaveForm(forms.Form):
    """Opting out needs nothing but the button."""
