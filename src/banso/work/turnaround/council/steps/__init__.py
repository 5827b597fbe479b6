"""The steps of a support, in the order in which they come: talking, supporting, agreeing on a plan, watching over it, leaving."""

from . import talking, supporting, completing, leaving  # noqa: F401, I001 - the order is that of the list of steps on screen
