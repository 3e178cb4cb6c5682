"""Every setting of Setara, typed and read once; `docs/settings.md` lists them all (a test compares)."""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from django.utils.translation import gettext_lazy as _

from setara.kernel.access.roles import RolesFault, default_roles, read_roles
from setara.kernel.certificates.decision_reasons import ReasonsFault, default_reasons, read_reasons
from setara.kernel.rulebook.regions import districts
from setara.platform import environment, installation
from setara.platform.environment import UnsafeSetting

PRODUCTION = environment.choice("SETARA_ENV", "development", "development", "production") == "production"
DEBUG = False
DATA = Path(environment.text("SETARA_DATA") or "var").resolve()
PORT = environment.whole("PORT", 8000, 1, 65535)

# TLS of our own server; a proxy before it has its own.
TLS = environment.choice("SETARA_TLS", "off", "off", "own", "files")
TLS_CERTIFICATE, TLS_KEY = environment.text("SETARA_TLS_CERTIFICATE"), environment.text("SETARA_TLS_KEY")
if (TLS == "files") != bool(TLS_CERTIFICATE and TLS_KEY):
    raise UnsafeSetting(
        "SETARA_TLS: 'files' needs SETARA_TLS_CERTIFICATE and SETARA_TLS_KEY, and these need SETARA_TLS=files"
    )

# The address and the secrets: fixed by `setara init`, else from the environment.
INSTALLATION = installation.standing(DATA)
_asked_base_url = environment.text("SETARA_BASE_URL")
BASE_URL = installation.checked_base_url(
    _asked_base_url
    or (INSTALLATION.base_url if INSTALLATION else f"{'http' if TLS == 'off' else 'https'}://localhost:{PORT}"),
    PRODUCTION,
)
if INSTALLATION and INSTALLATION.base_url != BASE_URL:
    raise UnsafeSetting(
        f"SETARA_BASE_URL is {BASE_URL}, but this installation was made for {INSTALLATION.base_url}, "
        "which stands in every QR code it issued. Remove the setting or use another SETARA_DATA."
    )
if TLS != "off" and not BASE_URL.startswith("https://"):
    raise UnsafeSetting(f"SETARA_TLS={TLS}: the address {BASE_URL} is not https; make the installation for one that is")
SECRET_KEY = environment.text("SETARA_SECRET_KEY") or (INSTALLATION.secret_key if INSTALLATION else "")
KEY_PASSPHRASE = environment.text("SETARA_KEY_PASSPHRASE") or (INSTALLATION.key_passphrase if INSTALLATION else "")
if PRODUCTION:
    for _name in ("SETARA_SECRET_KEY", "SETARA_KEY_PASSPHRASE"):
        if len(environment.text(_name)) < 32:
            raise UnsafeSetting(f"{_name}: production needs at least 32 characters that do not stand beside the data")
SECRET_KEY = SECRET_KEY or secrets.token_urlsafe(48)
KEY_PASSPHRASE = KEY_PASSPHRASE or secrets.token_urlsafe(32)

# The office, its province and its programme: development may be the example province, production names its own.
_EXAMPLE = {
    "SETARA_PROVINCE": "35",
    "SETARA_OFFICE_ID": "Dinas Perindustrian dan Perdagangan Provinsi Jawa Timur",
    "SETARA_OFFICE_EN": "Department of Industry and Trade, East Java Province",
    "SETARA_PROGRAMME_ID": "Program Fasilitasi Sertifikasi IKM (data contoh)",
    "SETARA_PROGRAMME_EN": "IKM Certification Facilitation Programme (example data)",
}
if PRODUCTION:
    for _name in _EXAMPLE:
        if not environment.text(_name):
            raise UnsafeSetting(
                f"{_name}: production names its own; without it the example province would stand on every sheet"
            )
PROVINCE = environment.choice(
    "SETARA_PROVINCE", _EXAMPLE["SETARA_PROVINCE"], *sorted({code[:2] for code in districts()})
)
OFFICE_ID = environment.text("SETARA_OFFICE_ID") or _EXAMPLE["SETARA_OFFICE_ID"]
OFFICE_EN = environment.text("SETARA_OFFICE_EN") or _EXAMPLE["SETARA_OFFICE_EN"]
PROGRAMME_ID = environment.text("SETARA_PROGRAMME_ID") or _EXAMPLE["SETARA_PROGRAMME_ID"]
PROGRAMME_EN = environment.text("SETARA_PROGRAMME_EN") or _EXAMPLE["SETARA_PROGRAMME_EN"]
if len(OFFICE_ID.encode()) > 64:
    raise UnsafeSetting("SETARA_OFFICE_ID: at most 64 bytes, the longest name that a document certificate can carry")
