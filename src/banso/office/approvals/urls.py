"""Addresses of drafts."""

from django.urls import path, re_path

from . import views

urlpatterns = [
    path("drafts/new/", views.new_draft, name="draft-new"),
    path("drafts/turns/<int:pk>/", views.turn_page, name="turn"),
    path("drafts/<int:pk>/", views.draft_page, name="draft"),
    path("drafts/<int:pk>/seal/", views.seal, name="draft-seal"),
    re_path(
        "^drafts/(?P<pk>[0-9]{1,18})/(?P<deed>object|send_back|refuse|pull_up|look_after|take_back|resubmit)/$",
        views.act,
        name="draft-act",
    ),
    path("drafts/panel/<str:app>/<str:name>/<int:pk>/", views.panel, name="drafts-panel"),
]
