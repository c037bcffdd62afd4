"""All settings, from environment variables. Everything has a default that runs on one machine with no account.

Production needs CONNECT_ENVIRONMENT=production, which refuses to start on the development keys.
"""

import json
import os
from base64 import b64decode
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config.agency import load_agency

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENT = os.environ.get("CONNECT_ENVIRONMENT", "demo")
IS_PRODUCTION = ENVIRONMENT == "production"
DEBUG = os.environ.get("CONNECT_DEBUG") == "1" and not IS_PRODUCTION
VAR_DIR = Path(os.environ.get("CONNECT_VAR", BASE_DIR / "var")).resolve()
AGENCY = load_agency(Path(os.environ.get("CONNECT_AGENCY", BASE_DIR / "agency" / "california.toml")))


def secret(name: str, demo_value: str) -> str:
    """Return the secret `name` from the environment, or from the file named by `name`_FILE (for mounted secrets)."""
    value = os.environ.get(name)
    if value is None and (file := os.environ.get(f"{name}_FILE")):
        value = Path(file).read_text().strip()
    if value is None and IS_PRODUCTION:
        raise ImproperlyConfigured(
            f"Set {name} (or {name}_FILE): production does not run on the demo's keys."
        )
    return value or demo_value


def optional_secret(name: str) -> str:
    """Return the secret `name` as `secret` does, or nothing where what needs it is not used."""
    if file := os.environ.get(f"{name}_FILE"):
        return os.environ.get(name) or Path(file).read_text().strip()
    return os.environ.get(name, "")


def flag(name: str, *, default: bool) -> bool:
    """Return a yes/no environment variable: 1 or 0."""
    return os.environ.get(name, "1" if default else "0") == "1"


# Keys. Each is for one purpose; a key ring is JSON {"name": "base64 of 32 bytes"}, its last entry seals new values.
SECRET_KEY = secret("CONNECT_SECRET_KEY", "demo-only-secret-key-that-production-refuses-to-start-with")
SEALING_KEYS: dict[str, bytes] = {
    name: b64decode(value)
    for name, value in json.loads(
        secret("CONNECT_SEALING_KEYS", '{"demo": "ZGVtby1vbmx5LXNlYWxpbmcta2V5LW9mLTMyLWJ5dGU="}')
    ).items()
}
BLIND_INDEX_KEY = b64decode(secret("CONNECT_BLIND_INDEX_KEY", "ZGVtby1vbmx5LWJsaW5kLWluZGV4LWtleS0zMi1ieXQ="))
PIN_PEPPER = b64decode(secret("CONNECT_PIN_PEPPER", "ZGVtby1vbmx5LXBpbi1wZXBwZXIta2V5LTMyLWJ5dGU="))
# Seals of the audit trail: a ring as above. Whoever can write to the database must not be able to read it.
AUDIT_KEYS: dict[str, bytes] = {
    name: b64decode(value)
    for name, value in json.loads(
        secret("CONNECT_AUDIT_KEYS", '{"demo": "ZGVtby1vbmx5LWF1ZGl0LXRyYWlsLWtleS0zMi1ieXQ="}')
    ).items()
}

PUBLIC_URL = os.environ.get("CONNECT_PUBLIC_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")
ALLOWED_HOSTS = os.environ.get("CONNECT_HOSTS", "127.0.0.1,localhost").split(",")
LOOPBACK = {"127.0.0.1", "localhost", "::1", "[::1]"}
if not IS_PRODUCTION and not set(ALLOWED_HOSTS) <= LOOPBACK:
    raise ImproperlyConfigured(
        "CONNECT_HOSTS names hosts that others can reach, and the demo's keys are public. "
        "Set CONNECT_ENVIRONMENT=production, and the keys of your own that it asks for."
    )
