"""The one address of grants' own: an application is worked on its case's page."""

from django.urls import path

from banso.procedures.views import case_of

from .models import Application

urlpatterns = [path("grants/<int:pk>/case/", case_of(Application), name="grant-case")]
