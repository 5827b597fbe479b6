"""Addresses of reviews."""

from django.urls import path

from . import views

urlpatterns = [
    path("reviews/<int:pk>/", views.review, name="review"),
    path("reviews/<int:pk>/assign/", views.assign, name="review-assign"),
    path("reviews/seats/<int:pk>/", views.seat, name="review-seat"),
    path("reviews/panel/<str:app>/<str:name>/<int:pk>/", views.panel, name="review-panel"),
]