if IS_PRODUCTION and not PUBLIC_URL.startswith("https://"):
    raise ImproperlyConfigured(
        "Set CONNECT_PUBLIC_URL to the https:// address of the site: emails link to it."
    )
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
# How many reverse proxies stand in front: that many X-Forwarded-For entries are trusted.
TRUSTED_PROXIES = int(os.environ.get("CONNECT_TRUSTED_PROXIES", "0"))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "customer_connect.core",
    "customer_connect.domain.audit",
    "customer_connect.domain.jobs",
    "customer_connect.domain.cases",
    "customer_connect.domain.payments",
    "customer_connect.domain.calendar",
    "customer_connect.domain.deliveries",
    "customer_connect.domain.identity",
    "customer_connect.domain.changes",
    "customer_connect.domain.calls",
    "customer_connect.domain.conversations",
    "customer_connect.domain.figures",
    "customer_connect.exchange",
    "customer_connect.demo",
    "customer_connect.web",
    "customer_connect.phone",
    "customer_connect.staff",
    "config",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "customer_connect.web.content_security.SamePolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "customer_connect.staff.doors.StaffDoor",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "customer_connect.staff.doors.OneDoorEach",
    "customer_connect.staff.doors.StaffGate",
    "customer_connect.web.signin.middleware.SessionClockMiddleware",
    "customer_connect.web.signin.middleware.TemporaryPinGate",
    "customer_connect.web.codes.gates.SecondFactorGate",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "config.urls"
STAFF_URLCONF = "config.staff_urls"  # of requests under /staff/
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            BASE_DIR / "templates",
            *sorted((BASE_DIR / "customer_connect" / "web").glob("*/templates")),
            *sorted((BASE_DIR / "customer_connect" / "staff").glob("*/templates")),
        ],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "customer_connect.web.context.agency",
            ],
        },
    }
]

# Database: SQLite by default, PostgreSQL by CONNECT_DATABASE=postgres://…
DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(
        os.environ.get("CONNECT_DATABASE", f"sqlite:///{VAR_DIR / 'connect.sqlite3'}"),
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["ENGINE"] = "customer_connect.core.databases.sqlite3"
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
SILENCED_SYSTEM_CHECKS = ["models.W040"]  # CoveringIndex has an answer for SQLite
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# What counts is in the database: a cache in each process would know only half of it.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

# Sign-in
AUTH_USER_MODEL = "identity.User"
AUTHENTICATION_BACKENDS = [
    "customer_connect.domain.identity.backends.ParticipantBackend",
    "customer_connect.domain.identity.staff_backends.StaffBackend",
]
LOGIN_URL = "signin:login"
PASSWORD_HASHERS = ["customer_connect.domain.identity.password_hashers.Argon2idHasher"]
SESSION_ENGINE = "customer_connect.domain.identity.sessions"
SESSION_COOKIE_NAME = "connect_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = AGENCY.session.absolute_hours * 3600
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.doors.form_expired"
LANGUAGE_COOKIE_NAME = "connect_language"
# In the session, which ends: a cookie would show one person's message to the next one at an office's computer.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Sign-in of staff (docs/staff.md): passwords, second factors and single sign-on by allauth, tries counted by us.
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # seconds that an invitation works
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "customer_connect.staff.signin.adapters.StaffAccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
MFA_ADAPTER = "customer_connect.staff.signin.adapters.StaffAuthenticatorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_SUPPORTED_TYPES = ["recovery_codes", "totp", "webauthn"]
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds either way
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_PRODUCTION
MFA_WEBAUTHN_USER_VERIFICATION = "required"
# Single sign-on by OpenID Connect: off without an issuer. It opens accounts that exist and makes none.
STAFF_SSO_ID = "sso" if os.environ.get("CONNECT_OIDC_ISSUER") else ""
STAFF_SSO_NAME = os.environ.get("CONNECT_OIDC_NAME", "single sign-on")
STAFF_SSO_HAS_SECOND_FACTOR = flag("CONNECT_OIDC_HAS_SECOND_FACTOR", default=False)
STAFF_SSO_TRUSTS_EMAILS = flag("CONNECT_OIDC_TRUSTS_EMAILS", default=False)
STAFF_SSO_ROLES = os.environ.get("CONNECT_OIDC_ROLES", "")  # a file of rules: roles and offices from claims
STAFF_SSO_SCOPES = os.environ.get("CONNECT_OIDC_SCOPES", "openid profile email").split()
SOCIALACCOUNT_ADAPTER = "customer_connect.staff.signin.single_sign_on.StaffSingleSignOnAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": STAFF_SSO_ID,
                "name": STAFF_SSO_NAME,
                "client_id": os.environ.get("CONNECT_OIDC_CLIENT", ""),
                "secret": optional_secret("CONNECT_OIDC_SECRET"),
                "settings": {
                    "server_url": os.environ.get("CONNECT_OIDC_ISSUER", ""),
                    "scope": STAFF_SSO_SCOPES,
                },
            }
        ]
        if STAFF_SSO_ID
        else [],
    }
}

