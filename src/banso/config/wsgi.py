"""The WSGI application, with every page loaded, so that workers that part from it share them."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from banso.core.requests import Utf8Request

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banso.config.settings")
application = get_wsgi_application()
application.request_class = Utf8Request
get_resolver().url_patterns  # noqa: B018 - read once, here
