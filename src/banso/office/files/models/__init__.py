"""What came in for a case, its file as it is taken out, and how long it is kept."""

from .binding import Binding
from .keeping import Disposal, DisposedFile, Hold, RetentionRule
from .received import ReceivedFile

__all__ = ["Binding", "Disposal", "DisposedFile", "Hold", "ReceivedFile", "RetentionRule"]
