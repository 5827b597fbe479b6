"""What a user arranges about her lists: which columns, which lists are kept under a name, and which one comes first."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from . import saved
from .errors import UserError
from .kinds import kind_or_404
from .models import SavedList, Sharing
from .tables import Table


def _back(shown: Table, query: str) -> HttpResponse:
    return redirect(f"{reverse(shown.page('list'))}?{query or 'all=1'}")


def _without_list(query: str) -> str:
    """Conditions as an address, without the saved list they came from."""
    kept = QueryDict(query, mutable=True)
    kept.pop("list", None)
    return kept.urlencode()


@require_POST
def choose_columns(request: HttpRequest, label: str) -> HttpResponse:
    """Show the columns ticked, in the order of the form."""
    shown = kind_or_404(request.user, label).table
    chosen = [] if "usual" in request.POST else request.POST.getlist("column")
    saved.choose_columns(shown, chosen, by=request.user)
    messages.success(request, "表示する列を変えました。" if chosen else "列を最初の並びに戻しました。")
    return _back(shown, _without_list(request.POST.get("query", "")))


@require_POST
def save_list(request: HttpRequest, label: str) -> HttpResponse:
    """Keep what is shown under a name, and begin with it if asked."""
    shown = kind_or_404(request.user, label).table
    query = _without_list(request.POST.get("query", ""))
    sharing = request.POST.get("sharing", Sharing.OWN)
    try:
        kept = saved.save_list(
            shown,
            name=request.POST.get("name", ""),
            query=query,
            columns=request.POST.getlist("column"),
            sharing=sharing,
            by=request.user,
        )
    except ValidationError as error:
        messages.error(request, "一覧を保存できませんでした。" + "".join(error.messages))
        return _back(shown, query)
    if "start" in request.POST:
        saved.start_with(shown, kept, by=request.user)
    messages.success(request, f"一覧「{kept}」を保存しました。")
    return _back(shown, kept.address)


@require_POST
def change_list(request: HttpRequest, label: str, pk: int) -> HttpResponse:
    """Remove a saved list of one's own, or have the list begin with it or no longer."""
    shown = kind_or_404(request.user, label).table
    chosen = get_object_or_404(saved.lists_for(request.user, shown), pk=pk)
    what = request.POST.get("what")
    if what == "remove":
        return _removed(request, shown, chosen)
    saved.start_with(shown, chosen if what == "start" else None, by=request.user)
    said = f"次からは「{chosen}」を最初に開きます。" if what == "start" else "次からはすべての記録を最初に開きます。"
    messages.success(request, said)
    return _back(shown, chosen.address)


def _removed(request: HttpRequest, shown: Table, chosen: SavedList) -> HttpResponse:
    try:
        saved.remove_list(chosen, by=request.user)
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"保存した一覧「{chosen}」を削除しました。記録はそのままです。")
    return _back(shown, chosen.query)
