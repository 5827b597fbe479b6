"""Addresses of cases and their steps."""

from django.urls import path

from . import (
    disposing,
    fees,
    judging,
    laying_down,
    mailing,
    opening,
    paying,
    reviewers,
    reviewing,
    rounds,
    views,
    year_views,
)

urlpatterns = [
    path("files/dispose/", disposing.disposal_page, name="files-dispose"),
    path("mail/<int:pk>/propose/", mailing.propose, name="mailing-propose"),
    path("reviews/<int:pk>/invite/", reviewing.invite, name="review-invite"),
    path("reviews/<int:pk>/commissions/", reviewers.commissions, name="review-commissions"),
    path("reviews/<int:pk>/mails/", reviewers.mails, name="review-mails"),
    path("reviews/<int:pk>/rulings/", judging.rulings, name="review-rulings"),
    path("reviews/<int:pk>/shown/", reviewers.papers, name="review-shown"),
    path("reviews/asked/<str:app>/<str:name>/<int:pk>/", reviewers.asked, name="review-asked"),
    path("reviews/fees/<str:app>/<str:name>/<int:pk>/", fees.part, name="review-fees"),
    path("reviews/reviewers/<int:pk>/fee/", fees.fee_page, name="review-fee"),
    path("terms/", laying_down.terms_list, name="terms"),
    path("terms/<int:programme>/<slug:procedure>/<fiscal_year:year>/", laying_down.terms_page, name="terms-of"),
    path(
        "terms/<int:programme>/<slug:procedure>/<fiscal_year:year>/change/",
        laying_down.change_page,
        name="terms-change",
    ),
    path("cases/new/<slug:procedure>/", opening.open_page, name="case-new"),
    path("cases/year/<slug:procedure>/", year_views.year_page, name="case-year"),
    path("cases/year/<slug:procedure>/file/", year_views.year_file, name="case-year-file"),
    path("cases/<int:pk>/", views.case_page, name="case"),
    path("cases/<int:pk>/steps/<slug:code>/", views.step_page, name="case-step"),
    path("cases/<int:pk>/steps/<slug:code>/round/", rounds.round_page, name="case-round"),
    path("cases/<int:pk>/taken/<int:step>/back/", views.take_back_step, name="case-step-back"),
    path("cases/<int:pk>/taken/<int:step>/pay/", paying.pay_page, name="case-pay"),
]
