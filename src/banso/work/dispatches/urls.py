"""The one address of dispatches' own: a dispatch is worked on its case's page."""

from django.urls import path

from banso.procedures.views import case_of

from .models import Dispatch

urlpatterns = [path("dispatches/<int:pk>/case/", case_of(Dispatch), name="dispatch-case")]
