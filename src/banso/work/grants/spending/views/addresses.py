"""The addresses of what was spent: staff's pages, and the applicant's own."""

from django.urls import path

from . import assets, book, guest, inspection

SPENDING = [
    path("grants/<int:pk>/spending/", book.book, name="grants-spending"),
    path("grants/<int:pk>/spending/new/", book.new, name="grants-expense-enter"),
    path("grants/<int:pk>/spending/inspect/", inspection.new, name="grants-inspection-begin"),
    path("grants/<int:pk>/spending/settlement/", inspection.settlement_page, name="grants-settlement"),
    path("grants/<int:pk>/spending/<str:what>", inspection.paper, name="grants-spending-paper"),
    path("grants/expenses/<int:pk>/", book.expense, name="grants-expense"),
    path("grants/expenses/<int:pk>/edit/", book.edit, name="grants-expense-mend"),
    path("grants/expenses/<int:pk>/asset/", assets.new, name="grants-expense-asset"),
    path("grants/expenses/<int:pk>/act/<str:what>/", book.act, name="grants-expense-act"),
    path("grants/papers/<int:pk>/", book.paper, name="grants-paper"),
    path("grants/inspections/<int:pk>/", inspection.sheet, name="grants-inspection"),
    path("grants/inspections/<int:pk>/confirm/", inspection.confirm, name="grants-inspection-confirm"),
    path("grants/inspections/<int:pk>/record.pdf", inspection.record_paper, name="grants-inspection-paper"),
    path("grants/spending/panel/<str:app>/<str:name>/<int:pk>/", book.panel, name="grants-spending-panel"),
    path("guest/<str:address>/<int:pk>/expenses/new/", guest.new, name="guest-expense-enter"),
    path("guest/<str:address>/<int:pk>/expenses/<int:expense>/", guest.expense, name="guest-expense"),
]
