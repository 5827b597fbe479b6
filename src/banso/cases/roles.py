"""What the parties of a case are called (立場): each procedure names its own."""

from collections.abc import Mapping

_names: dict[tuple[str, str], str] = {}


def name_roles(procedure: str, roles: Mapping[str, str]) -> None:
    """Say what the roles of a procedure are called in Japanese."""
    _names.update({(procedure, code): name for code, name in roles.items()})


def role_name(procedure: str, role: str) -> str:
    """A role in words; its code where nobody named it."""
    return _names.get((procedure, role), role)
