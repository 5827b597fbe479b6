"""Login in one or two steps, and one's own account."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model, login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from banso.core.acting import act_for

from . import invitations, limits, services

WAITING = "login_waits_for_code"
PATIENCE = 300  # seconds between the password and the code


class Login(LoginView):
    """Name and password; whoever has a second factor is asked for its code next."""

    template_name = "banso/login.html"
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if limits.is_flooded(request, request.POST.get("username", "")):
            return locked_out(request, None)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        user = form.get_user()
        act_for(user.pk)  # whether there is a second factor is known to its owner alone
        services.keep_as_today(form.cleaned_data["password"], by=user)
        if not services.has_second_factor(user):
            response = super().form_valid(form)
            _tell(self.request, user)
            limits.remember(self.request, response, user.username)
            return response
        self.request.session[WAITING] = {
            "user": user.pk,
            "backend": user.backend,
            "next": self.get_redirect_url(),
            "at": timezone.now().timestamp(),
        }
        return redirect("login-code")


@never_cache
@login_not_required
@sensitive_post_parameters("code")
@transaction.atomic
def login_code(request: HttpRequest) -> HttpResponse:
    """The second step: the code of the app, or one kept on paper."""
    waiting = request.session.get(WAITING) or {}
    user = _waiting_user(waiting)
    if user is None:
        messages.warning(request, "時間がたったため、もう一度パスワードから入力してください。")
        return redirect("login")
    act_for(user.pk)
    wrong = False
    if request.method == "POST":
        if services.accepts_code(user, request.POST.get("code", "")):
            user.backend = waiting["backend"]
            request.session.pop(WAITING)
            login(request, user)
            _tell(request, user)
            response = redirect(_safe(request, waiting["next"]))
            limits.remember(request, response, user.username)
            return response
        wrong = True
    return render(request, "desk/account/code.html", {"wrong": wrong}, status=422 if wrong else 200)


def _tell(request: HttpRequest, user: Any) -> None:
    """Say to someone who has just logged in what was done to her account that she has not been told of."""
    for said in invitations.tell_links(by=user):
        messages.warning(request, said)


def _waiting_user(waiting: dict[str, Any]) -> Any:
    if not waiting or timezone.now().timestamp() - waiting["at"] > PATIENCE:
        return None
    return get_user_model()._default_manager.filter(pk=waiting["user"], is_active=True).first()


def _safe(request: HttpRequest, target: str) -> str:
    allowed = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if allowed else resolve_url("home")


def locked_out(request: HttpRequest, credentials: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """Too many wrong passwords: from one place for one name, from one place, or for one name."""
    return render(request, "desk/account/locked.html", status=429)


@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """One's own account: password and second factor, and the links into it that were handed out."""
    user: Any = request.user
    facts = {
        "second_factor": services.has_second_factor(user),
        "codes_left": services.backup_codes_left(user),
        "links": invitations.links_of(user),
    }
    return render(request, "desk/account/account.html", facts)


@method_decorator(never_cache, name="dispatch")
class PasswordChange(PasswordChangeView):
    template_name = "desk/account/password.html"
    success_url = reverse_lazy("account")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form tells of a wrong password; here it is counted."""
        if not limits.proves(request, request.POST.get("old_password", "")) and limits.is_locked(request):
            return locked_out(request, None)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, "パスワードを変更しました。")
        return super().form_valid(form)


class SecondFactorForm(forms.Form):
    """The first code of the app; with the password, since the codes on paper that follow open the account without either."""

    password = forms.CharField(
        label="パスワード", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    code = forms.CharField(
        label="確認コード",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "number"}),
    )


def _prove(request: HttpRequest, password: str) -> None:
    """Raise ValidationError unless the password is right, and not one too many: then the answer is :func:`locked_out`."""
    if not limits.proves(request, password):
        raise ValidationError({"password": "パスワードが違います。"})


@never_cache
@sensitive_post_parameters("code", "password")
def second_factor(request: HttpRequest) -> HttpResponse:
    """Switching the second factor on: the picture for the app, then its first code."""
    user: Any = request.user
    form = SecondFactorForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            _prove(request, form.cleaned_data["password"])
            codes = services.confirm_second_factor(**form.cleaned_data, by=user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return render(request, "desk/account/backup_codes.html", {"codes": codes})
    device = services.begin_second_factor(by=user)
    shown = {"form": form, "picture": services.picture_of(device), "secret": services.secret_of(device)}
    return render(request, "desk/account/second_factor.html", shown, status=422 if form.errors else 200)


@require_POST
@never_cache
@sensitive_post_parameters("password")
def backup_codes(request: HttpRequest) -> HttpResponse:
    """New backup codes, shown once, and only after the password."""
    user: Any = request.user
    if not services.has_second_factor(user):
        return redirect("account")
    try:
        _prove(request, request.POST.get("password", ""))
        codes = services.renew_backup_codes(request.POST.get("password", ""), by=user)
    except ValidationError as error:
        messages.error(request, f"予備コードは作り直していません。{' '.join(error.messages)}")
        return redirect("account")
    return render(request, "desk/account/backup_codes.html", {"codes": codes})


@require_POST
@sensitive_post_parameters("password")
def second_factor_off(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    try:
        _prove(request, request.POST.get("password", ""))
        services.end_second_factor(request.POST.get("password", ""), by=user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "2段階認証をやめました。")
    return redirect("account")
