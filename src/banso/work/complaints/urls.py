"""The addresses of complaints' own: a complaint is worked on its case's page."""

from django.urls import path

from banso.procedures.views import case_of

from . import views
from .models import Complaint

urlpatterns = [
    path("complaints/<int:pk>/case/", case_of(Complaint), name="complaint-case"),
    path("complaints/panel/<str:app>/<str:name>/<int:pk>/", views.panel, name="complaint-panel"),
]
