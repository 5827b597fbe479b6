"""事業承継: sheets of the network, tracks of consultation, plans over years, what the law sets days for."""

from .diagnosis import Diagnosis, SheetAnswer
from .plans import LawDay, PlanVersion, PlanYear
from .sheets import SheetEdition, SheetQuestion
from .tracks import GuaranteeAnswer, Track, TrackStep

__all__ = [
    "Diagnosis",
    "GuaranteeAnswer",
    "LawDay",
    "PlanVersion",
    "PlanYear",
    "SheetAnswer",
    "SheetEdition",
    "SheetQuestion",
    "Track",
    "TrackStep",
]
