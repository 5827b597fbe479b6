"""Addresses of 名寄せ: the queue's answers, merging companies, twins while typing."""

from django.urls import path

from . import views

urlpatterns = [
    path("doubts/<int:pk>/", views.doubt, name="doubt"),
    path("doubts/<int:pk>/decide/", views.decide, name="doubt-decide"),
    path("doubts/<int:pk>/take-back/", views.take_back, name="doubt-take-back"),
    path("merges/new/", views.merge_new, name="merge-new"),
    path("merges/<int:pk>/", views.merge, name="merge"),
    path("merges/<int:pk>/<str:what>/", views.merge_act, name="merge-act"),
    path("postal-code/", views.postal_code, name="postal-code"),
    path("twins/", views.twins, name="twins"),
]
