"""What people and programs send that no page was written for: in addresses, in queries, and in every field of every form."""

import re
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch
from urllib.parse import quote, urlsplit

from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.urls import resolve
from lxml import html

VALUES = {
    "NUL": "a\0b",
    "superscript": "²",
    "circled": "①",
    "5,000 digits": "9" * 5000,
    "past a 4-byte column": "2147483648",
    "past an 8-byte column": "9223372036854775808",
    "nought": "0",
    "negative": "-1",
    "fraction": "1.5",
    "no number": "NaN",
    "exponent": "1e400",
    "longer than the column": "あ" * 2000,
    "before the calendar": "0000-00-00",
    "before Meiji": "1600/1/1",
    "the last day": "9999-12-31",
    "no era": "R99.2.30",
    "markup": "\"'><script>alert(1)</script>",
    "no path": "../../etc/passwd\\%",
    "lone half of a letter": '"\\ud800"',
    "list": "[1, null]",
    "object": '{"a": {}}',
    "cursor": urlsafe_b64encode(b'[{"a": 1}, 9999999999999999999999]').decode(),
    "cursor of text": urlsafe_b64encode('["\\u0000²", 1]'.encode()).decode(),
    "blank": " \u3000\u200b",
}
MARKUP = b"<script>alert(1)"
IN_PATHS = {
    int: ("0", "2147483648", "9223372036854775807", "9223372036854775808", "9" * 5000, "²", "-1", "a"),
    str: ("\0", "²", "あ" * 400, "..", "%", "'\"><script>", " ", "registers.company"),
}


@dataclass(frozen=True)
class Form:
    """A form of a page, as a browser would send it."""

    page: str
    action: str
    method: str
    fields: tuple[tuple[str, str], ...]

    def sent(self, **replaced: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, value in self.fields:
            found.setdefault(name, []).append(value)
        return {**found, **replaced}

    @property
    def kind(self) -> tuple[str, ...]:
        """Where it goes and what it asks: the same form may stand on several pages, or many times on one."""
        return (re.sub(r"\d+", "0", self.action.split("?")[0]), *self.names)

    @property
    def names(self) -> list[str]:
        return sorted({name for name, _ in self.fields} - {"csrfmiddlewaretoken"})


def forms_of(page: str, address: str, text: str) -> Iterator[Form]:
    """Every form of a page, with what stands in its fields; a choice not made yet is made."""
    if not text.strip():
        return
    for form in html.fromstring(text).iter("form"):
        action = form.get("action") or form.get("hx-post") or address
        method = "post" if form.get("hx-post") else (form.get("method") or "get").lower()
        names = {str(element.get("name")) for element in form.inputs if element.get("name")}
        filled = dict.fromkeys(names, "1") | {n: v for n, v in form.form_values() if v}
        buttons = form.xpath(".//button[@name]")
        filled |= {str(button.get("name")): str(button.get("value") or "") for button in buttons}
        if urlsplit(action).path.startswith("/logout"):
            continue
        yield Form(page, action, method, tuple(sorted(filled.items())))


@contextmanager
def names_read() -> Iterator[set[str]]:
    """The names that a view looks for in what it is sent."""
    read: set[str] = set()

    def watch(method: str) -> Any:
        usual: Callable[..., Any] = getattr(QueryDict, method)

        def asked(self: QueryDict, key: str, *more: Any, **named: Any) -> Any:
            read.add(key)
            return usual(self, key, *more, **named)

        return patch.object(QueryDict, method, asked)

    with watch("get"), watch("getlist"), watch("__getitem__"), watch("__contains__"):
        yield read


def undone(ask: Callable[[], Any]) -> Any:
    """What a request is answered; whatever it did is undone."""
    with transaction.atomic():
        answer = ask()
        if answer.streaming:
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    return answer


def failed(answer: Any) -> str:
    """How a request ended in an error of ours, if it did, or in a page that runs what was sent."""
    if answer.status_code < 500:
        sent_back = (
            not answer.streaming and "html" in answer.headers.get("content-type", "") and MARKUP in answer.content
        )
        return "sent back as code" if sent_back else ""
    kind, error = answer.exc_info[:2] if getattr(answer, "exc_info", None) else ("", "")
    return f"{answer.status_code} {getattr(kind, '__name__', kind)}: {str(error)[:160]}"


def paths(address: str) -> Iterator[str]:
    """The address with each part of it that may vary replaced by what it was not made for."""
    found = resolve(address)
    for name, value in found.kwargs.items():
        for hostile in IN_PATHS[int if isinstance(value, int) else str]:
            parts = {**found.kwargs, name: hostile}
            filled = re.sub(r"<(?:\w+:)?(\w+)>", lambda m, p=parts: quote(str(p[m[1]]), safe=""), found.route)
            yield f"/{filled}"


def attack_queries(
    client: Client, address: str, kinds: Iterable[str], known: set[str] | None = None
) -> Iterator[tuple[str, str, str]]:
    """Values of these kinds in every name that the page at an address reads: (address, kind, how it failed).

    `known` are the names that pages alike were seen to read, which are not looked for again; what this one reads beside them is added.
    """
    read = looked_for(client, address) if known is None else known
    for kind in kinds:
        sent = dict.fromkeys(read, VALUES[kind])
        with names_read() as further:
            said = failed(undone(lambda s=sent: client.get(address, s)))
        read |= further
        if said:
            yield address, kind, said


def looked_for(client: Client, address: str) -> set[str]:
    """The names that the page at an address reads in its query."""
    with names_read() as read:
        undone(lambda: client.get(address))
    for _ in range(2):  # what is read only where something else is there already
        asked = dict.fromkeys(read, "1")
        with names_read() as further:
            undone(lambda a=asked: client.get(address, a))
        read |= further
    return read


def attack_form(client: Client, form: Form, name: str, kinds: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Values of these kinds in one field of a form: (address and field, kind, how it failed)."""
    for kind in kinds:
        sent = form.sent(**{name: VALUES[kind]})
        if said := failed(undone(lambda s=sent: client.post(form.action, s))):
            yield f"{form.page} {form.action} {name}", kind, said
