"""How gunicorn serves: everything is loaded once, before the workers part, and then left alone, so that they share its memory."""

import gc
from typing import Any

preload_app = True
forwarded_allow_ips = ""  # which proxies are believed is one setting, BANSO_PROXIES, and read in one place


def when_ready(server: Any) -> None:
    """Whatever was loaded stays for good: the collector no longer touches it, which would give each worker a copy."""
    gc.collect()
    gc.freeze()
