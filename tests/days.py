"""A served office whose day a test sets: all its processes are at the moment that is written in a file, and time goes on from there."""

import os
import urllib.request
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from time import monotonic, sleep
from zoneinfo import ZoneInfo

from .other_days.sitecustomize import KEPT
from .running import ROOT

TOKYO = ZoneInfo("Asia/Tokyo")
FOLLOWED = Path(__file__).parent / "other_days"


@dataclass
class Days:
    """The day in the office. `settings` are those with which `banso serve` is started, with one web process. The database stays where it is: days
    before the real one would end every session.
    """

    kept: Path

    @property
    def settings(self) -> dict[str, str]:
        return {KEPT: str(self.kept), "PYTHONPATH": os.pathsep.join((str(FOLLOWED), str(ROOT / "src")))}

    def come(self, day: date, hour: int = 10, minute: int = 0) -> datetime:
        """Say which moment it is."""
        at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=TOKYO)
        written = self.kept.with_suffix(".new")
        written.write_text(at.isoformat())
        written.rename(self.kept)  # at once: whoever reads it meanwhile reads the one or the other
        return at

    def go_to(self, address: str, day: date, hour: int = 10, minute: int = 0) -> None:
        """Go to a moment, and wait until the office is there."""
        at, since = self.come(day, hour, minute), monotonic()
        while True:
            with urllib.request.urlopen(f"{address}/login/") as answer:
                there = parsedate_to_datetime(answer.headers["Date"])
            if timedelta(0) <= there - at < timedelta(minutes=2):
                return
            assert monotonic() - since < 60, f"the office is still at {there}"
            sleep(0.05)
