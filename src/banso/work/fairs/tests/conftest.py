"""The small fair lies years ahead, so that it can be prepared; what came of it is told as on a day after it."""

from datetime import date

import pytest

from banso.core import done_days


@pytest.fixture(autouse=True)
def after_the_fair(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fair and its follow-up are past for whoever notes what came of them."""
    monkeypatch.setattr(done_days, "localdate", lambda: date(2032, 3, 31))
