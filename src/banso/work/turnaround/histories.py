"""What a company's history says of turnaround, to those who may know."""

from .council import histories as _council  # noqa: F401
from .improvement import histories as _improvement  # noqa: F401
