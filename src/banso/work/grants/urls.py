"""The addresses of grants' own: an application is worked on its case's page; what is owed after its settlement is on one page."""

from django.urls import path

from banso.procedures.views import case_of

from .aftercare import views as aftercare
from .models import Application

urlpatterns = [
    path("grants/<int:pk>/case/", case_of(Application), name="grant-case"),
    path("grants/duties/", aftercare.duties, name="grants-duties"),
    path("grants/duties/panel/<str:app>/<str:name>/<int:pk>/", aftercare.panel, name="grants-duties-panel"),
    path("grants/funder-years/<int:pk>/", aftercare.funder_year, name="grants-funder-year"),
]
