"""Django settings. Everything that differs between installations comes from the environment:

BANSO_DATA       the data folder (default ./data)
BANSO_CATALOGUE  the centre's catalogue folder (default: catalogue in the data folder)
DATABASE_URL     the runtime role's connection; set by the `banso` command when it runs its own PostgreSQL
BANSO_COUNTING_URL  the counting role's connection, likewise
BANSO_SECRECY_LIMIT  up to how many records behind a walled figure it is flagged before printing (default 2)
BANSO_PROXIES    addresses or networks of the proxies before this server, by commas (default none): what they say of whom they
                 speak for is believed, and of no one else
BANSO_URL        the address people outside reach this server by, such as https://banso.example.jp (default: the first of BANSO_HOSTS)
BANSO_SMTP_HOST  the mail server; without one mails wait in the outbox. BANSO_SMTP_PORT, BANSO_SMTP_USER, BANSO_SMTP_SECURITY (starttls, ssl
                 or none; default starttls). The password stands in the file BANSO_SMTP_PASSWORD_FILE (default smtp_password in the data folder)
BANSO_MAIL_FROM  the sender of mails; BANSO_MAIL_RETURN: where what cannot be delivered comes back to, if that server takes name+number@…
BANSO_MEANINGS   off: nothing is offered or looked for by meaning (似た案件), which takes the worker some 300 MB of memory
BANSO_PASS_KEY   the key that signs users' passes; set by the `banso` command, which reads it as the owner
"""

import os
import secrets
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pghistory

from banso.core.smtp import smtp_of

ROOT = Path(__file__).resolve().parents[3]
DATA = Path(os.environ.get("BANSO_DATA", "data")).resolve()
REFERENCE_CATALOGUE = ROOT / "catalogue" / "aomori"  # of the reference world; in a checkout only


def _catalogue() -> Path:
    """The centre's own folder; a reference world made before there was one has the reference centre's."""
    own = DATA / "catalogue"
    is_old_demo = (DATA / "demo_accounts.txt").exists() and not own.exists()
    return REFERENCE_CATALOGUE if is_old_demo else own


CATALOGUE = Path(os.environ.get("BANSO_CATALOGUE") or _catalogue()).resolve()


def _secret_key() -> str:
    """The installation's own key, made once and kept in the data folder, readable by its owner only."""
    path = DATA / "secret_key"
    if not path.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


def _database(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "banso",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query["host"][0] if "host" in query else parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": os.environ.get("BANSO_TEST_DB", "test_banso")},
    }


SECRET_KEY = os.environ.get("BANSO_SECRET_KEY") or _secret_key()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("BANSO_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

TRUSTED_PROXIES = [one.strip() for one in os.environ.get("BANSO_PROXIES", "").split(",") if one.strip()]

INSTALLED_APPS = [
    "banso.core",
    "banso.registers",
    "banso.figures",
    "banso.pipelines",
    "banso.cases",
    "banso.office.deadlines",
    "banso.office.chasing",
    "banso.office.approvals",
    "banso.office.papers",
    "banso.office.files",
    "banso.office.payments",
    "banso.office.guests",
    "banso.office.reviews",
    "banso.office.mail",
    "banso.procedures",
    "banso.work.consultations",
    "banso.work.dispatches",
    "banso.work.orders",
    "banso.work.surveys",
    "banso.work.fairs",
    "banso.work.gatherings",
    "banso.work.grants",
    "banso.work.projects",
    "banso.work.startups",
    "banso.work.turnaround",
    "banso.work.succession",
    "banso.work.transfers",
    "banso.work.complaints",
    "banso.work.lending",
    "banso.work.governance",
    "banso.work.facilities",
    "banso.work.members",
    "banso.work.activities",
    "banso.work.publications",
    "banso.work.placements",
    "banso.search",
    "banso.report",
    "banso.desk",
    "banso.intake",
    "banso.archive",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "banso.core.middleware.BehindProxies",
    "banso.core.middleware.PageHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "banso.core.middleware.WayIn",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "banso.core.acting.ActingMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "banso.core.middleware.SlidingSession",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "banso.search.middleware.FreshIndex",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "banso.core.navigation.menu",
                "banso.desk.handbook.views.here",
            ],
        },
    }
]

MENU_GROUPS = [
    "報告書",
    "案件",
    "事務",
    "相談・派遣",
    "取引",
    "研修・催し",
    "補助・開発",
    "再生・承継",
    "取引の相談",
    "施設・会員",
    "広報・その他",
    "庶務",
    "台帳",
]

ROOT_URLCONF = "banso.config.urls"
WSGI_APPLICATION = "banso.config.wsgi.application"
DATABASES = {"default": _database(os.environ.get("DATABASE_URL", "postgresql:///banso"))}
COUNTING = (
    "counting" if os.environ.get("BANSO_COUNTING_URL") else "default"
)  # the owner's connection sees all by itself
if COUNTING != "default":
    DATABASES[COUNTING] = _database(os.environ["BANSO_COUNTING_URL"])
PASS_KEY = os.environ.get("BANSO_PASS_KEY", "")
READS_MEANINGS = os.environ.get("BANSO_MEANINGS", "") != "off"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "registers.User"
PASSWORD_HASHERS = ["banso.core.passwords.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "banso.registers.permissions.DatedRoles"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # nobody can lock a colleague out from another place
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # else one could keep a colleague's name locked for ever
AXES_CLIENT_IP_CALLABLE = "banso.core.middleware.address_of"
AXES_LOCKOUT_CALLABLE = "banso.desk.account.views.locked_out"
AXES_SENSITIVE_PARAMETERS = ["password"]
OTP_TOTP_ISSUER = "Banso"
PUBLIC_URL = os.environ.get("BANSO_URL", f"http://{ALLOWED_HOSTS[0]}").rstrip("/")
SMTP = smtp_of(DATA)
MAIL_FROM = os.environ.get("BANSO_MAIL_FROM") or f"banso@{urlsplit(PUBLIC_URL).hostname}"
MAIL_RETURN = os.environ.get("BANSO_MAIL_RETURN", "")
SECRECY_LIMIT = int(os.environ.get("BANSO_SECRECY_LIMIT", "2"))
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24 * 7  # of the links by which a password is chosen
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
SESSION_ENGINE = "banso.core.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "ja"
TIME_ZONE = "Asia/Tokyo"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
MEDIA_ROOT = DATA / "files"
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700  # nobody's but the server's own user
STORAGES = {
    "default": {"BACKEND": "banso.core.full.WholeFiles"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

PROCRASTINATE_IMPORT_PATHS = [
    "banso.report.making",
    "banso.registers.services.merging",
    "banso.registers.services.yearly",
    "banso.search.jobs",
    "banso.archive.making",
    "banso.intake.jobs",
    "banso.work.fairs.services.timetabling",
    "banso.office.approvals.turns",
    "banso.office.approvals.deciding",
    "banso.procedures.judging",
    "banso.office.mail.services.sending",
    "banso.desk.outreach",
    "banso.work.orders.services.cards",
]  # where the worker finds its tasks
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
# the trail is read by record, and its walls need no index: one on every link would be seven of them to each visit written
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(db_index=True)
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SILENCED_SYSTEM_CHECKS = ["fields.W342"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
