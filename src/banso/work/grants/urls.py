"""The addresses of grants' own: an application is worked on its case's page; who may be granted something, and what is owed after a settlement,
have pages beside it; those of calls, applications and budgets are in :mod:`.views.addresses`.
"""

from django.urls import path

from banso.procedures.views import case_of

from . import fund_views
from .aftercare import approving
from .aftercare import views as aftercare
from .changes import views as changes
from .eligibility import rounds
from .eligibility import views as eligibility
from .models import Application
from .sent_back_views import sent_back_page
from .spending.views.addresses import SPENDING
from .views.addresses import ADDRESSES

urlpatterns = [
    path("grants/<int:pk>/case/", case_of(Application), name="grant-case"),
    path("grants/<int:pk>/checks/", eligibility.accept, name="grant-checks-accept"),
    path("grants/<int:pk>/checks/<slug:kind>/", eligibility.check, name="grant-check"),
    path("grants/<int:pk>/people/", eligibility.people, name="grant-people"),
    path("grants/calls/<int:pk>/checks/", rounds.matrix, name="grant-call-checks"),
    path("grants/calls/<int:pk>/checks/file/", rounds.matrix_file, name="grant-call-checks-file"),
    path("grants/calls/<int:pk>/police/", rounds.ask, name="grant-police-ask"),
    path("grants/police/<int:pk>/", rounds.inquiry, name="grant-police"),
    path("grants/police/<int:pk>/list/", rounds.inquiry_file, name="grant-police-file"),
    path("grants/returns/", sent_back_page, name="grant-returns"),
    path("grants/funds/<int:pk>/report/", fund_views.report, name="grant-fund-report"),
    path("grants/funds/panel/<str:app>/<str:name>/<int:pk>/", fund_views.panel, name="grant-fund-panel"),
    path("grants/checks/panel/<str:app>/<str:name>/<int:pk>/", eligibility.panel, name="grant-checks-panel"),
    path("grants/duties/", aftercare.duties, name="grants-duties"),
    path("grants/duties/panel/<str:app>/<str:name>/<int:pk>/", aftercare.panel, name="grants-duties-panel"),
    path("grants/disposals/panel/<str:app>/<str:name>/<int:pk>/", approving.panel, name="grants-disposal-panel"),
    path("grants/disposals/<int:pk>/propose/", approving.propose, name="grants-disposal-propose"),
    path("grants/funder-years/<int:pk>/", aftercare.funder_year, name="grants-funder-year"),
    path("grants/<int:pk>/change/", changes.change, name="grant-change"),
    path("grants/<int:pk>/charges/", changes.charges, name="grant-charges"),
    path("grants/moves/panel/<str:app>/<str:name>/<int:pk>/", changes.panel, name="grant-moves-panel"),
    *ADDRESSES,
    *SPENDING,
]
