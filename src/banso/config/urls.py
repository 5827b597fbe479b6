"""Every page's address. The only place that knows every app."""

from django.urls import URLPattern, URLResolver, include, path

from banso.core.pages import pick, routes

handler500 = "banso.core.full.error_page"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("banso.desk.account.urls")),
    path("", include("banso.desk.people.urls")),
    path("", include("banso.desk.handbook.urls")),
    path("pick/<str:label>/", pick, name="pick"),
    path("lists/", include("banso.core.urls")),
    path("matching/", include("banso.registers.urls")),
    path("report/", include("banso.report.urls")),
    path("", include("banso.cases.urls")),
    path("deadlines/", include("banso.office.deadlines.urls")),
    path("orders/", include("banso.work.orders.urls")),
    path("fairs/", include("banso.work.fairs.urls")),
    path("", include("banso.search.urls")),
    path("", include("banso.work.surveys.urls")),
    path("", include("banso.work.dispatches.urls")),
    path("", include("banso.work.gatherings.urls")),
    path("", include("banso.work.turnaround.urls")),
    path("", include("banso.work.complaints.urls")),
    path("", include("banso.work.succession.urls")),
    path("", include("banso.work.grants.urls")),
    path("", include("banso.work.transfers.urls")),
    path("", include("banso.work.facilities.urls")),
    path("", include("banso.work.lending.urls")),
    path("", include("banso.work.projects.urls")),
    path("", include("banso.office.approvals.urls")),
    path("", include("banso.office.papers.urls")),
    path("", include("banso.office.files.urls")),
    path("", include("banso.office.payments.urls")),
    path("", include("banso.office.guests.urls")),
    path("", include("banso.office.reviews.urls")),
    path("", include("banso.office.mail.urls")),
    path("", include("banso.procedures.urls")),
    path("", include("banso.desk.urls")),
    path("", include("banso.intake.urls")),
    path("", include("banso.archive.urls")),
    *routes(),
]
