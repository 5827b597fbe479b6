"""Accounts on screen: someone invited, locked out, or handed a link to choose a password or a second factor anew."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from banso.core.acting import user_of
from banso.core.forms import say_refused
from banso.desk.account import invitations
from banso.desk.models import LinkKind
from banso.desk.outreach import mail_link
from banso.registers.models import Programme, Staff, Unit, User

may_manage = permission_required(["registers.add_user", "registers.add_roleassignment"], raise_exception=True)
WORDS = {
    "管理者": "すべての記録と、利用者・事業・報告書の構成を扱う",
    "相談員": "相談や案件などの記録を見て、書く",
    "守秘部署の相談員": "相談員の仕事に加えて、守秘の業務(再生・承継など)を扱う。見えるのは所属する部署の記録だけ",
    "閲覧者": "記録を見る。書かない",
}


class InvitationForm(forms.Form):
    """Whom, as what, in which unit."""

    username = forms.CharField(
        label="利用者名", max_length=150, help_text="ログインするときの名前。半角の英数字がよいでしょう。例: tanaka"
    )
    display_name = forms.CharField(label="氏名", max_length=60)
    email = forms.EmailField(label="メールアドレス", max_length=254, required=False)
    role = forms.ModelChoiceField(Group.objects.none(), label="役割", empty_label="選んでください")
    programme = forms.ModelChoiceField(
        Programme.objects.none(),
        label="役割の及ぶ事業",
        required=False,
        empty_label="すべての事業",
        help_text="1つの事業だけを受け持つ人は、その事業を選びます。",
    )
    unit = forms.ModelChoiceField(Unit.objects.none(), label="部署", required=False, empty_label="所属しない")
    staff = forms.ModelChoiceField(
        Staff.objects.none(),
        label="職員台帳の人",
        required=False,
        empty_label="台帳にいない(新しく登録する)",
        help_text="すでに職員台帳にいる人なら選びます。1人の人として結び付きます。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        offered: dict[str, Any] = {
            "role": Group.objects.filter(name__in=WORDS).order_by("pk"),
            "programme": Programme.objects.filter(ended_in=None).order_by("pk"),
            "unit": Unit.objects.filter(ended_on=None).order_by("pk"),
            "staff": Staff.objects.filter(user=None, ended_on=None)
            .select_related("unit")
            .order_by("unit", "kana", "pk"),
        }
        for name, rows in offered.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]


@may_manage
@never_cache
def invitation(request: HttpRequest) -> HttpResponse:
    """Make a login, and show once the link by which its owner chooses a password."""
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                person = invitations.invite(by=user_of(request), **form.cleaned_data)
                path = invitations.hand_link(person, LinkKind.INVITED, by=user_of(request))
        except ValidationError as error:
            say_refused(form, error)
        else:
            return _link(request, person, path, LinkKind.INVITED)
    context = {"form": form, "words": WORDS.items()}
    return render(request, "desk/people/invite.html", context, status=422 if form.errors else 200)


def _link(request: HttpRequest, person: User, path: str, kind: LinkKind) -> HttpResponse:
    link = request.build_absolute_uri(path)
    context = {
        "person": person,
        "link": link,
        "kind": kind,
        "mailed": mail_link(person, kind, link, by=user_of(request)),
    }
    return render(request, "desk/people/link.html", context)


@may_manage
@require_POST
@never_cache
def new_password(request: HttpRequest, pk: int) -> HttpResponse:
    """A link by which someone who forgot the password chooses another; the old one holds until then."""
    return _helped(request, pk, LinkKind.PASSWORD)


@may_manage
@require_POST
@never_cache
def new_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """A link by which someone who lost the telephone does without its codes, with the password."""
    return _helped(request, pk, LinkKind.SECOND_FACTOR)


def _helped(request: HttpRequest, pk: int, kind: LinkKind) -> HttpResponse:
    """The page with a link for someone, unless she works behind a wall that is closed to who is asking."""
    person = get_object_or_404(User, pk=pk, is_active=True)
    try:
        path = invitations.hand_link(person, kind, by=user_of(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("people-access", pk=pk)
    return _link(request, person, path, kind)


@may_manage
@require_POST
def lock(request: HttpRequest, pk: int) -> HttpResponse:
    return _changed(request, pk, invitations.lock, "停止しました。いま開いている画面も使えなくなります。")


@may_manage
@require_POST
def unlock(request: HttpRequest, pk: int) -> HttpResponse:
    return _changed(request, pk, invitations.unlock, "再びログインできるようにしました。")


def _changed(request: HttpRequest, pk: int, change: Callable[..., None], words: str) -> HttpResponse:
    person = get_object_or_404(User, pk=pk)
    try:
        change(person, by=user_of(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"{person}を{words}")
    return redirect("people-access", pk=pk)
