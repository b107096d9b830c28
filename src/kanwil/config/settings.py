"""The settings of one installation. What an organisation decides (thresholds, texts, roles) is data, not a setting."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from . import env
from .database import database_from
from .logs import logging_settings

env.refuse_unknown()

PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(env.text("KANWIL_DATA", "data")).resolve()
DEMO = env.flag("KANWIL_DEMO")
DEBUG = env.flag("KANWIL_DEBUG")
URL = env.text("KANWIL_URL", "http://localhost:8000").rstrip("/")


def _secret_key() -> str:
    """The given key, or one made once and kept in the data folder, readable by its owner only."""
    given = env.text("KANWIL_SECRET_KEY")
    if given:
        if len(given) < 32:
            raise ImproperlyConfigured("KANWIL_SECRET_KEY is too short: use at least 32 characters")
        return given
    file = DATA / "secret-key"
    if not file.exists():
        DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_once(file, secrets.token_urlsafe(50))
    return file.read_text(encoding="utf-8").strip()


def _write_once(file: Path, text: str) -> None:
    """Whole or not at all, also when the process is killed half-way; of two processes the first one wins."""
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    part.touch(mode=0o600)
    try:
        part.write_text(text, encoding="utf-8")
        with suppress(FileExistsError):
            os.link(part, file)
    finally:
        part.unlink()


SECRET_KEY = _secret_key()
_host = URL.split("://", 1)[-1].split("/", 1)[0].rsplit(":", 1)[0]
_local = _host in ("localhost", "127.0.0.1")
ALLOWED_HOSTS = [_host, "localhost", "127.0.0.1", "[::1]"] if _local else [_host]
CSRF_TRUSTED_ORIGINS = [URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    "kanwil.ui",
    "kanwil.access",
    "kanwil.audit",
    "kanwil.privacy",
    "kanwil.jobs",
    "kanwil.intake",
    "kanwil.accounts",
    "kanwil.people",
    "kanwil.skills",
    "kanwil.leaving",
    "kanwil.matrix",
    "kanwil.feedback",
    "kanwil.discovery",
    "kanwil.proof",
    "kanwil.qualifications",
    "kanwil.brought",
    "kanwil.signing",
    "kanwil.passport",
    "kanwil.demo",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kanwil.ui.middleware.ContentPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kanwil.ui.middleware.ChosenLanguage",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kanwil.people.middleware.WhoActs",
]

ROOT_URLCONF = "kanwil.config.urls"
WSGI_APPLICATION = "kanwil.config.wsgi.application"
FORM_RENDERER = "kanwil.ui.forms.Renderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "kanwil.ui.context.page",
            ],
            "builtins": ["kanwil.ui.templatetags.kanwil", "django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

DATABASES = {"default": database_from(env.text("KANWIL_DATABASE_URL"), DATA)}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kanwil_cache"}}
LOGGING = logging_settings()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = env.choice("KANWIL_LANGUAGE", ("nl", "en"), "nl")
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
TIME_ZONE = env.text("KANWIL_TIME_ZONE", "Europe/Amsterdam")
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA / "files"}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = DATA / "files"

# accounts
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = URL.startswith("https://")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if URL.startswith("https://"):
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
if env.flag("KANWIL_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if env.choice("KANWIL_JOBS", ("worker", "immediate"), "worker") == "immediate"
        else "django_tasks_db.DatabaseBackend",
        "ENQUEUE_ON_COMMIT": False,
    }
}

# files people bring
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

# signing what people take along
KEYS = DATA / "keys"
KEYS_PASSPHRASE = env.text("KANWIL_KEYS_PASSPHRASE")
LEGAL_NUMBER = env.text("KANWIL_LEGAL_NUMBER")

# leaving: long enough to come back to, never longer than what is usual for a file about somebody's work
KEEP_AFTER_LEAVING = env.number("KANWIL_KEEP_AFTER_LEAVING", 365)
if not 60 <= KEEP_AFTER_LEAVING <= 730:
    raise ImproperlyConfigured("KANWIL_KEEP_AFTER_LEAVING must be from 60 to 730 days")

SCAN_COMMAND = env.text("KANWIL_SCAN_COMMAND")
COMPETENTNL_KEY = env.text("KANWIL_COMPETENTNL_KEY")
COMPETENTNL_URL = env.text("KANWIL_COMPETENTNL_URL", "https://sparql.competentnl.nl")

from .accounts import *  # noqa: E402, F403  (allauth's settings, kept together)
from .mail import *  # noqa: E402, F403
