"""The first start of an empty data folder: one page, for this machine alone, that founds the centre; then it is gone.

It is no part of what answers requests later: `banso serve` itself answers, as the operator, until the centre has somebody who can log
in. Whoever fills it in must know the word that was printed where `banso serve` was started.
"""

import mimetypes
import secrets
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Event, Lock
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.contrib.staticfiles.finders import find
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.core.handlers.wsgi import WSGIRequest
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string

from banso.core.errors import UserError
from banso.core.forms import say_refused
from banso.core.spelling import prefectures

from . import founding
from .founding import Founding

HERE = "127.0.0.1"
NAMES = ("localhost", "127.0.0.1")
PROXIES = frozenset(
    f"HTTP_{name}"
    for name in ("FORWARDED", "VIA", "X_FORWARDED_FOR", "X_FORWARDED_HOST", "X_FORWARDED_PROTO", "X_REAL_IP")
)
UNITS = 6
WAIT = 1.0  # seconds after a wrong word
LOOK = 0.3


class FirstForm(forms.Form):
    """What a centre is asked before anything else. Units and the first manager."""

    word = forms.CharField(label="合言葉", max_length=40, help_text="banso serve を始めた画面に表示されています。")
    name = forms.CharField(label="センターの正式な名称", max_length=120)
    prefecture = forms.ChoiceField(label="都道府県")
    username = forms.RegexField(
        r"^[\w.@+-]+$", label="利用者名", max_length=150, help_text="最初の管理者がログインするときの名前。例: kanri"
    )
    display_name = forms.CharField(label="氏名", max_length=60)
    password = forms.CharField(
        label="パスワード",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="パスワード(確認)",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, data: Any, *, word: str, founded: bool) -> None:
        super().__init__(data, label_suffix="", auto_id="%s")
        self._word, self.founded = word, founded
        self.fields["prefecture"].choices = [("", "選んでください"), *((one, one) for one in prefectures())]  # type: ignore[attr-defined]
        if founded:
            del self.fields["name"], self.fields["prefecture"]

    def clean_word(self) -> str:
        typed = str(self.cleaned_data["word"]).strip().lower()
        if not secrets.compare_digest(typed.encode(), self._word.encode()):
            time.sleep(WAIT)
            raise ValidationError("合言葉が違います。banso serve を始めた画面を確かめてください。")
        return typed

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", "2回のパスワードが違います。")
        elif given.get("password"):
            try:
                validate_password(given["password"])
            except ValidationError as error:
                self.add_error("password", error)
        return given

    def rows(self) -> list[tuple[int, str, bool]]:
        """The lines for units as they were typed: number, name, whether confidential."""
        return [
            (n, str(self.data.get(f"unit-{n}", "")).strip(), f"confidential-{n}" in self.data)
            for n in range(1, UNITS + 1)
        ]

    def founding(self) -> Founding:
        given = self.cleaned_data
        return Founding(
            name=given.get("name", ""),
            prefecture=given.get("prefecture", ""),
            units=tuple((name, hidden) for _, name, hidden in self.rows() if name),
            manager=given["username"],
            manager_name=given["display_name"],
            password=given["password"],
        )


class FirstStart:
    """The page, its word, and whether it has done its work."""

    def __init__(self) -> None:
        self.word = f"{secrets.token_hex(2)}-{secrets.token_hex(2)}-{secrets.token_hex(2)}"
        self.done = Event()
        self._one_at_a_time = Lock()

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        request = WSGIRequest(environ)
        try:
            response = self.answer(request)
        finally:
            connections.close_all()
        start(f"{response.status_code} {response.reason_phrase}", list(response.items()))
        return [response.content]

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page, or what it looks like. Whoever comes through a proxy, or by another name, is not at this machine."""
        if request.META.get("HTTP_HOST", "").rsplit(":", 1)[0] not in NAMES or PROXIES & request.META.keys():
            return HttpResponse("このページは、Bansoを動かしている機械でだけ開けます。", status=403)
        if request.path.startswith("/static/"):
            return _static(request.path.removeprefix("/static/"))
        with self._one_at_a_time:
            if self.done.is_set():
                return self._page("desk/first/done.html", {})
            try:
                return self._asked(request)
            except (SuspiciousOperation, MultiPartParserError):  # nothing a browser sends from that page
                return HttpResponse("送られた内容を読み取れません。ページを開き直してください。", status=400)

    def _asked(self, request: HttpRequest) -> HttpResponse:
        posted = request.method == "POST"
        form = FirstForm(request.POST if posted else None, word=self.word, founded=founding.is_founded())
        if posted and form.is_valid() and self._founded(form):
            self.done.set()
            return self._page("desk/first/done.html", {})
        return self._page("desk/first/first.html", {"form": form}, status=422 if posted else 200)

    def _founded(self, form: FirstForm) -> bool:
        from django.db import transaction

        wanted = form.founding()
        faults = {} if form.founded else founding.faults_of(wanted)
        for name, message in faults.items():
            form.add_error(name if name in form.fields else None, message)
        if faults:
            return False
        try:
            if form.founded:
                with transaction.atomic():
                    founding.first_manager(wanted)
            else:
                founding.found(wanted)
        except UserError as error:
            form.add_error(None, str(error))
            return False
        except ValidationError as error:
            say_refused(form, error)
            return False
        return True

    def _page(self, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        response = HttpResponse(render_to_string(template, context), status=status)
        response["Cache-Control"], response["X-Frame-Options"] = "no-store", "DENY"
        response["Referrer-Policy"] = "no-referrer"
        return response


def _static(name: str) -> HttpResponse:
    try:
        found = find(name)
    except (SuspiciousOperation, ValueError):  # a way out of the folder, or no name of a file
        found = None
    if not isinstance(found, str) or not Path(found).is_file():
        return HttpResponse(status=404)
    kind = mimetypes.guess_type(found)[0] or "application/octet-stream"
    return HttpResponse(Path(found).read_bytes(), content_type=kind)


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True  # a browser opens connections it may never use


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as it is declared
        return None


def answer_first(port: int, stopping: Event) -> bool:
    """Answer on this machine until the centre is founded; whether it is, and nobody asked to stop before."""
    first = FirstStart()
    with make_server(HERE, port, first, server_class=_Server, handler_class=_Quiet) as server:
        server.timeout = LOOK
        print(
            f"はじめの設定: この機械のブラウザで http://localhost:{port}/ を開き、次の合言葉を入力してください。\n"
            f"合言葉: {first.word}\n"
            "画面を使わないときは、止めてから banso init を実行します。",
            flush=True,
        )
        while not (first.done.is_set() or stopping.is_set()):
            server.handle_request()
        until = time.monotonic() + 1.0  # the page that says it is done looks for its style
        while first.done.is_set() and time.monotonic() < until:
            server.handle_request()
    return first.done.is_set() and not stopping.is_set()
