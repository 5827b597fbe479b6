"""Addresses of payments."""

from django.urls import path

from . import views

urlpatterns = [
    path("payments/accounts/", views.accounts_page, name="payments-accounts"),
    path("payments/banks/", views.banks_page, name="payments-banks"),
    path("payments/cases/<int:pk>/request/", views.request_page, name="payments-new"),
    path("payments/orders/<int:pk>/", views.order_page, name="payments-order"),
    path("payments/orders/<int:pk>/withdraw/", views.withdraw, name="payments-withdraw"),
    path("payments/orders/<int:pk>/anew/", views.anew, name="payments-anew"),
    path("payments/release/", views.release_page, name="payments-release"),
    path("payments/make/", views.make_page, name="payments-make"),
    path("payments/batches/<int:pk>/", views.batch_page, name="payments-batch"),
    path("payments/batches/<int:pk>/file/", views.file, name="payments-file"),
    path("payments/orders/<int:pk>/result/<slug:what>/", views.result, name="payments-result"),
    path("payments/batches/<int:pk>/paid/", views.all_paid, name="payments-all-paid"),
    path("payments/panel/<str:app>/<str:name>/<int:pk>/", views.panel, name="payments-panel"),
]
