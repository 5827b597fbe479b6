"""The addresses of the council's own pages."""

from django.urls import path

from banso.procedures.views import case_of

from .models import CouncilCase

urlpatterns = [path("council/<int:pk>/case/", case_of(CouncilCase), name="council-case")]
