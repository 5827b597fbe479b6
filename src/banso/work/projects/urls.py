"""Addresses of consortium projects."""

from django.urls import path

from . import views

urlpatterns = [path("projects/panel/<str:app>/<str:name>/<int:pk>/", views.panel, name="project-panel")]
