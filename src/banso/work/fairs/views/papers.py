"""The papers of a timetable, as PDF and Excel."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from banso.core.exports import log_export
from banso.core.file_types import EXCEL
from banso.core.looking import How, looked_at

from ..choices import RunState
from ..papers import PAPERS, as_excel, as_pdf
from .common import may_see, timetable_of


@may_see
def paper(request: HttpRequest, fair: int, number: int, paper: str, form: str) -> HttpResponse:
    """The wall, company sheets, table signs or slips of one version. Taking them out is logged."""
    made = timetable_of(fair, number)
    if paper not in PAPERS or form not in ("pdf", "xlsx") or made.state != RunState.DONE:
        raise Http404
    content = as_pdf(made, paper) if form == "pdf" else as_excel(made)
    title = f"{made.fair} {PAPERS[paper] if form == 'pdf' else '時間割'} 第{made.number}版.{form}"
    log_export(request.user, title, general="商談会の紙")
    looked_at(request.user, [made], How.EXPORT, title)
    response = HttpResponse(content, content_type="application/pdf" if form == "pdf" else EXCEL)
    response["Content-Disposition"] = content_disposition_header(True, title)
    return response
