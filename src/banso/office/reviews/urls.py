"""Addresses of reviews."""

from django.urls import path

from . import assigning, overview, views

urlpatterns = [
    path("reviews/<int:pk>/", overview.review, name="review"),
    path("reviews/<int:pk>/ranking/", overview.ranking, name="review-ranking"),
    path("reviews/<int:pk>/copy/", views.copy, name="review-copy"),
    path("reviews/<int:pk>/cases/", views.cases, name="review-cases"),
    path("reviews/<int:pk>/assign/", assigning.assign, name="review-assign"),
    path("reviews/<int:pk>/assign/list/", assigning.assigned_list, name="review-assign-list"),
    path("reviews/<int:pk>/outcome/", views.outcome, name="review-outcome"),
    path("reviews/<int:pk>/promote/", views.promote, name="review-promote"),
    path("reviews/<int:pk>/papers/<slug:what>/", views.paper, name="review-paper"),
    path("reviews/candidates/<int:pk>/decline/", views.decline, name="review-decline"),
    path("reviews/seats/<int:pk>/", views.seat, name="review-seat"),
    path("reviews/panel/<str:app>/<str:name>/<int:pk>/", views.panel, name="review-panel"),
]
