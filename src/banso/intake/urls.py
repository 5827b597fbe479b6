"""Addresses of the intake."""

from django.urls import path

from . import views

urlpatterns = [
    path("intake/", views.overview, name="intake"),
    path("intake/new/<slug:code>/", views.start, name="intake-start"),
    path("intake/new/<slug:code>/form/", views.blank, name="intake-form"),
    path("intake/<int:pk>/", views.follow, name="intake-import"),
    path("intake/<int:pk>/columns/", views.columns, name="intake-columns"),
    path("intake/<int:pk>/confirm/", views.confirm, name="intake-confirm"),
    path("intake/<int:pk>/answer/<int:row>/", views.answer, name="intake-answer"),
    path("intake/<int:pk>/again/", views.again, name="intake-again"),
    path("intake/<int:pk>/undo/", views.undo, name="intake-undo"),
    path("intake/<int:pk>/refused/", views.refused, name="intake-refused"),
]
