"""The addresses of calls, of applications as they are filled in and sent, and of their budget sheets."""

from collections.abc import Callable, Iterator

from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from . import applying, calls, filings, public, sheets

GUEST, STAFF = "guest/<str:address>/<int:pk>/apply/", "grants/apply/<int:pk>/"
FILLING: dict[str, Callable[..., HttpResponseBase]] = {
    "": applying.fill,
    "keep": applying.keep,
    "preview": applying.preview,
    "receipt": applying.receipt,
}
FILLING |= {"form": applying.form_file, "read": applying.read_form}


def _both_ways() -> Iterator[URLPattern]:
    """Each page of filling in: at the applicant's own address, and for staff."""
    for what, page in FILLING.items():
        end, name = (f"{what}/", f"-{what}") if what else ("", "")
        yield path(f"{GUEST}{end}", applying.for_guest(page), name=f"grant-apply{name}")
        yield path(f"{STAFF}{end}", applying.for_staff(page), name=f"grant-apply-for{name}")


ADDRESSES = [
    path("grants/<int:pk>/plan/", sheets.plan, name="grant-plan"),
    path("grants/<int:pk>/plan/sums/", sheets.sums, name="grant-plan-sums"),
    path("grants/panel/plan/<str:app>/<str:name>/<int:pk>/", sheets.panel, name="grant-plan-panel"),
    path("grants/calls/<int:pk>/layout/", calls.layout, name="grant-call-layout"),
    path("grants/calls/<int:pk>/copy/", calls.copy, name="grant-call-copy"),
    path("grants/calls/<int:pk>/end/", calls.end_early, name="grant-call-end"),
    path("grants/panel/call/<str:app>/<str:name>/<int:pk>/", calls.panel, name="grant-call-panel"),
    path("apply/", public.open_calls, name="grant-open-calls"),
    path("apply/<int:pk>/", public.open_call, name="grant-open-call"),
    path("grants/calls/<int:pk>/begin/", public.for_another, name="grant-call-begin"),
    path("grants/filings/<int:pk>/", filings.filing, name="grant-filing"),
    path("grants/<int:pk>/return/", filings.send_back, name="grant-return"),
    path("grants/panel/filings/<str:app>/<str:name>/<int:pk>/", filings.panel, name="grant-filing-panel"),
    *_both_ways(),
]