# Language, dates, numbers
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
FORMAT_MODULE_PATH = "config.formats"
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = AGENCY.place.time_zone

# Files
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR_DIR / "files"

# Browser security
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = flag("CONNECT_SSL_REDIRECT", default=IS_PRODUCTION)
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_HSTS_SECONDS = 31_536_000 if IS_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_PRODUCTION
X_FRAME_OPTIONS = "DENY"
DEFAULT_EXCEPTION_REPORTER_FILTER = "customer_connect.web.signin.reports.SecretsStayIn"
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Email (Django's own backends; the demo keeps what it would send in a folder, with the PINs and codes in it)
EMAIL_BACKEND = os.environ.get(
    "CONNECT_EMAIL_BACKEND",
    f"django.core.mail.backends.{'smtp' if IS_PRODUCTION else 'filebased'}.EmailBackend",
)
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_HOST = os.environ.get("CONNECT_EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("CONNECT_EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("CONNECT_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = secret("CONNECT_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = flag("CONNECT_EMAIL_TLS", default=IS_PRODUCTION)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("CONNECT_FROM_EMAIL", "no-reply@connect.example")
# Undelivered email. The address it comes back to (with +KEY before the @); the mailbox behind that address (dotted
# name, see customer_connect/providers/mailboxes), or nothing; the secret with which a mail service signs its events.
BOUNCE_ADDRESS = os.environ.get("CONNECT_BOUNCE_ADDRESS", "")
BOUNCE_MAILBOX = os.environ.get("CONNECT_BOUNCES", "")
BOUNCE_MAILDIR = os.environ.get("CONNECT_BOUNCES_MAILDIR", "")
BOUNCE_IMAP: dict[str, Any] = {
    "host": os.environ.get("CONNECT_BOUNCES_IMAP_HOST", ""),
    "port": int(os.environ.get("CONNECT_BOUNCES_IMAP_PORT", "993")),
    "tls": flag("CONNECT_BOUNCES_IMAP_TLS", default=True),
    "user": os.environ.get("CONNECT_BOUNCES_IMAP_USER", ""),
    "password": optional_secret("CONNECT_BOUNCES_IMAP_PASSWORD"),
    "folder": os.environ.get("CONNECT_BOUNCES_IMAP_FOLDER", "INBOX"),
    "timeout": 30.0,
}
EMAIL_EVENTS_SECRET = optional_secret("CONNECT_EMAIL_EVENTS_SECRET")

# Text messages: the dotted name of a provider (see customer_connect/providers/sms), or nothing where none are sent.
TEXT_MESSAGES_PROVIDER = os.environ.get(
    "CONNECT_SMS", "" if IS_PRODUCTION else "customer_connect.providers.sms.folder.FolderTextMessages"
)
TEXT_MESSAGES_FOLDER = VAR_DIR / "texts"
# CONNECT_SMS=customer_connect.providers.sms.twilio.TwilioTextMessages. The sender is a number in E.164 or a messaging
# service (MG…); the key is an API key (SK…) or, with the account's own token as the secret, the account (AC…).
TWILIO: dict[str, Any] = {
    "account": os.environ.get("CONNECT_TWILIO_ACCOUNT", ""),
    "key": os.environ.get("CONNECT_TWILIO_KEY") or os.environ.get("CONNECT_TWILIO_ACCOUNT", ""),
    "secret": optional_secret("CONNECT_TWILIO_SECRET"),
    "sender": os.environ.get("CONNECT_TWILIO_SENDER", ""),
    "url": os.environ.get("CONNECT_TWILIO_URL", "https://api.twilio.com"),
    "timeout": 20.0,
}

# Letters: who sets them, and the print shop (see customer_connect/providers/printing). The print file is sealed for us
# and for whoever holds the key of the shop's certificate (PEM); without one only `./connect letters open` opens it.
LETTER_PRINTER = "customer_connect.documents.print_files.TypstPrinter"
PRINTING_PROVIDER = os.environ.get(
    "CONNECT_PRINTING", "customer_connect.providers.printing.folder.FolderPrintShop"
)
PRINTING_FOLDER = Path(os.environ.get("CONNECT_PRINTING_FOLDER", VAR_DIR / "print-shop"))
PRINTING_CERTIFICATE = os.environ.get("CONNECT_PRINTING_CERTIFICATE", "")
PRINTING_SFTP: dict[str, Any] = {
    "host": os.environ.get("CONNECT_PRINTING_SFTP_HOST", ""),
    "port": int(os.environ.get("CONNECT_PRINTING_SFTP_PORT", "22")),
    "user": os.environ.get("CONNECT_PRINTING_SFTP_USER", ""),
    "key_file": os.environ.get("CONNECT_PRINTING_SFTP_KEY", ""),
    "known_hosts": os.environ.get("CONNECT_PRINTING_SFTP_KNOWN_HOSTS", ""),
    "folder": os.environ.get("CONNECT_PRINTING_SFTP_FOLDER", "."),
}

# Accepted changes for the system of record (see docs/exchange.md): who hands them over (dotted name, see
# customer_connect/providers/record_drops), or nothing: then `./connect export` does, when somebody runs it.
EXPORT_PROVIDER = os.environ.get("CONNECT_EXPORT", "")
EXPORT_FOLDER = Path(os.environ.get("CONNECT_EXPORT_FOLDER", VAR_DIR / "for-the-system-of-record"))
EXPORT_SFTP: dict[str, Any] = {
    "host": os.environ.get("CONNECT_EXPORT_SFTP_HOST", ""),
    "port": int(os.environ.get("CONNECT_EXPORT_SFTP_PORT", "22")),
    "user": os.environ.get("CONNECT_EXPORT_SFTP_USER", ""),
    "key_file": os.environ.get("CONNECT_EXPORT_SFTP_KEY", ""),
    "known_hosts": os.environ.get("CONNECT_EXPORT_SFTP_KNOWN_HOSTS", ""),
    "folder": os.environ.get("CONNECT_EXPORT_SFTP_FOLDER", "."),
}

# Files that participants attach to messages: where they lie, sealed (one folder for all web servers and workers); the
# virus scanner (dotted name, see customer_connect/providers/scanning), or nothing; clamd's Unix socket or HOST:PORT.
# Without a scanner they wait in quarantine ("hold"), or pass as photos written anew and PDFs without scripts ("pass").
ATTACHMENTS_FOLDER = Path(os.environ.get("CONNECT_ATTACHMENTS_FOLDER", VAR_DIR / "attachments"))
SCANNER = os.environ.get("CONNECT_SCANNER", "")
CLAMAV: dict[str, Any] = {
    "address": os.environ.get("CONNECT_CLAMAV", "/run/clamav/clamd.ctl"),
    "timeout": 60.0,
}
UNSCANNED_ATTACHMENTS = os.environ.get("CONNECT_UNSCANNED_ATTACHMENTS", "hold" if IS_PRODUCTION else "pass")

# Who outside the database is told of each seal of the audit trail (dotted name, see customer_connect/providers/
# witnesses), or nothing: then only the log is. The file belongs on a disk where lines only ever come.
AUDIT_WITNESS = os.environ.get(
    "CONNECT_AUDIT_WITNESS", "customer_connect.providers.witnesses.file.FileWitness"
)
AUDIT_WITNESS_FILE = Path(os.environ.get("CONNECT_AUDIT_WITNESS_FILE", VAR_DIR / "audit" / "witness.jsonl"))

# The phone's voice and its recogniser (dotted names, see customer_connect/providers/speech), how many texts and
# utterances each process handles at once, where fixed prompts are kept, and a recogniser's model.
VOICE = os.environ.get("CONNECT_VOICE", "customer_connect.providers.speech.pico.PicoVoice")
VOICE_WORKERS = int(os.environ.get("CONNECT_VOICE_WORKERS", "2"))
PROMPTS_FOLDER = VAR_DIR / "prompts"
RECOGNISER = os.environ.get("CONNECT_RECOGNISER", "customer_connect.providers.speech.sphinx.SphinxRecogniser")
RECOGNISER_WORKERS = int(os.environ.get("CONNECT_RECOGNISER_WORKERS", "2"))
RECOGNISER_FOLDER = (
    Path(os.environ["CONNECT_RECOGNISER_FOLDER"]) if os.environ.get("CONNECT_RECOGNISER_FOLDER") else None
)

# Calls by SIP: docs/phone-sip.md says what each is for, and customer_connect/phone/gateways/sip/settings.py.
SIP: dict[str, Any] = {
    "address": os.environ.get("CONNECT_SIP_ADDRESS", "127.0.0.1"),
    "port": int(os.environ.get("SIP_PORT", "5060")),
    "rtp_ports": tuple(map(int, os.environ.get("CONNECT_SIP_RTP_PORTS", "10000-11999").split("-"))),
    "allowed": tuple(filter(None, os.environ.get("CONNECT_SIP_ALLOWED", "").split(","))),
    "certificate": Path(os.environ["CONNECT_SIP_CERTIFICATE"])
    if os.environ.get("CONNECT_SIP_CERTIFICATE")
    else None,
    "authorities": Path(os.environ["CONNECT_SIP_AUTHORITIES"])
    if os.environ.get("CONNECT_SIP_AUTHORITIES")
    else None,
    "encryption": os.environ.get("CONNECT_SIP_ENCRYPTION", "offered"),
    "line_header": os.environ.get("CONNECT_SIP_LINE_HEADER", ""),
    # Queues of agents and where they are: "agents=sip:agents@pbx.example.org,…"
    "transfers": dict(
        each.split("=", 1) for each in filter(None, os.environ.get("CONNECT_SIP_TRANSFERS", "").split(","))
    ),
    "most_calls": int(os.environ.get("CONNECT_SIP_CALLS", "200")),
    "lost_after_seconds": int(os.environ.get("CONNECT_SIP_LOST_AFTER", "30")),
    "drain_seconds": float(os.environ.get("CONNECT_SIP_DRAIN_SECONDS", "600" if IS_PRODUCTION else "3")),
    "tty_unshifts_on_space": flag("CONNECT_TTY_UNSHIFTS_ON_SPACE", default=False),
}

# Calls through Twilio or another cloud that speaks TwiML: docs/phone-twiml.md. Closed without the account's token.
TWIML: dict[str, Any] = {
    "token": optional_secret("CONNECT_TWIML_TOKEN"),
    "account": os.environ.get("CONNECT_TWIML_ACCOUNT", ""),
    "url": os.environ.get("CONNECT_TWIML_URL", PUBLIC_URL).rstrip("/"),
    "own_voice": flag("CONNECT_TWIML_OWN_VOICE", default=False),
    "voices": {
        "en": os.environ.get("CONNECT_TWIML_VOICE_EN", "Polly.Joanna"),
        "es": os.environ.get("CONNECT_TWIML_VOICE_ES", "Polly.Lupe"),
    },
    # Queues of agents and where they are: "agents=sip:agents@pbx.example.org,…" or "agents=+19165550100,…"
    "transfers": dict(
        each.split("=", 1) for each in filter(None, os.environ.get("CONNECT_TWIML_TRANSFERS", "").split(","))
    ),
    "seconds_until_nobody_took": int(os.environ.get("CONNECT_TWIML_TRANSFER_SECONDS", "30")),
}

# What `./connect worker` does: queues that it empties, most urgent first, and scheduled jobs.
WORKER_QUEUES = [
    "customer_connect.domain.deliveries.actions.send.send_one",
    "customer_connect.domain.identity.actions.answer_pin_reset.answer_one",
    "customer_connect.domain.identity.actions.first_pin_runs.go_on_with_first_pins",
    "customer_connect.domain.conversations.actions.scan.scan_one",
]
WORKER_JOBS = [
    "customer_connect.domain.audit.jobs.SEAL_EVENTS",
    "customer_connect.domain.audit.jobs.VERIFY_RECENT",
    "customer_connect.domain.deliveries.jobs.BRING_BACK_STUCK",
    "customer_connect.domain.deliveries.bounce_jobs.READ_BOUNCES",
    "customer_connect.domain.deliveries.letter_jobs.SEND_LETTER_BATCHES",
    "customer_connect.domain.deliveries.letter_jobs.DELETE_PRINT_FILES",
    "customer_connect.domain.identity.jobs.TELL_TURNED_OFF",
    "customer_connect.domain.identity.jobs.CANCEL_RETURNED_PINS",
    "customer_connect.domain.identity.jobs.NOTE_EMAILS",
    "customer_connect.domain.identity.jobs.NOTE_ADDRESSES",
    "customer_connect.domain.identity.jobs.FORGET_OLD_CODES",
    "customer_connect.domain.identity.retention.FORGET_OLD_TRIES",
    "customer_connect.domain.identity.retention.FORGET_KEPT_FORMS",
    "customer_connect.domain.calls.retention.FORGET_OLD_CALLS",
    "customer_connect.phone.held_calls.FORGET_LOST_CALLS",
    "customer_connect.exchange.outbound.jobs.SEND_ACCEPTED_CHANGES",
    "customer_connect.exchange.retention.FORGET_OLD_REPORTS",
    "customer_connect.exchange.retention.FORGET_OLD_PACKAGES",
    "customer_connect.domain.conversations.retention.FORGET_OLD_MESSAGES",
    "customer_connect.domain.conversations.retention.FORGET_OLD_DRAFTS",
    "customer_connect.domain.conversations.retention.FORGET_UNSENT_FILES",
    "customer_connect.domain.conversations.retention.FORGET_LATE_FILES",
    "customer_connect.domain.conversations.retention.FOLLOW_OFFICES",
    "customer_connect.domain.figures.jobs.COUNT_DAYS",
]

# What `./connect reseal` seals anew after another key was put into the ring.
SEALED_COLUMNS = [
    "customer_connect.domain.cases.sealed_columns.SEALED_COLUMNS",
    "customer_connect.domain.deliveries.sealed_columns.SEALED_COLUMNS",
    "customer_connect.domain.identity.sealed_columns.SEALED_COLUMNS",
    "customer_connect.domain.changes.sealed_columns.SEALED_COLUMNS",
    "customer_connect.domain.calls.sealed_columns.SEALED_COLUMNS",
    "customer_connect.phone.held_calls.SEALED_COLUMNS",
    "customer_connect.staff.signin.sealed_columns.SEALED_COLUMNS",
]
SEALED_FILES = ["customer_connect.domain.conversations.vault.SEALED_FILES"]

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"discreet": {"()": "customer_connect.core.logs.StrikeNumbersOfPeople"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["discreet"]}
    },
    # At DEBUG it would write addresses with the phone numbers in them.
    "loggers": {"urllib3": {"level": "INFO"}},
    "root": {"handlers": ["console"], "level": os.environ.get("CONNECT_LOG_LEVEL", "INFO")},
}
