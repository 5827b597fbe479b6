"""What a company's history says of turnaround, to those who may know."""

from .improvement import histories as _improvement  # noqa: F401
