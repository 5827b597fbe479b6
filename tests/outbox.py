"""Where the mails of a served centre go while tests watch: a mail server that keeps what it is handed."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

from .running import free_port


@dataclass
class Outbox:
    """The last mail to each address. `settings` are those by which `banso serve` hands its mails here."""

    settings: dict[str, str]
    taken: dict[str, str] = field(default_factory=dict)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        letter: Any = message_from_bytes(envelope.content, policy=default)
        self.taken[envelope.rcpt_tos[0]] = letter.get_body().get_content()
        return "250 taken"

    def link_to(self, address: str) -> str:
        """The link in the last mail to an address."""
        found = re.search(r"https?://\S+", self.taken[address])
        assert found, self.taken[address]
        return found[0]


@contextmanager
def outbox_open() -> Iterator[Outbox]:
    port = free_port()
    server = {"BANSO_SMTP_HOST": "127.0.0.1", "BANSO_SMTP_PORT": str(port), "BANSO_SMTP_SECURITY": "none"}
    found = Outbox({**server, "BANSO_MAIL_FROM": "banso@centre.example.jp"})
    running = Controller(found, hostname="127.0.0.1", port=port)
    running.start()
    yield found
    running.stop()
