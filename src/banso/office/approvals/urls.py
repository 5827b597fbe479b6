"""Addresses of drafts."""

from django.urls import path

from . import views

urlpatterns = [
    path("drafts/new/", views.new_draft, name="draft-new"),
    path("drafts/circulate/", views.new_circulation, name="draft-circulate"),
    path("drafts/turns/<int:pk>/", views.turn_page, name="turn"),
    path("drafts/<int:pk>/", views.draft_page, name="draft"),
    path("drafts/<int:pk>/paper/", views.draft_paper, name="draft-paper"),
    path("drafts/<int:pk>/seal/", views.seal, name="draft-seal"),
    path("drafts/<int:pk>/do/<slug:deed>/", views.act, name="draft-act"),
    path("drafts/errands/<int:pk>/", views.errand, name="errand"),
    path("drafts/panel/<str:app>/<str:name>/<int:pk>/", views.panel, name="drafts-panel"),
]
