"""Addresses of the full export."""

from django.urls import path

from . import views

urlpatterns = [
    path("export/", views.overview, name="full-export"),
    path("export/<int:pk>/", views.run, name="full-export-run"),
    path("export/<int:pk>/file/", views.download, name="full-export-file"),
]