try:
    ROLES = read_roles(_roles) if (_roles := environment.text("SETARA_ROLES")) else default_roles()
except RolesFault as _fault:
    raise UnsafeSetting(f"SETARA_ROLES: {_fault}") from _fault
try:
    REASONS = read_reasons(_reasons) if (_reasons := environment.text("SETARA_REASONS")) else default_reasons()
except ReasonsFault as _fault:
    raise UnsafeSetting(f"SETARA_REASONS: {_fault}") from _fault
PROCESSES = environment.whole("SETARA_PROCESSES", min(os.cpu_count() or 1, 8), 1, 64)
SENDS_MAIL = bool(environment.text("SETARA_MAIL_HOST"))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "setara.history",
    "setara.files",
    "setara.accounts",
    "setara.intake",
    "setara.registry",
    "setara.certificates",
    "setara.issuance",
    "setara.handover",
    "setara.reporting",
    "setara.web",
]
MIDDLEWARE = [
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "setara.web.security.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "setara.web.security.DenyByDefault",
]
ROOT_URLCONF = "setara.conf.urls"
WSGI_APPLICATION = "setara.conf.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent.parent / "web" / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "setara.web.components.context.page",
            ],
        },
    }
]

# SQLite takes its write lock at BEGIN, so that two writers wait instead of failing half way.
DATABASES = {
    "default": environment.read(
        "DATABASE_URL",
        dj_database_url.parse(f"sqlite:///{DATA / 'setara.sqlite3'}"),
        dj_database_url.parse,
        "sqlite:///… or postgres://…",
    )
}
DATABASES["default"]["CONN_MAX_AGE"] = None
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["ENGINE"] = "setara.platform.sqlite"
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
        " PRAGMA mmap_size=1073741824; PRAGMA cache_size=-32000;",
    }
elif DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise UnsafeSetting("DATABASE_URL: expected sqlite:///… or postgres://…")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Sign-in by a code sent to the e-mail address.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_ADAPTER = "setara.web.adapter.InvitedOnly"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
MFA_ADAPTER = "setara.web.adapter.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A question put for the second step could else be answered, without fingerprint or PIN, at the door of passkeys alone.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_FORMS = {
    "add_webauthn": "setara.web.passkeys.AddForm",
    "edit_webauthn": "setara.web.passkeys.RenameForm",
    "login_webauthn": "setara.web.passkeys.SignInForm",
    "authenticate_webauthn": "setara.web.passkeys.SecondStepForm",
    "reauthenticate_webauthn": "setara.web.passkeys.OnceMoreForm",
}
# An office is one address to us, and its morning is one minute.
MFA_RATE_LIMITS = {"webauthn_login": "30/m/ip"}
MFA_TOTP_TOLERANCE = 1
# An account is opened by a code sent to its address: that proves the address each time.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
SECOND_FACTOR_REQUIRED = environment.choice("SETARA_SECOND_FACTOR", "offered", "offered", "required") == "required"
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "/kantor/"
LOGOUT_REDIRECT_URL = "/"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
}
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if SENDS_MAIL else 'console'}.EmailBackend"
EMAIL_HOST = environment.text("SETARA_MAIL_HOST")
EMAIL_PORT = environment.whole("SETARA_MAIL_PORT", 587, 1, 65535)
EMAIL_HOST_USER = environment.text("SETARA_MAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("SETARA_MAIL_PASSWORD")
EMAIL_USE_TLS = environment.flag("SETARA_MAIL_TLS", default=True)
DEFAULT_FROM_EMAIL = environment.text("SETARA_MAIL_FROM", f"setara@{urlsplit(BASE_URL).hostname}")
if PRODUCTION and not SENDS_MAIL:
    raise UnsafeSetting("SETARA_MAIL_HOST: production sends sign-in codes by mail; without a host nobody can sign in")

# Words and days.
LANGUAGE_CODE = environment.choice("SETARA_LANGUAGE", "id", "id", "en")
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LOCALE_PATHS = [Path(__file__).parent.parent / "locale"]
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

# What the browser is told.
ALLOWED_HOSTS = [
    host.strip()
    for host in environment.text(
        "SETARA_HOSTS", f"{urlsplit(BASE_URL).hostname}" + ("" if PRODUCTION else ",localhost,127.0.0.1")
    ).split(",")
    if host.strip()
]
if PRODUCTION and "*" in ALLOWED_HOSTS:
    raise UnsafeSetting("SETARA_HOSTS: production names its hosts; * lets any name through")
STATIC_URL = "static/"
STATICFILES_DIRS = [Path(__file__).parent.parent / "web" / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [f"{urlsplit(BASE_URL).scheme}://{urlsplit(BASE_URL).netloc}"]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
SILENCED_SYSTEM_CHECKS = ["security.W008", "security.W021"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
