"""Addresses of cases' files."""

from django.urls import path

from . import binding_views, views

urlpatterns = [
    path("files/cases/<int:pk>/", views.file_page, name="files-file"),
    path("files/cases/<int:pk>/receive/", views.receive, name="files-receive"),
    path("files/received/<int:pk>/", views.received, name="files-received"),
    path("files/received/<int:pk>/file/", views.received_file, name="files-received-file"),
    path("files/cases/<int:pk>/bind/", binding_views.bind, name="files-bind"),
    path("files/bindings/<int:pk>/", binding_views.binding, name="files-binding"),
    path("files/bindings/<int:pk>/<slug:form>/", binding_views.binding_file, name="files-binding-file"),
    path("files/panel/<str:app>/<str:name>/<int:pk>/", views.panel, name="files-panel"),
]
