"""Addresses of the pages about people."""

from django.urls import path

from . import accounts, views

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/invite/", accounts.invitation, name="people-invite"),
    path("people/<int:pk>/", views.access, name="people-access"),
    path("people/<int:pk>/lock/", accounts.lock, name="people-lock"),
    path("people/<int:pk>/unlock/", accounts.unlock, name="people-unlock"),
    path("people/<int:pk>/password/", accounts.new_password, name="people-password"),
    path("people/<int:pk>/second-factor/", accounts.new_second_factor, name="people-second-factor"),
    path("people/<int:pk>/unit-role/", views.unit_role, name="people-unit-role"),
    path("people/<int:pk>/handover/", views.handover, name="handover"),
    path("people/records/<str:app>/<str:name>/<int:pk>/", views.seers, name="record-seers"),
]
