"""The 手引き on screen, and the way to it from every page."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .tasks import TASKS, task_for, task_of


def here(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the task that the page asked for is part of."""
    match = request.resolver_match
    return {"help_task": task_for(match.url_name or "").code if match else ""}


def contents(request: HttpRequest) -> HttpResponse:
    parts = [(part, list(tasks)) for part, tasks in groupby(TASKS, key=lambda task: task.part)]
    return render(request, "desk/handbook/contents.html", {"parts": parts})


def task(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, "desk/handbook/task.html", {"task": task_of(code)})
