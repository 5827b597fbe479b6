"""Addresses of the pages about people."""

from django.urls import path

from . import views

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/<int:pk>/", views.access, name="people-access"),
    path("people/<int:pk>/handover/", views.handover, name="handover"),
    path("people/records/<str:app>/<str:name>/<int:pk>/", views.seers, name="record-seers"),
]
