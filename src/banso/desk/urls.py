"""The desk's addresses."""

from django.urls import path

from .views import recording, today

urlpatterns = [
    path("", today.home, name="home"),
    path("visits/new/", recording.record, name="record-visit"),
    path("visits/figures/", recording.figures, name="visit-figures"),
    path("visits/drafts/<uuid:key>/", recording.draft, name="visit-draft"),
    path("visits/drafts/<uuid:key>/discard/", recording.discard, name="visit-discard"),
    path("visits/companies/", recording.companies, name="find-company"),
    path("visits/companies/<int:pk>/", recording.company_brief, name="company-brief"),
]
