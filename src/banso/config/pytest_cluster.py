"""A throw-away PostgreSQL for the tests: begun before Django reads its settings, ended with the run."""

import os
from pathlib import Path

from banso.config.postgres import Cluster

DATA = Path(__file__).resolve().parents[3] / "var" / "test"

os.environ.setdefault("BANSO_DATA", str(DATA))
os.environ.setdefault("BANSO_CATALOGUE", str(Path(__file__).resolve().parents[3] / "catalogue" / "aomori"))
_lease = None
if "DATABASE_URL" not in os.environ:
    os.environ["BANSO_PG_FAST"] = "1"
    _lease = Cluster(DATA).lease()
    os.environ["DATABASE_URL"] = _lease.__enter__().owner_url


def pytest_unconfigure() -> None:
    if _lease is not None:
        _lease.__exit__(None, None, None)
