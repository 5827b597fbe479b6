"""Sessions, kept in the database behind functions: whoever has a key finds what belongs to it, and nobody can list keys."""

from typing import Any

from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import connection


def _ask(function: str, *given: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT public.{function}({', '.join(['%s'] * len(given))})", given)  # noqa: S608 - names of ours
        return cursor.fetchone()[0]


class SessionStore(SessionBase):
    """Django's store in the database, but for how its rows are reached."""

    def _validate_session_key(self, key: str) -> bool:
        """A key of our own making; whatever else a cookie says opens nothing."""
        return bool(key) and key.isascii() and key.isalnum()

    def load(self) -> dict[str, Any]:
        content = _ask("banso_session", self.session_key) if self.session_key else None
        if content is None:
            self._session_key = None
            return {}
        found: dict[str, Any] = self.decode(content)
        return found

    def exists(self, session_key: str) -> bool:
        return _ask("banso_session", session_key) is not None

    def create(self) -> None:
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            self.create()
            return
        content = self.encode(self._get_session(no_load=must_create))  # type: ignore[attr-defined]
        if not _ask("banso_session_keep", self.session_key, content, self.get_expiry_date(), must_create):
            raise CreateError if must_create else UpdateError

    def delete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            _ask("banso_session_end", key)

    @classmethod
    def clear_expired(cls) -> None:
        _ask("banso_sessions_over")
