"""The mail server as it is set up, from the environment; its password stands in a file that only the server's user can read."""

import os
from dataclasses import dataclass
from pathlib import Path

SECURITY = ("starttls", "ssl", "none")


@dataclass(frozen=True)
class Smtp:
    """Where mails are handed over. The password is read when it is needed and kept nowhere else."""

    host: str
    port: int
    security: str
    user: str
    password_file: Path

    def password(self) -> str:
        return self.password_file.read_text(encoding="utf-8").strip()


def smtp_of(data: Path) -> Smtp | None:
    """The mail server the environment names; None without one: mails then wait in the outbox. Raises ValueError for a wrong setting."""
    host = os.environ.get("BANSO_SMTP_HOST", "")
    if not host:
        return None
    security = os.environ.get("BANSO_SMTP_SECURITY", "starttls")
    if security not in SECURITY:
        raise ValueError(f"BANSO_SMTP_SECURITY は {'、'.join(SECURITY)} のどれかにしてください。")
    port = int(os.environ.get("BANSO_SMTP_PORT", {"starttls": "587", "ssl": "465", "none": "25"}[security]))
    file = Path(os.environ.get("BANSO_SMTP_PASSWORD_FILE", data / "smtp_password"))
    return Smtp(host, port, security, os.environ.get("BANSO_SMTP_USER", ""), file)
