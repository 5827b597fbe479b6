"""What guests open by their address, and staff's side of it."""

from .guest import asked, home, moved, number, unsent

__all__ = ["asked", "home", "moved", "number", "unsent"]
