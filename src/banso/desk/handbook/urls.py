"""Addresses of the 手引き."""

from django.urls import path

from . import views

urlpatterns = [
    path("handbook/", views.contents, name="handbook"),
    path("handbook/<slug:code>/", views.task, name="handbook-task"),
]
