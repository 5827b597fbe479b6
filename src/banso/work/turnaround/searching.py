"""What the search box finds of turnaround."""

from .improvement import searching as _improvement  # noqa: F401
