"""The addresses of facilities beyond lists, records and forms."""

from django.urls import path

from . import views

urlpatterns = [path("facilities/occupancy/", views.occupancy, name="facilities-occupancy")]
