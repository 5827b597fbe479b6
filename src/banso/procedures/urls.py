"""Addresses of cases and their steps."""

from django.urls import path

from . import opening, rounds, views

urlpatterns = [
    path("cases/new/<slug:procedure>/", opening.open_page, name="case-new"),
    path("cases/<int:pk>/", views.case_page, name="case"),
    path("cases/<int:pk>/steps/<slug:code>/", views.step_page, name="case-step"),
    path("cases/<int:pk>/steps/<slug:code>/round/", rounds.round_page, name="case-round"),
    path("cases/<int:pk>/taken/<int:step>/back/", views.take_back_step, name="case-step-back"),
    path("cases/<int:pk>/keeper/", views.hand_over, name="case-hand-over"),
    path("cases/<int:pk>/watch/", views.watch, name="case-watch"),
]
