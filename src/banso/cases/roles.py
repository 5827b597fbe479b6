"""What the parties of a case are called (立場): those any case may have, and those each procedure names."""

from collections.abc import Iterable, Mapping

# Parties that a case of any procedure may have, beside those its own procedure names.
COMMON = {
    "firm": "企業(本件)",
    "representative": "代表者",
    "group": "グループ・関係会社",
    "shareholder": "株主",
    "guarantor": "保証人",
    "bank": "金融機関",
    "opponent": "相手方",
    "buyer": "譲受候補",
    "adviser": "支援者・専門家",
}
_names: dict[tuple[str, str], str] = {}
# Those who speak for whose case it is, in any procedure.
_clients: set[tuple[str, str]] = {("", role) for role in ("firm", "representative", "applicant", "company")}


def name_roles(procedure: str, roles: Mapping[str, str]) -> None:
    """Say what the roles of a procedure are called in Japanese."""
    _names.update({(procedure, code): name for code, name in roles.items()})


def role_name(procedure: str, role: str) -> str:
    """A role in words; its code where nobody named it."""
    return _names.get((procedure, role), COMMON.get(role, role))


def name_clients(procedure: str, roles: Iterable[str]) -> None:
    """Say which roles of a procedure speak for whose case it is: what is told to them needs no consent (申請者の担当者)."""
    _clients.update((procedure, role) for role in roles)


def is_client_role(procedure: str, role: str) -> bool:
    """Whether a party in this role speaks for whose case it is."""
    return (procedure, role) in _clients or ("", role) in _clients
