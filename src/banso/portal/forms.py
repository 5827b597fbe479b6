"""What a company or partner fills in."""

from django import forms

from banso.work.fairs.models import Participant, SignUp
from banso.work.fairs.services.access import CATALOGUE


class CatalogueForm(forms.ModelForm):  # type: ignore[type-arg]
    """A company's page of the fair's catalogue."""

    class Meta:
        model = Participant
        fields = CATALOGUE
        widgets = {"offers": forms.Textarea(attrs={"rows": 5}), "seeks": forms.Textarea(attrs={"rows": 5})}


class SignUpForm(forms.ModelForm):  # type: ignore[type-arg]
    """A company entered by its partner organisation."""

    class Meta:
        model = SignUp
        fields = ("side", "company_name", "contact", "email", "phone", "offers", "seeks")
        widgets = {"offers": forms.Textarea(attrs={"rows": 4}), "seeks": forms.Textarea(attrs={"rows": 4})}
