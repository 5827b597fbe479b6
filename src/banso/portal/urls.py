"""The addresses behind personal links."""

from django.urls import path

from . import views

urlpatterns = [
    path("<str:address>/", views.door, name="portal"),
    path("<str:address>/catalogue/", views.catalogue, name="portal-catalogue"),
    path("<str:address>/wishes/", views.wishes, name="portal-wishes"),
    path("<str:address>/enter/", views.enter, name="portal-enter"),
]
