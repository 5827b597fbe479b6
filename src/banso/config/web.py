"""How gunicorn serves: everything is loaded once, before the workers part, and then left alone, so that they share its memory."""

import gc
from typing import Any

from .parts import die_with

preload_app = True
# A worker that has answered so many is replaced by a new part of this process, which costs nothing; not all at once.
max_requests = 5000
max_requests_jitter = 1000
forwarded_allow_ips = ""  # which proxies are believed is one setting, BANSO_PROXIES, and read in one place


def when_ready(server: Any) -> None:
    """Whatever was loaded stays for good: the collector no longer touches it, which would give each worker a copy."""
    gc.collect()
    gc.freeze()


def post_fork(server: Any, worker: Any) -> None:
    """Nothing goes on answering at the port when the master is gone."""
    die_with(server.pid)
