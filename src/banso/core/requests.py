"""A request as Banso reads it."""

from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.utils.http import parse_header_parameters


class Utf8Request(WSGIRequest):
    """A request whose texts are UTF-8, whatever its header says.

    Django believes the header before any middleware is asked, and ends with an error where it names a code that is none for texts.
    `core.middleware.WayIn` refuses such a request in words.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
