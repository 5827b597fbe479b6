"""The addresses of the council's own pages."""

from django.urls import path

from banso.procedures.views import case_of

from .models import CouncilCase
from .views import creditors, plans, year

urlpatterns = [
    path("council/<int:pk>/case/", case_of(CouncilCase), name="council-case"),
    path("council/<int:pk>/creditors/", creditors.creditors, name="council-creditors"),
    path("council/<int:pk>/creditors/write/", creditors.write, name="council-creditors-write"),
    path("council/<int:pk>/creditors/consent/", creditors.consent, name="council-consent"),
    path("council/<int:pk>/creditors.xlsx", creditors.creditors_file, name="council-creditors-file"),
    path("council/steps/<int:pk>/", plans.step_page, name="council-step"),
    path("council/year/", year.year_page, name="council-year"),
    path("council/national.xlsx", year.national_file, name="council-national"),
    path("council/panel/<str:app>/<str:name>/<int:pk>/", creditors.panel, name="council-panel"),
]
