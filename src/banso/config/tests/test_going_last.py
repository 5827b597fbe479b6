"""The worker behind the scenes takes the processor last, also where the kernel shares it out among sessions first."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from banso.config.operator import AUTOGROUP

SHARED_BY_SESSIONS = Path("/proc/sys/kernel/sched_autogroup_enabled")
ASKED = """
import os
from pathlib import Path
from banso.config import operator
before = os.nice(0)
operator.let_others_go_first()
said = operator.AUTOGROUP.read_text() if operator.AUTOGROUP.exists() else ""
print(os.nice(0) - before, os.getsid(0) == os.getpid(), said.strip(), sep="|")
operator.AUTOGROUP = Path("/nowhere/autogroup")
operator.let_others_go_first()  # where there are no such groups, or nothing may be said of them
"""


def test_the_worker_goes_last_within_its_session_and_as_one() -> None:
    """It is nice itself, a session of its own, and that session is nice too wherever the kernel may be told."""
    own_path = {**os.environ, "PYTHONPATH": str(settings.ROOT / "src")}
    ran = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True, env=own_path)
    nicer, own, group = ran.stdout.strip().split("|")
    assert int(nicer) == min(10, 19 - os.nice(0))
    assert own == "True"
    grouped = SHARED_BY_SESSIONS.exists() and SHARED_BY_SESSIONS.read_text().strip() == "1"
    if grouped and os.access(AUTOGROUP, os.W_OK):
        assert group.endswith("nice 10"), group
