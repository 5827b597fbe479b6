"""The one address of gatherings' own: a nomination is worked on its case's page."""

from django.urls import path

from banso.procedures.views import case_of

from .models import Nomination

urlpatterns = [path("awards/<int:pk>/case/", case_of(Nomination), name="award-case")]
