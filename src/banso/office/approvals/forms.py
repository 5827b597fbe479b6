"""The forms of drafts by hand and of what is shown for reading."""

from typing import Any

from django import forms

from banso.core.forms import WholeNumberField
from banso.registers.models import Programme, Staff, User

from .choices import Restriction
from .models import Rule
from .walling import own_walls

IN_THE_OPEN = "open"


class FiledForm(forms.Form):
    """What is filed behind a wall, or in the open: asked of those who work behind one, and theirs alone unless they say otherwise."""

    programme = forms.ChoiceField(label="見られる人", choices=())

    def __init__(
        self, by: User, data: Any = None, *, initial: dict[str, Any] | None = None, filed: bool = False
    ) -> None:
        self.walls: dict[str, Programme] = {} if filed else {str(one.pk): one for one in own_walls(by)}
        first = {"programme": next(iter(self.walls), "")}
        super().__init__(data, initial=first | (initial or {}), label_suffix="")
        if not self.walls:
            del self.fields["programme"]
            return
        inside = [(pk, f"{one.walled_to}の職員だけ(守秘: {one})") for pk, one in self.walls.items()]
        field: Any = self.fields["programme"]
        field.choices = [*inside, (IN_THE_OPEN, "起案を見られる職員みんな(守秘にしない)")]

    def facts(self) -> dict[str, Any]:
        """What the verb is given."""
        given = dict(self.cleaned_data)
        chosen = given.pop("programme", IN_THE_OPEN if not self.walls else "")
        return given | {"programme": self.walls.get(chosen), "in_the_open": chosen == IN_THE_OPEN}


class DraftForm(FiledForm):
    """A draft of words alone (伺い)."""

    kind = forms.ChoiceField(label="専決区分", choices=())
    title = forms.CharField(label="件名", max_length=120)
    body = forms.CharField(label="伺い文", widget=forms.Textarea(attrs={"rows": 8}))
    amount = WholeNumberField(label="金額(円)", required=False, min_value=0)
    restrictions = forms.MultipleChoiceField(
        label="専決の制限", choices=Restriction.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("kind", "title", "body", "amount", "restrictions", "programme")

    def __init__(self, by: User, data: Any = None) -> None:
        super().__init__(by, data)
        kinds = Rule.objects.order_by("kind").values_list("kind", "label").distinct()
        field: Any = self.fields["kind"]
        field.choices = [("", "選んでください"), *dict(kinds).items()]

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        return given | {"amount": given["amount"] or 0}


class CirculationForm(FiledForm):
    """What is shown for reading, and to whom."""

    title = forms.CharField(label="件名", max_length=120)
    body = forms.CharField(label="要旨", widget=forms.Textarea(attrs={"rows": 8}))
    readers = forms.ModelMultipleChoiceField(
        label="供覧の相手",
        queryset=Staff.objects.filter(ended_on=None, user__isnull=False).order_by("unit", "name"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "供覧の相手を選んでください。"},
    )
    field_order = ("title", "body", "programme", "readers")

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        return given | {"readers": list(given["readers"])}
