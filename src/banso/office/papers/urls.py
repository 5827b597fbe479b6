"""Addresses of papers."""

from django.urls import path

from . import round_views, views

urlpatterns = [
    path("papers/words/", views.words_page, name="papers-words"),
    path("papers/forms/new/", views.new_form, name="papers-form-new"),
    path("papers/forms/<int:pk>/", views.form_page, name="papers-form"),
    path("papers/forms/<int:pk>/file/", views.form_file, name="papers-form-file"),
    path("papers/forms/<int:pk>/withdraw/", views.withdraw, name="papers-form-withdraw"),
    path("papers/cases/<int:pk>/forms/<slug:code>/", views.issue_page, name="papers-issue"),
    path("papers/letters/<int:pk>/", views.letter_page, name="papers-letter"),
    path("papers/letters/<int:pk>/file/", views.letter_file, name="papers-letter-file"),
    path("papers/letters/<int:pk>/pdf/", views.letter_pdf, name="papers-letter-pdf"),
    path("papers/rounds/new/", round_views.new_round, name="papers-round-begin"),
    path("papers/rounds/<int:pk>/", round_views.round_page, name="papers-round"),
    path("papers/rounds/<int:pk>/resume/", round_views.resume, name="papers-round-resume"),
    path("papers/rounds/<int:pk>/<slug:form>/", round_views.round_file, name="papers-round-file"),
    path("papers/panel/<str:app>/<str:name>/<int:pk>/", views.panel, name="papers-panel"),
]
