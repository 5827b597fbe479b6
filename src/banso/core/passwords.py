"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id at OWASP's setting for servers: Django's own takes 100 MB and eight threads for each login that is tried,
    which many tries at once would take from everyone who is working. Passwords kept before are renewed as their owners log in.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
