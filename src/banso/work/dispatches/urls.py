"""The one address of dispatches' own: a dispatch is worked on its case's page."""

from django.urls import path

from . import views

urlpatterns = [path("dispatches/<int:pk>/case/", views.case_of_dispatch, name="dispatch-case")]
