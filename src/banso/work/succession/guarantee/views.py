"""The page of a check sheet for the release of guarantees."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from banso.core.acting import user_of
from banso.core.looking import How, looked_at

from ..models import Track
from .checking import checked
from .services import answer_check


@permission_required("succession.change_track", raise_exception=True)
def check_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Every question of the sheet in use when the case was opened, with what the firm says so far."""
    track = get_object_or_404(Track.objects.select_related("case__programme", "case__company", "case__person"), pk=pk)
    looked_at(request.user, [track], How.RECORD)
    sheet = checked(track)
    wrong: list[str] = []
    if request.method == "POST":
        said = {question.pk: request.POST.get(f"answer-{question.pk}", "") for question, _ in sheet.lines}
        try:
            answer_check(track, said, by=user_of(request))
            messages.success(request, "チェックシートの答えを保存しました。")
            return redirect("case", pk=track.case_id)
        except ValidationError as error:
            wrong = list(error.messages)
    context = {"track": track, "sheet": sheet, "wrong": wrong}
    return render(request, "succession/check.html", context, status=422 if wrong else 200)
