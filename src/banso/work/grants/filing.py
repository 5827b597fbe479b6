"""What keeps the file of a grant, beside its deadlines."""

from .aftercare import retention as _retention  # noqa: F401 - restricted assets, and the years the firm keeps its papers
