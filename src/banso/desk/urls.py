"""The desk's addresses."""

from django.urls import path

from .views import also, cases, documents, karte, parties, recording, telling, today

urlpatterns = [
    path("", today.home, name="home"),
    path("year/", today.year_figures, name="year-figures"),
    path("year/<fiscal_year:fiscal_year>/<str:measure>/<slug:programme>/", today.followed, name="followed-figure"),
    path("visits/new/", recording.record, name="record-visit"),
    path("visits/figures/", recording.figures, name="visit-figures"),
    path("visits/drafts/<uuid:key>/", recording.draft, name="visit-draft"),
    path("visits/drafts/<uuid:key>/discard/", recording.discard, name="visit-discard"),
    path("visits/companies/", recording.companies, name="find-company"),
    path("visits/companies/<int:pk>/", recording.company_brief, name="company-brief"),
    path("visits/<int:pk>/followed-up/", karte.followed_up, name="visit-followed-up"),
    path("visits/<int:pk>/also/", also.change, name="visit-also"),
    path("visits/panel/<str:app>/<str:name>/<int:pk>/", also.panel, name="visit-panel"),
    path("cases/board/", cases.board, name="case-board"),
    path("cases/<int:pk>/keeper/", cases.hand_over, name="case-hand-over"),
    path("cases/<int:pk>/watch/", cases.watch, name="case-watch"),
    path("cases/<int:pk>/parties/new/", parties.party, name="case-party-new"),
    path("cases/<int:pk>/parties/<int:party>/", parties.party, name="case-party"),
    path("cases/<int:pk>/telling/<slug:act>/", telling.act, name="case-telling"),
    path("cases/<int:pk>/telling/<int:row>/<slug:act>/", telling.act, name="case-telling-row"),
    path("cases/telling/review/", telling.review, name="telling-review"),
    path("cases/telling/panel/<str:app>/<str:name>/<int:pk>/", telling.panel, name="case-telling-panel"),
    path("cases/contact/panel/<str:app>/<str:name>/<int:pk>/", telling.contact_panel, name="case-contact-panel"),
    path("companies/<int:pk>/", karte.karte, name="karte"),
    path("companies/<int:pk>/documents/new/", documents.add, name="document-add"),
    path("documents/<int:pk>/versions/new/", documents.add_later, name="document-version"),
    path("documents/<int:pk>/remove/", documents.remove, name="document-remove"),
    path("documents/files/<int:pk>/", documents.download, name="document-file"),
]
