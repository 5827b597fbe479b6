"""What guests open by their address, and staff's side of it."""

from .guest import asked, file, home, moved, number, own_page, unsent

__all__ = ["asked", "file", "home", "moved", "number", "own_page", "unsent"]
