"""Which further programmes a recorded visit counts under, put right afterwards."""

from typing import Any

from django import forms

from banso.registers.models import Programme
from banso.work.consultations.models import Category, Consultation
from banso.work.consultations.services import Countings

from .visit_form import category_fields, consulting, lacking_categories, running


class AlsoForm(forms.Form):
    """The programmes beside the visit's own. `countings()` is what the service records; `stood` is what stood when it was opened."""

    stood = forms.CharField(widget=forms.HiddenInput, required=False)
    also = forms.ModelMultipleChoiceField(
        Programme.objects.none(), label="ほかに数える事業", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, visit: Consultation, **kwargs: Any) -> None:
        self.standing = {row.programme: row.category for row in visit.further.select_related("programme", "category")}
        chosen = {f"category_{programme.pk}": category for programme, category in self.standing.items()}
        kwargs |= {"label_suffix": "", "initial": {"also": list(self.standing), "stood": self._written()} | chosen}
        super().__init__(*args, **kwargs)
        standing = Programme.objects.filter(pk__in=[programme.pk for programme in self.standing])
        same_wall = {"walled_to": visit.programme.walled_to_id}  # no visit stands on both sides of a wall
        offered = (running(visit.held_on) | standing).filter(**same_wall).exclude(pk=visit.programme_id).distinct()
        self.fields["also"].queryset = offered  # type: ignore[attr-defined]
        self._usual = consulting(offered)
        self.fields |= category_fields(offered)

    @property
    def groups(self) -> tuple[list[forms.boundfield.BoundWidget], list[forms.boundfield.BoundWidget]]:
        """The boxes of programmes under which visits are held or that are chosen, and those of the others."""
        chosen = set(map(str, self["also"].value() or []))
        near = {str(pk) for pk in self._usual} | chosen | {str(programme.pk) for programme in self.standing}
        boxes = list(self["also"])
        usual = [box for box in boxes if str(box.data["value"]) in near]
        return usual, [box for box in boxes if box not in usual]

    def _written(self) -> str:
        return ",".join(sorted(f"{p.pk}:{c.pk if c else ''}" for p, c in self.standing.items()))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("stood") != self._written():
            now = "、".join(map(str, self.standing)) or "なし"
            raise forms.ValidationError(
                f"開いたあとに、ほかの人が変えました。いま数えている事業は「{now}」です。この画面を開き直してください。"
            )
        for name, message in lacking_categories(self, given.get("also", [])):
            self.add_error(name, message)
        return given

    def countings(self) -> Countings:
        given = self.cleaned_data
        found: dict[Programme, Category | None] = {p: given.get(f"category_{p.pk}") for p in given["also"]}
        return found
