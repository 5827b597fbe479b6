"""Pages opened by a link that is good once: choosing a password, giving up a lost second factor. Nobody is logged in here."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from banso.core.acting import acting_for
from banso.core.middleware import address_of
from banso.registers.models import User

from . import invitations, limits
from .views import locked_out


class ChooseForm(SetPasswordForm):  # type: ignore[type-arg]
    """A password, twice."""

    def __init__(self, user: User, data: object = None) -> None:
        super().__init__(user, data, label_suffix="")
        self.fields["new_password1"].label = "新しいパスワード"
        self.fields["new_password2"].label = "新しいパスワード(確認)"
        self.fields["new_password1"].help_text = "10文字以上。名前に近いもの、よく使われるものは避けてください。"
        self.fields["new_password2"].help_text = ""


@never_cache
@login_not_required
@sensitive_post_parameters("new_password1", "new_password2")
def choose_password(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """Choose one's password; the link is then void."""
    user = invitations.came_by(invitations.PASSWORD, pk, token)
    if user is None:
        return render(request, "desk/account/link_over.html", status=410)
    form = ChooseForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = {"token": token, "place": address_of(request) or ""}
        try:
            with acting_for(user.pk):  # whom the link was made for, and nobody else
                invitations.choose_password(user, form.cleaned_data["new_password1"], **said, by=user)
        except ValidationError:
            return render(request, "desk/account/link_over.html", status=410)
        messages.success(request, f"パスワードを決めました。利用者名「{user.username}」でログインしてください。")
        return redirect("login")
    return render(
        request, "desk/account/choose.html", {"form": form, "person": user}, status=422 if form.errors else 200
    )


class ProofForm(forms.Form):
    """The password, by which one shows that a link came to whom it was made for."""

    password = forms.CharField(
        label="パスワード",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


@never_cache
@login_not_required
@sensitive_post_parameters("password")
def renew_second_factor(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """Do without a second factor that is lost; it is set up anew after the login."""
    user = invitations.came_by(invitations.SECOND_FACTOR, pk, token)
    if user is None:
        return render(request, "desk/account/link_over.html", status=410)
    if limits.is_flooded(request, user.username):
        return locked_out(request, None)
    form = ProofForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        if limits.knows(request, user.username, form.cleaned_data["password"]):
            said = {"token": token, "place": address_of(request) or ""}
            try:
                with acting_for(user.pk):
                    invitations.give_up_second_factor(user, **said, by=user)
            except ValidationError:
                return render(request, "desk/account/link_over.html", status=410)
            messages.success(
                request, "確認コードなしでログインできます。ログインしたら、新しい端末を登録してください。"
            )
            return redirect("login")
        if limits.is_locked(request):
            return locked_out(request, None)
        form.add_error("password", "パスワードが違います。")
    return render(request, "desk/account/lost.html", {"form": form, "person": user}, status=422 if form.errors else 200)
