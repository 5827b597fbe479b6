"""Tie-out on screen."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from banso.core.errors import UserError
from banso.core.fiscal import fiscal_year_label
from banso.report.tieout.finding import LABELS, Status

from .reading import may_read

if TYPE_CHECKING:
    from banso.report.tieout.run import Result

MOST_BYTES = 20_000_000


@may_read
def upload(request: HttpRequest) -> HttpResponse:
    """Choose a file; see what agrees and what does not."""
    if request.method != "POST":
        return render(request, "report/tieout.html")
    file = request.FILES.get("file")
    try:
        if not isinstance(file, UploadedFile):
            raise UserError("ファイルを選んでください。")
        context = _shown(_tie_out(file), str(file.name))
    except UserError as error:
        return render(request, "report/tieout.html", {"problem": str(error)}, status=422)
    return render(request, "report/tieout.html", context)


def _tie_out(file: "UploadedFile[bytes]") -> "Result":
    from banso.report.tieout.run import tie_out  # with all its matching: once or twice a year

    if (file.size or 0) > MOST_BYTES:
        raise UserError("ファイルが大きすぎます(20MBまで)。画像を取り除いて保存し直してください。")
    with tempfile.NamedTemporaryFile(suffix=Path(str(file.name)).suffix) as copy:
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        return tie_out(Path(copy.name), str(file.name))


def _shown(result: "Result", name: str) -> dict[str, Any]:
    wrong_first = sorted(result.findings, key=lambda finding: finding.status is Status.AGREES)
    return {
        "result": result,
        "name": name,
        "label": fiscal_year_label(result.fiscal_year),
        "counts": [(LABELS[s], result.count(s), s.value) for s in Status if result.count(s)],
        "lines": [(LABELS[finding.status], finding) for finding in wrong_first],
    }
