"""The one address of grants' own: an application is worked on its case's page."""

from django.urls import path

from . import views

urlpatterns = [path("grants/<int:pk>/case/", views.case_of_application, name="grant-case")]
