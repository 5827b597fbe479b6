"""Addresses of grants' own: an application is worked on its case's page; who may be granted something has pages beside it."""

from django.urls import path

from banso.procedures.views import case_of

from .eligibility import rounds
from .eligibility import views as eligibility
from .models import Application

urlpatterns = [
    path("grants/<int:pk>/case/", case_of(Application), name="grant-case"),
    path("grants/<int:pk>/checks/", eligibility.accept, name="grant-checks-accept"),
    path("grants/<int:pk>/checks/<slug:kind>/", eligibility.check, name="grant-check"),
    path("grants/<int:pk>/people/", eligibility.people, name="grant-people"),
    path("grants/calls/<int:pk>/checks/", rounds.matrix, name="grant-call-checks"),
    path("grants/calls/<int:pk>/checks/file/", rounds.matrix_file, name="grant-call-checks-file"),
    path("grants/calls/<int:pk>/police/", rounds.ask, name="grant-police-ask"),
    path("grants/police/<int:pk>/", rounds.inquiry, name="grant-police"),
    path("grants/police/<int:pk>/list/", rounds.inquiry_file, name="grant-police-file"),
    path("grants/checks/panel/<str:app>/<str:name>/<int:pk>/", eligibility.panel, name="grant-checks-panel"),
]
