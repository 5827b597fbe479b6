"""The search's addresses."""

from django.urls import path

from . import views

urlpatterns = [
    path("search/", views.results, name="search"),
    path("search/alike/", views.ask, name="search-alike"),
    path("search/alike/<int:pk>/", views.alike, name="search-alike-found"),
    path("search/panel/<str:app>/<str:name>/<int:pk>/", views.panel, name="search-panel"),
]
