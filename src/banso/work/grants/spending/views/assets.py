"""Staff's page on which what was bought by an expense is entered in the register of assets."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from banso.core.acting import user_of
from banso.core.forms import record_form
from banso.core.looking import How, looked_at

from ...aftercare.property import correct_asset
from ...models import Asset
from ..assets import enter_asset, told_of
from .book import expense_or_404

FIELDS = (
    "category", "name", "model", "quantity", "unit_price", "acquired_on", "life", "life_table", "place", "grant_part",
)  # fmt: skip
_asset = record_form(Asset, FIELDS, enter_asset, correct_asset)


@permission_required("grants.add_asset", raise_exception=True)
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """An asset bought by an expense, with what is known of it filled in."""
    row = expense_or_404(pk)
    looked_at(request.user, [row], How.RECORD)
    form = _asset()(request.POST or None, initial=told_of(row))
    if request.method == "POST" and form.is_valid():
        try:
            with form.days_confirmed():
                made = enter_asset(expense=row, by=user_of(request), **form.cleaned_data)
            messages.success(request, f"「{made}」を財産管理台帳に載せました。")
            return redirect(row)
        except ValidationError as error:
            form.add_service_errors(error)
    return render(request, "grants/expense_asset.html", {"row": row, "form": form}, status=422 if form.errors else 200)
