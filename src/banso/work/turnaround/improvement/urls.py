"""The addresses of improvement plans' own pages."""

from django.urls import path

from banso.procedures.views import case_of

from . import views, year_views
from .models import PlanCase

urlpatterns = [
    path("turnaround/plans/<int:pk>/case/", case_of(PlanCase), name="plan-case"),
    path("turnaround/plans/<int:pk>/quotes/", views.quotes, name="plan-quotes"),
    path("turnaround/plans/<int:pk>/papers/<slug:kind>/<int:nth>/", views.papers, name="plan-papers"),
    path("turnaround/plans/<int:pk>/papers/<slug:kind>/<int:nth>/complete/", views.complete, name="plan-complete"),
    path("turnaround/plans/<int:pk>/banks/", views.banks, name="plan-banks"),
    path("turnaround/plans/year/", year_views.year_page, name="plan-year"),
    path("turnaround/plans/year/file/", year_views.year_file, name="plan-year-file"),
    path("turnaround/plans/costs/panel/<str:app>/<str:name>/<int:pk>/", views.costs_panel, name="plan-costs-panel"),
    path("turnaround/plans/papers/panel/<str:app>/<str:name>/<int:pk>/", views.papers_panel, name="plan-papers-panel"),
    path("turnaround/plans/banks/panel/<str:app>/<str:name>/<int:pk>/", views.banks_panel, name="plan-banks-panel"),
]
