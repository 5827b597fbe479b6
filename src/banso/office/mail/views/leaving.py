"""Opting out of a topic by the address in a mail: a page with one button, and the one click of a mail program (RFC 8058)."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from banso.registers.centre import centre_name

from ..choices import Topic
from ..services import opt_out
from ..services.letters import leaving


@csrf_exempt  # a mail program posts here without ever having opened a page; the address itself is what it must know
@login_not_required
@never_cache
def leave(request: HttpRequest, address: str) -> HttpResponse:
    """Opening it changes nothing, whoever follows links; posting to it opts out, at once and without a question."""
    found = leaving(address)
    if found is None:
        return render(request, "mail/leave.html", {"centre": centre_name()}, status=404)
    email, topic = found
    done = request.method == "POST"
    if done:
        opt_out(email=email, topic=topic, by=None)
    context = {"email": email, "topic": Topic(topic).label, "done": done, "centre": centre_name()}
    response = render(request, "mail/leave.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
