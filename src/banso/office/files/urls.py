"""Addresses of cases' files."""

from django.urls import path

from . import views

urlpatterns = [
    path("files/cases/<int:pk>/", views.file_page, name="files-file"),
    path("files/cases/<int:pk>/receive/", views.receive, name="files-receive"),
    path("files/received/<int:pk>/", views.received, name="files-received"),
    path("files/received/<int:pk>/file/", views.received_file, name="files-received-file"),
    path("files/panel/<str:app>/<str:name>/<int:pk>/", views.panel, name="files-panel"),
]
