"""The addresses of surveys beyond lists, records and forms."""

from django.urls import path

from . import views

urlpatterns = [
    path("surveys/<int:pk>/", views.work, name="surveys-work"),
    path("surveys/<int:pk>/act/<str:what>/", views.act, name="surveys-act"),
    path("surveys/<int:pk>/letters/", views.letters, name="surveys-letters"),
    path("surveys/<int:pk>/results.xlsx", views.results_file, name="surveys-results"),
    path("surveys/target/<int:pk>/enter/", views.enter, name="surveys-enter"),
    path("surveys/panel/<str:app>/<str:name>/<int:pk>/", views.panel, name="surveys-panel"),
]
